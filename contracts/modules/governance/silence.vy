# pragma version 0.4.3
"""
@title silence
@license AGPL-3.0-only
@notice The proof that a member has left in silence: the ballots that are not there.
@dev It goes back proposal by proposal, so voting pays nothing for it.
"""

from ...interfaces import ICurriculumDAO

MAX_PROOF: constant(uint256) = 1_024  # proposals
# So many votes must have been missed, so far apart: sixty days in all.
MISSED: constant(uint256) = 8
APART: constant(uint256) = 60 * 86_400 // MISSED  # seconds
CANCELED: constant(uint8) = 2  # the state of a proposal that was withdrawn


@internal
@view
def _check(
    dao: ICurriculumDAO,
    member: address,
    heard_at: uint256,
    proposal_ids: DynArray[uint256, MAX_PROOF],
):
    """
    @param heard_at What opened before this second has not been missed. Unix seconds.
    @param proposal_ids The newest proposals, newest first, without a gap.
    """
    missed: uint256 = 0
    first: uint256 = block.timestamp
    serial: uint256 = staticcall dao.proposal_count()
    for proposal_id: uint256 in proposal_ids:
        assert (staticcall dao.proposalKind(proposal_id))[
            1
        ] == serial, "educators: show the newest proposals, newest first, without a gap"
        assert not staticcall dao.hasVoted(
            proposal_id, member
        ), "educators: this member has voted on one of these proposals"
        serial -= 1
        snapshot: uint256 = staticcall dao.proposalSnapshot(proposal_id)
        if heard_at <= snapshot and self._was_held(dao, proposal_id, snapshot, first):
            missed += 1
            first = snapshot
    assert missed >= MISSED, "educators: this member has not missed eight votes over sixty days"


@internal
@view
def _was_held(
    dao: ICurriculumDAO, proposal_id: uint256, snapshot: uint256, before: uint256
) -> bool:
    """
    @notice Whether a vote has been held, was over before another began, and began a while before:
            many at once, or in one night, are one absence, else a holiday would look like a departure.
    """
    if snapshot + APART > before:
        return False
    if staticcall dao.proposalDeadline(proposal_id) >= before:
        return False
    return staticcall dao.state(proposal_id) != CANCELED
