# pragma version 0.4.3
"""
@title dao_headcount
@license AGPL-3.0-only
@notice The headcount module, open to all.
"""

from contracts.modules.governance import headcount

initializes: headcount


@external
def set_all(members: DynArray[uint256, 8], numbers: DynArray[uint256, 8]):
    """
    @notice Several changes in one second.
    """
    for i: uint256 in range(len(members), bound=8):
        headcount._set(members[i], numbers[i])


@external
@view
def now() -> (uint256, uint256):
    return headcount._now()


@external
@view
def at_all(timepoints: DynArray[uint256, 256]) -> (DynArray[uint256, 256], DynArray[uint256, 256]):
    members: DynArray[uint256, 256] = []
    numbers: DynArray[uint256, 256] = []
    for timepoint: uint256 in timepoints:
        heads: uint256 = 0
        number: uint256 = 0
        heads, number = headcount._at(timepoint)
        members.append(heads)
        numbers.append(number)
    return members, numbers
