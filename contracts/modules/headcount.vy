# pragma version 0.4.3
"""
@title headcount
@license AGPL-3.0-only
@notice How many members there are, and how many there were at any past second.
@dev The newest count and its date share one slot, so the usual question costs one read; older ones
     are found by bisection.
"""

# Fields, lowest first: members (16 bits), since (40, Unix seconds), checkpoints before this one.
newest: uint256
# 0, 1, 2... -> members (16 bits), since (40)
older: HashMap[uint256, uint256]


@internal
@view
def _now() -> uint256:
    return self.newest & 65535


@internal
def _set(members: uint256):
    word: uint256 = self.newest
    before: uint256 = word >> 56
    if self._since(word) != block.timestamp and word != 0:
        self.older[before] = word & (2**56 - 1)
        before += 1
    self.newest = members | (block.timestamp << 16) | (before << 56)


@internal
@view
def _at(timepoint: uint256) -> uint256:
    word: uint256 = self.newest
    if self._since(word) <= timepoint:
        return word & 65535

    low: uint256 = 0
    high: uint256 = word >> 56
    for _: uint256 in range(256):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if self._since(self.older[middle]) <= timepoint:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0
    return self.older[low - 1] & 65535


@internal
@pure
def _since(word: uint256) -> uint256:
    return (word >> 16) & (2**40 - 1)
