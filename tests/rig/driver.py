"""Speaking to contracts by name: arguments in, values, events and reasons out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any, NamedTuple

from eth_utils import keccak
from eth_utils.abi import collapse_if_tuple

from rig.abi import Codec
from rig.build import Build, build
from rig.cost import Cost
from rig.engines import Outcome, PyEvm, Revm

START = 1_800_000_000  # mid-January 2027, Unix seconds; the time that every story starts at
ERROR = keccak(text="Error(string)")[:4]
VIEWS = ("view", "pure")


class Reverted(Exception):
    """A refusal; its text is the reason that was given."""


@contextmanager
def reverts(reason: str) -> Iterator[None]:
    """Expect a refusal with exactly this reason."""
    told = None
    try:
        yield
    except Reverted as refused:
        told = str(refused)
    assert told == reason


class Event(NamedTuple):
    """One line of a log."""

    contract: str  # its address
    name: str
    args: dict[str, Any]


class Receipt:
    """What a transaction returned, logged and cost."""

    def __init__(self, rig: "Rig", outcome: Outcome, value: Any):
        self.value, self._rig, self._outcome = value, rig, outcome

    @property
    def gas(self) -> Cost:
        assert self._outcome.gas, "Revm tells no gas: measure with Rig(PyEvm)"
        return self._outcome.gas

    @cached_property
    def events(self) -> list[Event]:
        return [self._rig.contracts[log[0]].read_log(*log[1:]) for log in self._outcome.logs]


class Method:
    """One function of a contract, fit to be called."""

    def __init__(self, entry: dict):
        self.name = entry["name"]
        self.is_view = entry["stateMutability"] in VIEWS
        self.inputs, self._outputs = Codec(entry["inputs"]), Codec(entry["outputs"])
        types = ",".join(collapse_if_tuple(each) for each in entry["inputs"])
        self.selector = keccak(text=f"{self.name}({types})")[:4]

    def encode(self, *args: Any) -> bytes:
        """Return calldata."""
        return self.selector + self.inputs.encode(args)

    def decode(self, output: bytes) -> Any:
        """Return the one value, or a tuple of several."""
        values = self._outputs.decode(output)
        return values[0] if len(values) == 1 else values or None


class EventReader:
    """Reads the logs of one event."""

    def __init__(self, entry: dict):
        self.name = entry["name"]
        self._order = [each["name"] for each in entry["inputs"]]
        self._topics = [Codec([each]) for each in entry["inputs"] if each["indexed"]]
        self._data = Codec([each for each in entry["inputs"] if not each["indexed"]])
        types = ",".join(collapse_if_tuple(each) for each in entry["inputs"])
        self.topic = keccak(text=f"{self.name}({types})")

    def read(self, topics: Sequence[bytes], data: bytes) -> dict[str, Any]:
        found = dict(zip(self._data.names, self._data.decode(data), strict=True))
        for codec, topic in zip(self._topics, topics, strict=True):
            found[codec.names[0]] = codec.decode(topic)[0]
        return {name: found[name] for name in self._order}


class Interface:
    """An ABI, ready for use. A name with default arguments has one method for each count."""

    def __init__(self, abi: list[dict]):
        methods = [Method(entry) for entry in abi if entry["type"] == "function"]
        events = [EventReader(entry) for entry in abi if entry["type"] == "event"]
        [inputs] = [entry["inputs"] for entry in abi if entry["type"] == "constructor"] or [[]]
        self.methods = {(each.name, len(each.inputs.names)): each for each in methods}
        self.events = {event.topic: event for event in events}
        self.event_names = {event.name for event in events}
        self.constructor = Codec(inputs)


class Contract:
    """A deployed contract: `contract.award(badge, learner, sender=issuer)`; a view's value; an
    event of its own in words, to compare with, `contract.Transfer(sender=…, …)`."""

    def __init__(self, rig: "Rig", address: str, interface: Interface):
        self.address, self._rig, self._interface = address, rig, interface

    def __getattr__(self, name: str) -> Callable:
        """Find a name once: Python asks here only for what is not kept."""
        verb = self._word if name in self._interface.event_names else self._speak
        kept = partial(verb, name)
        setattr(self, name, kept)
        return kept

    def at(self, address: str) -> "Contract":
        """Return what is spoken to in the same way at another address."""
        return Contract(self._rig, address, self._interface)

    def encode(self, name: str, *args: Any) -> bytes:
        """Return the calldata of one call."""
        return self._method(name, args).encode(*args)

    def read_log(self, topics: Sequence[bytes], data: bytes) -> Event:
        event = self._interface.events[topics[0]]
        return Event(self.address, event.name, event.read(topics[1:], data))

    def _method(self, name: str, args: Sequence) -> Method:
        try:
            return self._interface.methods[name, len(args)]
        except KeyError:
            raise AttributeError(f"there is no {name} of {len(args)} arguments") from None

    def _word(self, name: str, **args: Any) -> Event:
        return Event(self.address, name, args)

    def _speak(self, name: str, *args: Any, sender: str | None = None, value: int = 0) -> Any:
        method = self._method(name, args)
        data = method.encode(*args)
        if method.is_view:
            outcome = self._rig.engine.call(sender or self._rig.nobody, self.address, data)
            return method.decode(_checked(outcome).output)
        assert sender, f"{name} changes something: say who the sender is"
        outcome = _checked(self._rig.engine.transact(sender, self.address, data, value))
        return Receipt(self._rig, outcome, method.decode(outcome.output))


class Rig:
    """An EVM, its clock, and every contract that was deployed on it."""

    nobody = "0x" + "ee" * 20  # asks what nobody in particular may ask

    def __init__(self, engine: type[Revm] | type[PyEvm] = Revm):
        self.engine = engine(START)
        self.contracts: dict[str, Contract] = {}
        self.creations: list[Receipt] = []  # what all constructors logged and cost

    def deploy(self, name: str, *args: Any, sender: str) -> Contract:
        """Put up the contract, or double, of this name."""
        return self.put_up(build(name), *args, sender=sender)

    def put_up(self, made: Build, *args: Any, sender: str) -> Contract:
        """Put up what any compiler has made."""
        interface = Interface(made.abi)
        init_code = made.bytecode + interface.constructor.encode(args)
        address, outcome = self.engine.create(sender, init_code)
        self.contracts[address] = contract = Contract(self, address, interface)
        self.creations.append(Receipt(self, outcome, None))
        return contract

    @property
    def now(self) -> int:
        """The time at which the next transaction runs, Unix seconds."""
        return self.engine.timestamp

    @now.setter
    def now(self, timestamp: int) -> None:
        self.engine.timestamp = timestamp


def _checked(outcome: Outcome) -> Outcome:
    """Let success pass; raise `Reverted` with the reason, empty if none was given."""
    if not outcome.ok:
        raise Reverted(_reason(outcome.output))
    return outcome


def _reason(output: bytes) -> str:
    """A sentence; an error that is none, byte by byte."""
    if output[:4] == ERROR:
        return STRING.decode(output[4:])[0]
    return f"0x{output.hex()}" if output else ""


STRING = Codec([{"name": "reason", "type": "string"}])
