"""Records that cannot take effect, part one: header, badges, issuers, and what holds them."""

from dataclasses import replace

import ape
import pytest

from cairn.curricula.file.vocabulary import ASSESSMENT, IDENTITY, PARTICIPATION, SUPERVISION, TYPES
from cairn.curricula.record import Issuer
from cairn.curricula.record.bitfields import CLASS, HEADER, ISSUER

NO_RECORD = "curricula: this is not a curriculum record"
NO_MEANING = "curricula: the head of the record holds something that means nothing"
WRONG_LENGTH = "curricula: the record's length is not what its header says"
WRONG_VERSION = "curricula: the record is for another version of the curriculum"
TOO_MANY_BADGES = "curricula: a curriculum can have no more than 240 badges"
SCATTERED = "curricula: the texts do not follow one another"
KEY_LENGTH = "curricula: a key must have 1 to 64 bytes"
CUT_OFF = "curricula: a text ends outside the record"
UNORDERED = "curricula: the issuers are not in rising order of address, from one on"
UNKNOWN_WORD = "curricula: a badge has a type or another word that means nothing"
FIRST_CLASS, ISSUER_AT, TEXT_AT = 2, 9, 10  # words of `data`


@pytest.fixture(scope="session")
def data(record_of):
    """Three badges, a composite, one rule of one gate, one issuer: well-formed, as a test says."""
    return record_of(key="sound").encode()


def test_what_the_others_spoil_is_sound(stage, curricula, data):
    curricula.check(stage(data))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"format": 0}, NO_RECORD),
        ({"format": 2}, NO_RECORD),
        ({"version": 0}, WRONG_VERSION),
        ({"version": 2}, WRONG_VERSION),
        ({"curriculum": 60_000, "version": 2}, "curricula: there is no such curriculum"),
        ({"curriculum": 60_000}, "curricula: there is no such curriculum"),
        ({"classes": 241}, TOO_MANY_BADGES),
        ({"classes": 255}, TOO_MANY_BADGES),
        ({"rules": 33}, "curricula: a record can have no more than 32 rules"),
        ({"gates": 121}, "curricula: the rules of a record can have no more than 120 steps in all"),
        ({"foreign": 65}, "curricula: a record can name no more than 64 badges of other curricula"),
        ({"issuers": 33}, "curricula: a record can name no more than 32 issuers"),
        ({"omitted": 4}, NO_MEANING),
        ({"omitted": 255}, NO_MEANING),
        ({"key_length": 0}, KEY_LENGTH),
        ({"key_length": 65}, KEY_LENGTH),
        ({"key_length": 255}, KEY_LENGTH),
        ({"title_length": 0}, "curricula: the curriculum's title must have 1 to 96 bytes"),
        ({"title_length": 97}, "curricula: the curriculum's title must have 1 to 96 bytes"),
        ({"key_length": 4}, SCATTERED),
        ({"title_length": 12}, SCATTERED),
        ({"text_length": 0}, WRONG_LENGTH),
        ({"text_length": 65}, WRONG_LENGTH),
        ({"text_length": 65_504}, WRONG_LENGTH),
        ({"classes": 3}, WRONG_LENGTH),
        ({"rules": 0}, WRONG_LENGTH),
        ({"gates": 2}, WRONG_LENGTH),
        ({"foreign": 1}, WRONG_LENGTH),
        ({"issuers": 32}, WRONG_LENGTH),
    ],
)
def test_a_header_says_what_the_record_is(refuses, data, edited, fields, reason):
    refuses(edited(data, 0, HEADER, **fields), reason)


@pytest.mark.parametrize("bit", [136, 160, 255])
def test_a_header_holds_nothing_else(refuses, data, flipped, bit):
    refuses(flipped(data, 0, bit), NO_MEANING)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 64])
def test_bytes_are_no_record(refuses, size):
    refuses(bytes(size), NO_RECORD)


@pytest.mark.parametrize("change", ["a word less", "a byte less", "a byte more", "a word more"])
def test_a_record_is_as_long_as_it_says(refuses, data, change):
    changed = {
        "a word less": data[:-32],
        "a byte less": data[:-1],
        "a byte more": data + b" ",
        "a word more": data + b" " * 32,
    }
    refuses(changed[change], WRONG_LENGTH)


def test_even_a_header_alone_is_refused_with_a_reason(refuses, data):
    refuses(data[:32], WRONG_LENGTH)


def test_a_curriculum_needs_a_badge(refuses, record_of):
    record = replace(record_of(key="bare"), classes=(), rules=())
    refuses(record.encode(), "curricula: a curriculum needs a badge")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"rank": 16}, "curricula: composites can be stacked no more than 15 high"),
        ({"rank": 255}, "curricula: composites can be stacked no more than 15 high"),
        ({"version": 0}, "curricula: a badge is not marked with the version that adds it"),
        ({"version": 2}, "curricula: a badge is not marked with the version that adds it"),
        ({"key_length": 0}, KEY_LENGTH),
        ({"key_length": 65}, KEY_LENGTH),
        ({"key_length": 255}, KEY_LENGTH),
        ({"name_length": 0}, "curricula: a badge's name must have 1 to 96 bytes"),
        ({"name_length": 97}, "curricula: a badge's name must have 1 to 96 bytes"),
        ({"type": 19}, UNKNOWN_WORD),
        ({"type": 255}, UNKNOWN_WORD),
        ({"participation": 6}, UNKNOWN_WORD),
        ({"assessment": 5}, UNKNOWN_WORD),
        ({"supervision": 5}, UNKNOWN_WORD),
        ({"identity": 3}, UNKNOWN_WORD),
        ({"identity": 15}, UNKNOWN_WORD),
        ({"text_offset": 0}, SCATTERED),
        ({"text_offset": 65_535}, SCATTERED),
        ({"key_length": 5}, SCATTERED),
    ],
)
@pytest.mark.parametrize("place", [0, 3])
def test_a_badge_says_what_it_is(refuses, data, edited, place, fields, reason):
    refuses(edited(data, FIRST_CLASS + place, CLASS, **fields), reason)


def test_every_word_of_the_file_stands_for_itself(stage, curricula, data, edited):
    """The tables of the scripts and of the contract end at the same words."""
    tables = {
        "type": TYPES,
        "participation": PARTICIPATION,
        "assessment": ASSESSMENT,
        "supervision": SUPERVISION,
        "identity": IDENTITY,
    }
    last = {field: max(words.values()) for field, words in tables.items()}

    curricula.check(stage(edited(data, FIRST_CLASS, CLASS, **last, tenths=65_535, level=255)))


def test_a_badge_is_valid_for_179_years_at_most(stage, curricula, refuses, data, edited):
    curricula.check(stage(edited(data, FIRST_CLASS, CLASS, valid_days=65_534)))
    refuses(
        edited(data, FIRST_CLASS, CLASS, valid_days=65_535),
        "curricula: a badge can be valid for no more than 65,534 days",
    )


@pytest.mark.parametrize("bit", [112, 255])
def test_a_badge_holds_nothing_else(refuses, data, flipped, bit):
    refuses(
        flipped(data, FIRST_CLASS, bit),
        "curricula: a badge is not marked with the version that adds it",
    )


def test_the_last_text_ends_within_the_record(refuses, data, edited):
    refuses(edited(data, FIRST_CLASS + 3, CLASS, name_length=96), CUT_OFF)


def test_nothing_hides_behind_the_texts(refuses, data, edited):
    """Neither in the padding nor in a word of it that nobody needs."""
    assert data.endswith(b" ")
    refuses(data[:-1] + b"!", SCATTERED)
    longer = edited(data, 0, HEADER, text_length=len(data) - 32 * TEXT_AT + 32)
    refuses(longer + b" " * 32, SCATTERED)


def test_a_curriculum_grows_to_240_badges_and_no_further(
    refuses, adopt, record_of, curricula, stage
):
    full = adopt(record_of(238, key="full", title="Full"))
    record = record_of(2, key="full", curriculum=full.number, version=2)
    one, two = (replace(record, classes=record.classes[:n], rules=()) for n in (1, 2))

    refuses(two.encode(), TOO_MANY_BADGES)
    curricula.check(stage(one.encode()))


def test_a_version_follows_the_last_one(refuses, adopt, record_of):
    first = adopt(record_of(1, key="v", title="V"))
    for version in (1, 3):
        record = record_of(1, key="v", curriculum=first.number, version=version)
        refuses(replace(record, classes=(), rules=()).encode(), WRONG_VERSION)


@pytest.mark.parametrize("bit", [200, 255])
def test_an_issuer_holds_nothing_else(refuses, data, flipped, bit):
    refuses(
        flipped(data, ISSUER_AT, bit),
        "curricula: an issuer's accreditation would end on no day of a calendar",
    )


def test_an_issuer_is_somebody(accepts, refuses, data, edited, record_of):
    refuses(edited(data, ISSUER_AT, ISSUER, address=0), UNORDERED)
    accepts(replace(record_of(key="least"), issuers=(Issuer("0x" + f"{1:040x}"),)))


def test_issuers_stand_in_order_and_once(refuses, record_of, issuer, other_issuer):
    data = record_of(key="pair", issuers=[issuer, other_issuer]).encode()
    head, tail = data[: 32 * ISSUER_AT], data[32 * (ISSUER_AT + 2) :]
    first, second = (data[at : at + 32] for at in (32 * ISSUER_AT, 32 * (ISSUER_AT + 1)))

    refuses(head + second + first + tail, UNORDERED)
    refuses(head + first + first + tail, UNORDERED)


def test_an_accreditation_is_not_over_before_it_begins(
    refuses, record_of, issuer, curricula, stage, chain
):
    end = chain.pending_timestamp + 1_000
    record = replace(record_of(key="fleeting"), issuers=(Issuer(issuer.address, end),))
    name = stage(record.encode())

    chain.mine(timestamp=end - 1)
    curricula.check(name)
    chain.mine(timestamp=end)
    with ape.reverts("curricula: an issuer's accreditation would already be over"):
        curricula.check(name)
