"""Keys: of one alphabet, each of one curriculum for ever, each of one badge there. On the rig."""

import random
import re
from dataclasses import replace
from itertools import count, islice

import pytest
from eth_utils import keccak
from registrar import Registrar
from rig import PyEvm, Reverted, Revm, Rig, account, reverts

from cairn.curricula.record import BadgeClass, Issuer, Record, why_ill_formed, why_misnamed
from cairn.say.text import key_fault

ALPHABET = "curricula: a key has letters, digits, . _ + - and, inside a badge's, single spaces"
NUMBER = "curricula: a key of digits alone would be taken for a number"
LENGTH = "curricula: a key must have 1 to 64 bytes"
ANOTHERS = "curricula: the record's key is another curriculum's"
TAKEN = "curricula: a badge's key stands already in its curriculum"
NO_REVIEW = "curricula: its review is planned for no day of a calendar"
NO_END = "curricula: an issuer's accreditation would end on no day of a calendar"
LAST_DAY, LAST_SECOND = 2_932_896, 253_402_300_799  # of the year 9999
LONGEST = "k" * 64
MOST_BADGES = 240
BLOCK = 16_777_216  # gas that one transaction may use (EIP-7825)


@pytest.fixture(scope="session")
def rig():
    """Its gas means something."""
    return Rig(PyEvm)


@pytest.fixture(scope="session")
def registrar(rig):
    return Registrar(rig)


@pytest.fixture(autouse=True)
def rolled_back(rig, registrar):
    before = rig.engine.snapshot()
    yield
    rig.engine.revert(before)


@pytest.fixture(scope="session")
def judge():
    """Asked of a key by itself, and quick to answer."""
    return Rig(Revm).deploy("judge", sender=account("deployer"))


@pytest.fixture
def check(registrar):
    """Ask whether a record, or its bytes, could take effect; `adopt` must say the same."""

    def check(record):
        name = registrar.stage(record)
        said = refusal_of(registrar.curricula.check, name)
        if said is not None:
            with reverts(said):
                registrar.curricula.adopt(name, sender=registrar.council)
            raise Reverted(said)

    return check


def record_of(*keys, of="bees", version=1, curriculum=None, **fields):
    """A record of badges without rules: those of the first version found curriculum 1."""
    number = (version > 1) if curriculum is None else curriculum
    badges = tuple(BadgeClass(key, "A badge") for key in keys)
    return Record(of, "Keys", badges, curriculum=int(number), version=version, **fields)


# ------------------------------------------------------------------------------ the alphabet

FIT = [
    "a",
    "Z",
    "6.10",
    "C++",
    "ABC_def-1",
    ".",
    "-",
    "20.24",
    "1e3",
    "x2024",
    LONGEST,
    "9" * 63 + "a",
]
SPACED = ["b 1", "a b c", "1 2", "k" * 31 + " " + "k" * 32, "k" * 32 + " " + "k" * 31]
MISSPACED = [
    " ",
    " a",
    "a ",
    "a  b",
    "k" * 31 + "  k",
    "k" * 32 + " ",
    "k" * 63 + " ",
    " " + LONGEST[1:],
]
NUMBERS = ["0", "7", "2024", "9" * 32, "9" * 33, "9" * 64]
STRANGE = [
    "a/b",
    "$(true)",
    "x`y`",
    "a,b",
    "b\u0435\u0435s",
    "é",
    "k" * 63 + "/",
    "k" * 32 + "@" + "k",
]


@pytest.mark.parametrize("key", FIT)
def test_a_key_of_the_alphabet_is_let_through(check, key):
    check(record_of(key, of=key))


@pytest.mark.parametrize("key", SPACED)
def test_single_spaces_may_stand_inside_the_key_of_a_badge_alone(check, key):
    check(record_of(key))
    with reverts(ALPHABET):
        check(record_of("b1", of=key))


@pytest.mark.parametrize("key", [*MISSPACED, *STRANGE], ids=ascii)
def test_a_key_outside_the_alphabet_is_refused(check, key):
    for record in (record_of(key), record_of("b1", key), record_of("b1", of=key)):
        with reverts(ALPHABET):
            check(record)


@pytest.mark.parametrize("key", NUMBERS)
def test_a_key_that_is_a_number_is_refused(check, key):
    for record in (record_of(key), record_of("b1", of=key)):
        with reverts(NUMBER):
            check(record)


def test_every_byte_is_in_the_alphabet_or_is_not(judge):
    """In each place of a key, as the file reader has it; digits stand beside a letter."""
    fit = [byte for byte in range(256) if re.fullmatch(rb"[A-Za-z0-9._+-]", bytes([byte]))]

    for place, size in ((0, 2), (1, 2), (31, 40), (32, 40), (63, 64)):
        key = bytearray(b"k" * size)
        passed = []
        for byte in range(256):
            key[place] = byte
            passed += [byte] * is_let_through(judge, bytes(key))
        inside = [32] if 0 < place < size - 1 else []
        assert passed == [*inside, *fit]


def is_let_through(judge, key, is_badge=True):
    said = refusal_of(judge.check_key, key, is_badge, sender=account("anybody"))
    assert said in (None, ALPHABET, NUMBER, LENGTH)
    return said is None


def test_any_key_is_taken_as_the_file_reader_takes_it(judge):
    chance = random.Random(2026)
    seen = set()
    for _ in range(600):
        letters = chance.choice(["ab1.", "01", "a ", "a1 _", "a/"])
        key = "".join(chance.choices(letters, k=chance.choice([1, 2, 3, 31, 32, 33, 64, 65])))
        seen.add(key_fault(key))
        assert is_let_through(judge, key.encode()) == (key_fault(key) is None), key
        assert is_let_through(judge, key.encode(), False) == (
            key_fault(key) is None and " " not in key
        ), key

    assert seen == {None, "is no key", "is a number"}


def test_a_key_has_a_length_and_one_of_65_letters_does_not_fit(check):
    empty = record_of("b1").encode().replace(b"bees", b"    ")
    with reverts(ALPHABET):
        check(empty)
    data = bytearray(record_of(LONGEST).encode())
    data[64 + 31 - 11] += 1  # the length of the badge's key
    with reverts(LENGTH):
        check(bytes(data))


# ------------------------------------------------------------------------------ curricula


def test_a_key_is_one_curriculums_for_ever(registrar, check):
    """Also one that it no longer goes by; and none of another's."""
    registrar.adopt(record_of("b1"))
    registrar.adopt(record_of("b1", of="medicine"))
    registrar.adopt(record_of("b2", of="beekeeping", version=2))

    for key in ("bees", "beekeeping", "medicine"):
        with reverts(ANOTHERS):
            check(record_of("b3", of=key))
    with reverts(ANOTHERS):
        check(record_of("b3", of="medicine", version=3))
    with reverts(ANOTHERS):
        check(record_of("b2", of="beekeeping", version=2, curriculum=2))
    for key in ("bees", "beekeeping", "apiary"):
        check(record_of("b3", of=key, version=3))


def test_two_staged_records_of_one_key_cannot_both_take_effect(registrar):
    first, second = (registrar.stage(record_of(key)) for key in ("b1", "b2"))
    registrar.curricula.check(second)
    registrar.curricula.adopt(first, sender=registrar.council)

    with reverts(ANOTHERS):
        registrar.curricula.adopt(second, sender=registrar.council)


@pytest.mark.parametrize(
    "key", ["Bees", "bee", "beess", "bees-", "bees.", LONGEST, LONGEST[:-1], LONGEST[:-1] + "l"]
)
def test_keys_that_differ_in_one_letter_or_its_case_are_two(registrar, check, key):
    registrar.adopt(record_of("bees"))
    registrar.adopt(record_of("b1", of=LONGEST[:-1] + "m"))

    check(record_of("b1", of=key))
    check(record_of(key, version=2))
    check(record_of("bees", key, LONGEST[:-1] + "m", of="hives"))


# ------------------------------------------------------------------------------ badges


@pytest.mark.parametrize(
    "keys", [("a", "a"), ("a", "b", "a"), ("b", "c", "a", "a"), (LONGEST,) * 2]
)
def test_a_key_stands_once_in_a_record(check, keys):
    with reverts(TAKEN):
        check(record_of(*keys))


def test_a_key_stands_once_in_a_curriculum_whatever_the_version(registrar, check):
    registrar.adopt(record_of("b1", "b2"))
    registrar.adopt(record_of("b3", version=2))
    registrar.adopt(record_of(version=3))  # it adds none

    for keys in (("b1",), ("b2",), ("b3",), ("b4", "b1"), ("b3", "b4")):
        with reverts(TAKEN):
            check(record_of(*keys, version=4))
    check(record_of("b4", "B1", version=4))
    check(record_of("b1", "b3", of="hives"))  # another curriculum


@pytest.mark.parametrize("seed", range(12))
def test_the_chain_and_the_check_here_refuse_the_same_keys(registrar, check, seed):
    """Three versions in a row, of keys that are often spoilt or taken."""
    chance = random.Random(seed)
    version, standing = 1, []
    good = [f"{letter}{digit}" for letter in "abc" for digit in "12345"]
    for title in "12345678":
        keys = chance.sample(good, 3) + chance.choice([[], [], ["12"], ["a  b"], ["é"], ["a b"]])
        record = replace(record_of(*keys, version=version), title=title)
        fault = why_misnamed(record, standing)
        assert (fault is None) == (refusal_of(check, record) is None), (fault, keys)
        if fault is None:
            registrar.adopt(replace(record, title="New"))
            version, standing = version + 1, standing + keys

    assert 1 < version < 7  # both kinds really occurred


def refusal_of(call, *args, **options):
    try:
        call(*args, **options)
    except Reverted as refusal:
        return str(refusal)
    return None


# ------------------------------------------------------------------------------ days


def test_dates_end_with_the_calendar(check):
    issuer = account("issuer")

    last = record_of("b1", review_day=LAST_DAY, issuers=(Issuer(issuer, LAST_SECOND),))
    check(last)
    assert why_ill_formed(last, {1: 0}, {}) is None
    for fields, reason in (
        ({"review_day": LAST_DAY + 1}, NO_REVIEW),
        ({"review_day": 2**24 - 1}, NO_REVIEW),
        ({"issuers": (Issuer(issuer, LAST_SECOND + 1),)}, NO_END),
        ({"issuers": (Issuer(issuer, 2**40 - 1),)}, NO_END),
    ):
        record = record_of("b1", **fields)
        with reverts(reason):
            check(record)
        assert why_ill_formed(record, {1: 0}, {})


# ------------------------------------------------------------------------------ what it costs


def test_the_longest_keys_there_can_be_are_adopted_within_a_transaction(registrar):
    classes = tuple(BadgeClass(f"{n}".rjust(64, "k"), "A") for n in range(MOST_BADGES))

    assert registrar.adopt(replace(record_of(), classes=classes)).gas.cancun < BLOCK // 3


def test_nobody_can_choose_keys_that_cost_more_than_others(registrar):
    """Such as have hashes that begin alike: a table by those would have them in one place."""
    some = (f"k{number:07}" for number in count())
    alike = list(islice((key for key in some if keccak(text=key)[:2] < b"\x00\x80"), 40))
    unlike = [f"k{number:07}" for number in range(40)]

    cost = registrar.adopt(record_of(*unlike, of="unlike")).gas.cancun
    assert registrar.adopt(record_of(*alike, of="alike")).gas.cancun < cost * 1.05
