# pragma version 0.4.3
"""
@title classes
@license AGPL-3.0-only
@notice What badges there are: of each curriculum's classes, what an award and a verdict need.
@dev All else of a class is in the record that added it, which the curriculum registry reads. What is
     here never changes.
"""

from ..shared import ids
from . import conferrals
from . import lanes

# curriculum << 4 | sheet -> sixteen lanes, as on a learner's sheet: the class's days of validity + 1 (1
# is for ever), 0 if there is no such class; in lane 0 bit i is set if the class in lane i is a composite
words: HashMap[uint256, uint256]


@internal
def _add(curriculum: uint256, sheets: uint256[16]):
    """
    @param sheets The new classes, sheet by sheet: lanes that are empty until now.
    """
    for n: uint256 in range(16):
        if sheets[n] != 0:
            self.words[(curriculum << 4) | n] |= sheets[n]


@internal
@view
def _check_awardable(class_id: uint256):
    """
    @dev Spelt out, as calls would cost every award.
    """
    word: uint256 = self.words[class_id >> 4]
    lane: uint256 = class_id & 15
    assert (
        lane != 0 and (word >> (lane << 4)) & lanes.LANE != 0
    ), "credentials: there is no such badge"
    assert (
        word >> lane
    ) & 1 == 0, "credentials: a composite is claimed by its learner, not awarded"


@internal
@view
def _exists(class_id: uint256) -> bool:
    lane: uint256 = ids._lane(class_id)
    return lane != 0 and lanes._get(self.words[class_id >> 4], lane) != 0


@internal
@view
def _is_composite(class_id: uint256) -> bool:
    return (self.words[class_id >> 4] >> ids._lane(class_id)) & 1 == 1


@internal
@view
def _expiry(class_id: uint256, day: uint256) -> uint256:
    """
    @notice The last second of the last day of validity; 0 if the badge never expires.
    @dev Of a class that exists.
    """
    days: uint256 = (self.words[class_id >> 4] >> ((class_id & 15) << 4)) & lanes.LANE
    if days == 1:
        return 0
    return (day + days) * conferrals.DAY - 1
