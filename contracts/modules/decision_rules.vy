# pragma version 0.4.3
"""
@title decision_rules
@license AGPL-3.0-only
@notice How a decision is reached: quorum, majority, and the times of a proposal's life.
@dev Packed in one slot, so that each proposal can keep the rules it was made under: a change never
     revives an old defeat, nor an expired proposal.
"""

from ..interfaces import ICurriculumDAO

HOUR: constant(uint256) = 3_600  # seconds
DAY: constant(uint256) = 86_400  # seconds
FEWEST_HEADS: constant(uint256) = 3
MOST_HEADS: constant(uint256) = 255
WHOLE: constant(uint256) = 10_000  # basis points

# voting delay (32 bits), voting period (32), quorum (16), minimum (8), majority (8), delay (32),
# grace (32); all times in seconds
rules: uint256


@internal
def _set(rules: ICurriculumDAO.Rules):
    """
    @dev Within these bounds all members but one can always pass and execute a proposal, so no lost
         key is final: a quorum never takes everybody, and no time is endless.
    """
    assert rules.voting_delay <= 30 * DAY, "dao: the voting delay must be 30 days or less"
    assert rules.voting_period >= HOUR, "dao: the voting period must be an hour or more"
    assert rules.voting_period <= 60 * DAY, "dao: the voting period must be 60 days or less"
    assert rules.quorum <= WHOLE, "dao: the quorum must be 10,000 basis points or less"
    assert rules.minimum >= FEWEST_HEADS, "dao: the smallest quorum must be three heads or more"
    assert rules.minimum <= MOST_HEADS, "dao: the smallest quorum must be 255 heads or fewer"
    assert rules.majority >= 1, "dao: the majority must be 1, 2 or 3 votes for each vote against"
    assert rules.majority <= 3, "dao: the majority must be 1, 2 or 3 votes for each vote against"
    assert rules.delay <= 30 * DAY, "dao: the delay must be 30 days or less"
    assert rules.grace >= DAY, "dao: the grace period must be a day or more"
    assert rules.grace <= 60 * DAY, "dao: the grace period must be 60 days or less"

    self.rules = (
        rules.voting_delay
        | (rules.voting_period << 32)
        | (rules.quorum << 64)
        | (rules.minimum << 80)
        | (rules.majority << 88)
        | (rules.delay << 96)
        | (rules.grace << 128)
    )
    log ICurriculumDAO.RulesSet(rules=rules)


@internal
@pure
def _unpacked(word: uint256) -> ICurriculumDAO.Rules:
    return ICurriculumDAO.Rules(
        voting_delay=word & (2**32 - 1),
        voting_period=(word >> 32) & (2**32 - 1),
        quorum=(word >> 64) & 65535,
        minimum=(word >> 80) & 255,
        majority=(word >> 88) & 255,
        delay=(word >> 96) & (2**32 - 1),
        grace=word >> 128,
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
    share: uint256 = (members * ((word >> 64) & 65535) + WHOLE - 1) // WHOLE
    return min(max(share, (word >> 80) & 255), members - 1)


@internal
@pure
def _has_majority(word: uint256, against: uint256, in_favour: uint256) -> bool:
    return in_favour > against and in_favour >= ((word >> 88) & 255) * against
