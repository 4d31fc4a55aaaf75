# pragma version 0.4.3
"""
@title acts
@license AGPL-3.0-only
@notice Which kind of decision an act is, read off the act itself: nobody declares it.
"""

from ...interfaces import IDecisionRules

# The classes of decisions, mildest first: a proposal is of its strictest act's.
CURRICULUM: constant(uint256) = 0
PEOPLE: constant(uint256) = 1
TREASURY: constant(uint256) = 2
CONSTITUTION: constant(uint256) = 3

# What moves a token, or lets somebody move it: ERC-20 transfer, transferFrom (ERC-721 too), approve
# (ERC-721 too); ERC-721 safeTransferFrom without and with data, setApprovalForAll (ERC-1155 too);
# ERC-1155 safeTransferFrom, safeBatchTransferFrom.
TOKEN_MOVES: constant(bytes4[8]) = [
    0xa9059cbb, 0x23b872dd, 0x095ea7b3, 0x42842e0e, 0xb88d4fde, 0xa22cb465, 0xf242432a, 0x2eb2c2d6
]
NO_SELECTOR: constant(bytes4) = 0x00000000  # what a call without calldata is told as

# target -> selector -> class + 1; 0 for what no vote has classed
classes: HashMap[address, HashMap[bytes4, uint256]]


@internal
def _set(act: IDecisionRules.Act):
    assert act.class_ <= CONSTITUTION, "rules: a class is a number from 0 to 3"
    assert act.selector != NO_SELECTOR, "rules: a call without a selector is always constitution"
    assert not (
        act.class_ < TREASURY and act.selector in TOKEN_MOVES
    ), "rules: what moves a token is treasury at least"

    self.classes[act.target][act.selector] = act.class_ + 1
    log IDecisionRules.ActClassed(target=act.target, selector=act.selector, class_=act.class_)


@internal
@view
def _class_of(target: address, selector: bytes4) -> uint256:
    """
    @dev What nobody has classed is as grave as can be, but for moving a token.
    """
    listed: uint256 = self.classes[target][selector]
    if listed != 0:
        return listed - 1
    if selector in TOKEN_MOVES:
        return TREASURY
    return CONSTITUTION
