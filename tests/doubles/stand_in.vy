# pragma version 0.4.3
"""
@title stand_in
@license AGPL-3.0-only
@notice A contract in the place of a learner, an issuer or a door: it does what it is told,
        several things in one transaction, as any caller can.
@dev A script is a run of acts: target (20 bytes), length of the calldata (4), calldata.
"""

MAX_SCRIPT: constant(uint256) = 32_768
MAX_ACTS: constant(uint256) = 256

neighbour: address


@external
@view
def CREDENTIALS() -> address:
    """
    @notice As a door: it serves whoever asks.
    """
    return msg.sender


@external
@view
def CURRICULA() -> address:
    return self._neighbour()


@external
@view
def PATHWAYS() -> address:
    return self._neighbour()


@external
def know(neighbour: address):
    """
    @notice As a registry: name another than itself as the one beside it.
    """
    self.neighbour = neighbour


@external
@view
def first_fallen(class_id: uint24, holder: address, version: uint8, awarded_at: uint256) -> uint256:
    return 0


@external
def act(script: Bytes[MAX_SCRIPT]):
    """
    @notice Make every call, or none: reverts with the reason of the first that does.
    """
    at: uint256 = 0
    for _: uint256 in range(MAX_ACTS):
        if at == len(script):
            break
        size: uint256 = convert(slice(script, at + 20, 4), uint256)
        raw_call(convert(slice(script, at, 20), address), slice(script, at + 24, size))
        at += 24 + size


@external
def attempt(script: Bytes[MAX_SCRIPT]) -> DynArray[bool, MAX_ACTS]:
    """
    @notice Make every call that can be made.
    """
    done: DynArray[bool, MAX_ACTS] = []
    at: uint256 = 0
    for _: uint256 in range(MAX_ACTS):
        if at == len(script):
            break
        size: uint256 = convert(slice(script, at + 20, 4), uint256)
        done.append(
            raw_call(
                convert(slice(script, at, 20), address),
                slice(script, at + 24, size),
                revert_on_failure=False,
            )
        )
        at += 24 + size
    return done


@external
def spawn(count: uint256):
    """
    @notice Put up more of its kind.
    """
    for _: uint256 in range(count, bound=MAX_ACTS):
        clone: address = create_minimal_proxy_to(self)


@internal
@view
def _neighbour() -> address:
    if self.neighbour == empty(address):
        return self
    return self.neighbour
