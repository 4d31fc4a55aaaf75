# pragma version 0.4.3
"""
@title taken_keys
@license AGPL-3.0-only
@notice Whose a key is: a curriculum's for ever, whatever its later versions go by; and of one badge
        in a curriculum, whichever version added it.
@dev Keys are what people type and read. If two things answered to one, a reader would take one for
     the other, and no vote should be able to bring that about.
"""

from . import definitions
from . import keys
from . import record_head
from . import versions

uses: versions

PLACES: constant(uint256) = 512  # 2**9, twice as many as there can be badges

# hash of a key -> the curriculum whose it is
curricula: HashMap[uint256, uint256]


@internal
def _take(kept: address, head: record_head.Head, curriculum: uint256):
    """
    @notice Let the record's key be the curriculum's, as it may be already.
    """
    key: uint256 = self._curriculum_key(kept, head)
    if self.curricula[key] == 0:
        self.curricula[key] = curriculum


@internal
@view
def _check(kept: address, head: record_head.Head, salt: uint256):
    """
    @param salt The record's hash.
    """
    curriculum: uint256 = self.curricula[self._curriculum_key(kept, head)]
    assert (
        curriculum == 0 or curriculum == head.curriculum
    ), "curricula: the record's key is another curriculum's"
    if head.classes != 0:
        self._check_badges(kept, head, salt)


@internal
@view
def _check_badges(kept: address, head: record_head.Head, salt: uint256):
    """
    @dev A table in memory: a key's place follows from its hash, or is the next that is free, so it
         meets few others. The record's own hash is in the place too, so nobody can choose keys that
         all want one (multiplicative hashing; the highest bits depend on all bits of both).
    """
    seen: uint256[PLACES] = empty(uint256[PLACES])
    for version: uint256 in range(1, head.version + 1, bound=record_head.MAX_VERSIONS):
        record: address = versions._record(versions._word(head.curriculum, version))
        if version == head.version:
            record = kept
        classes: uint256 = record_head._classes(record)
        for i: uint256 in range(classes, bound=record_head.MAX_CLASSES):
            key: uint256 = self._badge_key(record, i)
            place: uint256 = unsafe_mul(key, salt | 1) >> 247
            for _: uint256 in range(record_head.MAX_CLASSES):
                other: uint256 = seen[place]
                assert other != key, "curricula: a badge's key stands already in its curriculum"
                if other == 0:
                    break
                place = unsafe_add(place, 1) % PLACES  # below 512
            seen[place] = key


@internal
@view
def _curriculum_key(kept: address, head: record_head.Head) -> uint256:
    return keys._hash(kept, head.text_at, head.key_bytes)


@internal
@view
def _badge_key(kept: address, i: uint256) -> uint256:
    definition: uint256 = definitions._of(kept, i)
    return keys._hash(
        kept, definitions._text_offset(definition), definitions._key_bytes(definition)
    )
