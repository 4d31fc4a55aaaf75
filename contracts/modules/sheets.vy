# pragma version 0.4.3
"""
@title sheets
@license AGPL-3.0-only
@notice Every learner's sheets: what one is enrolled in, and the conferral of each badge held.
"""

from . import ids
from . import lanes

# (curriculum << 4 | sheet) << 160 | learner -> sixteen lanes (see lanes.vy)
words: HashMap[uint256, uint256]


@internal
@view
def _enrolment(curriculum: uint256, learner: address) -> uint256:
    """
    @return version << 8 | the highest class index that the enrolment covers; 0 if not enrolled.
    """
    return self.words[ids._first_sheet_key(curriculum, learner)] & lanes.LANE


@internal
def _set_enrolment(curriculum: uint256, learner: address, enrolment: uint256):
    key: uint256 = ids._first_sheet_key(curriculum, learner)
    self.words[key] = lanes._set(self.words[key], 0, enrolment)


@internal
@view
def _lane(class_id: uint256, holder: address) -> uint256:
    """
    @return What stands in the badge's lane: 0, a conferral's number, or a tombstone.
    """
    lane: uint256 = ids._lane(class_id)
    if lane == 0:  # that is the enrolment's: no badge has it
        return 0
    return lanes._get(self._sheet(class_id, holder), lane)


@internal
@view
def _sheet(class_id: uint256, holder: address) -> uint256:
    """
    @return The sheet with the badge's lane.
    """
    return self.words[ids._sheet_key(class_id, holder)]


@internal
def _set_lane(class_id: uint256, holder: address, content: uint256):
    self._set_lane_of(self._sheet(class_id, holder), class_id, holder, content)


@internal
def _set_lane_of(sheet: uint256, class_id: uint256, holder: address, content: uint256):
    """
    @param sheet The sheet as it is, from `_sheet`: whoever has read it need not read it again.
    """
    key: uint256 = ids._sheet_key(class_id, holder)
    self.words[key] = lanes._set(sheet, ids._lane(class_id), content)


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
