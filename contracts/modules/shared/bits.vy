# pragma version 0.4.3
"""
@title bits
@license AGPL-3.0-only
@notice Counting the set bits of a word.
"""

# 0x5555..., 0x3333..., 0x0f0f..., 0x0101...: written as quotients, as a 64-digit literal is bytes32.
PAIRS: constant(uint256) = max_value(uint256) // 3
NIBBLES: constant(uint256) = max_value(uint256) // 5
BYTES: constant(uint256) = max_value(uint256) // 17
ONES: constant(uint256) = max_value(uint256) // 255


@internal
@pure
def _count(word: uint256) -> uint256:
    """
    @notice How many of `word`'s bits are set; at most 255 may be.
    @dev Sums neighbours in parallel, doubling the width each time (Hacker's Delight, 5-1).
         Each field is wide enough for its sum, so nothing wraps; the last product keeps
         the sum of all bytes in the highest one, hence the limit of 255.
    """
    x: uint256 = unsafe_sub(word, (word >> 1) & PAIRS)
    x = unsafe_add(x & NIBBLES, (x >> 2) & NIBBLES)
    x = unsafe_add(x, x >> 4) & BYTES
    return unsafe_mul(x, ONES) >> 248
