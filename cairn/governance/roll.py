"""Who has which seat, from when to when: read from the events of the membership token alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from cairn.chain.events import in_order, logs_of
from cairn.chain.suite import Suite
from cairn.say.times import DAY

INVITATION = 90 * DAY  # in which a seat can be taken
KEY_NOTICE = 7 * DAY  # in which a member's old key can turn another one down before it is replaced
CAUSES = ("resigned", "removed by a vote", "struck off for silence")
REPLACED = "replaced by another key"


@dataclass
class Term:
    """One account's time in one seat. Times in Unix seconds."""

    number: int
    account: str
    seated_at: int  # the seat's age, which a new key takes over
    since: int
    until: int = 0  # 0 while it lasts
    end: str = ""  # how it ended
    kept_at: int = 0  # when the seat was kept against a notice, 0 if never

    @property
    def heard_at(self) -> int:
        """Since when a silence of this member counts."""
        return max(self.since, self.kept_at)

    def covers(self, timepoint: int) -> bool:
        return self.since <= timepoint and (not self.until or timepoint < self.until)

    def votes_on(self, timepoint: int) -> bool:
        """Tell whether this key was ever the one to vote on what opened at a second."""
        return self.seated_at <= timepoint and (
            not self.until or timepoint < self.until or self.end == REPLACED
        )


class Roll:
    """All terms there ever were, oldest first."""

    def __init__(self, suite: Suite, since: int):
        token = suite.educators
        self.terms: list[Term] = []
        events = token.Admitted, token.KeyReplaced, token.Departed, token.SeatKept
        for log in in_order(events, since):
            getattr(self, f"_{log.event_name}")(log.timestamp, **log.event_arguments)

    @property
    def members(self) -> list[Term]:
        return [term for term in self.terms if not term.until]

    @property
    def departed(self) -> list[Term]:
        return [term for term in self.terms if term.until]

    def count_at(self, timepoint: int) -> int:
        """Return how many members there were at a second."""
        return sum(term.covers(timepoint) for term in self.terms)

    def seat_of(self, account: str, timepoint: int) -> int:
        """Return the seat by which an account votes, or voted, on what opened at a second."""
        held = (term for term in reversed(self.terms) if term.account == str(account))
        return next((term.number for term in held if term.votes_on(timepoint)), 0)

    def holder_of(self, number: int) -> str:
        """Return who has a seat, or had it last."""
        return [term.account for term in self.terms if term.number == number][-1]

    def _Admitted(self, at: int, member: str, number: int) -> None:
        self.terms.append(Term(number, str(member), at, at))

    def _Departed(self, at: int, member: str, number: int, cause: int) -> None:
        self._end(number, at, CAUSES[cause])

    def _KeyReplaced(self, at: int, member: str, key: str, number: int) -> None:
        old = self._end(number, at, REPLACED)
        self.terms.append(Term(number, str(key), old.seated_at, at))

    def _SeatKept(self, at: int, member: str, number: int) -> None:
        self._held(number).kept_at = at

    def _held(self, number: int) -> Term:
        [held] = [term for term in self.members if term.number == number]
        return held

    def _end(self, number: int, at: int, how: str) -> Term:
        ending = self._held(number)
        ending.until, ending.end = at, how
        return ending


def offered_seat(suite: Suite, candidate: str, since: int) -> int:
    """Return the seat whose key a candidate would become; 0 for a seat of one's own."""
    numbers = [log.number for log in logs_of(suite.educators.Invited, since) if _is(log, candidate)]
    return numbers[-1] if numbers else 0


@dataclass(frozen=True)
class OfferedKey:
    """A key that a seat is offered to, in place of its member's. Times in Unix seconds."""

    number: int  # of the seat
    key: str
    takes_from: int
    takes_until: int


def offered_keys(suite: Suite, roll: Roll, since: int) -> list[OfferedKey]:
    """Return every key that may take a seat over: of several for one seat, the first has it."""
    found = {}
    ages = {term.number: term.since for term in roll.members}
    for log in logs_of(suite.educators.Invited, since):
        offered_at, key = log.until - INVITATION, str(log.candidate)
        stands = suite.educators.invitations(key) == log.until
        if log.number in ages and stands and ages[log.number] <= offered_at:
            found[key] = OfferedKey(log.number, key, offered_at + KEY_NOTICE, log.until)
    return list(found.values())


def _is(log, candidate: str) -> bool:
    return str(log.candidate) == str(candidate)


def proxies_of(suite: Suite, roll: Roll) -> Iterator[tuple[str, str, int]]:
    """Yield every member who has a proxy now, the proxy, and its last second."""
    for term in roll.members:
        proxy, until = suite.educators.proxy_of(term.account)
        if until:
            yield term.account, str(proxy), until
