"""One deployed suite with its cast, and everything that is known about it.

Whatever is done is done thrice: on chain, in the model and, from the logs, in the replay.
`World.do` compares the first two at once; the invariants compare the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from eth_utils import keccak
from rig import Contract, Event, Reverted, Rig, Suite, account, deploy

from cairn.chain.suite import CONTRACTS, DAY, HOUR, Rules, classed_acts
from cairn.curricula.record import Record
from stateful import invariants
from stateful.governing import Content
from stateful.model import Model
from stateful.parts import Refused
from stateful.replay import Replay
from stateful.state import Library, State, curriculum_of, index_of

# As strict as a new DAO's, class by class, but faster.
RULEBOOK = (
    Rules(HOUR, DAY, delay=HOUR, grace=2 * DAY),
    Rules(HOUR, DAY, quorum=5_000, majority=2, delay=2 * HOUR, grace=2 * DAY),
    Rules(HOUR, DAY, quorum=5_000, majority=2, delay=3 * HOUR, grace=2 * DAY),
    Rules(HOUR, 2 * DAY, quorum=5_000, majority=3, delay=4 * HOUR, grace=3 * DAY),
)
KEYS = 12
TOLD = 120  # characters of the arguments, in a trace
ACTORS = ("educator", "candidate", "issuer", "learner", "chamber")  # contracts in their places


@dataclass
class Step:
    """The call that was made last."""

    at: int = 0
    sender: str = ""
    role: str = ""
    method: str = ""
    args: tuple = ()
    refusal: str | None = None
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A proposal's content, kept for whoever executes it."""

    content: Content
    description: str
    kinds: tuple[str, ...]  # what its actions are, in words


class World:
    def __init__(self):
        self.rig = Rig()
        self.deployer = account("deployer")
        self.actors = {
            role: self.rig.deploy("actor", sender=account("puppeteer")) for role in ACTORS
        }
        self._cast()
        self.suite: Suite = deploy(self.rig, self.deployer, self.founders, RULEBOOK, seated=False)
        contracts = {role: getattr(self.suite, role) for role in CONTRACTS}
        self.contracts = contracts | {f"{role} actor": it for role, it in self.actors.items()}
        self.addresses = {role: contract.address for role, contract in self.contracts.items()}
        self.roles = {self.addresses[role]: role for role in self.addresses if "actor" in role}
        self.codes = {each: self.rig.engine.code(each) for each in self.addresses.values()}
        self.counts: Counter[str] = Counter()
        self._start = self.rig.engine.snapshot()
        self.begin()

    def _cast(self) -> None:
        def cast(role: str, count: int) -> list[str]:
            return [*(account(f"{role} {n}") for n in range(count)), self.actors[role].address]

        self.founders, self.candidates = cast("educator", 4), cast("candidate", 2)
        self.issuers, self.learners = cast("issuer", 2), cast("learner", 4)
        self.issuers.append(self.learners[0])  # one who teaches and learns
        self.strangers = [account(f"stranger {n}") for n in range(2)]
        self.people = self.founders + self.candidates
        self.keys = [account(f"key {n}") for n in range(KEYS)]  # fresh ones
        self.educators = self.people + self.keys
        everyone = self.people + self.issuers + self.learners + self.strangers
        self.everyone = list(dict.fromkeys(everyone))
        for person in self.everyone + self.keys:
            self.rig.engine.fund(person, 10**18)

    def begin(self) -> None:
        """Start over from the freshly deployed suite: founders invited, three of them seated."""
        self.rig.engine.revert(self._start)
        self._start = self.rig.engine.snapshot()
        self.library = Library()
        self.drafts: dict[int, Draft] = {}
        self.trace: list[str] = []
        self.seen: dict[Any, Any] = {}  # what invariants remember from one step to the next
        self.turn = 0
        self.step = Step()
        self.model = Model(self.addresses, self._blank(), self.library)
        self.replay = Replay(self._blank(), self.library, self.addresses)
        self._found()

    def _found(self) -> None:
        """What the constructors did; and the first three take their seats."""
        self.model.now = self.now
        self.model.educators.found(self.founders)
        self.model.parts["rules"].found(RULEBOOK, classed_acts(self.addresses))
        self.replay.found(len(self.founders), self.now)
        for creation in self.rig.creations:
            for event in creation.events:
                self.replay.read(event, self.now)
        for founder in self.founders[:3]:
            self.do("educators", "accept", sender=founder)
        self.rig.now += 1

    def _blank(self) -> State:
        return State(self.addresses["renderer"])

    @property
    def now(self) -> int:
        return self.rig.now

    @property
    def state(self) -> State:
        return self.model.state

    def do(self, role: str, method: str, *args: Any, sender: str, value: int = 0) -> bool:
        """Make a call on chain and in the model, which must agree; tell whether it succeeded."""
        self.model.now = self.now
        self.step = step = Step(self.now, sender, role, method, args)
        self.trace.append(f"{self.now} {sender}: {role}.{method}{str(args)[:TOLD]} {value or ''}")
        expected: list[Event] | str
        try:
            expected = self.model.perform(role, method, args, sender, value)
        except Refused as refused:
            expected = str(refused)
        try:
            told = step.events = self.send(role, method, args, sender, value)
        except Reverted as reverted:
            told = step.refusal = str(reverted)
        assert told == expected, f"{role}.{method}: the chain says {told}, the model {expected}"

        for event in step.events:
            self.counts[f"logged {event.name}"] += 1
            invariants.check_event(self, event)
            self.replay.read(event, self.now)
        return step.refusal is None

    def send(self, role: str, method: str, args: tuple, sender: str, value: int = 0) -> list[Event]:
        """Send it; whoever is a contract is told to by a stranger."""
        contract = self.contracts[role]
        if sender not in self.codes:
            return getattr(contract, method)(*args, sender=sender, value=value).events
        data, stranger = contract.encode(method, *args), self.strangers[0]
        with self._actor_at(sender) as actor:
            return actor.act(contract.address, data, sender=stranger, value=value).events

    @contextmanager
    def _actor_at(self, address: str) -> Iterator[Contract]:
        """The actor who has this address; a contract of the suite becomes one for the moment."""
        if address in self.roles:
            yield self.contracts[self.roles[address]]
            return
        engine, actor = self.rig.engine, self.actors["learner"]
        engine.set_code(address, self.codes[actor.address])
        try:
            yield actor.at(address)
        finally:
            engine.set_code(address, self.codes[address])

    def action(self, role: str, method: str, *args: Any) -> tuple[str, bytes]:
        """Target and calldata of a call that a proposal, or an actor, will make."""
        target = self.contracts[role]
        data = target.encode(method, *args)
        self.model.meanings[target.address, data] = (role, method, args)
        return target.address, data

    def with_other_code(self, address: str, then: Callable[[], bool]) -> bool:
        """Do something while a contract has other code, which does the same."""
        engine, code = self.rig.engine, self.codes[address]
        engine.set_code(address, code + b"\0")
        self.model.codes_changed[address] += 1
        try:
            return then()
        finally:
            engine.set_code(address, code)
            self.model.codes_changed[address] -= 1

    def draft(self, actions: list[tuple[str, str, tuple]], values: list[int], text: str) -> Draft:
        """Word a proposal without making it."""
        encoded = [self.action(role, method, *args) for role, method, args in actions]
        targets, calldatas = [each[0] for each in encoded], [each[1] for each in encoded]
        kinds = tuple(method for _, method, _ in actions)
        return Draft((targets, values, calldatas, keccak(text=text)), text, kinds)

    def stage(self, record: Record, sender: str) -> bytes:
        """Put a record on chain, for a vote to adopt; return its hash."""
        data = record.encode()
        self.library.records[record.hash] = record
        self.do("curricula", "stage", data, sender=sender)
        return record.hash

    # ------------------------------------------------------------------------- what there is

    def badges(self) -> list[int]:
        return [each for each, word in self.state.definitions.items() if not word & 255]

    def composites(self) -> list[int]:
        return [each for each, word in self.state.definitions.items() if word & 255]

    def holdings(self, status: int) -> list[tuple[int, str]]:
        return [
            key for key, credential in self.state.credentials.items() if credential.status == status
        ]

    def missing(self, composite: int, learner: str) -> list[int]:
        """The components of a composite that the learner does not hold yet."""
        version, _ = self.state.enrolments.get((composite >> 8, learner), (0, 0))
        found = self.library.rule(self.state, composite, version)
        components = self.library.components(composite, *found) if found else ()
        return [each for each in components if not self.state.is_held(each, learner)]

    def ranks(self, curriculum: int) -> dict[int, int]:
        """The curriculum's class indices, and 0 for a badge, more for a composite."""
        return {
            index_of(class_id): word & 255
            for class_id, word in self.state.definitions.items()
            if curriculum_of(class_id) == curriculum
        }
