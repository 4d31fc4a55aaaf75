# pragma version 0.4.3
"""
@title sheets
@license AGPL-3.0-only
@notice Every learner's sheets: what one is enrolled in, and the conferral of each badge held.
"""

from ..shared import ids
from . import lanes

# (curriculum << 4 | sheet) << 160 | learner -> sixteen lanes (see lanes.vy)
words: HashMap[uint256, uint256]


@internal
@view
def _enrolment(curriculum: uint256, learner: address) -> uint256:
    """
    @return Lane 0 (see lanes.vy); 0 if not enrolled.
    """
    return self.words[ids._first_sheet_key(curriculum, learner)] & lanes.LANE


@internal
@view
def _covers(class_id: uint256, learner: address) -> bool:
    """
    @return Whether the learner's enrolment covers the badge.
    """
    enrolled: uint256 = self._enrolment(ids._curriculum(class_id), learner)
    return enrolled & lanes.COVERS >= ids._index(class_id)


@internal
@view
def _lane(class_id: uint256, holder: address) -> uint256:
    """
    @return What stands in the badge's lane: 0, a conferral's number, or a tombstone.
    """
    lane: uint256 = ids._lane(class_id)
    if lane == 0:  # that is the enrolment's: no badge has it
        return 0
    return lanes._get(self.words[ids._sheet_key(class_id, holder)], lane)


@internal
@view
def _held_from(class_id: uint256, holder: address) -> uint256:
    """
    @return The conferral that the badge is held from; 0 if it is not held.
    """
    content: uint256 = self._lane(class_id, holder)
    if content == lanes.TOMBSTONE:
        return 0
    return content


@internal
def _set_lane(class_id: uint256, holder: address, content: uint256):
    key: uint256 = ids._sheet_key(class_id, holder)
    self.words[key] = lanes._set(self.words[key], ids._lane(class_id), content)


@internal
def _fill(class_id: uint256, holder: address, conferral: uint256) -> bool:
    """
    @notice Put a conferral into the badge's lane, if the holder's enrolment covers the badge and the
            lane is empty. No enrolment covers no badge: indices begin at 1.
    @return Whether it was put there.
    @dev The one thing that happens a million times, so the sheet is read and written in one go.
    """
    key: uint256 = ids._sheet_key(class_id, holder)
    sheet: uint256 = self.words[key]
    enrolled: uint256 = sheet
    if not ids._is_on_first_sheet(class_id):
        enrolled = self._enrolment(ids._curriculum(class_id), holder)
    at: uint256 = ids._lane(class_id) << 4
    if enrolled & lanes.COVERS < ids._index(class_id) or (sheet >> at) & lanes.LANE != 0:
        return False
    self.words[key] = sheet | (conferral << at)
    return True


@internal
@view
def _standing(curriculum: uint256, learner: address, last_index: uint256) -> (uint256, uint256):
    """
    @return Two words in which bit i stands for class index i: held, and tombstoned.
    """
    held: uint256 = 0
    fallen: uint256 = 0
    key: uint256 = ids._first_sheet_key(curriculum, learner)
    for at: uint256 in range(0, 16):
        if at << 4 > last_index:
            break
        sheet: uint256 = self.words[key + (at << 160)]
        held |= lanes._held(sheet) << (at << 4)
        fallen |= lanes._fallen(sheet) << (at << 4)
    return held, fallen
