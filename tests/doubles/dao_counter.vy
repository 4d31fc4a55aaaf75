# pragma version 0.4.3
"""
@title dao_counter
@license AGPL-3.0-only
@notice Stands in a DAO's place before its decision rules: it has as many proposals as it is told to,
        and does what it is told.
"""


interface Rules:
    def quorum(class_: uint256, serial: uint256, members: uint256) -> uint256: view


proposal_count: public(uint256)


@external
def count_to(proposals: uint256):
    self.proposal_count = proposals


@external
def act(target: address, data: Bytes[1024]):
    raw_call(target, data)


@external
@view
def quorums(
    rules: Rules, class_: uint256, members: DynArray[uint256, 128]
) -> DynArray[uint256, 128]:
    """
    @notice Of each number of members.
    """
    told: DynArray[uint256, 128] = []
    for heads: uint256 in members:
        told.append(staticcall rules.quorum(class_, max_value(uint256), heads))
    return told
