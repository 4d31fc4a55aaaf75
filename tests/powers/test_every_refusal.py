"""No sentence with which the DAO or the educators' token refuses goes untested."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
CONTRACTS = TESTS.parent / "contracts"
SENTENCE = re.compile(r'"((?:dao|educators): [^"]+)"')


def text_of(folder, pattern):
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob(pattern)))


def test_every_refusal_of_the_dao_and_of_the_educators_token_is_tested():
    refusals = set(SENTENCE.findall(text_of(CONTRACTS, "*.vy")))
    tests = "\n".join(text_of(TESTS / "unit" / part, "test_*.py") for part in ("dao", "educators"))

    assert len(refusals) > 50
    assert [refusal for refusal in sorted(refusals) if f'"{refusal}"' not in tests] == []


def test_no_test_expects_a_refusal_that_there_is_not():
    refusals = set(SENTENCE.findall(text_of(CONTRACTS, "*.vy")))
    tests = "\n".join(text_of(TESTS / "unit" / part, "test_*.py") for part in ("dao", "educators"))
    wished_for = {"educators: there is no room for another term"}

    assert set(SENTENCE.findall(tests)) - refusals == wished_for
