"""A run of mutants: which tests each meets, what is kept, how the score is told."""

import sys
from pathlib import Path

import pytest

from mutants.ledger import Ledger, Soundness
from mutants.mutant import mutants
from mutants.parts import TESTS, deployed, files_in, folders, likeliest_first
from mutants.report import score
from mutants.trial import KILLED, SAME, STILLBORN, SURVIVED, Verdict, run_to_end

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "contracts"
FILE = "modules/part.vy"
SOURCE = """# pragma version 0.4.3
count: uint256


@external
def act(a: uint256):
    assert a != 0, "part: it is zero"
    self.count = a
"""
UNGUARDED, COMPARED, OFF, UNDONE = mutants(FILE, SOURCE)


@pytest.fixture(scope="session")
def compiled_from():
    return deployed(CONTRACTS)


@pytest.mark.parametrize(
    ("file", "answering"),
    [
        ("CredentialToken.vy", ["credentials"]),
        ("EducatorToken.vy", ["governance/educators", "governance/silence"]),
        ("modules/pathways/gates.vy", ["curricula", "pathways"]),
        ("modules/governance/roll.vy", ["governance/educators", "governance/silence"]),
        ("modules/shared/ids.vy", ["shared", "credentials", "curricula", "pathways"]),
    ],
)
def test_a_source_answers_to_the_tests_of_what_it_is_compiled_into(compiled_from, file, answering):
    assert folders(file, compiled_from) == answering


def test_every_source_answers_to_tests_that_are_there(compiled_from):
    assert TESTS.keys() == compiled_from.keys()
    for path in CONTRACTS.rglob("*.vy"):
        answering = folders(path.relative_to(CONTRACTS).as_posix(), compiled_from)
        assert answering
        assert all(files_in(ROOT, folder) for folder in answering), path


@pytest.fixture
def files(tmp_path):
    """Tests that speak of something else, of the function, and of the refusal, too."""
    texts = {"other": "nothing", "act": "act(), act() and act()", "refusal": 'act() "it is zero"'}
    for name, text in texts.items():
        (tmp_path / f"test_{name}.py").write_text(f"{text:30}")
    (tmp_path / "test_refusal_and_more.py").write_text(texts["refusal"] * 9)
    return sorted(tmp_path.iterdir())


def test_a_mutant_first_meets_short_tests_that_say_what_its_lines_say(files):
    first = [file.stem for file in likeliest_first(UNGUARDED, files)]
    assert first == ["test_refusal", "test_refusal_and_more", "test_act", "test_other"]


def test_a_run_goes_on_where_another_was_stopped(tmp_path):
    ledger = Ledger(tmp_path / "kept")
    ledger.add(UNGUARDED, Verdict(SURVIVED, seconds=9.5))
    ledger.add(UNDONE, Verdict(KILLED, "credentials/test_a.py::test_it[a b]", "assert 1 == 2", 2.0))
    ledger.add(UNGUARDED, Verdict(KILLED, "credentials/test_b.py::test_it", "", 3.0))

    again = Ledger(tmp_path / "kept")

    assert again.verdicts == {
        UNDONE.name: Verdict(KILLED, "credentials/test_a.py::test_it[a b]", "assert 1 == 2", 2.0),
        UNGUARDED.name: Verdict(KILLED, "credentials/test_b.py::test_it", "", 3.0),
    }


@pytest.fixture
def tree(tmp_path):
    """A project whose unit tests of two parts, a and b, have passed in 1.5 and 2.5 seconds."""
    tree = tmp_path / "tree"
    for name in ("tests/unit/a/test_a.py", "tests/unit/b/test_b.py", "contracts/C.vy"):
        (tree / name).parent.mkdir(parents=True)
        (tree / name).write_text("")
    Soundness(tmp_path, tree).add("a", 1.5)
    Soundness(tmp_path, tree).add("b", 2.5)
    return tree


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ("tests/mutants/test_run.py", [1.5, 2.5]),
        ("tests/unit/b/test_b.py", [1.5, None]),
        ("tests/unit/b/test_new.py", [1.5, None]),
        ("tests/unit/a/conftest.py", [None, 2.5]),
        ("tests/unit/conftest.py", [None, None]),
        ("tests/conftest.py", [None, None]),
        ("contracts/C.vy", [None, None]),
    ],
)
def test_tests_have_to_pass_again_once_a_source_has_changed(tmp_path, tree, changed, known):
    (tree / changed).parent.mkdir(exist_ok=True)
    (tree / changed).write_text("changed")

    assert [Soundness(tmp_path, tree).seconds(part) for part in "ab"] == known


def test_the_score_is_told_raw_and_without_what_no_test_could_notice():
    tried = [
        (COMPARED, Verdict(KILLED)),
        (OFF, Verdict(SURVIVED)),
        (UNGUARDED, Verdict(SURVIVED)),
        (UNDONE, Verdict(STILLBORN)),
        (UNDONE, Verdict(SAME)),
    ]

    found = score(tried, {OFF.name: "No test could tell."})

    assert [*found.told()] == [
        "3 mutants: 1 killed, 1 equivalent, 1 survived.",
        "Killed: 33.3 % of all, 50.0 % of those that a test could notice.",
        "By kind: assert 0/1, comparison 1/1, constant 0/1.",
        "Not counted, others drawn instead: 1 does not compile, 1 is the same code.",
        f'SURVIVED: {FILE} act: assert a != 0, "part: it is zero" -> pass',
    ]
    assert not found.is_good


def test_what_is_killed_is_not_equivalent():
    found = score([(COMPARED, Verdict(KILLED))], {COMPARED.name: "No test could tell."})

    assert [*found.told()][-1] == (
        f'KILLED, so not equivalent: {FILE} act: assert a != 0, "part: it is zero"'
        ' -> assert a == 0, "part: it is zero"'
    )
    assert not found.is_good


def test_a_run_without_survivors_is_good():
    tried = [(COMPARED, Verdict(KILLED)), (OFF, Verdict(SURVIVED))]
    assert score(tried, {OFF.name: "No test could tell."}).is_good


def test_what_takes_too_long_is_stopped(tmp_path):
    asleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    assert run_to_end(asleep, tmp_path, limit=0.5) == (None, "")


def test_what_is_printed_comes_with_the_exit_code(tmp_path):
    told = "import sys; print('out'); sys.stdout.flush(); print('error', file=sys.stderr); exit(3)"
    assert run_to_end([sys.executable, "-c", told], tmp_path, limit=60) == (3, "out\nerror\n")
