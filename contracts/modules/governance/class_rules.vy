# pragma version 0.4.3
"""
@title class_rules
@license AGPL-3.0-only
@notice How a decision is reached, class by class: quorum, majority, and the times of a proposal's
        life.
@dev A proposal keeps the rules it was made under, for ever: a change never revives an old defeat, nor
     what has expired. Rules stay on record with the serial number of the first proposal that is made
     under them, so a proposal need not store any.
"""

from ...interfaces import IDecisionRules

HOUR: constant(uint256) = 3_600  # seconds
DAY: constant(uint256) = 86_400  # seconds
FEWEST_HEADS: constant(uint256) = 3
MOST_HEADS: constant(uint256) = 255
WHOLE: constant(uint256) = 10_000  # basis points

# Fields, lowest first: voting delay (24 bits), voting period (24), quorum (16), minimum (8), majority
# (8), delay (24), grace (24), all times in seconds; serial number of the first proposal under them
# (24), how many rules the class had before (24).
FIRST_AT: constant(uint256) = 128
BEFORE_AT: constant(uint256) = 152
SHORT: constant(uint256) = 2**24 - 1

# class -> its rules in force
newest: HashMap[uint256, uint256]
# class -> 0, 1, 2... -> its earlier rules
older: HashMap[uint256, HashMap[uint256, uint256]]


@internal
def _set(class_: uint256, rules: IDecisionRules.Rules, first: uint256):
    """
    @dev Within these bounds all members but one can always pass and execute a proposal, so no lost
         key is final: a quorum never takes everybody, and no time is endless.
    """
    assert rules.voting_delay <= 30 * DAY, "rules: the voting delay must be 30 days or less"
    assert (
        rules.voting_period >= HOUR and rules.voting_period <= 60 * DAY
    ), "rules: the voting period must be between an hour and 60 days"
    assert rules.quorum <= WHOLE, "rules: the quorum must be 10,000 basis points or less"
    assert (
        rules.minimum >= FEWEST_HEADS and rules.minimum <= MOST_HEADS
    ), "rules: the smallest quorum must be between three heads and 255"
    assert (
        rules.majority >= 1 and rules.majority <= 3
    ), "rules: the majority must be 1, 2 or 3 votes for each vote against"
    assert rules.delay <= 30 * DAY, "rules: the delay must be 30 days or less"
    assert (
        rules.grace >= DAY and rules.grace <= 60 * DAY
    ), "rules: the grace period must be between a day and 60 days"

    before: uint256 = self._keep(class_)
    self.newest[class_] = (
        rules.voting_delay
        | (rules.voting_period << 24)
        | (rules.quorum << 48)
        | (rules.minimum << 64)
        | (rules.majority << 72)
        | (rules.delay << 80)
        | (rules.grace << 104)
        | (first << FIRST_AT)
        | (before << BEFORE_AT)
    )
    log IDecisionRules.RulesSet(class_=class_, rules=rules)


@internal
def _keep(class_: uint256) -> uint256:
    """
    @return How many rules the class has had.
    """
    word: uint256 = self.newest[class_]
    if word == 0:
        return 0
    before: uint256 = word >> BEFORE_AT
    self.older[class_][before] = word
    return before + 1


@internal
@view
def _of(class_: uint256, serial: uint256) -> uint256:
    """
    @notice The rules that a proposal was made under.
    """
    word: uint256 = self.newest[class_]
    for _: uint256 in range(SHORT):
        if (word >> FIRST_AT) & SHORT <= serial:
            break
        word = self.older[class_][(word >> BEFORE_AT) - 1]
    return word


@internal
@pure
def _unpacked(word: uint256) -> IDecisionRules.Rules:
    return IDecisionRules.Rules(
        voting_delay=word & SHORT,
        voting_period=(word >> 24) & SHORT,
        quorum=(word >> 48) & 65535,
        minimum=(word >> 64) & 255,
        majority=(word >> 72) & 255,
        delay=(word >> 80) & SHORT,
        grace=(word >> 104) & SHORT,
    )


@internal
@pure
def _quorum(word: uint256, members: uint256) -> uint256:
    """
    @notice Votes for or abstaining that a decision needs, of `members`.
    @dev Rounded up: a share rounded down lets one vote of nine carry a motion. One member may always
         be silent; and before three have taken their seats nothing can be decided.
    """
    if members < FEWEST_HEADS:
        return FEWEST_HEADS
    share: uint256 = (members * ((word >> 48) & 65535) + WHOLE - 1) // WHOLE
    return min(max(share, (word >> 64) & 255), members - 1)
