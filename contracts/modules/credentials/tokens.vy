# pragma version 0.4.3
"""
@title tokens
@license AGPL-3.0-only
@notice Credentials as the tokens that wallets know: ERC-721, 5192, 5484 and 6454, read only.
@dev What would move a token is in soulbound.vy, and refused.
"""

from ..shared import bits
from ..shared import ids
from . import awards
from . import catalogue
from . import enrolment
from . import sheets

uses: awards
uses: catalogue
uses: enrolment
uses: sheets


@external
@view
def balanceOf(holder: address) -> uint256:
    """
    @notice How many credentials of the holder exist. Expired ones count: use `verify` to judge one.
    """
    assert holder != empty(address), "credentials: the zero address holds nothing"

    curricula: DynArray[uint256, 256] = enrolment._curricula_of(holder)
    balance: uint256 = 0
    for curriculum: uint256 in curricula:
        held: uint256 = sheets._standing(curriculum, holder, catalogue._last_index(curriculum))[0]
        balance += bits._count(held)
    return balance


@external
@view
def ownerOf(token_id: uint256) -> address:
    self._check_exists(token_id)
    return ids._holder(token_id)


@external
@view
def getApproved(token_id: uint256) -> address:
    self._check_exists(token_id)
    return empty(address)


@external
@view
def locked(token_id: uint256) -> bool:
    """
    @notice ERC-5192: always true.
    """
    self._check_exists(token_id)
    return True


@external
@view
def burnAuth(token_id: uint256) -> uint8:
    """
    @notice ERC-5484: 2, the issuer (the DAO stands behind every issuer) and the holder.
    """
    self._check_exists(token_id)
    return awards.BURN_AUTH_BOTH


@external
@view
def isTransferable(token_id: uint256, sender: address, receiver: address) -> bool:
    """
    @notice ERC-6454: never between holders. From the zero address: whether the receiver could be
            awarded it, or claim it now; to the zero address: whether the sender could renounce it.
    """
    holder: address = ids._holder(token_id)
    if sender == empty(address) and receiver != empty(address):
        return receiver == holder and awards._could_come(ids._class_id(token_id), holder)
    self._check_exists(token_id)
    return sender == holder and receiver == empty(address)


@external
@view
def is_held(class_id: uint24, holder: address) -> bool:
    return sheets._held_from(convert(class_id, uint256), holder) != 0


@internal
@view
def _check_exists(token_id: uint256):
    conferral: uint256 = sheets._held_from(ids._class_id(token_id), ids._holder(token_id))
    assert conferral != 0, "credentials: there is no such credential"
