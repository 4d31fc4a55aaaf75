# pragma version 0.4.3
"""
@title paper
@license AGPL-3.0-only
@notice Ballots on paper, so to say: what a voter signs, for anybody to post.
@dev Typed as OpenZeppelin's Governor has them (EIP-712), so that every client can sign one. The nonce
     is always 0: a ballot that has been cast is its own replay guard.
"""

from snekmate.utils import eip712_domain_separator as eip712

uses: eip712

BALLOT: constant(bytes32) = keccak256(
    "Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)"
)
EXTENDED_BALLOT: constant(bytes32) = keccak256(
    "ExtendedBallot(uint256 proposalId,uint8 support,address voter,uint256 nonce,string reason,bytes params)"
)


@internal
@view
def _digest(proposal_id: uint256, support: uint8, voter: address) -> bytes32:
    return eip712._hash_typed_data_v4(
        keccak256(abi_encode(BALLOT, proposal_id, support, voter, empty(uint256)))
    )


@internal
@view
def _extended_digest(
    proposal_id: uint256, support: uint8, voter: address, reason: bytes32, params: bytes32
) -> bytes32:
    """
    @param reason The hash of the reason; `params` likewise.
    """
    return eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(EXTENDED_BALLOT, proposal_id, support, voter, empty(uint256), reason, params)
        )
    )
