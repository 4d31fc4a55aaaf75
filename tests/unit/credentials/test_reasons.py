"""Tests of the tests: each reason to refuse is expected somewhere, events are compared whole."""

import re
from pathlib import Path

import pytest
from ape.utils import ZERO_ADDRESS

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "contracts").rglob("*.vy"))
REASON = re.compile(
    # the part that refuses, and why
    r'"((?:credentials|curricula|dao|educators|ownable_2step|pathways|rules|soulbound|status)'
    r': [^"]+)"'
)


def reasons():
    texts = [source.read_text() for source in SOURCES]
    return sorted({reason for text in texts for reason in REASON.findall(text)})


@pytest.fixture(scope="session")
def unit_tests():
    return "".join(path.read_text() for path in (ROOT / "tests" / "unit").rglob("test_*.py"))


def test_every_reason_to_refuse_is_expected_by_a_test(unit_tests):
    assert len(reasons()) > 80
    assert [reason for reason in reasons() if f'"{reason}"' not in unit_tests] == []


def test_every_assertion_has_a_reason():
    """What the compiler checks by itself has none; what the authors check has one."""
    for source in SOURCES:
        text = (ROOT / "contracts" / source).read_text()
        asserted = len(re.findall(r"^\s+assert ", text, re.M)) + len(
            re.findall(r"^\s+raise ", text, re.M)
        )
        assert asserted == len(REASON.findall(text)), source


def test_a_wrong_field_of_an_event_is_noticed(
    credentials, enrol, curriculum, learner, stranger, log
):
    [event] = enrol().events

    assert event == log.Enrolled(learner, curriculum.number, 1)
    assert event != log.Enrolled(stranger, curriculum.number, 1)
    assert event != log.Enrolled(learner, curriculum.number + 1, 1)
    assert event != log.Enrolled(learner, curriculum.number, 2)
    assert event != log.Left(learner, curriculum.number)
    assert [event] != [log.Enrolled(learner, curriculum.number, 1)] * 2


def test_a_missing_field_of_an_event_is_noticed(credentials, enrol, learner, log):
    """Ape's own comparison leaves out what is not told."""
    [event] = enrol().events
    assert event == credentials.Enrolled(learner)

    with pytest.raises(ValueError, match="shorter"):
        log.Enrolled(learner)
    with pytest.raises(AssertionError, match="without a field"):
        log.Enrolled(learner, None, 1)


def test_an_event_of_another_contract_is_noticed(enrol, curriculum, learner, whole, bench):
    [event] = enrol().events
    other = whole(type(bench.credentials)(ZERO_ADDRESS, bench.credentials.contract_type))

    assert event != other.Enrolled(learner, curriculum.number, 1)
