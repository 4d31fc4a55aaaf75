# pragma version 0.4.3
"""
@title versions
@license AGPL-3.0-only
@notice Where the record of each version of a curriculum stands, and which version added a badge.
@dev Versions are numbered from 1 without a gap, and a badge's index rises with the version that adds
     it: so the newest version and a badge's own are found by looking, and nobody pays for an index.
"""

from ..shared import ids
from . import definitions
from . import record_head

ADOPTED_AT: constant(uint256) = 160
LAST_INDEX_AT: constant(uint256) = 200
TIME: constant(uint256) = 2**40 - 1
NO_INDEX: constant(uint256) = 256  # past every class

# curriculum << 8 | version -> record (160 bits), adopted at (40, Unix seconds), the highest class index
# that the curriculum has by then (8)
words: HashMap[uint256, uint256]


@internal
def _keep(curriculum: uint256, version: uint256, record: address, last_index: uint256):
    """
    @dev Whatever stood at the credential token's address before that was there (a contract can make
         and unmake others at one address) has brought no version into force that the DAO would.
    """
    self._check_new(self._word(curriculum, version) == 0)
    self.words[(curriculum << 8) | version] = (
        convert(record, uint256) | (block.timestamp << ADOPTED_AT) | (last_index << LAST_INDEX_AT)
    )


@internal
@pure
def _check_new(is_new: bool):
    assert is_new, "curricula: this record is in force already"


@internal
@view
def _word(curriculum: uint256, version: uint256) -> uint256:
    """
    @return 0 if there is no such version.
    """
    return self.words[(curriculum << 8) | version]


@internal
@view
def _latest(curriculum: uint256) -> uint256:
    """
    @return The number of the newest version; 0 if there is none.
    """
    return unsafe_sub(self._first(curriculum, NO_INDEX), 1)  # it is 1 or more


@internal
@view
def _definition(class_id: uint256) -> uint256:
    """
    @return The badge's definition, a word of the record that added it; 0 if there is no such badge.
    """
    curriculum: uint256 = ids._curriculum(class_id)
    index: uint256 = ids._index(class_id)
    version: uint256 = self._first(curriculum, index)
    word: uint256 = self._word(curriculum, version)
    if word == 0 or ids._lane(class_id) == 0:
        return 0
    before: uint256 = self._last_index(self._word(curriculum, unsafe_sub(version, 1)))
    # the index is of this version, so past all before it
    place: uint256 = unsafe_sub(ids._place(index), ids._place(before))
    return definitions._of(self._record(word), unsafe_sub(place, 1))


@internal
@view
def _first(curriculum: uint256, index: uint256) -> uint256:
    """
    @return The first version by which the curriculum has the index; or else the one that comes next.
    """
    low: uint256 = 0
    high: uint256 = record_head.MAX_VERSIONS + 1
    for _: uint256 in range(7):
        middle: uint256 = unsafe_add(low, high) >> 1  # at most 128 each
        word: uint256 = self._word(curriculum, middle)
        if word == 0 or index <= self._last_index(word):
            high = middle
        else:
            low = middle
    return high


@internal
@pure
def _record(word: uint256) -> address:
    return convert(word & convert(max_value(uint160), uint256), address)


@internal
@pure
def _adopted_at(word: uint256) -> uint256:
    return (word >> ADOPTED_AT) & TIME


@internal
@pure
def _last_index(word: uint256) -> uint256:
    return word >> LAST_INDEX_AT
