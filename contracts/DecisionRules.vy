# pragma version 0.4.3
"""
@title DecisionRules
@license AGPL-3.0-only
@notice How much agreement a decision needs: that follows from what it would do.
@dev Each act, a function of a contract, is of a class: curriculum, people, treasury or constitution;
     each class has its quorum, majority and times. A decision is of its strictest act's class, and
     what is unknown is constitution. Only the DAO can change any of it, which is constitution, too.
"""

from .interfaces import ICurriculumDAO
from .interfaces import IDecisionRules
from .modules.governance import acts
from .modules.governance import class_rules

implements: IDecisionRules

initializes: acts
initializes: class_rules

SECOND_READING: constant(uint256) = 2  # votes for that each vote against needs then: two thirds

# How a vote stands.
NO_QUORUM: constant(uint256) = 1
NO_MAJORITY: constant(uint256) = 2
PASSES: constant(uint256) = 3

DAO: public(immutable(address))


@deploy
def __init__(
    dao: address,
    rules: IDecisionRules.Rules[4],
    classed: DynArray[IDecisionRules.Act, 32],
):
    """
    @param rules Of each class, mildest first: curriculum, people, treasury, constitution.
    @param classed The acts that are of another class than constitution.
    """
    assert dao != empty(address), "rules: the DAO's address is zero"
    DAO = dao
    for class_: uint256 in range(4):
        class_rules._set(class_, rules[class_], 1)
    for act: IDecisionRules.Act in classed:
        self._set_class(act)


@external
def set_rules(class_: uint256, rules: IDecisionRules.Rules):
    """
    @notice Change how decisions of a class are reached, for proposals made from now on.
    """
    self._check_dao()
    assert class_ <= acts.CONSTITUTION, "rules: a class is a number from 0 to 3"
    class_rules._set(class_, rules, staticcall ICurriculumDAO(DAO).proposal_count() + 1)


@external
def set_class(act: IDecisionRules.Act):
    """
    @notice Say what class an act is of, for proposals made from now on.
    """
    self._check_dao()
    self._set_class(act)


@external
@view
def class_of(target: address, selector: bytes4) -> uint256:
    """
    @notice The class of an act, ether aside: what carries some is treasury at least.
    @param selector 0x00000000 for a call without calldata.
    """
    return acts._class_of(target, selector)


@external
@view
def times(class_: uint256) -> (uint256, uint256):
    """
    @return The voting delay and the voting period of a proposal made now, in seconds.
    """
    rules: IDecisionRules.Rules = class_rules._unpacked(class_rules.newest[class_])
    return rules.voting_delay, rules.voting_period


@external
@view
def judge(
    class_: uint256,
    serial: uint256,
    is_returned: bool,
    members: uint256,
    against: uint256,
    in_favour: uint256,
    abstaining: uint256,
) -> (uint256, uint256, uint256):
    """
    @param serial The proposal's: it says which rules it was made under.
    @return 1 without a quorum, 2 with one but no majority, 3 if it passes; the delay and the grace
            period in seconds.
    """
    word: uint256 = class_rules._of(class_, serial)
    rules: IDecisionRules.Rules = class_rules._unpacked(word)
    if in_favour + abstaining < class_rules._quorum(word, members):
        return NO_QUORUM, rules.delay, rules.grace
    least: uint256 = rules.majority
    if is_returned:
        least = max(least, SECOND_READING)
    if in_favour <= against or in_favour < least * against:
        return NO_MAJORITY, rules.delay, rules.grace
    return PASSES, rules.delay, rules.grace


@external
@view
def quorum(class_: uint256, serial: uint256, members: uint256) -> uint256:
    """
    @notice Votes for or abstaining that a proposal needs, of so many members.
    """
    return class_rules._quorum(class_rules._of(class_, serial), members)


@external
@view
def delay(class_: uint256, serial: uint256) -> uint256:
    """
    @return Seconds from the end of the vote until a proposal can be executed.
    """
    return class_rules._unpacked(class_rules._of(class_, serial)).delay


@external
@view
def rules(class_: uint256) -> IDecisionRules.Rules:
    """
    @notice The rules in force.
    """
    return class_rules._unpacked(class_rules.newest[class_])


@external
@view
def rules_at(class_: uint256, serial: uint256) -> IDecisionRules.Rules:
    """
    @notice The rules that the proposal with this serial number was made under.
    """
    return class_rules._unpacked(class_rules._of(class_, serial))


@internal
def _set_class(act: IDecisionRules.Act):
    """
    @dev No vote makes it easy to change the DAO's own rules.
    """
    assert act.target not in [DAO, self], "rules: the DAO's own acts are always constitution"
    acts._set(act)


@internal
@view
def _check_dao():
    assert msg.sender == DAO, "rules: only the DAO may do this, by a vote"
