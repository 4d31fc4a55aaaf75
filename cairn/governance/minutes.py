"""The minutes of a decision, recomputed from blocks and events alone.

No view of a contract is asked and nothing of it is believed but what it has logged: whoever keeps
the logs can reckon every figure again. What the rules are is written here a second time.
"""

from dataclasses import dataclass
from functools import cached_property

from cairn.chain.contracts import Log
from cairn.chain.events import in_order
from cairn.chain.interfaces import NotOfThisContract, written
from cairn.chain.suite import CLASSES, Rules, Suite, interface
from cairn.governance.decisions import quorum_of
from cairn.governance.founding import FOUNDING, electorate
from cairn.governance.motions import SECOND_READING, SUPPORTS, Action, Motion
from cairn.governance.polls import BALLOTS, Ballot, counted, tally
from cairn.governance.roll import Roll
from cairn.say.errors import CairnError

FORMAT = "cairn-minutes-2"
# What moves a token, or lets somebody move it, as contracts/modules/governance/acts.vy names it.
TOKEN_MOVES = {
    bytes.fromhex(selector)
    for selector in (
        *("a9059cbb", "23b872dd", "095ea7b3", "42842e0e"),
        *("b88d4fde", "a22cb465", "f242432a", "2eb2c2d6"),
    )
}
TREASURY, CONSTITUTION = CLASSES.index("treasury"), CLASSES.index("constitution")
LIFE = ("ProposalExtended", "ProposalReturned", "ProposalExecuted", "ProposalCanceled")


@dataclass(frozen=True)
class Event:
    """Something that happened to a proposal, and where anybody can look it up."""

    what: str
    at: int  # Unix seconds
    block: int
    transaction: str


class Archive:
    """All that a deployment has logged of its decisions, read once."""

    def __init__(self, suite: Suite, since: int):
        self.suite, self.since = suite, since
        self.now = suite.node.now
        self.roll = Roll(suite, since)

    @cached_property
    def decisions(self) -> list[Log]:
        names = ("ProposalCreated", *BALLOTS, *LIFE)
        return in_order((getattr(self.suite.dao, name) for name in names), self.since)

    @cached_property
    def founding(self) -> tuple[int, int]:
        """How many founders were named, and since when they count: the first invitations, which
        the token's own deployment has logged."""
        invited = in_order([self.suite.educators.Invited], self.since)
        [first, *_] = invited or [None]
        if first is None:
            raise CairnError("the founders are not in the logs: ask a node that keeps them all")
        together = [log for log in invited if log.transaction_hash == first.transaction_hash]
        return len(together), first.timestamp

    @cached_property
    def rules(self) -> list[Log]:
        return in_order((self.suite.rules.RulesSet, self.suite.rules.ActClassed), self.since)


class Minutes:
    """One decision, as the logs tell it at the newest block."""

    def __init__(self, archive: Archive, motion: Motion):
        self.archive, self.motion = archive, motion
        self.suite, self.now, self.roll = archive.suite, archive.now, archive.roll

    @cached_property
    def _logs(self) -> list[Log]:
        """Everything that was logged of this proposal, in order."""
        return [log for log in self.archive.decisions if log.proposalId == self.motion.id]

    @cached_property
    def _before(self) -> list[Log]:
        """What was said of rules and classes before the proposal was made."""
        [made] = self._all("ProposalCreated")
        return [log for log in self.archive.rules if _place(log) < _place(made)]

    def _all(self, name: str) -> list[Log]:
        return [log for log in self._logs if log.event_name == name]

    @cached_property
    def class_(self) -> int:
        return max(self._act_class(action) for action in self.motion.actions)

    def _act_class(self, action: Action) -> int:
        selector = action.data[:4] if len(action.data) >= 4 else bytes(4)
        class_ = TREASURY if selector in TOKEN_MOVES else CONSTITUTION
        for log in self._before:
            if log.event_name == "ActClassed" and bytes(log.selector) == selector:
                class_ = log.class_ if str(log.target) == action.target else class_
        return max(class_, TREASURY) if action.value else class_

    @cached_property
    def rules(self) -> Rules:
        """The newest rules of its class when it was made."""
        told = [log for log in self._before if log.event_name == "RulesSet"]
        told = [log.rules for log in told if log.class_ == self.class_]
        if not told:
            raise CairnError(
                "the rules of this decision are not in the logs: ask a node that keeps them all"
            )
        return Rules(*told[-1])

    @cached_property
    def members(self) -> int:
        return self.roll.count_at(self.motion.opens_at)

    @cached_property
    def counted(self) -> int:
        """Whom the quorum counts: for ninety days the founders, too."""
        founders, since = self.archive.founding
        return electorate(self.members, founders, self.motion.opens_at < since + FOUNDING)

    @property
    def quorum(self) -> int:
        return quorum_of(self.rules, self.counted)

    @property
    def is_returned(self) -> bool:
        return bool(self._all("ProposalReturned"))

    @property
    def is_extended(self) -> bool:
        """A return is told as an extension, too."""
        return len(self._all("ProposalExtended")) > len(self._all("ProposalReturned"))

    @property
    def majority(self) -> int:
        return max(self.rules.majority, SECOND_READING if self.is_returned else 0)

    @property
    def closes_at(self) -> int:
        extended = self._all("ProposalExtended")
        return extended[-1].extendedDeadline if extended else self.motion.closes_at

    @property
    def executable_at(self) -> int:
        return self.closes_at + self.rules.delay

    @property
    def expires_at(self) -> int:
        return self.executable_at + self.rules.grace

    @cached_property
    def ballots(self) -> list[Ballot]:
        cast = (log for log in self._logs if log.event_name in BALLOTS)
        return counted(cast, self.roll, self.motion.opens_at)

    @property
    def passes(self) -> bool:
        against, in_favour, abstaining = tally(self.ballots)
        has_majority = in_favour > against and in_favour >= self.majority * against
        return in_favour + abstaining >= self.quorum and has_majority

    @property
    def state(self) -> str:
        """In the order in which the DAO tells states apart."""
        for name, state in (("ProposalExecuted", "Executed"), ("ProposalCanceled", "Canceled")):
            if self._all(name):
                return state
        if self.motion.opens_at >= self.now:
            return "Pending"
        if self.closes_at >= self.now:
            return "Active"
        if not self.passes:
            return "Defeated"
        if self.expires_at < self.now:
            return "Expired"
        return "Queued" if self.rules.delay else "Succeeded"

    @property
    def events(self) -> list[Event]:
        """The turns of its life; ballots are told apart."""
        logs = [log for log in self._logs if log.event_name not in BALLOTS]
        return [
            Event(log.event_name, log.timestamp, log.block_number, log.transaction_hash)
            for log in logs
        ]


def _place(log: Log) -> tuple[int, int]:
    return log.block_number, log.log_index


def calls_of(suite: Suite, motion: Motion) -> list[str]:
    """Return what a proposal calls, decoded by the contracts' ABI alone."""
    contracts = {str(getattr(suite, role).address): role for role in suite.addresses()}
    return [_call(contracts.get(action.target), action) for action in motion.actions]


def _call(role: str | None, action: Action) -> str:
    ether = f", with {action.value} wei" if action.value else ""
    try:
        if role is None:
            raise NotOfThisContract(action.target)
        kind = interface(role)
        function, inputs = kind.decode_input(action.data)
    except NotOfThisContract:
        return f"{action.target} called with 0x{action.data.hex()}{ether}"
    return f"{kind.name}.{function.name}({written(function, inputs)}){ether}"


def as_dict(minutes: Minutes) -> dict:
    """Return the minutes for a program. Times are Unix seconds; ids and wei are texts."""
    motion, suite = minutes.motion, minutes.suite
    against, in_favour, abstaining = tally(minutes.ballots)
    return {
        "format": FORMAT,
        "chain_id": suite.node.chain_id,
        "contracts": {role: suite.addresses()[role] for role in ("dao", "educators", "rules")},
        "as_of": minutes.now,
        "number": motion.number,
        "id": str(motion.id),
        "proposer": motion.proposer,
        "description": motion.description,
        "calls": calls_of(suite, motion),
        "class": CLASSES[minutes.class_],
        "rules": minutes.rules._asdict(),
        "opens_at": motion.opens_at,
        "closes_at": minutes.closes_at,
        "executable_at": minutes.executable_at,
        "expires_at": minutes.expires_at,
        "returned": minutes.is_returned,
        "extended": minutes.is_extended,
        "members": minutes.members,
        "electorate": minutes.counted,
        "quorum": minutes.quorum,
        "majority": minutes.majority,
        "for": in_favour,
        "against": against,
        "abstain": abstaining,
        "state": minutes.state,
        "ballots": [_ballot(ballot) for ballot in minutes.ballots],
        "events": [vars(event) for event in minutes.events],
    }


def _ballot(ballot: Ballot) -> dict:
    return {
        **vars(ballot),
        "support": SUPPORTS[ballot.support],
        "earlier": [SUPPORTS[was] for was in ballot.earlier],
    }
