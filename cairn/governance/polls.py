"""How a vote went, ballot by ballot: read from the DAO's events alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cairn.chain.contracts import Log
from cairn.chain.events import in_order
from cairn.chain.suite import Suite
from cairn.governance.motions import SUPPORTS, Motion
from cairn.governance.roll import Roll
from cairn.say.errors import CairnError

BALLOTS = ("VoteCast", "VoteCastWithParams", "VoteChanged", "CastByProxy")


@dataclass(frozen=True)
class Ballot:
    """The ballot that stands for one seat."""

    seat: int
    voter: str
    support: int
    reason: str
    proxy: str | None = None  # who has cast it in the voter's place
    earlier: tuple[int, ...] = ()  # what stood before, oldest first
    block: int = 0
    transaction: str = ""

    @property
    def story(self) -> str:
        """Say how it came to be, if not simply by its voter's voting once."""
        told = []
        if self.proxy:
            told.append(f"by proxy, {self.proxy}")
        if self.earlier:
            told.append(f"changed from {', '.join(SUPPORTS[was] for was in self.earlier)}")
        return f" ({'; '.join(told)})" if told else ""


def ballots_of(suite: Suite, motion: Motion, roll: Roll, since: int) -> list[Ballot]:
    """Return the ballots that stand on a proposal, in the order in which they were first cast."""
    logs = in_order((getattr(suite.dao, name) for name in BALLOTS), since)
    return counted((log for log in logs if log.proposalId == motion.id), roll, motion.opens_at)


def counted(logs: Iterable[Log], roll: Roll, snapshot: int) -> list[Ballot]:
    """Follow the events of one vote to the ballots that stand at its end."""
    box: dict[int, Ballot] = {}
    for log in logs:
        seat = roll.seat_of(log.voter, snapshot)
        before = box.get(seat)
        if log.event_name == "CastByProxy":
            if before is None:  # it is told right behind the ballot
                raise CairnError("the node leaves ballots out: ask one that keeps all logs")
            box[seat] = replace(before, proxy=str(log.proxy))
            continue
        earlier = (*before.earlier, before.support) if before else ()
        at = {"block": log.block_number, "transaction": log.transaction_hash}
        box[seat] = Ballot(seat, str(log.voter), log.support, log.reason, None, earlier, **at)
    return list(box.values())


def tally(ballots: Iterable[Ballot]) -> tuple[int, int, int]:
    """Return how many are against, for and abstaining, as the DAO has it."""
    cast = [ballot.support for ballot in ballots]
    return cast.count(0), cast.count(1), cast.count(2)
