# pragma version 0.4.3
"""
@title late_turn
@license AGPL-3.0-only
@notice A vote that turns in its last eighth goes on for another eighth, once, so that nobody decides
        it in the last minute.
"""

from ...interfaces import ICurriculumDAO
from . import life
from . import proposals

uses: life
uses: proposals


@internal
@view
def _watched(proposal_id: uint256, word: uint256, is_late: bool) -> uint256:
    """
    @notice How the vote stands, where a turn would extend it: late, and for the first time.
    @return 0 where it would not; else 1 without a quorum, 2 without a majority, 3 if it passes.
    """
    if not is_late or word & proposals.EXTENDED != 0:
        return 0
    return life._judgement(proposal_id, word)[0]


@internal
def _extend_if_turned(proposal_id: uint256, standing: uint256):
    """
    @notice Lengthen the vote if its outcome or quorum has just turned.
    @param standing How it stood before, 0 where no turn would extend it.
    """
    if standing == 0:
        return
    word: uint256 = proposals.words[proposal_id]
    if life._judgement(proposal_id, word)[0] == standing:
        return
    extra: uint256 = proposals._length(word) // proposals.LATE
    proposals._lengthen(proposal_id, word, extra, proposals.EXTENDED | proposals.FINAL)
    self._log_extension(proposal_id)


@internal
def _log_extension(proposal_id: uint256):
    deadline: uint256 = proposals._deadline(proposals.words[proposal_id])
    log ICurriculumDAO.ProposalExtended(
        proposalId=proposal_id, extendedDeadline=convert(deadline, uint64)
    )
