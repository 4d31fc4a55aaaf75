"""A contract at an address, whose functions and events are its attributes.

`token.holder(7)` asks the node; `token.accept(sender=signer)` sends a transaction and waits for it;
`token.accept.call(sender=who)` tries that on the node alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from eth_typing import ChecksumAddress
from eth_utils.address import to_checksum_address
from eth_utils.conversions import to_hex
from web3.types import TxParams, TxReceipt, Wei

from cairn.chain.interfaces import EventABI, Function, Interface
from cairn.chain.node import Node, RawLog
from cairn.chain.refusals import refusals


class Signer(Protocol):
    """Whoever signs transactions."""

    @property
    def address(self) -> Any: ...

    def send(self, node: Node, transaction: TxParams) -> TxReceipt:
        """Sign and send a transaction, and wait for it. Raises `Refused` if it does not succeed."""
        ...


class Contract:
    """A contract of a known kind at an address. It is not asked whether it is one."""

    def __init__(self, node: Node, interface: Interface, address: str):
        self.node, self.interface = node, interface
        self.address: ChecksumAddress = to_checksum_address(address)

    def __getattr__(self, name: str) -> Any:
        if name == "interface":  # before it is set, in a copy
            raise AttributeError(name)
        if self.interface.overloads(name):
            return Method(self, name)
        if name in self.interface.events:
            return EventKind(self, self.interface.events[name])
        raise AttributeError(f"{self.interface.name} has neither function nor event {name!r}")

    def try_out(self, function: Function, arguments: tuple, sender: Any) -> None:
        """Try a function on the node alone. Raises `Refused` with the contract's sentence."""
        asked = _transaction(self, function, arguments)
        tried(self.node, {**asked, "from": _address(sender)})

    def __repr__(self) -> str:
        return f"<{self.interface.name} {self.address}>"


@dataclass(frozen=True, eq=False)
class Method:
    """A function of a contract; of several by one name, the one that takes the arguments."""

    contract: Contract
    name: str

    def __call__(self, *arguments: Any, sender: Any = None, value: int = 0, gas: int = 0) -> Any:
        """Ask, or with a `sender` and where something may change, send; `value` in wei. Raises
        `Refused` with the contract's sentence."""
        function = self._function(arguments)
        if not function.changes:
            return self._ask(function, arguments, sender, value)
        if sender is None:
            raise TypeError(f"{self.name} changes something: say who sends it, or use .call")
        transaction = _transaction(self.contract, function, arguments, value)
        if gas:
            transaction["gas"] = gas
        return Receipt(sender.send(self.contract.node, transaction))

    def call(self, *arguments: Any, sender: Any = None, value: int = 0) -> Any:
        """Try it on the node alone. Raises `Refused` with the contract's sentence."""
        return self._ask(self._function(arguments), arguments, sender, value)

    def estimate(self, *arguments: Any, sender: Any, value: int = 0) -> int:
        """Return how much gas it takes, as the node finds. Raises `Refused`, too."""
        asked = _transaction(self.contract, self._function(arguments), arguments, value)
        return estimated(self.contract.node, {**asked, "from": _address(sender)})

    def encode_input(self, *arguments: Any) -> bytes:
        """Return the calldata of a call."""
        return self._function(arguments).encode(arguments)

    def question(self, *arguments: Any) -> tuple[Function, TxParams]:
        """Return a call, for it to be asked together with others."""
        function = self._function(arguments)
        return function, _transaction(self.contract, function, arguments)

    def _function(self, arguments: tuple) -> Function:
        fitting = [it for it in self.contract.interface.overloads(self.name) if it.takes(arguments)]
        if not fitting:
            kind = self.contract.interface.name
            raise TypeError(f"{kind}.{self.name} does not take {arguments!r}")
        return fitting[0]

    def _ask(self, function: Function, arguments: tuple, sender: Any, value: int) -> Any:
        asked = _transaction(self.contract, function, arguments, value)
        if sender is not None:
            asked["from"] = _address(sender)
        return function.answer(tried(self.contract.node, asked))


def _transaction(
    contract: Contract, function: Function, arguments: tuple, value: int = 0
) -> TxParams:
    asked = TxParams(to=contract.address, data=to_hex(function.encode(arguments)))
    return {**asked, "value": Wei(value)} if value else asked


def _address(account: Any) -> ChecksumAddress:
    return to_checksum_address(str(getattr(account, "address", account)))


def tried(node: Node, transaction: TxParams) -> bytes:
    """Run a call on the node alone. Raises `Refused` if it is refused."""
    with refusals():
        return node.call(transaction)


def estimated(node: Node, transaction: TxParams) -> int:
    """Return how much gas a transaction takes. Raises `Refused` if it would be refused."""
    with refusals():
        return node.estimate(transaction)


@dataclass(frozen=True, eq=False)
class Log:
    """An event that has happened, whose fields are its attributes."""

    event_name: str
    event_arguments: dict[str, Any]
    contract_address: str
    block_number: int
    log_index: int
    transaction_hash: str
    clock: Callable[[], int]  # tells when that was

    @property
    def timestamp(self) -> int:
        """When it happened, in Unix seconds."""
        return self.clock()

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["event_arguments"][name]
        except KeyError:
            raise AttributeError(f"a log has no field {name!r}") from None


@dataclass(frozen=True, eq=False)
class EventKind:
    """A kind of event that one contract tells."""

    contract: Contract
    event: EventABI

    @property
    def address(self) -> ChecksumAddress:
        return self.contract.address

    def is_of(self, raw: RawLog) -> bool:
        """Tell whether a log is one of these."""
        return raw.address == self.address and raw.topics[:1] == (self.event.topic,)

    def read(self, raw: RawLog) -> Log:
        """Return a log of this kind as an event."""
        node = self.contract.node
        return Log(
            event_name=self.event.name,
            event_arguments=self.event.fields(raw.topics, raw.data),
            contract_address=raw.address,
            block_number=raw.block,
            log_index=raw.index,
            transaction_hash=raw.transaction,
            clock=lambda: node.time_of(raw),
        )


@dataclass(frozen=True, eq=False)
class Receipt:
    """A transaction that is on chain and has succeeded."""

    raw: TxReceipt

    @property
    def transaction_hash(self) -> str:
        return self.raw["transactionHash"].to_0x_hex()

    @property
    def gas_used(self) -> int:
        return self.raw["gasUsed"]

    def logs_of(self, kind: EventKind) -> list[Log]:
        """Return the events of a kind that it has told."""
        raws = map(RawLog.of, self.raw["logs"])
        return [kind.read(raw) for raw in raws if kind.is_of(raw)]
