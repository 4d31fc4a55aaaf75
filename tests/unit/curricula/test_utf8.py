"""Texts are UTF-8, byte for byte as Python decodes it: asked of the check alone, on the rig."""

import random
from itertools import product

import pytest
from rig import Reverted, Rig, account, reverts

NOT_UTF8 = "curricula: a text is not UTF-8"
# A byte just within and one just outside each range of table 3-7 of the Unicode Standard.
LEADS = [0x7E, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF]
LEADS += [0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF]
SECONDS = [0x41, 0x7E, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xFF]
LATER = [0x41, 0x7E, 0x80, 0xBF, 0xC0, 0xE1, 0xFF]
CHARACTERS = ["\x80", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff"]


@pytest.fixture(scope="session")
def rig():
    return Rig()


@pytest.fixture(autouse=True)
def rolled_back(rig):
    before = rig.engine.snapshot()
    yield
    rig.engine.revert(before)


@pytest.fixture(scope="session")
def judge(rig):
    return rig.deploy("judge", sender=account("deployer"))


@pytest.fixture
def agrees(judge):
    """Ask the check and Python of the same bytes, which are plain, spaces behind them."""

    def agrees(text):
        filled = text + b" " * (-len(text) % 32)
        said = refusal_of(judge.check_text, filled)
        assert said in (None, NOT_UTF8)
        return (said is None) == is_utf8(filled)

    return agrees


def refusal_of(call, *args):
    try:
        call(*args, sender=account("anybody"))
    except Reverted as refusal:
        return str(refusal)
    return None


def is_utf8(text):
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def wrong(agrees, texts):
    """What the check and Python take differently."""
    return [text.hex() for text in texts if not agrees(text)]


def test_every_pair_of_bytes_is_taken_as_python_takes_it(agrees):
    """Those of plain bytes, of which one at least is not ASCII."""
    plain = [*b" !#AZaz~", *range(128, 256)]
    pairs = [bytes(pair) for pair in product(plain, repeat=2) if max(pair) > 127]

    assert len(pairs) > 18_000
    assert wrong(agrees, pairs) == []


def test_every_form_at_the_edge_of_a_range_is_taken_as_python_takes_it(agrees):
    """Overlong ones, surrogates, what lies past U+10FFFF, and what is cut off."""
    forms = [bytes(form) for form in product(LEADS, SECONDS, LATER, LATER)]
    forms += [bytes(form) for form in product(LEADS, SECONDS, LATER)]
    forms += [bytes(form) for form in product(range(0xE0, 256), range(128, 256), [0x80])]
    forms += [bytes(form) for form in product(range(0xF0, 256), range(128, 256), [0x80], [0xBF])]

    assert sum(map(is_utf8, forms)) > 1_000  # both kinds really occurred
    assert wrong(agrees, forms) == []


@pytest.mark.parametrize("character", CHARACTERS, ids=ascii)
def test_a_character_may_lie_across_two_words_and_be_cut_off_nowhere(agrees, character):
    encoded = character.encode()
    whole = [b"a" * at + encoded for at in range(70)]
    short = [b"a" * at + encoded[:-1] + b"a" for at in range(70)]
    cut_off = [b"a" * (32 * words - len(encoded) + 1) + encoded[:-1] for words in (1, 2, 3)]

    assert wrong(agrees, whole + short + cut_off) == []
    assert {len(text) % 32 for text in cut_off} == {0}  # so nothing comes behind them
    assert not any(map(is_utf8, short + cut_off))


def test_any_bytes_are_taken_as_python_takes_them(agrees):
    """Ten thousand texts of characters, in half of which one byte is another."""
    chance = random.Random(2026)
    texts = []
    for number in range(10_000):
        text = bytearray("".join(some_character(chance) for _ in range(30)).encode())
        if number % 2:
            text[chance.randrange(len(text))] = chance.randrange(128, 256)
        texts.append(bytes(text))

    assert 4_000 < sum(map(is_utf8, texts)) < 9_000
    assert wrong(agrees, texts) == []


def some_character(chance):
    """ASCII, or a character of two to four bytes."""
    first, last = chance.choice([(97, 122), (0x80, 0x7FF), (0x800, 0xD7FF), (0x10000, 0x10FFFF)])
    return chr(chance.randint(first, last))


def test_what_is_not_utf8_is_refused_in_a_sentence(judge):
    with reverts(NOT_UTF8):
        judge.check_text(b"a" * 31 + b"\xff", sender=account("anybody"))
