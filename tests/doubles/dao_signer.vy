# pragma version 0.4.3
"""
@title dao_signer
@license AGPL-3.0-only
@notice A member that is a contract: it lets one key sign for it, or answers whatever it is told to.
"""

from snekmate.utils import ecdsa

KEY: immutable(address)

script: Bytes[64]
mode: uint256  # 0 asks the key, 1 answers by script, 2 reverts, 3 burns all the gas


@deploy
def __init__(key: address):
    KEY = key


@external
def act(target: address, data: Bytes[1024]):
    raw_call(target, data)


@external
def direct(mode: uint256, script: Bytes[64]):
    self.mode = mode
    self.script = script


@external
@view
@raw_return
def isValidSignature(digest: bytes32, signature: Bytes[65]) -> Bytes[64]:
    assert self.mode != 2, "signer: refuses to answer"
    assert self.mode != 3, UNREACHABLE  # burns all the gas it was given
    if self.mode == 1:
        return self.script
    if ecdsa._recover_sig(digest, signature) == KEY:
        return abi_encode(convert(0x1626ba7e, bytes32))
    return abi_encode(empty(bytes32))
