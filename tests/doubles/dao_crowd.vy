# pragma version 0.4.3
"""
@title dao_crowd
@license AGPL-3.0-only
@notice Many members that are contracts, each a puppet, moved in one transaction.
"""

interface Puppet:
    def act(target: address, data: Bytes[256]): payable

PUPPET: immutable(address)

members: public(DynArray[address, 512])


@deploy
def __init__(puppet: address):
    PUPPET = puppet


@external
def grow(heads: uint256):
    for _: uint256 in range(heads, bound=128):
        self.members.append(create_minimal_proxy_to(PUPPET))


@external
@view
def some(first: uint256, heads: uint256) -> DynArray[address, 128]:
    found: DynArray[address, 128] = []
    for i: uint256 in range(heads, bound=128):
        found.append(self.members[first + i])
    return found


@external
def each(first: uint256, target: address, calldatas: DynArray[Bytes[128], 128]):
    """
    @notice Let the members from `first` on each make their own call.
    """
    for i: uint256 in range(len(calldatas), bound=128):
        extcall Puppet(self.members[first + i]).act(target, calldatas[i])


@external
def one(member: uint256, target: address, data: Bytes[4096]):
    raw_call(
        self.members[member], abi_encode(target, data, method_id=method_id("act(address,bytes)"))
    )
