# pragma version 0.4.3
"""
@title EducatorToken
@license AGPL-3.0-only
@notice Who votes: a soulbound seat for each educator, one vote each, and the history of who was a
        member when.
@dev Equal votes by construction: no code path knows a weight other than 0 and 1. A seat is a number
     with one term, packed in one slot; whoever is admitted again takes a new number, so no answer
     about the past ever changes. Nobody is seated without accepting, founders included.
"""

from ethereum.ercs import IERC165
from ethereum.ercs import IERC721

from .interfaces import IEducatorToken
from .modules import headcount
from .modules import metadata
from .modules import soulbound

from snekmate.auth import ownable
from snekmate.auth import ownable_2step

implements: IERC165
implements: IERC721
implements: IEducatorToken

initializes: ownable
initializes: ownable_2step[ownable := ownable]
initializes: headcount

# `renounce_ownership` is left out on purpose: without an owner nobody could ever be admitted.
exports: (
    ownable_2step.transfer_ownership,
    ownable_2step.accept_ownership,
    soulbound.transferFrom,
    soulbound.safeTransferFrom,
    soulbound.approve,
    soulbound.setApprovalForAll,
    soulbound.isApprovedForAll,
)

name: public(constant(String[15])) = "Cairn Educators"
symbol: public(constant(String[9])) = "EDUCATORS"
decimals: public(constant(uint8)) = 0
CLOCK_MODE: public(constant(String[14])) = "mode=timestamp"

FEWEST: public(constant(uint256)) = 3  # members that resigning and removing must leave
LAST_SEAT: constant(uint256) = 4_096  # bounds the words that a tally has to read
MOST_TERMS: constant(uint256) = 255  # that one account can have had before
INVITATION: constant(uint256) = 90 * 86_400  # seconds

# ERC-165, 721, 721 metadata, 5192, 6372, IVotes
INTERFACES: constant(bytes4[6]) = [
    0x01ffc9a7, 0x80ac58cd, 0x5b5e139f, 0xb45a3c0e, 0xda287a1d, 0xe90fb3f6
]

# Fields of a term, lowest first: seat number (16 bits), since (40, Unix seconds), until (40, 0 while
# it lasts).
SINCE_AT: constant(uint256) = 16
UNTIL_AT: constant(uint256) = 56
TIME: constant(uint256) = 2**40 - 1

last_number: public(uint256)
# account -> its newest term
terms: HashMap[address, uint256]
# account -> its earlier terms, oldest first
earlier_terms: HashMap[address, DynArray[uint256, MOST_TERMS]]
# seat number -> account; empty once the seat is given up
seats: HashMap[uint256, address]
# candidate -> last second to accept, Unix seconds
invitations: public(HashMap[address, uint256])


@deploy
def __init__(owner: address, founders: DynArray[address, 64]):
    """
    @notice The DAO owns the contract from its first block; whoever deploys it has no power at all.
    @param founders Who may take the first seats, by `accept`.
    """
    assert owner != empty(address), "educators: the owner's address is zero"
    assert len(founders) >= FEWEST, "educators: a DAO needs three founders or more"

    ownable.__init__()
    ownable_2step.__init__()
    ownable_2step._transfer_ownership(owner)
    for founder: address in founders:
        assert self.invitations[founder] == 0, "educators: a founder is named twice"
        self._invite(founder)


@external
def admit(candidate: address):
    """
    @notice Offer a seat. The candidate becomes a member by accepting within 90 days.
    """
    self._check_owner()
    self._invite(candidate)


@external
def accept():
    """
    @notice Take the seat one has been offered.
    @dev The first three have all the time they need: without them the DAO could not renew a thing.
    """
    until: uint256 = self.invitations[msg.sender]
    assert until != 0, "educators: you have not been invited"
    number: uint256 = self.last_number + 1
    is_late: bool = block.timestamp > until and number > FEWEST
    assert not is_late, "educators: the invitation is over; the DAO can vote on a new one"
    assert number <= LAST_SEAT, "educators: there is no seat number left"

    self.invitations[msg.sender] = 0
    self.last_number = number
    self.seats[number] = msg.sender
    earlier: uint256 = self.terms[msg.sender]
    if earlier != 0:
        assert (
            len(self.earlier_terms[msg.sender]) < MOST_TERMS
        ), "educators: there is no room for another term"
        self.earlier_terms[msg.sender].append(earlier)
    self.terms[msg.sender] = number | (block.timestamp << SINCE_AT)
    headcount._set(headcount._now() + 1)
    self._log_arrival(msg.sender, number)


@external
def resign():
    """
    @notice Give one's own seat up. Ballots already cast stay.
    """
    assert self._is_member(msg.sender), "educators: not a member"
    self._vacate(msg.sender, False)


@external
def remove(member: address):
    """
    @notice Take a member's seat away, or an invitation back. Ballots already cast stay.
    """
    self._check_owner()
    if self.invitations[member] != 0:
        self.invitations[member] = 0
        log IEducatorToken.InvitationWithdrawn(candidate=member)
        return
    assert self._is_member(member), "educators: not a member"
    self._vacate(member, True)


@external
@view
def number_at(account: address, timepoint: uint256) -> uint256:
    """
    @notice The number of the seat that the account had at a past second; 0 if it had none.
    """
    self._check_past(timepoint)
    return self._number_at(account, timepoint)


@external
@view
def getVotes(account: address) -> uint256:
    return convert(self._is_member(account), uint256)


@external
@view
def getPastVotes(account: address, timepoint: uint256) -> uint256:
    self._check_past(timepoint)
    return convert(self._number_at(account, timepoint) != 0, uint256)


@external
@view
def getPastTotalSupply(timepoint: uint256) -> uint256:
    """
    @notice How many members there were at a past second.
    """
    self._check_past(timepoint)
    return headcount._at(timepoint)


@external
@view
def totalSupply() -> uint256:
    return headcount._now()


@external
@view
def delegates(account: address) -> address:
    """
    @notice ERC-5805: every member votes in person, from the first day on.
    """
    if self._is_member(account):
        return account
    return empty(address)


@external
def delegate(delegatee: address):
    raise "educators: one member, one vote: it cannot be delegated"


@external
def delegateBySig(
    delegatee: address, nonce: uint256, expiry: uint256, v: uint8, r: bytes32, s: bytes32
):
    raise "educators: one member, one vote: it cannot be delegated"


@external
@view
def clock() -> uint48:
    """
    @notice ERC-6372: Unix seconds.
    """
    return convert(block.timestamp, uint48)


@external
@view
def owner() -> address:
    return ownable.owner


@external
@view
def pending_owner() -> address:
    return ownable_2step.pending_owner


@external
@view
def balanceOf(account: address) -> uint256:
    assert account != empty(address), "educators: the zero address holds nothing"
    return convert(self._is_member(account), uint256)


@external
@view
def ownerOf(number: uint256) -> address:
    return self._occupant(number)


@external
@view
def getApproved(number: uint256) -> address:
    self._occupant(number)
    return empty(address)


@external
@view
def locked(number: uint256) -> bool:
    """
    @notice ERC-5192: always true.
    """
    self._occupant(number)
    return True


@external
@view
def tokenURI(number: uint256) -> String[metadata.MAX_URI]:
    """
    @notice ERC-721 metadata as a data URI of JSON.
    """
    self._occupant(number)
    return metadata._data_uri(concat('{"name":"Cairn educator, seat ', uint2str(number), '"}'))


@external
@view
def supportsInterface(interface_id: bytes4) -> bool:
    return interface_id in INTERFACES


@internal
@view
def _check_owner():
    assert msg.sender == ownable.owner, "educators: only the DAO may do this, by a vote"


@internal
def _invite(candidate: address):
    assert candidate != empty(address), "educators: the candidate's address is zero"
    assert not self._is_member(candidate), "educators: already a member"

    until: uint256 = block.timestamp + INVITATION
    self.invitations[candidate] = until
    log IEducatorToken.Invited(candidate=candidate, until=until)


@internal
def _vacate(member: address, removed: bool):
    remaining: uint256 = headcount._now() - 1
    assert remaining >= FEWEST, "educators: the DAO must keep three members"

    term: uint256 = self.terms[member]
    number: uint256 = term & 65535
    self.terms[member] = term | (block.timestamp << UNTIL_AT)
    self.seats[number] = empty(address)
    headcount._set(remaining)
    self._log_departure(member, number, removed)


@internal
@view
def _is_member(account: address) -> bool:
    term: uint256 = self.terms[account]
    return term != 0 and term >> UNTIL_AT == 0


@internal
@view
def _number_at(account: address, timepoint: uint256) -> uint256:
    term: uint256 = self.terms[account]
    if self._covers(term, timepoint):
        return term & 65535
    for earlier: uint256 in self.earlier_terms[account]:
        if self._covers(earlier, timepoint):
            return earlier & 65535
    return 0


@internal
@pure
def _covers(term: uint256, timepoint: uint256) -> bool:
    """
    @dev From the second of admission on, up to but without the second of departure.
    """
    since: uint256 = (term >> SINCE_AT) & TIME
    until: uint256 = term >> UNTIL_AT
    return term != 0 and since <= timepoint and (until == 0 or timepoint < until)


@internal
@view
def _check_past(timepoint: uint256):
    assert timepoint < block.timestamp, "educators: this time is not over yet"


@internal
@view
def _occupant(number: uint256) -> address:
    occupant: address = self.seats[number]
    assert occupant != empty(address), "educators: nobody has this seat"
    return occupant


@internal
def _log_arrival(member: address, number: uint256):
    soulbound._log_mint(member, number)
    log IEducatorToken.Admitted(member=member, number=number)
    log IEducatorToken.DelegateChanged(
        delegator=member, from_delegate=empty(address), to_delegate=member
    )
    log IEducatorToken.DelegateVotesChanged(delegate=member, previous_votes=0, new_votes=1)


@internal
def _log_departure(member: address, number: uint256, removed: bool):
    soulbound._log_burn(member, number)
    log IEducatorToken.Departed(member=member, number=number, removed=removed)
    log IEducatorToken.DelegateChanged(
        delegator=member, from_delegate=member, to_delegate=empty(address)
    )
    log IEducatorToken.DelegateVotesChanged(delegate=member, previous_votes=1, new_votes=0)
