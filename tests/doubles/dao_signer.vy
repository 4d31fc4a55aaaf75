# pragma version 0.4.3
"""
@title dao_signer
@license AGPL-3.0-only
@notice A member that is a contract: it lets its keys sign for it, all of them, or answers whatever it
        is told to.
"""

from snekmate.utils import ecdsa

MOST_KEYS: constant(uint256) = 7
SIGNATURE: constant(uint256) = 65  # bytes

keys: DynArray[address, MOST_KEYS]
target: address
data: Bytes[256]
script: Bytes[64]
mode: uint256  # 0 asks the keys, 1 answers by script, 2 reverts, 3 burns all the gas


@deploy
def __init__(keys: DynArray[address, MOST_KEYS]):
    self.keys = keys


@external
def act(target: address, data: Bytes[1024]):
    raw_call(target, data)


@external
def direct(mode: uint256, script: Bytes[64]):
    self.mode = mode
    self.script = script


@external
def aim(target: address, data: Bytes[256]):
    """
    @notice Before it answers, it will make this call.
    """
    self.target = target
    self.data = data


@external
@raw_return
def isValidSignature(digest: bytes32, signature: Bytes[512]) -> Bytes[64]:
    assert self.mode != 2, "signer: refuses to answer"
    assert self.mode != 3, UNREACHABLE  # burns all the gas it was given
    if self.target != empty(address):
        raw_call(self.target, self.data)
    if self.mode == 1:
        return self.script
    if len(signature) != SIGNATURE * len(self.keys):
        return abi_encode(empty(bytes32))
    for i: uint256 in range(len(self.keys), bound=MOST_KEYS):
        if ecdsa._recover_sig(digest, slice(signature, SIGNATURE * i, SIGNATURE)) != self.keys[i]:
            return abi_encode(empty(bytes32))
    return abi_encode(convert(0x1626ba7e, bytes32))
