"""The rules of the membership token, told as in `credentials.py`."""

from dataclasses import replace

from eth_abi import encode
from eth_utils import keccak

from cairn.chain.suite import DAY
from stateful import state as s
from stateful.governing import typed_digest
from stateful.parts import Refused, Soulbound, require
from stateful.state import Term

INVITATION = 90 * DAY
LONGEST = 366 * DAY  # of a proxy
MISSED = 8  # votes
APART = 60 * DAY // MISSED  # of one missed vote and the next
KEY_NOTICE = 7 * DAY  # in which the old key can turn a new one down
NOTICE = 14 * DAY  # in which who is silent can keep the seat
KEEPS_THREE = "educators: the DAO must keep three members"
NOT_A_MEMBER = "educators: not a member"
OWN_SEAT = 0, 0  # the tenure of nobody
NONE = 0, OWN_SEAT  # no invitation
KEEP_SEAT = keccak(text="KeepSeat(address member,uint256 until)")


def keep_seat_digest(educators: str, member: str, until: int) -> bytes:
    """What a member signs (EIP-712) to keep its seat against the notice that lasts until then."""
    message = keccak(encode(["bytes32", "address", "uint256"], [KEEP_SEAT, member, until]))
    return typed_digest("Cairn Educators", educators, message)


class Educators(Soulbound):
    role = "educators"
    ONLY_DAO = "educators: only the DAO may do this, by a vote"
    IN_PERSON = "educators: one member, one vote: it cannot be delegated"

    def found(self, founders: list[str]) -> None:
        self.state.founders, self.state.founded_at = len(founders), self.now
        for founder in founders:
            self.invite(founder)

    def invite(self, candidate: str, tenure: tuple[int, int] = OWN_SEAT) -> None:
        require(candidate != s.ZERO, "educators: the candidate's address is zero")
        own = "educators: the DAO has no seat in itself"
        require(candidate != self.model.addresses["dao"], own)
        require(not self.state.is_member(candidate), "educators: already a member")
        number, had = tenure[0], self.state.seats.get(candidate, ())
        is_free = not number or not had or had[-1].number == number
        require(is_free, "educators: this key has had another seat")
        until = self.now + INVITATION
        self.state.invitations[candidate] = until, tenure
        self.log("Invited", candidate=candidate, until=until, number=number)

    def admit(self, sender, candidate):
        self._check_dao(sender)
        self.invite(candidate)

    def replace_key(self, sender, member, key):
        self._check_dao(sender)
        require(self.state.is_member(member), NOT_A_MEMBER)
        self.invite(key, self.state.seats[member][-1].tenure)

    def keep_key(self, sender, key):
        _, tenure = self.state.invitations.get(key, NONE)
        had = self.state.seats.get(sender, ())
        is_theirs = tenure != OWN_SEAT and bool(had) and had[-1].tenure == tenure
        require(is_theirs, "educators: this key has not been offered your seat")
        del self.state.invitations[key]
        self.log("InvitationWithdrawn", candidate=key)

    def _check_dao(self, sender: str) -> None:
        require(sender == self.model.addresses["dao"], self.ONLY_DAO)

    def accept(self, sender):
        until, tenure = self.state.invitations.get(sender, NONE)
        require(until, "educators: you have not been invited")
        over = "educators: the invitation is over; the DAO can vote on a new one"
        require(self.now <= until or self.state.last_number < s.FEWEST, over)
        if tenure != OWN_SEAT:
            early = "educators: the old key has a week to turn this down; accept after that"
            require(self.now >= until - INVITATION + KEY_NOTICE, early)
        del self.state.invitations[sender]
        if tenure != OWN_SEAT:
            self._take_over(sender, tenure)
        else:
            self.state.last_number += 1
            number = self.state.last_number
            self._end_naming(sender)
            self._begin(sender, Term(number, self.now, self.now))
            self.log("Admitted", member=sender, number=number)

    def _take_over(self, key: str, tenure: tuple[int, int]) -> None:
        number, _ = tenure
        old = self.state.holders[number]
        left = "educators: whose key this would replace has left"
        require(self.state.is_member(old), left)
        *earlier, term = self.state.seats[old]
        require(term.tenure == tenure, left)
        self._end_naming(old)
        self.state.seats[old] = (*earlier, replace(term, until=self.now, is_replaced=True))
        self._log_departure(old, number)
        self._begin(key, Term(number, self.now, term.seated))
        self.log("KeyReplaced", member=old, key=key, number=number)

    def _begin(self, member: str, term: Term) -> None:
        self.state.seats[member] = (*self.state.seats.get(member, ()), term)
        self.state.holders[term.number] = member
        self.log_mint(member, term.number)
        self._log_delegation(member, s.ZERO, member)

    def resign(self, sender):
        self._vacate(sender, s.RESIGNED)

    def remove(self, sender, member):
        self._check_dao(sender)
        self._vacate(member, s.REMOVED)

    def withdraw_invitation(self, sender, candidate):
        self._check_dao(sender)
        nothing = "educators: nothing is offered to this account"
        require(candidate in self.state.invitations, nothing)
        del self.state.invitations[candidate]
        self.log("InvitationWithdrawn", candidate=candidate)

    def give_notice(self, sender, member, voted):
        self._check_silence(member, voted)
        already = "educators: this member is under notice already"
        require(not self.state.notice(member, self.now), already)
        term, until = self.state.seats[member][-1], self.now + NOTICE - 1
        heard_at = self.state.heard_at(member)
        kept_at = heard_at if heard_at > term.since else 0
        self.state.notices[member] = term.tenure, until, kept_at
        self.log("NoticeGiven", member=member, number=term.number, until=until)

    def keep_seat(self, sender):
        self._standing(sender)
        term = self.state.seats[sender][-1]
        self.state.notices[sender] = term.tenure, 0, self.now
        self.log("SeatKept", member=sender, number=term.number)

    def keep_seat_by_signature(self, sender, member, signature):
        until = self._standing(member)
        digest = keep_seat_digest(self.model.addresses["educators"], member, until)
        unsigned = "educators: this member has not signed to keep the seat against this notice"
        require(self.has_signed(member, digest, signature), unsigned)
        self.keep_seat(member)

    def _standing(self, member: str) -> int:
        until = self.state.notice(member, self.now)
        require(until, "educators: no notice to this member stands")
        return until

    def strike(self, sender, member, voted):
        over = "educators: the notice is not over yet; strike after it"
        require(self._standing(member) < self.now, over)
        self._check_silence(member, voted)
        require(len(self.state.members()) > s.FEWEST, KEEPS_THREE)
        quarter = "educators: a quarter of the members were struck within sixty days; wait"
        require(self.state.may_strike(self.now), quarter)
        self.state.strikes += (self.now,)
        self._vacate(member, s.STRUCK)

    def _check_silence(self, member: str, voted: list[int]) -> None:
        require(self.state.is_member(member), NOT_A_MEMBER)
        heard_at, missed, first = self.state.heard_at(member), 0, self.now
        for serial, each in zip(self._serials(), voted, strict=False):
            proposal = self.model.dao.existing(each)
            gap = "educators: show the newest proposals, newest first, without a gap"
            require(proposal.serial == serial, gap)
            cast = "educators: this member has voted on one of these proposals"
            require(not self.state.has_voted(each, member, self.now), cast)
            is_before = proposal.deadline < first and proposal.snapshot + APART <= first
            if heard_at <= proposal.snapshot and is_before and proposal.end != s.CANCELED:
                missed, first = missed + 1, proposal.snapshot
        few = "educators: this member has not missed eight votes over sixty days"
        require(missed >= MISSED, few)

    def _serials(self):
        """The newest one's, the one's before, and so on; beyond the first, what nothing has."""
        return range(len(self.state.proposals), -257, -1)

    def _vacate(self, member: str, cause: int) -> None:
        require(self.state.is_member(member), NOT_A_MEMBER)
        require(len(self.state.members()) > s.FEWEST, KEEPS_THREE)
        *earlier, term = self.state.seats[member]
        self.state.seats[member] = (*earlier, replace(term, until=self.now))
        self._log_departure(member, term.number)
        self.log("Departed", member=member, number=term.number, cause=cause)

    def _log_departure(self, member: str, number: int) -> None:
        self.log_burn(member, number)
        self._log_delegation(member, member, s.ZERO)

    def _log_delegation(self, member: str, before: str, after: str) -> None:
        told = {"from_delegate": before, "to_delegate": after}
        self.log("DelegateChanged", delegator=member, **told)
        weights = {"previous_votes": int(before != s.ZERO), "new_votes": int(after != s.ZERO)}
        self.log("DelegateVotesChanged", delegate=member, **weights)

    def name_proxy(self, sender, proxy, until):
        require(self.state.is_member(sender), NOT_A_MEMBER)
        require(self.state.is_member(proxy), "educators: a proxy must be a member")
        require(proxy != sender, "educators: name somebody else as your proxy")
        require(until >= self.now, "educators: a proxy's last day must be in the future")
        require(until <= self.now + LONGEST, "educators: name a proxy for a year at most")
        if sender in self.state.namings:
            self._end(sender)
        self.state.places[proxy, self._free_place(proxy)] = sender
        self.state.namings[sender] = proxy, until
        self.log("ProxyNamed", member=sender, proxy=proxy, until=until)

    def _free_place(self, proxy: str) -> int:
        for place in range(s.MOST_PRINCIPALS):
            placed = self.state.places.get((proxy, place), s.ZERO)
            if not self.state.is_proxy(proxy, placed, self.now):
                return place
        raise Refused("educators: this member stands in for three others already")

    def end_proxy(self, sender, member):
        require(member in self.state.namings, "educators: this member has no proxy")
        proxy, _ = self.state.namings[member]
        theirs = "educators: only a member or the proxy may end it"
        require(sender in (member, proxy), theirs)
        self._end(member)

    def _end_naming(self, member: str) -> None:
        if member in self.state.namings:
            self._end(member)

    def _end(self, member: str) -> None:
        proxy, _ = self.state.namings.pop(member)
        for place in range(s.MOST_PRINCIPALS):
            if self.state.places.get((proxy, place)) == member:
                del self.state.places[proxy, place]
        self.log("ProxyEnded", member=member, proxy=proxy)

    def delegate(self, sender, *args):
        raise Refused(self.IN_PERSON)

    def delegateBySig(self, sender, *args):
        raise Refused(self.IN_PERSON)
