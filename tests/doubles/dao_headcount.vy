# pragma version 0.4.3
"""
@title dao_headcount
@license AGPL-3.0-only
@notice The headcount module, open to all.
"""

from contracts.modules import headcount

initializes: headcount


@external
def set_all(members: DynArray[uint256, 8]):
    """
    @notice Several changes in one second.
    """
    for count: uint256 in members:
        headcount._set(count)


@external
@view
def now() -> uint256:
    return headcount._now()


@external
@view
def at_all(timepoints: DynArray[uint256, 256]) -> DynArray[uint256, 256]:
    told: DynArray[uint256, 256] = []
    for timepoint: uint256 in timepoints:
        told.append(headcount._at(timepoint))
    return told
