"""No sentence with which the DAO or the educators' token refuses goes untested."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SENTENCE = re.compile(r'"((?:dao|educators): [^"]+)"')
WRAPPED = re.compile(r'"(an action fails[^"]*)"')  # behind "dao: ", in `simulate`


def text_of(folder, pattern):
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob(pattern)))


@pytest.fixture(scope="session")
def refusals():
    """What the contracts say."""
    sources = text_of(TESTS.parent / "contracts", "*.vy")
    return {*SENTENCE.findall(sources), *(f"dao: {words}" for words in WRAPPED.findall(sources))}


@pytest.fixture(scope="session")
def tested():
    """What the tests expect them to say."""
    folders = [TESTS / "unit" / part for part in ("dao", "educators")]
    return {sentence for each in folders for sentence in SENTENCE.findall(text_of(each, "*.py"))}


def test_every_refusal_of_the_dao_and_of_the_educators_token_is_tested(refusals, tested):
    assert len(refusals) > 50
    assert refusals - tested == set()


def test_no_test_expects_what_is_never_said(refusals, tested):
    assert tested - refusals == set()
