# pragma version 0.4.3
"""
@title dao_ballots
@license AGPL-3.0-only
@notice The ballots module, open to all.
"""

from contracts.modules.governance import ballots

initializes: ballots


@external
def cast_all(proposal_id: uint256, numbers: DynArray[uint256, 256], cast: DynArray[uint256, 256]):
    for i: uint256 in range(len(numbers), bound=256):
        ballots._cast(proposal_id, numbers[i], cast[i])


@external
def cast_all_by_proxy(
    proposal_id: uint256, numbers: DynArray[uint256, 256], cast: DynArray[uint256, 256]
):
    for i: uint256 in range(len(numbers), bound=256):
        ballots._cast_by_proxy(proposal_id, numbers[i], cast[i])


@external
def change_all(proposal_id: uint256, numbers: DynArray[uint256, 256], cast: DynArray[uint256, 256]):
    for i: uint256 in range(len(numbers), bound=256):
        ballots._change(proposal_id, numbers[i], cast[i])


@external
@view
def ballot(proposal_id: uint256, number: uint256) -> uint256:
    return ballots._ballot(proposal_id, number)


@external
@view
def is_by_proxy(proposal_id: uint256, number: uint256) -> bool:
    return ballots._is_by_proxy(proposal_id, number)


@external
@view
def tally(proposal_id: uint256, last_number: uint256) -> (uint256, uint256, uint256):
    return ballots._tally(proposal_id, last_number)
