"""No sentence with which the DAO, its rules or the educators' token refuse goes untested."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
SENTENCE = re.compile(r'"((?:dao|educators|rules): [^"]+)"')


def text_of(folder, pattern):
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob(pattern)))


@pytest.fixture(scope="session")
def refusals():
    """What the contracts say."""
    return set(SENTENCE.findall(text_of(TESTS.parent / "contracts", "*.vy")))


@pytest.fixture(scope="session")
def tested():
    """What the tests expect them to say."""
    return set(SENTENCE.findall(text_of(TESTS / "unit", "*.py")))


def test_every_refusal_of_the_dao_of_its_rules_and_of_the_educators_token_is_tested(
    refusals, tested
):
    assert len(refusals) > 50
    assert refusals - tested == set()


def test_no_test_expects_what_is_never_said(refusals, tested):
    assert tested - refusals == set()
