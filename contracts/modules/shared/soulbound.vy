# pragma version 0.4.3
"""
@title soulbound
@license AGPL-3.0-only
@notice A token that stays with its holder: every way ERC-721 knows to move one, or to let another
        move it, is refused.
@dev `safeTransferFrom` has a default argument, so both of its ERC-721 selectors are here.
     The refusals are payable, as ERC-721 has them; they always revert, so no ether can stay.
"""

from ethereum.ercs import IERC721


event Locked:
    token_id: uint256


@external
@payable
def transferFrom(sender: address, receiver: address, token_id: uint256):
    raise "soulbound: this token stays with its holder"


@external
@payable
def safeTransferFrom(
    sender: address, receiver: address, token_id: uint256, data: Bytes[1024] = b""
):
    raise "soulbound: this token stays with its holder"


@external
@payable
def approve(approved: address, token_id: uint256):
    raise "soulbound: nobody can be approved to move this token"


@external
def setApprovalForAll(operator: address, approved: bool):
    raise "soulbound: nobody can be approved to move this token"


@external
@view
def isApprovedForAll(owner: address, operator: address) -> bool:
    """
    @notice Always false. It never reverts, as wallets ask it of every token.
    """
    return False


@internal
def _log_mint(holder: address, token_id: uint256):
    """
    @dev ERC-5192 wants one `Locked` for each token that comes into being.
    """
    log IERC721.Transfer(sender=empty(address), receiver=holder, token_id=token_id)
    log Locked(token_id=token_id)


@internal
def _log_burn(holder: address, token_id: uint256):
    log IERC721.Transfer(sender=holder, receiver=empty(address), token_id=token_id)
