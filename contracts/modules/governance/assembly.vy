# pragma version 0.4.3
"""
@title assembly
@license AGPL-3.0-only
@notice Whom the DAO asks: who its members are, and how much agreement a decision needs.
@dev Two contracts that its constructor has checked: calls to them are trusted. The token names this
     DAO as its owner, or as the one that a vote has handed it to.
"""

from ...interfaces import IDecisionRules
from ...interfaces import IEducatorToken

CLOCK_MODE: constant(String[64]) = "mode=timestamp"

EDUCATORS: immutable(IEducatorToken)
RULES: immutable(IDecisionRules)


@deploy
def __init__(educators: address, rules: address):
    EDUCATORS = IEducatorToken(educators)
    RULES = IDecisionRules(rules)
    is_owner: bool = staticcall EDUCATORS.owner() == self
    is_successor: bool = staticcall EDUCATORS.pending_owner() == self
    assert is_owner or is_successor, "dao: the membership token has another owner"
    assert staticcall RULES.DAO() == self, "dao: the decision rules are another DAO's"
    clock_mode: String[64] = staticcall EDUCATORS.CLOCK_MODE()
    assert clock_mode == CLOCK_MODE, "dao: the membership token keeps another time"


@internal
@view
def _number_at(account: address, timepoint: uint256) -> uint256:
    """
    @return The number by which the account votes on what was open at a past second; 0 if it may not.
    """
    return staticcall EDUCATORS.number_at(account, timepoint)


@internal
@view
def _holder(number: uint256) -> address:
    """
    @return Who has a seat, or had it last.
    """
    return staticcall EDUCATORS.holder(number)


@internal
@view
def _times(class_: uint256) -> (uint256, uint256):
    """
    @return The voting delay and the voting period of a proposal made now, in seconds.
    """
    return staticcall RULES.times(class_)


@internal
@view
def _quorum(class_: uint256, serial: uint256, timepoint: uint256) -> uint256:
    """
    @return Votes for or abstaining that a proposal needs whose vote opened at a past second.
    """
    members: uint256 = (staticcall EDUCATORS.electorate(timepoint))[0]
    return staticcall RULES.quorum(class_, serial, members)
