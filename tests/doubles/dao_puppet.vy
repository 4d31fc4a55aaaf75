# pragma version 0.4.3
"""
@title dao_puppet
@license AGPL-3.0-only
@notice Does what it is told, several things within one second if need be: a member, an owner or a
        target with no will of its own.
"""

MAX_CALLDATA: constant(uint256) = 8_192


@external
@payable
def act(target: address, data: Bytes[MAX_CALLDATA]):
    raw_call(target, data, value=msg.value)


@external
def act_all(targets: DynArray[address, 64], calldatas: DynArray[Bytes[1024], 64]):
    for i: uint256 in range(len(targets), bound=64):
        raw_call(targets[i], calldatas[i])


@external
@payable
def __default__():
    pass
