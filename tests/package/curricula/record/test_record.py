"""The curriculum record: exact bytes, there and back, and every limit."""

from pathlib import Path

import pytest
from eth_utils import keccak, to_checksum_address
from hypothesis import given
from hypothesis import strategies as st

from cairn.curricula.record import (
    CARRY,
    CURRENCY,
    ORDER,
    BadgeClass,
    Gate,
    Issuer,
    Record,
    Rule,
    bitfields,
    decode,
    record_hash,
)
from cairn.curricula.record.bitfields import WORD
from cairn.say.errors import CairnError

ISSUER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def some_issuers(count):
    return tuple(Issuer(to_checksum_address(f"0x{n:040x}")) for n in range(1, count + 1))


def a_record(**fields):
    """A small curriculum in which every part of the layout occurs."""
    content = {
        "key": "bees",
        "title": "Beekeeping é",
        "classes": (
            BadgeClass("hive", "Hives", valid_days=730, type=8, tenths=15, level=7),
            BadgeClass("honey", "Honey", 0, 0, 2, 1, 2, 3, 2, 20, 0),
            BadgeClass("keeper", "Beekeeper", rank=2, type=3),
        ),
        "rules": (Rule(3, (Gate(0xFFFF, 0b110), Gate(3, 0b010, 0, 1, CARRY))),),
        "foreign": (0x000501,),
        "issuers": (Issuer(ISSUER, 2_000_000_000),),
        "omitted": ORDER | CURRENCY,
        "review_day": 21_428,
        "document": bytes(range(32)),
    }
    return Record(**{**content, **fields})


def word_of(data, number):
    return int.from_bytes(data[WORD * number : WORD * (number + 1)], "big")


def test_a_record_has_exactly_these_bytes():
    data = a_record().encode()

    words = [
        # format, version, 3 classes, 1 rule, 2 gates, 1 foreign, 1 issuer, omitted, review day,
        # lengths of key and title, length of the text
        1 | 1 << 24 | 3 << 32 | 1 << 40 | 2 << 48 | 1 << 56 | 1 << 64 | 3 << 72 | 21_428 << 80
        | 4 << 104 | 13 << 112 | 64 << 120,
        int.from_bytes(bytes(range(32)), "big"),
        730 << 8 | 8 << 24 | 15 << 48 | 7 << 64 | 401 << 72 | 4 << 88 | 5 << 96 | 1 << 104,
        2 << 24 | 1 << 32 | 2 << 36 | 3 << 40 | 2 << 44 | 20 << 48
        | 410 << 72 | 5 << 88 | 5 << 96 | 1 << 104,
        2 | 3 << 24 | 420 << 72 | 6 << 88 | 9 << 96 | 1 << 104,
        3 | 0 << 8 | 2 << 16,
        0b110,
        0xFFFF << 128,
        0b010,
        1 << 64 | 3 << 128 | 1 << 144,
        0x000501,
        int(ISSUER, 16) | 2_000_000_000 << 160,
    ]  # fmt: skip
    text = "beesBeekeeping éhiveHiveshoneyHoneykeeperBeekeeper".encode()
    assert data == b"".join(word.to_bytes(32, "big") for word in words) + text.ljust(64)
    assert a_record().hash == record_hash(data) == keccak(data)


def test_a_record_is_read_back_as_it_was():
    assert decode(a_record().encode()) == a_record()


keys = st.text("abcxyz0189.+- é", min_size=1, max_size=16)
names = st.text(st.characters(codec="utf-8", exclude_characters='"\\<>\x7f'), min_size=1)
names = names.filter(lambda text: len(text.encode()) <= 96 and min(text) >= " ")


def small(bits):
    return st.integers(0, 2**bits - 1)


classes = st.builds(
    BadgeClass, keys, names, *map(small, (8, 16, 8, 4, 4, 4, 4, 16, 8))
)  # fmt: skip
gates = st.builds(Gate, small(16), small(256), small(64), small(64), small(1))
rules = st.builds(Rule, small(8), st.lists(gates, max_size=4).map(tuple))
issuers = st.dictionaries(small(160).filter(bool), small(40), max_size=3).map(
    lambda until: tuple(
        Issuer(to_checksum_address(f"0x{who:040x}"), until[who]) for who in sorted(until)
    )
)
records = st.builds(
    Record,
    keys,
    names,
    st.lists(classes, max_size=5).map(tuple),
    st.lists(rules, max_size=4).map(tuple),
    st.lists(small(24), max_size=4).map(tuple),
    issuers,
    small(16),
    small(8),
    small(8),
    small(24),
    st.binary(min_size=32, max_size=32),
)


@given(records)
def test_any_record_is_read_back_as_it_was(record):
    assert decode(record.encode()) == record


@given(st.data())
def test_bytes_are_read_only_if_they_are_those_that_would_be_written(data):
    spoilt = bytearray(a_record().encode())
    bit = data.draw(st.integers(0, 8 * len(spoilt) - 1))
    spoilt[bit // 8] ^= 1 << bit % 8
    try:
        record = decode(bytes(spoilt))
    except CairnError:
        return
    assert record.encode() == spoilt
    assert record != a_record()


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    try:
        record = decode(data)
    except CairnError:
        return
    assert record.encode() == data


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: b"", "its first word is missing"),
        (lambda data: data[:-1], "canonical"),
        (lambda data: data[:-WORD], "the key '' is empty"),
        (lambda data: data + b" " * WORD, "canonical"),
        (lambda data: data[: 10 * WORD], "is empty"),
        (lambda data: data[:31] + b"\x02" + data[32:], "its format is 2"),
        (lambda data: b"\x01" + data[1:], "canonical"),
        (lambda data: data.replace("é".encode(), b"\xff\xff"), "not UTF-8"),
        (lambda data: data.replace(b"Honey", b"Ho\x01ey"), r"holds the character <U\+0001>"),
        (lambda data: data.replace(b"Honey", b'Hon"y'), 'holds the character "'),
    ],
)
def test_other_bytes_are_refused(spoil, reason):
    with pytest.raises(CairnError, match=f"this is no curriculum record: .*{reason}"):
        decode(spoil(a_record().encode()))


def many(what, count):
    return tuple(what(number) for number in range(count))


def a_class(number):
    return BadgeClass(f"b{number}", f"Badge {number}")


def a_rule(number, gates=1):
    return Rule(number, (Gate(1, 2),) * gates)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"classes": many(a_class, 241)}, "241 new badges do not fit: at most 240"),
        ({"rules": many(a_rule, 33)}, "33 rules do not fit: at most 32"),
        (
            {"rules": (a_rule(3, 60), a_rule(4, 61))},
            "121 gates in all do not fit: at most 120",
        ),
        ({"rules": (a_rule(3, 65),)}, "65 gates in one rule do not fit: at most 64"),
        (
            {"foreign": many(lambda number: 257 + number, 65)},
            "65 badges of other curricula do not fit: at most 64",
        ),
        (
            {"issuers": (Issuer(ISSUER), Issuer(ISSUER, 1))},
            "the issuers are not in rising order of address, each of them once",
        ),
        ({"issuers": some_issuers(33)}, "33 issuers do not fit: at most 32"),
        ({"key": "k" * 65}, f"the key '{'k' * 65}' is 65 bytes long: at most 64"),
        ({"title": "é" * 49}, f"the title '{'é' * 49}' is 98 bytes long: at most 96"),
        ({"title": ""}, "the title '' is empty"),
        ({"title": "a\nb"}, "the title 'a<U+000A>b' holds the character <U+000A>"),
        ({"document": b"\x01"}, "a document hash has 32 bytes, this one 1"),
        ({"version": 256}, "version 256 does not fit: from 0 to 255"),
        ({"curriculum": 65_536}, "curriculum 65536 does not fit: from 0 to 65535"),
        (
            {"classes": many(lambda n: BadgeClass(f"{n:032}", "n" * 96), 200)},
            "32,320 bytes in the record do not fit: at most 24,479",
        ),
    ],
)
def test_each_limit_is_said_in_one_line(fields, line):
    with pytest.raises(CairnError) as refusal:
        a_record(**fields).encode()

    assert str(refusal.value) == line


def test_the_greatest_counts_that_are_allowed_fit_a_record():
    record = a_record(
        classes=many(a_class, 240),
        rules=(a_rule(3, 64), a_rule(4, 56)),
        foreign=many(lambda number: 257 + number, 64),
        issuers=some_issuers(32),
    )

    assert decode(record.encode()) == record


def test_a_record_may_have_764_words_and_not_one_more():
    def record(title):
        classes = many(lambda n: BadgeClass(f"{n:032}", "n" * 96), 150)
        return a_record(classes=classes, issuers=some_issuers(5), key="k", title=title)

    assert len(record("t" * 31).encode()) == 764 * WORD
    with pytest.raises(CairnError, match="24,480 bytes in the record do not fit: at most 24,479"):
        record("t" * 32).encode()


def test_the_documents_table_is_the_layout(pytestconfig):
    page = Path(pytestconfig.rootpath, "docs", "curriculum-file.md").read_text()
    for name in ("HEADER", "CLASS", "RULE", "GATE_A", "GATE_B", "FOREIGN", "ISSUER"):
        for field, low, width in getattr(bitfields, name):
            word = name.lower().replace("_a", " A").replace("_b", " B")
            bits = f"{low}-{low + width - 1}"
            assert f"| {word} | {bits} | `{field}` |" in page
