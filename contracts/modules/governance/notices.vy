# pragma version 0.4.3
"""
@title notices
@license AGPL-3.0-only
@notice Who is silent is told so before losing the seat, and has fourteen days to say: I am here.
@dev A notice is to one key in one seat: whoever returns, and a new key, begin without one. It lapses
     thirty days after it was given, so that nobody keeps one in reserve, and so that a ballot ends it:
     the sixty days that are shown anew still reach back to every vote of thirty days or less that was
     open then.
"""

from snekmate.utils import eip712_domain_separator as eip712

from ...interfaces import IEducatorToken
from . import roll

uses: eip712
uses: roll

KEEP_SEAT_TYPEHASH: public(constant(bytes32)) = keccak256("KeepSeat(address member,uint256 until)")

LENGTH: constant(uint256) = 14 * 86_400  # seconds
LAPSES_AFTER: constant(uint256) = 16 * 86_400  # seconds after its end: thirty days in all

# Fields, lowest first: tenure (56 bits), last second of the notice (40, Unix seconds; 0 for none), when
# the seat was last kept (40, Unix seconds).
UNTIL_AT: constant(uint256) = 56
KEPT_AT: constant(uint256) = 96
TENURE: constant(uint256) = 2**56 - 1
TIME: constant(uint256) = 2**40 - 1

# member -> the newest notice
notices: HashMap[address, uint256]


@external
@view
def notice_of(member: address) -> (uint256, uint256):
    """
    @notice The last second of the notice that stands against a member, and the last one in which the
            seat can be struck after that; zeros if none stands. Unix seconds.
    """
    until: uint256 = self._until(member)
    if until == 0:
        return 0, 0
    return until, until + LAPSES_AFTER


@internal
def _give(member: address):
    assert self._until(member) == 0, "educators: this member is under notice already"

    until: uint256 = block.timestamp + LENGTH - 1
    tenure: uint256 = roll._tenure(member)
    self.notices[member] = tenure | (until << UNTIL_AT) | (self._kept_at(member) << KEPT_AT)
    log IEducatorToken.NoticeGiven(member=member, number=roll._number(member), until=until)


@internal
def _end(member: address):
    """
    @notice The member is there: what it missed before now counts no more.
    """
    self._standing(member)

    self.notices[member] = roll._tenure(member) | (block.timestamp << KEPT_AT)
    log IEducatorToken.SeatKept(member=member, number=roll._number(member))


@internal
@view
def _check_over(member: address):
    assert (
        self._standing(member) < block.timestamp
    ), "educators: the notice is not over yet; strike after it"


@internal
@view
def _standing(member: address) -> uint256:
    until: uint256 = self._until(member)
    assert until != 0, "educators: no notice to this member stands"
    return until


@internal
@view
def _until(member: address) -> uint256:
    """
    @return The last second of the notice that stands, 0 for none.
    """
    until: uint256 = (self._word(member) >> UNTIL_AT) & TIME
    if not roll._is_member(member) or until + LAPSES_AFTER < block.timestamp:
        return 0
    return until


@internal
@view
def _heard_at(member: address) -> uint256:
    """
    @return Since when a member's silence counts: since it has the seat, or has kept it.
    """
    return max(roll._since(member), self._kept_at(member))


@internal
@view
def _kept_at(member: address) -> uint256:
    return self._word(member) >> KEPT_AT


@internal
@view
def _word(member: address) -> uint256:
    """
    @return The newest notice, if it is of the member's newest tenure; else 0.
    """
    word: uint256 = self.notices[member]
    if word & TENURE != roll._tenure(member):
        return 0
    return word


@internal
@view
def _digest(member: address) -> bytes32:
    """
    @notice What a member signs to keep the seat. It holds against this notice alone: no two have one
            last second, as thirty days or more lie between two.
    """
    return eip712._hash_typed_data_v4(
        keccak256(abi_encode(KEEP_SEAT_TYPEHASH, member, self._standing(member)))
    )
