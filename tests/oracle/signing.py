"""Ballots as voters sign them (EIP-712)."""

from eth_abi import encode
from eth_utils import keccak
from rig import key
from rig.engines import CHAIN_ID

PLAIN = "uint256 proposalId,uint8 support,address voter,uint256 nonce"
KINDS = {
    "castVoteBySig": f"Ballot({PLAIN})",
    "castVoteWithReasonAndParamsBySig": f"ExtendedBallot({PLAIN},string reason,bytes params)",
}
DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
HALF = 1 << 255
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141  # of the curve


def sign(signer: str, governor: str, name: str, ballot: tuple, nonce: int) -> bytes:
    """Sign with the key of this role: proposal, support, voter, and a reason and parameters."""
    plain, texts = ballot[:3], [keccak(each) for each in ballot[3:]]
    types = ["bytes32", "uint256", "uint8", "address", "uint256", *["bytes32"] * len(texts)]
    hashed = keccak(encode(types, [keccak(text=KINDS[name]), *plain, nonce, *texts]))
    signature = key(signer).sign_msg_hash(keccak(b"\x19\x01" + _domain(governor) + hashed))
    raw = signature.to_bytes()
    return raw[:64] + bytes([raw[64] + 27])


def compact(signature: bytes) -> bytes:
    """The same in 64 bytes (ERC-2098)."""
    s = int.from_bytes(signature[32:64], "big") | (HALF if signature[64] == 28 else 0)
    return signature[:32] + s.to_bytes(32, "big")


def twin(signature: bytes) -> bytes:
    """The other signature that the same key could have made, which nobody takes."""
    s = ORDER - int.from_bytes(signature[32:64], "big")
    return signature[:32] + s.to_bytes(32, "big") + bytes([27 + 28 - signature[64]])


def _domain(governor: str) -> bytes:
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    named = [keccak(text=each) for each in (DOMAIN, "Curriculum DAO", "1")]
    return keccak(encode(types, [*named, CHAIN_ID, governor]))
