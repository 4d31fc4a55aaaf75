# pragma version 0.4.3
"""
@title dao_rules
@license AGPL-3.0-only
@notice The decision rules and the reader of a description's ending, open to all.
"""

from contracts.interfaces import ICurriculumDAO
from contracts.modules import decision_rules
from contracts.modules import proposer_suffix

initializes: decision_rules


@external
def set(rules: ICurriculumDAO.Rules):
    decision_rules._set(rules)


@external
@view
def get() -> ICurriculumDAO.Rules:
    return decision_rules._unpacked(decision_rules.rules)


@external
@view
def quorums(members: DynArray[uint256, 128]) -> DynArray[uint256, 128]:
    told: DynArray[uint256, 128] = []
    for heads: uint256 in members:
        told.append(decision_rules._quorum(decision_rules.rules, heads))
    return told


@external
@view
def has_majority(against: uint256, in_favour: uint256) -> bool:
    return decision_rules._has_majority(decision_rules.rules, against, in_favour)


@external
@view
def may_propose(description: String[4096], proposer: address) -> bool:
    return proposer_suffix._may_propose(description, proposer)
