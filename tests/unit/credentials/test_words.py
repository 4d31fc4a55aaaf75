"""Whole words read at once, compared with plain counting: lanes, lists and bits."""

from random import Random

import pytest

TOMBSTONE = 65_535


@pytest.fixture(scope="session")
def words(double):
    return double("words")


@pytest.fixture(scope="session")
def samples():
    """Sheets with the contents that a slip of a bit would confuse in each lane, and random ones."""
    edges = (0, 1, 2, 0x7FFF, 0x8000, 0x8001, 0xFFFE, TOMBSTONE)
    one = [content << 16 * lane for content in edges for lane in range(16)]
    draw = Random(16)
    mixed = [sum(draw.choice(edges) << 16 * lane for lane in range(16)) for _ in range(100)]
    return [
        *one,
        *(word ^ 2**256 - 1 for word in one),
        *mixed,
        *(draw.getrandbits(256) for _ in range(50)),
    ]


def lanes_of(sheet):
    return [sheet >> 16 * lane & TOMBSTONE for lane in range(16)]


def bits_where(sheet, meets):
    return sum(1 << lane for lane, content in enumerate(lanes_of(sheet)) if lane and meets(content))


def test_lanes_are_read_all_at_once(words, samples):
    held = [bits_where(sheet, lambda content: content not in (0, TOMBSTONE)) for sheet in samples]
    fallen = [bits_where(sheet, lambda content: content == TOMBSTONE) for sheet in samples]

    assert words.held(samples) == held
    assert words.fallen(samples) == fallen


def test_lists_of_curricula_are_read_all_at_once(words, samples):
    assert words.filled(samples) == [sum(map(bool, lanes_of(sheet))) for sheet in samples]
    for content in (1, 0x8000, 0xFFFE):
        assert words.contains(samples, content) == [content in lanes_of(word) for word in samples]


def test_bits_are_counted(words, samples):
    below = [word for word in samples if word != 2**256 - 1]
    assert words.counts(below) == [word.bit_count() for word in below]


def test_a_lane_is_replaced_alone(words):
    draw = Random(3)
    for lane in range(16):
        sheet, content = draw.getrandbits(256), draw.getrandbits(16)
        expected = lanes_of(sheet)
        expected[lane] = content

        assert lanes_of(words.replaced(sheet, lane, content)) == expected
