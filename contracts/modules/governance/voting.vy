# pragma version 0.4.3
"""
@title voting
@license AGPL-3.0-only
@notice The ways to vote: in person, through a proxy, and anew.
@dev One's own ballot always counts, whatever a proxy has cast; and nobody's counts twice.
"""

from ...interfaces import ICurriculumDAO
from . import assembly
from . import ballots
from . import late_turn
from . import life
from . import proposals

uses: assembly
uses: ballots
uses: late_turn
uses: life

# Bounds are small because Vyper lays memory out for the largest input: they decide the gas.
MAX_REASON: public(constant(uint256)) = 1_024  # bytes

ABSTAIN: constant(uint8) = 2  # the greatest support


@external
def castVote(proposalId: uint256, support: uint8) -> uint256:
    """
    @notice Vote: 0 against, 1 for, 2 abstain. Once, while the proposal is active; over a proxy's
            ballot, too.
    @return The vote's weight, always 1.
    """
    before: uint256 = self._cast(proposalId, msg.sender, support)
    if before == 0:
        log ICurriculumDAO.VoteCast(
            voter=msg.sender, proposalId=proposalId, support=support, weight=1, reason=""
        )
    else:
        log ICurriculumDAO.VoteChanged(
            voter=msg.sender,
            proposalId=proposalId,
            before=convert(before - 1, uint8),
            support=support,
            reason="",
        )
    return 1


@external
def castVoteWithReason(proposalId: uint256, support: uint8, reason: String[MAX_REASON]) -> uint256:
    return self._vote(proposalId, msg.sender, support, reason)


@external
def castVoteWithReasonAndParams(
    proposalId: uint256, support: uint8, reason: String[MAX_REASON], params: Bytes[1024]
) -> uint256:
    return self._vote_with_params(proposalId, msg.sender, support, reason, params)


@external
def castVoteAsProxy(proposalId: uint256, support: uint8, reason: String[MAX_REASON]) -> uint256:
    """
    @notice Vote for all who have named one as their proxy and have not voted.
    @return For how many.
    """
    snapshot: uint256 = 0
    standing: uint256 = 0
    snapshot, standing = self._begin(proposalId)
    self._voter_number(msg.sender, snapshot, support)
    cast: uint256 = 0
    for voter: address in staticcall assembly.EDUCATORS.principals(msg.sender):
        number: uint256 = assembly._number_at(voter, snapshot)
        if number == 0:
            continue
        if ballots._cast_by_proxy(proposalId, number, convert(support, uint256) + 1):
            cast += 1
            self._log_ballot(proposalId, voter, 0, support, reason)
            log ICurriculumDAO.CastByProxy(proxy=msg.sender, voter=voter, proposalId=proposalId)
    assert cast != 0, "dao: you are nobody's proxy who has not voted yet"
    self._end(proposalId, standing)
    return cast


@external
def changeVote(proposalId: uint256, support: uint8, reason: String[MAX_REASON]) -> uint256:
    """
    @notice Vote anew, up to the last eighth of the vote; a late turn that extends it reopens nothing.
    @return The vote's weight, always 1.
    """
    word: uint256 = 0
    snapshot: uint256 = 0
    is_late: bool = False
    word, snapshot, is_late = life._open(proposalId)
    is_final: bool = is_late or word & proposals.FINAL != 0
    assert not is_final, "dao: in the last eighth of a vote no ballot changes any more"
    number: uint256 = self._voter_number(msg.sender, snapshot, support)
    before: uint256 = ballots._change(proposalId, number, convert(support, uint256) + 1)
    self._log_ballot(proposalId, msg.sender, before, support, reason)
    return 1


@internal
def _vote(
    proposal_id: uint256, voter: address, support: uint8, reason: String[MAX_REASON]
) -> uint256:
    before: uint256 = self._cast(proposal_id, voter, support)
    self._log_ballot(proposal_id, voter, before, support, reason)
    return 1


@internal
def _vote_with_params(
    proposal_id: uint256,
    voter: address,
    support: uint8,
    reason: String[MAX_REASON],
    params: Bytes[1024],
) -> uint256:
    before: uint256 = self._cast(proposal_id, voter, support)
    if before == 0 and len(params) != 0:
        log ICurriculumDAO.VoteCastWithParams(
            voter=voter,
            proposalId=proposal_id,
            support=support,
            weight=1,
            reason=reason,
            params=params,
        )
    else:
        self._log_ballot(proposal_id, voter, before, support, reason)
    return 1


@internal
def _cast(proposal_id: uint256, voter: address, support: uint8) -> uint256:
    """
    @return The proxy's ballot that this one overrides, 0 if there was none.
    """
    word: uint256 = 0
    snapshot: uint256 = 0
    is_late: bool = False
    word, snapshot, is_late = life._open(proposal_id)
    number: uint256 = self._voter_number(voter, snapshot, support)
    if not is_late:
        return ballots._cast(proposal_id, number, convert(support, uint256) + 1)

    standing: uint256 = late_turn._watched(proposal_id, word, is_late)
    before: uint256 = ballots._cast(proposal_id, number, convert(support, uint256) + 1)
    late_turn._extend_if_turned(proposal_id, standing)
    return before


@internal
@view
def _begin(proposal_id: uint256) -> (uint256, uint256):
    """
    @notice Before several ballots are cast at once.
    @return The vote's snapshot, and how it stands if they could extend it.
    """
    word: uint256 = 0
    snapshot: uint256 = 0
    is_late: bool = False
    word, snapshot, is_late = life._open(proposal_id)
    return snapshot, late_turn._watched(proposal_id, word, is_late)


@internal
def _end(proposal_id: uint256, standing: uint256):
    late_turn._extend_if_turned(proposal_id, standing)


@internal
@view
def _voter_number(voter: address, snapshot: uint256, support: uint8) -> uint256:
    assert support <= ABSTAIN, "dao: vote 0 against, 1 for or 2 to abstain"
    number: uint256 = staticcall assembly.EDUCATORS.number_at(voter, snapshot)
    assert number != 0, "dao: not a member when the vote opened"
    return number


@internal
def _log_ballot(
    proposal_id: uint256,
    voter: address,
    before: uint256,
    support: uint8,
    reason: String[MAX_REASON],
):
    """
    @dev Never `VoteCast` for one voter twice: indexers would count both.
    """
    if before == 0:
        log ICurriculumDAO.VoteCast(
            voter=voter, proposalId=proposal_id, support=support, weight=1, reason=reason
        )
    else:
        log ICurriculumDAO.VoteChanged(
            voter=voter,
            proposalId=proposal_id,
            before=convert(before - 1, uint8),
            support=support,
            reason=reason,
        )
