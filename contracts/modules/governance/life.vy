# pragma version 0.4.3
"""
@title life
@license AGPL-3.0-only
@notice A proposal's life: where it stands, and what follows from time and ballots alone.
"""

from . import assembly
from . import ballots
from . import proposals

uses: assembly
uses: ballots
uses: proposals

# States, numbered as IGovernor has them.
PENDING: constant(uint8) = 0
ACTIVE: constant(uint8) = 1
CANCELED: constant(uint8) = 2
DEFEATED: constant(uint8) = 3
SUCCEEDED: constant(uint8) = 4
QUEUED: constant(uint8) = 5
EXPIRED: constant(uint8) = 6
EXECUTED: constant(uint8) = 7

PASSES: constant(uint256) = 3  # how a vote stands, as DecisionRules tells it


@external
@view
def state(proposalId: uint256) -> uint8:
    return self._life(proposalId, self._existing(proposalId))[0]


@external
@view
def proposalQuorum(proposalId: uint256) -> uint256:
    """
    @notice Votes for or abstaining that the proposal needs; known once its vote has opened. One that
            was withdrawn never opens: until it would have, the members count who are there.
    """
    word: uint256 = self._existing(proposalId)
    timepoint: uint256 = proposals._snapshot(word)
    if word & proposals.CANCELED != 0:
        timepoint = min(timepoint, block.timestamp - 1)
    return assembly._quorum(proposals._class(word), proposals._serial(word), timepoint)


@external
@view
def proposalKind(proposalId: uint256) -> (uint256, uint256, bool, bool):
    """
    @return Its class; its serial number; whether its vote was extended for a late turn; whether the
            chamber returned it.
    """
    word: uint256 = self._existing(proposalId)
    return (
        proposals._class(word),
        proposals._serial(word),
        word & proposals.EXTENDED != 0,
        word & proposals.RETURNED != 0,
    )


@external
@view
def proposal_count() -> uint256:
    """
    @notice How many were ever made: the newest one's serial number.
    """
    return proposals.count


@external
@view
def proposalVotes(proposalId: uint256) -> (uint256, uint256, uint256):
    """
    @return Votes against, for, abstaining.
    """
    return ballots._tally(proposalId, staticcall assembly.EDUCATORS.last_number())


@external
@view
def hasVoted(proposalId: uint256, account: address) -> bool:
    snapshot: uint256 = proposals._snapshot(proposals.words[proposalId])
    if snapshot >= block.timestamp:
        return False
    number: uint256 = assembly._number_at(account, snapshot)
    return number != 0 and ballots._ballot(proposalId, number) != 0


@external
@view
def proposalSnapshot(proposalId: uint256) -> uint256:
    """
    @notice Whoever is a member at this second may vote. Unix seconds.
    """
    return proposals._snapshot(proposals.words[proposalId])


@external
@view
def proposalDeadline(proposalId: uint256) -> uint256:
    """
    @notice The last second to vote. Unix seconds.
    """
    return proposals._deadline(proposals.words[proposalId])


@external
@view
def proposalEta(proposalId: uint256) -> uint256:
    """
    @notice The first second in which it can be executed, if it passes; 0 for no proposal. Unix
            seconds.
    """
    word: uint256 = proposals.words[proposalId]
    if word == 0:
        return 0
    delay: uint256 = staticcall assembly.RULES.delay(
        proposals._class(word), proposals._serial(word)
    )
    return proposals._deadline(word) + delay


@external
@view
def proposalProposer(proposalId: uint256) -> address:
    """
    @notice Who has the seat that made the proposal, or had it last.
    """
    return assembly._holder(proposals._proposer(proposals.words[proposalId]))


@external
@view
def proposalNeedsQueuing(proposalId: uint256) -> bool:
    return False


@internal
@view
def _open(proposal_id: uint256) -> (uint256, uint256, bool):
    """
    @notice The vote must be open.
    @return The proposal, its snapshot, and whether this is the last eighth of the vote.
    """
    word: uint256 = self._existing(proposal_id)
    snapshot: uint256 = 0
    deadline: uint256 = 0
    late_from: uint256 = 0
    snapshot, deadline, late_from = proposals._times(word)
    assert word & proposals.CANCELED == 0, "dao: this proposal was withdrawn"
    assert snapshot < block.timestamp, "dao: the vote on this proposal has not opened yet"
    assert block.timestamp <= deadline, "dao: the vote on this proposal has closed"
    return word, snapshot, late_from <= block.timestamp


@internal
@view
def _check_executable(proposal_id: uint256, word: uint256):
    state: uint8 = 0
    eta: uint256 = 0
    state, eta = self._life(proposal_id, word)
    assert state != EXECUTED, "dao: this proposal has been executed already"
    assert state != CANCELED, "dao: this proposal was withdrawn"
    assert state > ACTIVE, "dao: the vote on this proposal is not over yet"
    assert state != DEFEATED, "dao: this proposal was defeated"
    assert state != EXPIRED, "dao: this proposal passed but was not executed in time"
    assert block.timestamp >= eta, "dao: the delay after the vote is not over yet"


@internal
@view
def _life(proposal_id: uint256, word: uint256) -> (uint8, uint256):
    """
    @return The state; the first second in which it can be executed, 0 unless it has passed.
    @dev In the order of OpenZeppelin's `state`; at the snapshot itself it is still pending, at the
         deadline itself one can still vote, at the end of the grace period still execute.
    """
    if word & proposals.EXECUTED != 0:
        return EXECUTED, 0
    if word & proposals.CANCELED != 0:
        return CANCELED, 0
    if proposals._snapshot(word) >= block.timestamp:
        return PENDING, 0
    deadline: uint256 = proposals._deadline(word)
    if deadline >= block.timestamp:
        return ACTIVE, 0

    standing: uint256 = 0
    delay: uint256 = 0
    grace: uint256 = 0
    standing, delay, grace = self._judgement(proposal_id, word)
    if standing != PASSES:
        return DEFEATED, 0
    if deadline + delay + grace < block.timestamp:
        return EXPIRED, 0
    if delay == 0:
        return SUCCEEDED, deadline
    return QUEUED, deadline + delay


@internal
@view
def _judgement(proposal_id: uint256, word: uint256) -> (uint256, uint256, uint256):
    """
    @return How the vote stands: 1 without a quorum, 2 without a majority, 3 if it passes; the delay
            and the grace period in seconds.
    """
    members: uint256 = 0
    last_number: uint256 = 0
    members, last_number = staticcall assembly.EDUCATORS.electorate(proposals._snapshot(word))
    against: uint256 = 0
    in_favour: uint256 = 0
    abstaining: uint256 = 0
    against, in_favour, abstaining = ballots._tally(proposal_id, last_number)
    return staticcall assembly.RULES.judge(
        proposals._class(word),
        proposals._serial(word),
        word & proposals.RETURNED != 0,
        members,
        against,
        in_favour,
        abstaining,
    )


@internal
@view
def _existing(proposal_id: uint256) -> uint256:
    """
    @dev As OpenZeppelin's Governor refuses it: its clients read this error's bytes.
    """
    word: uint256 = proposals.words[proposal_id]
    if word == 0:
        raw_revert(
            abi_encode(proposal_id, method_id=method_id("GovernorNonexistentProposal(uint256)"))
        )
    return word
