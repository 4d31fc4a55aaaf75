# pragma version 0.4.3
"""
@title texts
@license AGPL-3.0-only
@notice What a text may hold: UTF-8 that every reader decodes alike, and nothing that breaks out of
        a JSON string or of a page.
@dev The 32 bytes of a word are looked at together: bit 7 of each byte is a mark, set if that byte
     is what the variable's name says. Its other bits mean nothing.
"""

from ..shared import bits
from . import documents

ONES: constant(uint256) = bits.ONES  # 0x0101...
HIGHS: constant(uint256) = ONES * 128  # 0x8080...


@internal
@pure
def _is_length(size: uint256) -> bool:
    return size > 0 and size <= documents.MAX_TEXT


@internal
@pure
def _check_inside(at: uint256, end: uint256):
    assert at <= end, "curricula: a text ends outside the record"


@internal
@pure
def _check_place(is_next: bool):
    """
    @notice Each text begins where the one before it ends, and behind the last come spaces, as few
            as fill the word: so each curriculum has one record only, nothing in it goes unseen.
    """
    assert is_next, "curricula: the texts do not follow one another"


@internal
@view
def _check_padding(kept: address, at: uint256, end: uint256):
    """
    @param at Where the last text ends, `end` where the record does.
    """
    self._check_inside(at, end)
    mask: uint256 = ~(max_value(uint256) << (unsafe_sub(end, at) << 3))  # at is not past end
    found: uint256 = documents._word(kept, end - 32) & mask
    self._check_place(end < at + 32 and found == (ONES * 32) & mask)


@internal
@view
def _check(kept: address, at: uint256, size: uint256):
    """
    @param size A multiple of 32. Keys are ASCII, one before each other text, so each of the texts
           begins and ends on a character if all together do.
    """
    before: uint256 = 0
    for i: uint256 in range(size >> 5, bound=documents.MAX_BYTES // 32):
        word: uint256 = documents._word(kept, at + (i << 5))
        assert self._is_plain(
            word
        ), "curricula: a text has a control character, a quote, a backslash, < or >"
        self._check_utf8(before, word)
        before = word
    self._check_utf8(before, 0)


@internal
@pure
def _check_utf8(before: uint256, word: uint256):
    """
    @notice Whether each byte of `word` may stand where it does.
    @param before The 32 bytes before it, which have been found to be UTF-8 as far as they go.
    """
    highs: uint256 = HIGHS
    if (before | word) & highs == 0:
        return
    previous: uint256 = (word >> 8) | (before << 248)  # for each byte the one before it
    second: uint256 = (word >> 16) | (before << 240)
    third: uint256 = (word >> 24) | (before << 232)
    lead: uint256 = previous & (previous << 1)  # 11......
    expected: uint256 = lead
    expected |= second & (second << 1) & (second << 2)  # 111.....
    expected |= third & (third << 1) & (third << 2) & (third << 3)  # 1111....
    continuing: uint256 = word & ~(word << 1)  # 10......
    wrong: uint256 = (expected ^ continuing) | (lead & self._is_misled(previous, word))
    assert wrong & highs == 0, "curricula: a text is not UTF-8"


@internal
@pure
def _is_plain(word: uint256) -> bool:
    """
    @dev A byte below n borrows into its top bit (Bit Twiddling Hacks, "determine if a word has a
         byte less than n"); a byte equal to c is one below 1 after xor. Spelt out, as calls would
         cost twice as much.
    """
    ones: uint256 = ONES  # the constant itself would be 33 bytes of code wherever it is used
    quote: uint256 = word ^ unsafe_mul(ones, 34)
    backslash: uint256 = word ^ unsafe_mul(ones, 92)
    bracket: uint256 = (word | unsafe_mul(ones, 2)) ^ unsafe_mul(
        ones, 62
    )  # < and > differ in bit 1
    delete: uint256 = word ^ unsafe_mul(ones, 127)
    found: uint256 = unsafe_sub(word, unsafe_mul(ones, 32)) & ~word
    found |= unsafe_sub(quote, ones) & ~quote
    found |= unsafe_sub(backslash, ones) & ~backslash
    found |= unsafe_sub(bracket, ones) & ~bracket
    found |= unsafe_sub(delete, ones) & ~delete
    return found & unsafe_mul(ones, 128) == 0


@internal
@pure
def _is_misled(lead: uint256, next: uint256) -> uint256:
    """
    @notice Mark where a lead byte and the one behind it begin what is no character: longer than
            need be, a surrogate, or past U+10FFFF (The Unicode Standard, table 3-7).
    """
    five: uint256 = lead << 2  # the lead's bit 5, and so on
    four: uint256 = lead << 3
    low: uint256 = (lead << 4) | (lead << 5) | (lead << 6)
    next_five: uint256 = next << 2
    next_high: uint256 = next_five | (next << 3)
    short: uint256 = ~five & ~four & ~low  # C0, C1
    short |= five & ~four & ~low & ~(lead << 7) & ~next_five  # E0, 80 to 9F
    short |= five & four & ~low & ~(lead << 7) & ~next_high  # F0, 80 to 8F
    surrogate: uint256 = (
        five & ~four & (lead << 4) & (lead << 5) & ~(lead << 6) & (lead << 7) & next_five
    )
    past: uint256 = (lead << 4) | ((lead << 5) & ((lead << 6) | (lead << 7) | next_high))
    return short | surrogate | (five & four & past)
