# pragma version 0.4.3
"""
@title dao_suffix
@license AGPL-3.0-only
@notice The reader of a description's ending, open to all.
"""

from contracts.modules.governance import proposer_suffix


@external
@view
def may_propose(description: String[4096], proposer: address) -> bool:
    return proposer_suffix._may_propose(description, proposer)
