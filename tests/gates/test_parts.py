"""`make test ONLY=PART` runs what belongs to a part, and names the parts to who guesses wrong."""

import os
import subprocess
from pathlib import Path

import pytest

TESTS = Path("tests")
PARTS = sorted(
    {
        path.name
        for kind in ("unit", "package")
        for path in (TESTS / kind).iterdir()
        if path.is_dir()
    }
    - {"__pycache__"}
)


def said_by_make(only):
    """What `make` would run, and what it says instead."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    words = ["make", "--dry-run", "test", f"ONLY={only}"]
    done = subprocess.run(words, capture_output=True, text=True, env=environ)
    return done.stdout, done.stderr


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_all_that_has_its_name(part):
    runs, _ = said_by_make(part)

    own = {str(path) for path in TESTS.glob(f"*/{part}")}
    own |= {str(path) for path in TESTS.glob(f"*/test_{part}.py")}
    assert {word for word in runs.split() if word.startswith("tests/")} == own


def test_several_parts_run_together():
    runs, _ = said_by_make("say shared")

    assert runs.split()[-2:] == ["tests/package/say", "tests/unit/shared"]


def test_who_asks_for_no_part_is_told_the_parts():
    runs, refusal = said_by_make("say credential")

    assert runs == ""
    told = f'There is no part "credential". The parts are: {" ".join(PARTS)}.'
    assert refusal.partition("*** ")[2] == f"{told}  Stop.\n"
