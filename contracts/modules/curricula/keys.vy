# pragma version 0.4.3
"""
@title keys
@license AGPL-3.0-only
@notice What a key may look like, a curriculum's or a badge's: as in a curriculum file, so that
        whoever types one means one thing.
"""

from . import documents

MAX_KEY: constant(uint256) = 64  # bytes
# Sets of characters, a bit each by its ASCII code.
SPACE: constant(uint256) = 1 << 32
DIGITS: constant(uint256) = (2**10 - 1) << 48
LETTERS: constant(uint256) = ((2**26 - 1) << 65) | ((2**26 - 1) << 97)
SIGNS: constant(uint256) = (1 << 43) | (1 << 45) | (1 << 46) | (1 << 95)  # + - . _
WITHOUT_SPACES: constant(uint256) = DIGITS | LETTERS | SIGNS  # a curriculum's
WITH_SPACES: constant(uint256) = WITHOUT_SPACES | SPACE  # a badge's


@internal
@view
def _hash(kept: address, at: uint256, size: uint256) -> uint256:
    """
    @notice What stands for a key where one is compared with another: capitals count.
    """
    key: Bytes[MAX_KEY] = slice(slice(kept.code, unsafe_add(at, 1), MAX_KEY), 0, size)
    return convert(keccak256(key), uint256)


@internal
@view
def _check(kept: address, at: uint256, size: uint256, alphabet: uint256):
    """
    @notice Refuse what a curriculum file could not hold, and what a reader takes for a number.
    """
    assert size > 0 and size <= MAX_KEY, "curricula: a key must have 1 to 64 bytes"
    word: uint256 = 0
    rest: uint256 = 0
    word, rest = documents._words(kept, at)
    there: uint256 = 0
    after_space: uint256 = 0  # at first: the beginning
    has_gap: bool = False
    for i: uint256 in range(size, bound=MAX_KEY):
        if i == 32:
            word = rest
        character: uint256 = 1 << (word >> 248)
        word <<= 8
        there |= character
        if character == SPACE:
            has_gap = has_gap or i == after_space
            after_space = i + 1
    assert not (
        has_gap or after_space == size or there & ~alphabet != 0
    ), "curricula: a key has letters, digits, . _ + - and, inside a badge's, single spaces"
    assert there & ~DIGITS != 0, "curricula: a key of digits alone would be taken for a number"
