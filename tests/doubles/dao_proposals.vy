# pragma version 0.4.3
"""
@title dao_proposals
@license AGPL-3.0-only
@notice The module that keeps proposals, open to all, as if there had been as many as it is told.
"""

from contracts.modules.governance import proposals

initializes: proposals


@external
def count_to(made: uint256):
    proposals.count = made


@external
def add(proposal_id: uint256, proposer: uint256):
    proposals._add(proposal_id, proposer, 0, block.timestamp, 3_600, 0)


@external
@view
def serial(proposal_id: uint256) -> uint256:
    return proposals._serial(proposals.words[proposal_id])
