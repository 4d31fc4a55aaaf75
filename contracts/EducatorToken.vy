# pragma version 0.4.3
"""
@title EducatorToken
@license AGPL-3.0-only
@notice Who votes: a soulbound seat for each educator, one vote each, and the history of who was a
        member when.
@dev Equal votes by construction: no code path knows a weight other than 0 and 1. A seat is a number
     with one term, packed in one slot; whoever is admitted again takes a new number, and whose lost
     key is replaced keeps it: ballots go by number, so nobody ever votes twice. Nobody is seated
     without accepting, founders included.
"""

from ethereum.ercs import IERC165
from ethereum.ercs import IERC721

from .interfaces import ICurriculumDAO
from .interfaces import IEducatorToken
from .modules.governance import headcount
from .modules.governance import notices
from .modules.governance import proxies
from .modules.governance import roll
from .modules.governance import signatures
from .modules.governance import silence
from .modules.governance import strikes
from .modules.shared import metadata
from .modules.shared import soulbound

from snekmate.auth import ownable
from snekmate.auth import ownable_2step
from snekmate.utils import eip712_domain_separator as eip712

implements: IERC165
implements: IERC721
implements: IEducatorToken

initializes: ownable
initializes: ownable_2step[ownable := ownable]
initializes: eip712
initializes: proxies
initializes: headcount
initializes: roll[headcount := headcount]
initializes: notices[eip712 := eip712, roll := roll]
initializes: strikes

# `renounce_ownership` is left out on purpose: without an owner nobody could ever be admitted.
exports: (
    ownable_2step.transfer_ownership,
    eip712.eip712Domain,
    notices.notice_of,
    notices.KEEP_SEAT_TYPEHASH,
    roll.FOUNDERS,
    roll.FOUNDING_ENDS_AT,
    roll.number_at,
    roll.seat_of,
    roll.holder,
    roll.electorate,
    roll.last_number,
    roll.getVotes,
    roll.getPastVotes,
    roll.getPastTotalSupply,
    roll.totalSupply,
    soulbound.transferFrom,
    soulbound.safeTransferFrom,
    soulbound.approve,
    soulbound.setApprovalForAll,
    soulbound.isApprovedForAll,
)

name: public(constant(String[15])) = "Cairn Educators"
symbol: public(constant(String[9])) = "EDUCATORS"
version: public(constant(String[1])) = "1"  # of what members sign
decimals: public(constant(uint8)) = 0
CLOCK_MODE: public(constant(String[64])) = "mode=timestamp"

FEWEST: public(constant(uint256)) = roll.FEWEST  # members that must be left, however one departs
LAST_SEAT: constant(uint256) = 4_096  # bounds the words that a tally has to read
INVITATION: constant(uint256) = 90 * 86_400  # seconds
# Whose key is not lost has so long to say so before another takes its place.
KEY_NOTICE: constant(uint256) = 7 * 86_400  # seconds
MAX_SIGNATURE: constant(uint256) = 512  # bytes
MAX_PROOF: constant(uint256) = 1_024  # proposals

# How a member departs, as the event tells it.
RESIGNED: constant(uint8) = 0
REMOVED: constant(uint8) = 1
STRUCK: constant(uint8) = 2

# ERC-165, 721, 721 metadata, 5192, 6372, IVotes
INTERFACES: constant(bytes4[6]) = [
    0x01ffc9a7, 0x80ac58cd, 0x5b5e139f, 0xb45a3c0e, 0xda287a1d, 0xe90fb3f6
]

TIME: constant(uint256) = 2**40 - 1
NUMBER: constant(uint256) = 2**16 - 1
TENURE_AT: constant(uint256) = 40

# candidate -> last second to accept (40 bits, Unix seconds), tenure whose key it would replace (56; 0
# for a seat of its own)
offers: HashMap[address, uint256]


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
    eip712.__init__(name, version)
    roll.__init__(len(founders))
    for founder: address in founders:
        assert self.offers[founder] == 0, "educators: a founder is named twice"
        self._invite(owner, founder, 0)


@external
def accept_ownership():
    """
    @notice Become the owner, whom the owner has named. A DAO has no seat in itself: whoever has one
            resigns first, and what is offered to the new owner is withdrawn.
    """
    assert (msg.sender == ownable_2step.pending_owner), "ownable_2step: caller is not the new owner"
    assert not roll._is_member(msg.sender), "educators: the DAO has no seat in itself; resign first"
    if self.offers[msg.sender] != 0:
        self._withdraw(msg.sender)
    ownable_2step._transfer_ownership(msg.sender)


@external
def admit(candidate: address):
    """
    @notice Offer a seat. The candidate becomes a member by accepting within 90 days.
    """
    self._check_owner()
    self._invite(msg.sender, candidate, 0)


@external
def withdraw_invitation(candidate: address):
    """
    @notice Take back what was offered and not yet accepted, a seat or another's.
    """
    self._check_owner()
    assert self.offers[candidate] != 0, "educators: nothing is offered to this account"
    self._withdraw(candidate)


@external
def replace_key(member: address, key: address):
    """
    @notice Offer a member's seat to a new key of the same person, whose old one is lost. It changes
            hands once the new key accepts, a week later or more; the old one can do nothing from then
            on, and until then turn it down.
    """
    self._check_owner()
    assert roll._is_member(member), "educators: not a member"
    self._invite(msg.sender, key, roll._tenure(member))


@external
def keep_key(key: address):
    """
    @notice Turn down a new key for one's own seat: whose key is not lost can keep it.
    """
    tenure: uint256 = self.offers[key] >> TENURE_AT
    is_theirs: bool = tenure != 0 and roll._tenure(msg.sender) == tenure
    assert is_theirs, "educators: this key has not been offered your seat"
    self._withdraw(key)


@external
def accept():
    """
    @notice Take the seat one has been offered.
    @dev The first three have all the time they need: without them the DAO could not renew a thing.
    """
    offer: uint256 = self.offers[msg.sender]
    assert offer != 0, "educators: you have not been invited"
    members: uint256 = 0
    last_number: uint256 = 0
    members, last_number = headcount._now()
    is_late: bool = block.timestamp > offer & TIME and last_number >= FEWEST
    assert not is_late, "educators: the invitation is over; the DAO can vote on a new one"

    self.offers[msg.sender] = 0
    if offer >> TENURE_AT == 0:
        self._take_seat(members + 1, last_number + 1)
    else:
        offered_at: uint256 = (offer & TIME) - INVITATION
        assert (
            block.timestamp >= offered_at + KEY_NOTICE
        ), "educators: the old key has a week to turn this down; accept after that"
        self._take_over(offer >> TENURE_AT)


@external
def resign():
    """
    @notice Give one's own seat up. Ballots already cast stay.
    """
    self._vacate(msg.sender, RESIGNED)


@external
def remove(member: address):
    """
    @notice Take a member's seat away. Ballots already cast stay.
    """
    self._check_owner()
    self._vacate(member, REMOVED)


@external
def give_notice(member: address, proposal_ids: DynArray[uint256, MAX_PROOF]):
    """
    @notice Give notice to a member who has left in silence: who has no ballot on any of the newest
            proposals, back over sixty days or more, in which eight votes were held one after the
            other. Anyone may, who shows it. Within fourteen days the member can keep the seat.
    @param proposal_ids The newest proposals, newest first, without a gap. A ballot on one that is
           older than these is not looked at.
    """
    self._check_silence(member, proposal_ids)
    notices._give(member)


@external
def keep_seat():
    """
    @notice End a notice to oneself. From now on it takes eight more missed votes for another.
    """
    notices._end(msg.sender)


@external
def keep_seat_by_signature(member: address, signature: Bytes[MAX_SIGNATURE]):
    """
    @notice End the notice to a member who has signed so (EIP-712, or ERC-1271 if it is a contract).
            Anyone may post it, and for this notice alone.
    """
    assert signatures._is_signed(
        member, notices._digest(member), signature
    ), "educators: this member has not signed to keep the seat against this notice"
    notices._end(member)


@external
def strike(member: address, proposal_ids: DynArray[uint256, MAX_PROOF]):
    """
    @notice Take the seat of a member who has kept silent for the fourteen days of a notice, too;
            so a quorum never dies of the departed. Anyone may, who shows the silence anew.
    @param proposal_ids As for `give_notice`, the newest ones now: a ballot since the notice ends it.
    """
    notices._check_over(member)
    self._check_silence(member, proposal_ids)
    strikes._add(self._spare_members())
    self._vacate(member, STRUCK)


@external
def name_proxy(proxy: address, until: uint256):
    """
    @notice Let another member vote in one's place where one does not vote oneself.
    @param until The last second in which it may, at most a year ahead. Unix seconds.
    """
    assert roll._is_member(msg.sender), "educators: not a member"
    assert roll._is_member(proxy), "educators: a proxy must be a member"
    proxies._name(msg.sender, proxy, until)


@external
def end_proxy(member: address):
    """
    @notice End a proxy: one's own, or what `member` has named one to be.
    """
    proxy: address = proxies._proxy(proxies.namings[member])
    assert proxy != empty(address), "educators: this member has no proxy"
    assert msg.sender in [member, proxy], "educators: only a member or the proxy may end it"
    proxies._end(member)


@external
@view
def proxy_of(member: address) -> (address, uint256):
    """
    @return The proxy, empty if none stands, and its last second.
    """
    naming: uint256 = proxies.namings[member]
    until: uint256 = naming >> 160
    if until < block.timestamp:
        return empty(address), 0
    return proxies._proxy(naming), until


@external
@view
def principals(proxy: address) -> DynArray[address, 3]:
    """
    @notice Who has named this member as proxy.
    """
    return proxies._principals(proxy)


@external
@view
def invitations(candidate: address) -> uint256:
    """
    @notice The last second to accept, 0 for who has not been invited. Unix seconds.
    """
    return self.offers[candidate] & TIME


@external
@view
def has_signed(account: address, digest: bytes32, signature: Bytes[512]) -> bool:
    """
    @notice Whether an account has signed, by its key or as a contract by ERC-1271.
    @dev A bad signature is a no. It reverts only where a contract is asked with too little gas, as its
         silence would then be taken for a no.
    """
    return signatures._is_signed(account, digest, signature)


@external
@view
def delegates(account: address) -> address:
    """
    @notice ERC-5805: every member votes in person, from the first day on.
    """
    if roll._is_member(account):
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
    return convert(roll._is_member(account), uint256)


@external
@view
def ownerOf(number: uint256) -> address:
    return roll._occupant(number)


@external
@view
def getApproved(number: uint256) -> address:
    roll._occupant(number)
    return empty(address)


@external
@view
def locked(number: uint256) -> bool:
    """
    @notice ERC-5192: always true.
    """
    roll._occupant(number)
    return True


@external
@view
def tokenURI(number: uint256) -> String[metadata.MAX_URI]:
    """
    @notice ERC-721 metadata as a data URI of JSON.
    """
    roll._occupant(number)
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
def _invite(dao: address, candidate: address, tenure: uint256):
    assert candidate != empty(address), "educators: the candidate's address is zero"
    assert candidate != dao, "educators: the DAO has no seat in itself"
    assert not roll._is_member(candidate), "educators: already a member"
    number: uint256 = tenure & NUMBER
    if number != 0:
        had: uint256 = roll._number(candidate)
        assert had in [0, number], "educators: this key has had another seat"

    until: uint256 = block.timestamp + INVITATION
    self.offers[candidate] = until | (tenure << TENURE_AT)
    log IEducatorToken.Invited(candidate=candidate, until=until, number=number)


@internal
def _withdraw(candidate: address):
    self.offers[candidate] = 0
    log IEducatorToken.InvitationWithdrawn(candidate=candidate)


@internal
def _take_seat(members: uint256, number: uint256):
    assert number <= LAST_SEAT, "educators: there is no seat number left"
    self._end_naming(msg.sender)

    roll._seat(msg.sender, members, number)
    self._log_arrival(msg.sender, number)
    log IEducatorToken.Admitted(member=msg.sender, number=number)


@internal
def _take_over(tenure: uint256):
    """
    @dev Of several keys offered one seat, the first has it.
    """
    number: uint256 = tenure & NUMBER
    old: address = roll.holders[number]
    is_theirs: bool = roll._is_member(old) and roll._tenure(old) == tenure
    assert is_theirs, "educators: whose key this would replace has left"

    self._end_naming(old)
    roll._replace(old, msg.sender)
    self._log_departure(old, number)
    self._log_arrival(msg.sender, number)
    log IEducatorToken.KeyReplaced(member=old, key=msg.sender, number=number)


@internal
def _end_naming(member: address):
    """
    @notice Whom one has named in an earlier seat, or by a lost key, shall not speak for the next one.
    """
    if proxies.namings[member] != 0:
        proxies._end(member)


@internal
@view
def _check_silence(member: address, proposal_ids: DynArray[uint256, MAX_PROOF]):
    assert roll._is_member(member), "educators: not a member"
    silence._check(ICurriculumDAO(ownable.owner), member, notices._heard_at(member), proposal_ids)


@internal
@view
def _spare_members() -> uint256:
    """
    @return How many members there are, if one may depart.
    """
    members: uint256 = headcount._now()[0]
    assert members > FEWEST, "educators: the DAO must keep three members"
    return members


@internal
def _vacate(member: address, cause: uint8):
    assert roll._is_member(member), "educators: not a member"
    members: uint256 = self._spare_members()

    number: uint256 = roll._vacate(member, members - 1)
    self._log_departure(member, number)
    log IEducatorToken.Departed(member=member, number=number, cause=cause)


@internal
def _log_arrival(member: address, number: uint256):
    soulbound._log_mint(member, number)
    log IEducatorToken.DelegateChanged(
        delegator=member, from_delegate=empty(address), to_delegate=member
    )
    log IEducatorToken.DelegateVotesChanged(delegate=member, previous_votes=0, new_votes=1)


@internal
def _log_departure(member: address, number: uint256):
    soulbound._log_burn(member, number)
    log IEducatorToken.DelegateChanged(
        delegator=member, from_delegate=member, to_delegate=empty(address)
    )
    log IEducatorToken.DelegateVotesChanged(delegate=member, previous_votes=1, new_votes=0)
