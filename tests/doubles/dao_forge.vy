# pragma version 0.4.3
"""
@title dao_forge
@license AGPL-3.0-only
@notice A member that puts up contracts of any code at one and the same address, as long as the last
        one there destroys itself in the transaction that made it.
@dev What it puts up asks back for its code.
"""

# Init code: call whoever creates it without calldata, and become what it answers.
ASKS_ITS_MAKER: constant(Bytes[15]) = x"5f5f5f5f335afa503d5f5f3e3d5ff3"

mould: Bytes[64]


@external
def act(target: address, data: Bytes[1024]):
    raw_call(target, data)


@external
def cast(code: Bytes[64]):
    """
    @notice From now on what it puts up has this code.
    """
    self.mould = code


@external
def put_up() -> address:
    return self._put_up()


@external
def put_up_and_destroy(dao: address, data: Bytes[1024]) -> address:
    """
    @notice Put it up, have it proposed as a target, and let it destroy itself.
    """
    made: address = self._put_up()
    raw_call(dao, data)
    raw_call(made, b"")
    return made


@internal
def _put_up() -> address:
    return raw_create(ASKS_ITS_MAKER, salt=empty(bytes32))


@external
@payable
@raw_return
def __default__() -> Bytes[64]:
    return self.mould
