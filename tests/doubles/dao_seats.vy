# pragma version 0.4.3
"""
@title dao_seats
@license AGPL-3.0-only
@notice The educators' token, with ways to use up its seat numbers and a member's terms.
"""

from contracts import EducatorToken
from contracts.modules.governance import headcount
from contracts.modules.governance import roll

uses: headcount
uses: roll
initializes: EducatorToken

exports: EducatorToken.__interface__


@deploy
def __init__(owner: address, founders: DynArray[address, 64]):
    EducatorToken.__init__(owner, founders)


@external
def skip_to(number: uint256):
    headcount._set(headcount._now()[0], number)


@external
def come_and_go(member: address, times: uint256):
    """
    @notice As if the member had had that many terms, long ago.
    """
    for _: uint256 in range(times, bound=255):
        roll.earlier_terms[member].append(1 | (1 << 16) | (2 << 56) | (1 << 96))
