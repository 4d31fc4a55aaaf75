# pragma version 0.4.3
"""
@title postal
@license AGPL-3.0-only
@notice Ballots that a voter signs and anybody posts: one, or many at once.
"""

from ...interfaces import ICurriculumDAO
from . import assembly
from . import ballots
from . import paper
from . import voting

uses: assembly
uses: ballots
uses: paper
uses: voting

BALLOT_TYPEHASH: public(constant(bytes32)) = paper.BALLOT
EXTENDED_BALLOT_TYPEHASH: public(constant(bytes32)) = paper.EXTENDED_BALLOT

MAX_SIGNATURE: constant(uint256) = 512  # bytes
MAX_BATCH: constant(uint256) = 32  # ballots


@external
def castVoteBySig(
    proposalId: uint256, support: uint8, voter: address, signature: Bytes[MAX_SIGNATURE]
) -> uint256:
    """
    @notice Post a ballot that `voter` signed (EIP-712, or ERC-1271 if it is a contract).
    """
    digest: bytes32 = paper._digest(proposalId, support, voter)
    self._check(voter, digest, signature)
    return voting._vote(proposalId, voter, support, "")


@external
def castVoteWithReasonAndParamsBySig(
    proposalId: uint256,
    support: uint8,
    voter: address,
    reason: String[voting.MAX_REASON],
    params: Bytes[1024],
    signature: Bytes[MAX_SIGNATURE],
) -> uint256:
    digest: bytes32 = paper._extended_digest(
        proposalId, support, voter, keccak256(reason), keccak256(params)
    )
    self._check(voter, digest, signature)
    return voting._vote_with_params(proposalId, voter, support, reason, params)


@external
def castVotesBySig(
    proposalId: uint256, signed: DynArray[ICurriculumDAO.SignedBallot, MAX_BATCH]
) -> uint256:
    """
    @notice Post many signed ballots at once. One that does not count is skipped, and says why.
    @return How many were counted.
    """
    snapshot: uint256 = 0
    standing: uint256 = 0
    snapshot, standing = voting._begin(proposalId)
    cast: uint256 = 0
    for ballot: ICurriculumDAO.SignedBallot in signed:
        fault: String[64] = self._cast_signed(proposalId, snapshot, ballot)
        if len(fault) == 0:
            cast += 1
        else:
            log ICurriculumDAO.BallotSkipped(
                voter=ballot.voter, proposalId=proposalId, reason=fault
            )
    voting._end(proposalId, standing)
    return cast


@external
@view
def nonces(account: address) -> uint256:
    """
    @notice Always 0: ballots sign 0, as a ballot cast is its own replay guard.
    """
    return 0


@internal
def _cast_signed(
    proposal_id: uint256, snapshot: uint256, signed: ICurriculumDAO.SignedBallot
) -> String[64]:
    """
    @return Why the ballot does not count, nothing if it does.
    """
    if signed.support > voting.ABSTAIN:
        return "vote 0 against, 1 for or 2 to abstain"
    number: uint256 = assembly._number_at(signed.voter, snapshot)
    if number == 0:
        return "not a member when the vote opened"
    ballot: uint256 = ballots._ballot(proposal_id, number)
    if ballot != 0 and not ballots._is_by_proxy(proposal_id, number):
        return "has voted on this proposal already"
    digest: bytes32 = paper._digest(proposal_id, signed.support, signed.voter)
    if len(signed.reason) != 0:
        digest = paper._extended_digest(
            proposal_id, signed.support, signed.voter, keccak256(signed.reason), keccak256(b"")
        )
    if not staticcall assembly.EDUCATORS.has_signed(signed.voter, digest, signed.signature):
        return "the ballot is not signed by this voter"

    before: uint256 = ballots._cast(proposal_id, number, convert(signed.support, uint256) + 1)
    voting._log_ballot(proposal_id, signed.voter, before, signed.support, signed.reason)
    return ""


@internal
@view
def _check(voter: address, digest: bytes32, signature: Bytes[MAX_SIGNATURE]):
    assert staticcall assembly.EDUCATORS.has_signed(
        voter, digest, signature
    ), "dao: the ballot is not signed by this voter"
