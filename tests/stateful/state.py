"""What the suite knows, in plain values, and what follows from it.

All entries are immutable and all keys flat, so that two states compare as values and one can be put
aside before something that may be undone. The model writes one by the rules, the replay another by
the logs alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from eth_utils import function_signature_to_4byte_selector

from cairn.chain.suite import DAY, Rules
from cairn.curricula.record import Record, Rule, bits_of, class_indices, evaluate

ZERO = "0x" + "00" * 20
NEVER_ISSUED, STANDS, EXPIRED, REVOKED, RENOUNCED = 0, 1, 2, 4, 5
AWARDED, NOT_ENROLLED, NOT_COVERED, ALREADY_HELD, WAS_REVOKED, WAS_RENOUNCED, OWN = range(7)
PENDING, ACTIVE, CANCELED, DEFEATED, SUCCEEDED, QUEUED, EXPIRED_UNUSED, EXECUTED = range(8)
AGAINST, FOR, ABSTAIN = range(3)
FEWEST = 3  # members
FOUNDING = 90 * DAY  # in which a quorum counts the founders, too
WINDOW = 60 * DAY  # in which a quarter of the members may be struck
LAPSE = 16 * DAY  # after the end of a notice
LATE = 8  # the last eighth of a vote is late
SECOND_READING = 2  # votes for that each vote against needs then
MOST_PRINCIPALS = 3  # of one proxy
MOST_ALIVE = 4  # undecided proposals of one member
NO_QUORUM, NO_MAJORITY, PASSES = 1, 2, 3  # how a vote stands
RESIGNED, REMOVED, STRUCK = range(3)
CURRICULUM, PEOPLE, TREASURY, CONSTITUTION = range(4)
WORD = 32  # bytes
HEAD = 2  # words of a record before its classes
# Functions that move a token, or let somebody move it.
TOKEN_MOVES = {
    function_signature_to_4byte_selector(each)
    for each in (
        "transfer(address,uint256)",
        "transferFrom(address,address,uint256)",
        "approve(address,uint256)",
        "safeTransferFrom(address,address,uint256)",
        "safeTransferFrom(address,address,uint256,bytes)",
        "setApprovalForAll(address,bool)",
        "safeTransferFrom(address,address,uint256,uint256,bytes)",
        "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)",
    )
}


@dataclass(frozen=True)
class Conferral:
    """One curriculum, one issuer (for composites: one version), one UTC day."""

    number: int
    issuer: str
    day: int  # since 1970
    version: int  # composites only


@dataclass(frozen=True)
class Credential:
    """What became of one class in one holder's hands."""

    status: int
    conferral: Conferral
    changed_at: int = 0
    changed_by: str = ZERO
    reason: int = 0
    is_wanted_again: bool = False  # renounced, and then consented to anew
    is_reinstated: bool = False  # so its revocation is the DAO's alone, until it is awarded anew
    is_given_up: bool = False  # renounced, and then revoked all the same


@dataclass(frozen=True)
class Term:
    """A key's time in a seat: from `since` up to, without, `until`; 0 while it lasts."""

    number: int
    since: int
    seated: int  # since when the seat is taken, by whichever key
    until: int = 0
    is_replaced: bool = False  # another key took its place

    @property
    def tenure(self) -> tuple[int, int]:
        """Which key has which seat."""
        return self.number, self.since

    def covers(self, time: int) -> bool:
        return self.since <= time and (not self.until or time < self.until)

    def votes_on(self, time: int) -> bool:
        """A seat's vote goes with its key."""
        if self.until:
            return self.seated <= time < self.until and not self.is_replaced
        return self.seated <= time


@dataclass(frozen=True)
class Proposal:
    proposer: int  # seat number
    serial: int
    class_: int
    rules: Rules  # those it was made under
    snapshot: int
    deadline: int
    first_deadline: int  # before it was extended or returned
    end: int = 0  # CANCELED or EXECUTED, once it is
    is_extended: bool = False
    is_returned: bool = False
    is_on_curriculum: bool = False  # anything in it is
    is_final: bool = False  # extended for a late turn, and not returned since

    @property
    def eta(self) -> int:
        return self.deadline + self.rules.delay

    @property
    def expiry(self) -> int:
        return self.eta + self.rules.grace

    @property
    def length(self) -> int:
        return self.deadline - self.snapshot

    @property
    def late_from(self) -> int:
        return self.deadline - self.length // LATE

    @property
    def majority(self) -> int:
        return max(self.rules.majority, SECOND_READING if self.is_returned else 0)


def index_of(class_id: int) -> int:
    return class_id & 255


def curriculum_of(class_id: int) -> int:
    return class_id >> 8


def token_of(class_id: int, holder: str) -> int:
    return class_id << 160 | int(holder, 16)


def class_and_holder(token_id: int) -> tuple[int, str]:
    return token_id >> 160, f"0x{token_id & (1 << 160) - 1:040x}"


def class_words(record: Record, after: int) -> dict[int, int]:
    """The words of a record's classes by the indices they get, `after` being the last taken."""
    data = record.encode()
    starts = (WORD * (HEAD + n) for n in range(len(record.classes)))
    words = (int.from_bytes(data[at : at + WORD], "big") for at in starts)
    return dict(zip(class_indices(len(record.classes), after), words, strict=True))


@dataclass
class State:
    """The books of learning and of governing."""

    renderer: str
    chamber: str = ZERO
    curricula: int = 0
    last_number: int = 0
    definitions: dict[int, int] = field(default_factory=dict)  # by class id: the record's word
    last_indices: dict[int, int] = field(default_factory=dict)
    terms: dict[tuple[int, int], int] = field(default_factory=dict)  # version: covers, 0 closed
    versions: dict[tuple[int, int], tuple[bytes, int]] = field(default_factory=dict)  # hash, since
    staged: dict[bytes, str] = field(default_factory=dict)  # hash: address
    accredited: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)  # since, until
    conferrals: dict[tuple[int, str | int], Conferral] = field(default_factory=dict)  # open ones
    conferred: dict[int, int] = field(default_factory=dict)  # by curriculum: how many conferrals
    enrolments: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)  # (v, covers)
    listed: dict[str, tuple[int, ...]] = field(default_factory=dict)  # curricula ever enrolled in
    credentials: dict[tuple[int, str], Credential] = field(default_factory=dict)
    seats: dict[str, tuple[Term, ...]] = field(default_factory=dict)  # by account, oldest first
    holders: dict[int, str] = field(default_factory=dict)  # by seat: who has it, or had it last
    # candidate -> last second, and the tenure that it would replace
    invitations: dict[str, tuple[int, tuple[int, int]]] = field(default_factory=dict)
    rules: dict[int, Rules] = field(default_factory=dict)  # by class: those in force
    acts: dict[tuple[str, bytes], int] = field(default_factory=dict)  # target, selector: class
    proposals: dict[int, Proposal] = field(default_factory=dict)  # oldest first
    ballots: dict[tuple[int, int], int] = field(default_factory=dict)  # (proposal, seat): support
    by_proxy: dict[tuple[int, int], str] = field(default_factory=dict)  # (proposal, seat): proxy
    namings: dict[str, tuple[str, int]] = field(default_factory=dict)  # member: proxy, last second
    places: dict[tuple[str, int], str] = field(default_factory=dict)  # proxy, place: member
    founders: int = 0  # that were named
    founded_at: int = 0
    # member -> the tenure, and the last second of its newest notice, 0 if it was kept since; when
    # that was, 0 if never
    notices: dict[str, tuple[tuple[int, int], int, int]] = field(default_factory=dict)
    strikes: tuple[int, ...] = ()  # when each was

    def copy(self) -> "State":
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(
            self, **{name: dict(it) for name, it in values.items() if isinstance(it, dict)}
        )

    # ------------------------------------------------------------------------- credentials

    def is_held(self, class_id: int, holder: str) -> bool:
        credential = self.credentials.get((class_id, holder))
        return credential is not None and credential.status == STANDS

    def outcome(self, class_id: int, learner: str, issuer: str = ZERO) -> int:
        """What would come of an award, accreditation apart."""
        if learner == issuer:
            return OWN
        enrolled = self.enrolments.get((curriculum_of(class_id), learner))
        credential = self.credentials.get((class_id, learner))
        if enrolled is None:
            return NOT_ENROLLED
        if index_of(class_id) > enrolled[1]:
            return NOT_COVERED
        if credential is None or credential.is_wanted_again:
            return AWARDED
        return {STANDS: ALREADY_HELD, REVOKED: WAS_REVOKED, RENOUNCED: WAS_RENOUNCED}[
            credential.status
        ]

    def expiry(self, class_id: int, day: int) -> int:
        validity = self.definitions[class_id] >> 8 & 0xFFFF
        return (day + validity + 1) * DAY - 1 if validity else 0

    def held_indices(self, curriculum: int, learner: str, status: int = STANDS) -> list[int]:
        """The class indices of which the learner has a credential of this status."""
        return [
            index_of(class_id)
            for (class_id, holder), credential in self.credentials.items()
            if holder == learner
            and curriculum_of(class_id) == curriculum
            and credential.status == status
            and not credential.is_wanted_again
        ]

    def is_accredited(self, curriculum: int, issuer: str, now: int) -> bool:
        since, until = self.accredited.get((curriculum, issuer), (0, 0))
        return bool(since) and (not until or now < until)

    # ------------------------------------------------------------------------- governing

    def is_member(self, account: str) -> bool:
        terms = self.seats.get(account, ())
        return bool(terms) and not terms[-1].until

    def members(self) -> list[str]:
        return [account for account in self.seats if self.is_member(account)]

    def number_at(self, account: str, time: int) -> int:
        """The seat number by which it votes: by the newest term, else by the oldest that does."""
        terms = self.seats.get(account, ())
        return next((t.number for t in (*terms[-1:], *terms[:-1]) if t.votes_on(time)), 0)

    def weight_at(self, account: str, time: int) -> int:
        return int(any(term.covers(time) for term in self.seats.get(account, ())))

    def heads_at(self, time: int) -> int:
        return sum(term.covers(time) for terms in self.seats.values() for term in terms)

    def electorate(self, time: int) -> int:
        """Whom a quorum counts: for ninety days the founders, too, once three are seated."""
        heads = self.heads_at(time)
        is_founding = heads >= FEWEST and time < self.founded_at + FOUNDING
        return max(heads, self.founders) if is_founding else heads

    def notice(self, member: str, now: int) -> int:
        """The last second of the notice that stands, 0 for none."""
        tenure, until, _ = self.notices.get(member, ((0, 0), 0, 0))
        is_theirs = self.is_member(member) and self.seats[member][-1].tenure == tenure
        return until if is_theirs and until and now <= until + LAPSE else 0

    def heard_at(self, member: str) -> int:
        """Since when a silence counts."""
        term = self.seats[member][-1]
        tenure, _, kept_at = self.notices.get(member, ((0, 0), 0, 0))
        return max(term.since, kept_at if tenure == term.tenure else 0)

    def recent_strikes(self, now: int) -> int:
        return sum(when + WINDOW > now for when in self.strikes)

    def may_strike(self, now: int) -> bool:
        """At most a quarter of those who would be there had nobody been struck lately."""
        recent = self.recent_strikes(now)
        return recent + 1 <= max(1, (len(self.members()) + recent) // 4)

    def principals(self, proxy: str, now: int) -> list[str]:
        """Who has named this member as proxy, place by place."""
        placed = [self.places.get((proxy, place), ZERO) for place in range(MOST_PRINCIPALS)]
        return [who for who in placed if self.is_proxy(proxy, who, now)]

    def is_proxy(self, proxy: str, principal: str, now: int) -> bool:
        named, until = self.namings.get(principal, (ZERO, 0))
        return named == proxy and until >= now

    def class_of(self, target: str, value: int, calldata: bytes) -> int:
        """What an act is with the ether that it carries."""
        class_ = self.own_class_of(target, calldata)
        return max(class_, TREASURY) if value else class_

    def own_class_of(self, target: str, calldata: bytes) -> int:
        """What an act is, whatever anybody says of it; unknown acts are as grave as can be."""
        selector = calldata[:4] if len(calldata) >= 4 else bytes(4)
        unlisted = TREASURY if selector in TOKEN_MOVES else CONSTITUTION
        return self.acts.get((target, selector), unlisted)

    def has_voted(self, proposal_id: int, account: str, now: int) -> bool:
        snapshot = self.proposals[proposal_id].snapshot
        is_open = snapshot < now
        return is_open and (proposal_id, self.number_at(account, snapshot)) in self.ballots

    def tally(self, proposal_id: int) -> tuple[int, int, int]:
        """Votes against, for, abstaining."""
        seats = range(1, self.last_number + 1)
        cast = [self.ballots.get((proposal_id, number)) for number in seats]
        return cast.count(AGAINST), cast.count(FOR), cast.count(ABSTAIN)

    def quorum(self, proposal_id: int) -> int:
        """Votes for or abstaining that it needs: a share rounded up, or so many heads; not all."""
        proposal = self.proposals[proposal_id]
        heads = self.electorate(proposal.snapshot)
        if heads < FEWEST:
            return FEWEST
        share = -(-heads * proposal.rules.quorum // 10_000)
        return min(max(share, proposal.rules.minimum), heads - 1)

    def standing(self, proposal_id: int) -> int:
        """How the vote stands."""
        against, in_favour, abstaining = self.tally(proposal_id)
        if in_favour + abstaining < self.quorum(proposal_id):
            return NO_QUORUM
        least = self.proposals[proposal_id].majority * against
        return PASSES if in_favour > against and in_favour >= least else NO_MAJORITY

    def proposal_state(self, proposal_id: int, now: int) -> int:
        proposal = self.proposals[proposal_id]
        if proposal.end:
            return proposal.end
        if now <= proposal.snapshot:
            return PENDING
        if now <= proposal.deadline:
            return ACTIVE
        if self.standing(proposal_id) != PASSES:
            return DEFEATED
        if now > proposal.expiry:
            return EXPIRED_UNUSED
        return QUEUED if proposal.rules.delay else SUCCEEDED


class Library:
    """The records behind their hashes, and what a verdict owes to them."""

    def __init__(self):
        self.records: dict[bytes, Record] = {}

    def rule(self, state: State, class_id: int, version: int) -> tuple[Record, Rule] | None:
        """The rule that the version has for the composite, if any, and the record it stands in."""
        adopted = state.versions.get((curriculum_of(class_id), version))
        record = self.records.get(adopted[0]) if adopted else None
        rules = record.rules if record else ()
        return next(((record, rule) for rule in rules if rule.index == index_of(class_id)), None)

    def explain(self, state: State, class_id: int, version: int, learner: str) -> list[tuple]:
        """Value, threshold and met of each gate."""
        record, rule = self.rule(state, class_id, version)
        held = state.held_indices(curriculum_of(class_id), learner)
        foreign = [other for other in record.foreign if state.is_held(other, learner)]
        return [tuple(outcome) for outcome in evaluate(record, rule, held, foreign)]

    def verdict(self, state: State, class_id: int, holder: str, now: int) -> tuple:
        """The fields of `ICredentialToken.Verdict`."""
        credential = state.credentials.get((class_id, holder))
        if credential is None:
            return NEVER_ISSUED, ZERO, 0, 0, 0, 0, ZERO, 0, 0
        conferral = credential.conferral
        expires_at = state.expiry(class_id, conferral.day)
        is_past = credential.status == STANDS and 0 < expires_at < now
        changed = (credential.changed_at, credential.changed_by, credential.reason)
        return (
            EXPIRED if is_past else credential.status,
            conferral.issuer,
            conferral.version,
            conferral.day * DAY,
            expires_at,
            *(changed if credential.status != STANDS else (0, ZERO, 0)),
            self._first_fallen(state, class_id, holder, conferral),
        )

    def _first_fallen(self, state: State, class_id: int, holder: str, conferral: Conferral) -> int:
        found = self.rule(state, class_id, conferral.version)
        components = self.components(class_id, *found) if found else ()
        fallen = (each for each in components if _fell(state, each, holder, conferral.day))
        return next(fallen, 0)

    def components(self, class_id: int, record: Record, rule: Rule) -> Iterator[int]:
        """The class ids that the rule names anywhere, those of its own curriculum first."""
        classes = foreign = 0
        for gate in rule.gates:
            classes |= gate.classes
            foreign |= gate.foreign
        yield from (class_id & ~255 | index for index in bits_of(classes))
        yield from (record.foreign[bit] for bit in bits_of(foreign))


def _fell(state: State, class_id: int, holder: str, day: int) -> bool:
    """Was the component revoked, having helped: awarded by that day, and not revoked before it?"""
    credential = state.credentials.get((class_id, holder))
    is_revoked = credential is not None and credential.status == REVOKED
    return is_revoked and credential.conferral.day <= day <= credential.changed_at // DAY
