# pragma version 0.4.3
"""
@title signatures
@license AGPL-3.0-only
@notice Whether an account has signed a digest: by its key, or if it is a contract by its own word
        (ERC-1271).
@dev A bad signature is a no and no revert, so that one bad ballot cannot spoil a batch, and one may
     have as many bytes as several people need; snekmate's checker reverts, and takes 65.
"""

MAX_SIGNATURE: constant(uint256) = 512  # bytes
# What a contract may spend on its answer, so that none can use up what a batch needs for the others.
CONTRACT_GAS: constant(uint256) = 400_000
OWN_GAS: constant(uint256) = 10_000  # for asking: 512 bytes to be copied
ERC1271: constant(bytes4) = 0x1626ba7e  # isValidSignature(bytes32,bytes), and its yes
# secp256k1; the larger s of each pair is refused (EIP-2), so that no signature has a twin.
ORDER: constant(uint256) = (
    115792089237316195423570985008687907852837564279074904382605163141518161494337
)
LARGEST_S: constant(uint256) = ORDER // 2


@internal
@view
def _is_signed(signer: address, digest: bytes32, signature: Bytes[MAX_SIGNATURE]) -> bool:
    if signer.is_contract:
        return self._is_confirmed(signer, digest, signature)
    return self._is_signed_by_key(signer, digest, signature)


@internal
@pure
def _is_signed_by_key(signer: address, digest: bytes32, signature: Bytes[MAX_SIGNATURE]) -> bool:
    if len(signature) != 65 or signer == empty(address):
        return False
    r: uint256 = extract32(signature, 0, output_type=uint256)
    s: uint256 = extract32(signature, 32, output_type=uint256)
    v: uint256 = convert(slice(signature, 64, 1), uint256)
    return s <= LARGEST_S and ecrecover(digest, v, r, s) == signer


@internal
@view
def _is_confirmed(signer: address, digest: bytes32, signature: Bytes[MAX_SIGNATURE]) -> bool:
    # With less, its answer would be taken for a no.
    assert (
        msg.gas > (CONTRACT_GAS + OWN_GAS) * 64 // 63
    ), "educators: send more gas to ask a contract"
    has_answered: bool = False
    answer: Bytes[32] = b""
    has_answered, answer = raw_call(
        signer,
        abi_encode(digest, signature, method_id=ERC1271),
        max_outsize=32,
        gas=CONTRACT_GAS,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not has_answered or len(answer) != 32:
        return False
    return convert(answer, bytes32) == convert(ERC1271, bytes32)
