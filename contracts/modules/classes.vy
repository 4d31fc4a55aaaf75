# pragma version 0.4.3
"""
@title classes
@license AGPL-3.0-only
@notice What badges there are: the classes of each curriculum, in the order of their indices.
@dev A definition is what the registry has checked (docs/curriculum-file.md draws it). It never
     changes.
"""

from ..interfaces import ICredentialToken
from . import conferrals
from . import ids

curriculum_count: public(uint256)
# class id -> definition; 0 if there is no such class
definitions: HashMap[uint256, uint256]
# curriculum -> its highest class index
last_indices: HashMap[uint256, uint256]


@external
@view
def definition(class_id: uint24) -> uint256:
    return self.definitions[convert(class_id, uint256)]


@external
@view
def last_index(curriculum: uint16) -> uint256:
    return self.last_indices[convert(curriculum, uint256)]


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
        self.definitions[class_id] = definition
        log ICredentialToken.ClassCreated(class_id=class_id, definition=definition)
    self.last_indices[curriculum] = index
    return index


@internal
@view
def _check_awardable(class_id: uint256):
    definition: uint256 = self.definitions[class_id]
    assert definition != 0, "credentials: there is no such badge"
    assert definition & 255 == 0, "credentials: a composite is claimed by its learner, not awarded"


@internal
@view
def _expiry(class_id: uint256, day: uint256) -> uint256:
    """
    @notice The last second of the last day of validity; 0 if the badge never expires.
    """
    validity: uint256 = (self.definitions[class_id] >> 8) & 65535  # days
    if validity == 0:
        return 0
    return (day + validity + 1) * conferrals.DAY - 1
