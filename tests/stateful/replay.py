"""The state rebuilt from the logs alone: what an indexer that never asks a node would know."""

from collections.abc import Callable
from dataclasses import replace

from rig import Event

from cairn.chain.suite import DAY, Rules
from stateful import state as s
from stateful.state import Conferral, Credential, Library, Proposal, State, Term, class_and_holder


class Replay:
    """Reads events one by one, with the time of their block; `state` is what they tell."""

    def __init__(self, state: State, library: Library, addresses: dict[str, str]):
        self.state, self.library = state, library
        self._roles = {address: role for role, address in addresses.items()}
        self._pathways = addresses["pathways"]
        self.minted = self.burned = 0  # credentials, ever
        self._returned = 0  # the proposal that was returned in the event just read

    def found(self, founders: int, now: int) -> None:
        """What whoever deployed it told everybody."""
        self.state.founders, self.state.founded_at = founders, now

    def read(self, event: Event, now: int) -> None:
        readers = (f"{self._roles[event.contract]}_{event.name}", event.name)
        reader: Callable = next(
            (found for name in readers if (found := getattr(self, f"_{name}", None))), None
        )
        assert reader, f"the replay overlooks {event.name}"
        reader(now, **event.args)

    # ------------------------------------------------------------------------- credentials

    def _VersionOpened(self, now, curriculum, version, last_index):
        self.state.curricula = max(self.state.curricula, curriculum)
        self.state.conferred.setdefault(curriculum, 0)
        self.state.last_indices[curriculum] = last_index
        self.state.terms[curriculum, version] = last_index

    def _VersionClosed(self, now, curriculum, version):
        self.state.terms[curriculum, version] = 0

    def _RecordStaged(self, now, record_hash, record, by):
        self.state.staged[record_hash] = record

    def _VersionAdopted(self, now, curriculum, version, record_hash):
        """The record says which classes it adds: those that come after all that are known."""
        self.state.versions[curriculum, version] = (record_hash, now)
        own = [each for each in self.state.definitions if s.curriculum_of(each) == curriculum]
        last = s.index_of(max(own, default=0))
        words = s.class_words(self.library.records[record_hash], last)
        self.state.definitions |= {curriculum << 8 | index: word for index, word in words.items()}
        assert max([last, *words]) == self.state.last_indices[curriculum]

    def _Accredited(self, now, curriculum, issuer, until):
        self.state.accredited[curriculum, issuer] = (now, until)
        self.state.conferrals.pop((curriculum, issuer), None)

    def _AccreditationEnded(self, now, curriculum, issuer):
        del self.state.accredited[curriculum, issuer]
        self.state.conferrals.pop((curriculum, issuer), None)

    def _ConferralOpened(self, now, curriculum, number, issuer, version, day):
        assert day == now // DAY
        key = version if issuer == self._pathways else issuer
        self.state.conferrals[curriculum, key] = Conferral(number, issuer, day, version)
        self.state.conferred[curriculum] = number

    def _Enrolled(self, now, learner, curriculum, version):
        covers = self.state.terms[curriculum, version]
        self.state.enrolments[curriculum, learner] = (version, covers)
        listed = self.state.listed.get(learner, ())
        if curriculum not in listed:
            self.state.listed[learner] = (*listed, curriculum)

    def _Left(self, now, learner, curriculum):
        del self.state.enrolments[curriculum, learner]

    def _Issued(self, now, issuer, holder, token_id, burn_auth):
        """An award takes the conferral last opened; what comes back takes the one it had."""
        class_id, holder = class_and_holder(token_id)
        curriculum = s.curriculum_of(class_id)
        before = self.state.credentials.get((class_id, holder))
        is_composite = issuer == self._pathways
        if before is not None and (before.status == s.REVOKED or is_composite):
            conferral = before.conferral
        elif is_composite:
            version, _ = self.state.enrolments[curriculum, holder]
            conferral = self.state.conferrals[curriculum, version]
        else:
            conferral = self.state.conferrals[curriculum, issuer]
        is_as_before = before is not None and before.conferral == conferral
        self.state.credentials[class_id, holder] = Credential(
            s.STANDS, conferral, is_reinstated=is_as_before and before.is_reinstated
        )

    def _Revoked(self, now, token_id, by, reason):
        key = class_and_holder(token_id)
        before = self.state.credentials[key]
        self.state.credentials[key] = Credential(
            s.REVOKED,
            before.conferral,
            now,
            by,
            reason,
            is_reinstated=before.is_reinstated,
            is_given_up=before.status == s.RENOUNCED and not before.is_wanted_again,
        )

    def _Reinstated(self, now, token_id):
        key = class_and_holder(token_id)
        before = self.state.credentials[key]
        if before.is_given_up:
            self.state.credentials[key] = Credential(
                s.RENOUNCED, before.conferral, now, key[1], is_reinstated=True
            )
            return
        self.state.credentials[key] = replace(before, is_reinstated=True)

    def _Renounced(self, now, token_id):
        key = class_and_holder(token_id)
        held = self.state.credentials[key]
        self.state.credentials[key] = Credential(
            s.RENOUNCED, held.conferral, now, key[1], is_reinstated=held.is_reinstated
        )

    def _ConsentRenewed(self, now, token_id):
        key = class_and_holder(token_id)
        self.state.credentials[key] = replace(self.state.credentials[key], is_wanted_again=True)

    def _RendererSet(self, now, renderer):
        self.state.renderer = renderer

    def _credentials_Transfer(self, now, sender, receiver, token_id):
        self.minted += sender == s.ZERO
        self.burned += receiver == s.ZERO

    # ------------------------------------------------------------------------- governing

    def _Invited(self, now, candidate, until, number):
        whose = self.state.seats[self.state.holders[number]][-1].tenure if number else (0, 0)
        self.state.invitations[candidate] = until, whose

    def _InvitationWithdrawn(self, now, candidate):
        del self.state.invitations[candidate]

    def _Admitted(self, now, member, number):
        self.state.last_number = number
        self._seat(member, Term(number, now, now))

    def _KeyReplaced(self, now, member, key, number):
        *earlier, term = self.state.seats[member]
        self.state.seats[member] = (*earlier, replace(term, until=now, is_replaced=True))
        self._seat(key, Term(number, now, term.seated))

    def _seat(self, member: str, term: Term) -> None:
        self.state.invitations.pop(member)
        self.state.seats[member] = (*self.state.seats.get(member, ()), term)
        self.state.holders[term.number] = member

    def _Departed(self, now, member, number, cause):
        *earlier, term = self.state.seats[member]
        self.state.seats[member] = (*earlier, replace(term, until=now))
        if cause == s.STRUCK:
            self.state.strikes += (now,)

    def _NoticeGiven(self, now, member, number, until):
        tenure = self.state.seats[member][-1].tenure
        before, _, kept_at = self.state.notices.get(member, (tenure, 0, 0))
        self.state.notices[member] = tenure, until, kept_at if before == tenure else 0

    def _SeatKept(self, now, member, number):
        self.state.notices[member] = self.state.seats[member][-1].tenure, 0, now

    def _ProxyNamed(self, now, member, proxy, until):
        """Into the first place whose naming is over: an indexer can know them all."""
        free = next(
            place
            for place in range(s.MOST_PRINCIPALS)
            if not self.state.is_proxy(proxy, self.state.places.get((proxy, place), s.ZERO), now)
        )
        self.state.places[proxy, free] = member
        self.state.namings[member] = proxy, until

    def _ProxyEnded(self, now, member, proxy):
        del self.state.namings[member]
        for key, placed in list(self.state.places.items()):
            if key[0] == proxy and placed == member:
                del self.state.places[key]

    def _RulesSet(self, now, class_, rules):
        self.state.rules[class_] = Rules(*rules)

    def _ActClassed(self, now, target, selector, class_):
        self.state.acts[target, selector] = class_

    def _ChamberSet(self, now, chamber):
        self.state.chamber = chamber

    def _ProposalCreated(self, now, proposalId, proposer, voteStart, voteEnd, **content):
        number = self.state.number_at(proposer, now - 1)
        actions = zip(content["targets"], content["values"], content["calldatas"], strict=True)
        actions = list(actions)
        class_ = max(self.state.class_of(*each) for each in actions)
        own = [self.state.own_class_of(target, calldata) for target, _, calldata in actions]
        serial, rules = len(self.state.proposals) + 1, self.state.rules[class_]
        made = Proposal(number, serial, class_, rules, voteStart, voteEnd, voteEnd)
        self.state.proposals[proposalId] = replace(made, is_on_curriculum=s.CURRICULUM in own)

    def _VoteCast(self, now, voter, proposalId, support, weight, reason, params=b""):
        self.state.ballots[self._key(proposalId, voter)] = support

    _VoteCastWithParams = _VoteCast

    def _VoteChanged(self, now, voter, proposalId, before, support, reason):
        key = self._key(proposalId, voter)
        self.state.ballots[key] = support
        self.state.by_proxy.pop(key, None)

    def _CastByProxy(self, now, proxy, voter, proposalId):
        self.state.by_proxy[self._key(proposalId, voter)] = proxy

    def _key(self, voted: int, voter: str) -> tuple[int, int]:
        return voted, self.state.number_at(voter, self.state.proposals[voted].snapshot)

    def _ProposalReturned(self, now, proposalId):
        """The extension that follows it in the log is this one's."""
        self._change(proposalId, is_returned=True)
        self._returned = proposalId

    def _ProposalExtended(self, now, proposalId, extendedDeadline):
        is_late_turn = self._returned != proposalId
        if is_late_turn:
            self._change(proposalId, is_extended=True)
        self._change(proposalId, deadline=extendedDeadline, is_final=is_late_turn)
        self._returned = 0

    def _ProposalCanceled(self, now, proposalId):
        self._change(proposalId, end=s.CANCELED)

    def _ProposalExecuted(self, now, proposalId):
        self._change(proposalId, end=s.EXECUTED)

    def _change(self, voted: int, **fields) -> None:
        self.state.proposals[voted] = replace(self.state.proposals[voted], **fields)

    # ------------------------------------------------------------------------- nothing new

    def _say_nothing(self, now, **args):
        """What other events tell already, in the words of a standard."""

    _Locked = _Skipped = _BallotSkipped = _educators_Transfer = _say_nothing
    _DelegateChanged = _DelegateVotesChanged = _OwnershipTransferred = _say_nothing
