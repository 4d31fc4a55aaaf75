# pragma version 0.4.3
"""
@title actor
@license AGPL-3.0-only
@notice A contract in the place of an educator, an issuer or a learner, so that whoever sends a call
        and whoever signed its transaction are not the same.
"""

MAX_CALLDATA: constant(uint256) = 16_384

# What `run` does, once it is called.
target: address
data: Bytes[MAX_CALLDATA]


@external
@payable
def act(target: address, data: Bytes[MAX_CALLDATA]):
    """
    @notice Pass a call on, with its ether; reverts with the reason of the call.
    """
    raw_call(target, data, value=msg.value)


@external
def transfer(receiver: address, amount: uint256) -> bool:
    """
    @notice As if tokens moved: an act of this name is a matter of the treasury.
    """
    return True


@external
@view
def isValidSignature(digest: bytes32, signature: Bytes[512]) -> bytes4:
    """
    @notice What it signs is the digest itself.
    """
    if len(signature) == 32 and extract32(signature, 0) == digest:
        return 0x1626ba7e
    return empty(bytes4)


@external
def plan(target: address, data: Bytes[MAX_CALLDATA]):
    self.target = target
    self.data = data


@external
@payable
def run():
    """
    @notice Do what was planned: called by a proposal, it can call the DAO back. Keeps the ether.
    """
    if self.target != empty(address):
        raw_call(self.target, self.data)
