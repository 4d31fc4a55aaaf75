# pragma version 0.4.3
"""
@title holdings
@license AGPL-3.0-only
@notice In the place of the credential token: who holds what is simply said, so that the registries can
        be asked about any holdings at all.
"""

owner: public(address)
curriculum_count: public(uint256)
# Bit i: the badge with class index i is held, in whichever curriculum.
held: uint256
foreign_held: HashMap[uint24, bool]


@deploy
def __init__():
    self.owner = msg.sender


@external
def begin_anew():
    """
    @notice As a false token whose place another takes: curricula are numbered from 1 again.
    """
    self.curriculum_count = 0


@external
def hold(held: uint256, foreign: DynArray[uint24, 64], is_held: DynArray[bool, 64]):
    self.held = held
    for i: uint256 in range(len(foreign), bound=64):
        self.foreign_held[foreign[i]] = is_held[i]


@external
def open_version(
    curriculum: uint16, version: uint8, last_index: uint8, classes: uint256[16]
) -> uint256:
    if curriculum != 0:
        return convert(curriculum, uint256)
    self.curriculum_count += 1
    return self.curriculum_count


@external
@view
def standing(curriculum: uint16, learner: address) -> (uint256, uint256, uint256):
    return 1, self.held, 0


@external
@view
def is_held(class_id: uint24, holder: address) -> bool:
    return self.foreign_held[class_id]
