"""`curriculum show`: a file as a person says it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]


def test_show_draws_the_rule_in_plain_words(run):
    lines = run("show", ROOT / "curricula/mitx-sds-v2.yaml").output.splitlines()

    assert lines[:5] == [
        "MITx MicroMasters in Statistics and Data Science, with tracks (mitx-sds-v2)",
        "a new version of mitx-sds-v1",
        "awarded by MITx (mitx)",
        "micromasters  MicroMasters in Statistics and Data Science (MicroCredential)",
        "└── all 4 of these",
    ]
    assert "    ├── One whole track: one of these 3" in lines
    assert "    │   ├── Social sciences: both of these" in lines
    assert "    │   │   └── 18.6501x  Fundamentals of Statistics (Course)" in lines


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("bismarck-science-with-lab", "└── 8 credits out of these 7"),
        ("bismarck-science-with-lab", "sci-4a  Science with lab, 4 credits, A (Course, 4 credits)"),
        ("eagle-2013", "Twenty-one in all: 21 of these 27 (required ones count too)"),
        ("comptia-cios", "A+ unexpired when it counts (not enforced yet)"),
        ("comptia-cios", "A+ (Certification, valid 1095 days)"),
        ("mitx-scm", "CTL.SC0x before SCM capstone exam (not enforced yet)"),
    ],
)
def test_show_tells_credits_validity_and_what_is_not_enforced(run, key, line):
    assert line in run("show", ROOT / f"curricula/{key}.yaml").output
