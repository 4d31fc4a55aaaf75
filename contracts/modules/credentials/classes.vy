# pragma version 0.4.3
"""
@title classes
@license AGPL-3.0-only
@notice What badges there are: the classes of each curriculum, in the order of their indices.
@dev A definition is what the registry has checked (docs/curriculum-file.md draws it). It never
     changes.
"""

from ...interfaces import ICredentialToken
from ..shared import ids
from . import conferrals

# A definition has 112 bits, so two of them share a slot.
HALF: constant(uint256) = 2**128 - 1

curriculum_count: public(uint256)
# class id >> 1 -> definition of the even class id (128 bits), of the odd one (128)
definitions: HashMap[uint256, uint256]
# curriculum -> its highest class index
last_indices: HashMap[uint256, uint256]


@external
@view
def definition(class_id: uint24) -> uint256:
    return self._definition(convert(class_id, uint256))


@external
@view
def last_index(curriculum: uint16) -> uint256:
    return self.last_indices[convert(curriculum, uint256)]


@internal
@view
def _definition(class_id: uint256) -> uint256:
    """
    @return 0 if there is no such class.
    """
    return (self.definitions[class_id >> 1] >> self._half(class_id)) & HALF


@internal
def _found() -> uint256:
    """
    @return The number of a new curriculum.
    """
    number: uint256 = self.curriculum_count + 1
    assert number < 2**16, "credentials: there is no number left for another curriculum"
    self.curriculum_count = number
    return number


@internal
def _add(curriculum: uint256, definitions: DynArray[uint256, 240]) -> uint256:
    """
    @return The curriculum's highest class index, now.
    """
    index: uint256 = self.last_indices[curriculum]
    for definition: uint256 in definitions:
        index = ids._next_index(index)
        assert index < 256, "credentials: a curriculum can have no more than 240 badges"
        class_id: uint256 = (curriculum << 8) | index
        self.definitions[class_id >> 1] |= definition << self._half(class_id)
        log ICredentialToken.ClassCreated(class_id=class_id, definition=definition)
    self.last_indices[curriculum] = index
    return index


@internal
@view
def _check_awardable(class_id: uint256):
    definition: uint256 = self._definition(class_id)
    assert definition != 0, "credentials: there is no such badge"
    assert definition & 255 == 0, "credentials: a composite is claimed by its learner, not awarded"


@internal
@view
def _expiry(class_id: uint256, day: uint256) -> uint256:
    """
    @notice The last second of the last day of validity; 0 if the badge never expires.
    """
    validity: uint256 = (self._definition(class_id) >> 8) & 65535  # days
    if validity == 0:
        return 0
    return (day + validity + 1) * conferrals.DAY - 1


@internal
@pure
def _half(class_id: uint256) -> uint256:
    return (class_id & 1) << 7
