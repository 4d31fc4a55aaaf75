# pragma version 0.4.3
"""
@title headcount
@license AGPL-3.0-only
@notice How many members there are and how many seats were ever given out, now and at any past
        second.
@dev The newest figures and their date share one slot, so the usual question costs one read; older
     ones are found by bisection.
"""

# Fields, lowest first: members (16 bits), last seat number (16), since (40, Unix seconds), checkpoints
# before this one.
newest: uint256
# 0, 1, 2... -> members (16 bits), last seat number (16), since (40)
older: HashMap[uint256, uint256]


@internal
@view
def _now() -> (uint256, uint256):
    """
    @return Members, last seat number.
    """
    return self._told(self.newest)


@internal
def _set(members: uint256, last_number: uint256):
    word: uint256 = self.newest
    before: uint256 = word >> 72
    if self._since(word) != block.timestamp and word != 0:
        self.older[before] = word & (2**72 - 1)
        before += 1
    self.newest = members | (last_number << 16) | (block.timestamp << 32) | (before << 72)


@internal
@view
def _at(timepoint: uint256) -> (uint256, uint256):
    """
    @return Members, last seat number.
    @dev The usual answer is spelled out: a call within costs more than what it does.
    """
    word: uint256 = self.newest
    if (word >> 32) & (2**40 - 1) <= timepoint:
        return word & 65535, (word >> 16) & 65535

    low: uint256 = 0
    high: uint256 = word >> 72
    for _: uint256 in range(256):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if self._since(self.older[middle]) <= timepoint:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0, 0
    return self._told(self.older[low - 1])


@internal
@pure
def _told(word: uint256) -> (uint256, uint256):
    return word & 65535, (word >> 16) & 65535


@internal
@pure
def _since(word: uint256) -> uint256:
    return (word >> 32) & (2**40 - 1)
