"""The suite as it should be: what each call changes and logs, or why it is refused."""

from collections import Counter

from rig import Event

from stateful.credential_status import CredentialStatus
from stateful.credentials import Credentials
from stateful.curriculum_registry import CurriculumRegistry
from stateful.governing import Dao
from stateful.members import Educators
from stateful.parts import Part, Refused, require
from stateful.pathway_registry import PathwayRegistry
from stateful.rulings import DecisionRules
from stateful.state import Library, State

PAYABLE = ("transferFrom", "safeTransferFrom", "approve", "execute", "simulate", "run")


class Actor(Part):
    """A contract that does what it has been told to: `tests/rig/doubles/actor.vy`."""

    def __init__(self, model, role: str):
        super().__init__(model)
        self.role = role
        self.planned: tuple[str, bytes] | None = None

    def plan(self, sender, target, calldata):
        self.planned = (target, calldata)

    def transfer(self, sender, receiver, amount):
        pass

    def run(self, sender):
        if self.planned:
            self.model.call(*self.planned, self.model.addresses[self.role])


class Model:
    """The contracts by their roles; `perform` is one transaction."""

    def __init__(self, addresses: dict[str, str], state: State, library: Library):
        self.addresses, self.state, self.library = addresses, state, library
        self.now = self.value = 0
        self.events: list[Event] = []
        self.meanings: dict[tuple[str, bytes], tuple] = {}  # target, calldata: role, method, args
        self.codes_changed: Counter[str] = Counter()  # how often each contract got other code
        self.codes_seen: dict[int, list[int]] = {}  # by proposal: its targets' codes, then
        self.credentials, self.pathways = Credentials(self), PathwayRegistry(self)
        self.dao, self.educators = Dao(self), Educators(self)
        self.parts: dict[str, Part] = {
            "credentials": self.credentials,
            "curricula": CurriculumRegistry(self),
            "pathways": self.pathways,
            "status": CredentialStatus(self),
            "educators": self.educators,
            "rules": DecisionRules(self),
            "dao": self.dao,
        }
        for role in addresses.keys() - self.parts.keys() - {"renderer"}:
            self.parts[role] = Actor(self, role)

    def codes(self, targets: list[str]) -> list[int]:
        """What stands for the code of each target."""
        return [self.codes_changed[target] for target in targets]

    def perform(self, role: str, method: str, args: tuple, sender: str, value: int = 0) -> list:
        """Return the events, or raise `Refused` and leave everything as it was."""
        before, self.events = self.state.copy(), []
        try:
            self._run(role, method, args, sender, value)
        except Refused:
            self.state = before
            raise
        return self.events

    def call(self, target: str, calldata: bytes, sender: str, value: int = 0) -> None:
        """A call from within: what an executed proposal, or a contract that acts, asks for."""
        role, method, args = self.meanings[target, calldata]
        outer = self.value
        self._run(role, method, args, sender, value)
        self.value = outer

    def _run(self, role: str, method: str, args: tuple, sender: str, value: int) -> None:
        require(not value or method in PAYABLE, "")
        self.value = value
        getattr(self.parts[role], method)(sender, *args)
