"""What a contract can be asked and what it tells, by its ABI: calls, answers and events in values.

Structs come as tuples with names, addresses with their checksum, and so do those inside them.
web3.py's own contracts decode structs by the names of what is answered, and Vyper gives several
answers no names: all but one would be lost. So eth-abi is called here.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from eth_abi.abi import decode, encode, is_encodable
from eth_abi.exceptions import DecodingError
from eth_utils.abi import (
    abi_to_signature,
    collapse_if_tuple,
    event_abi_to_log_topic,
    function_abi_to_4byte_selector,
)
from eth_utils.address import to_checksum_address

from cairn.say.errors import CairnError

CHANGING = ("nonpayable", "payable")
SELECTOR = 4  # bytes that say which function is called
SHOWN = 16  # bytes of data that cannot be read
UNREADABLE = (DecodingError, UnicodeDecodeError, OverflowError, RecursionError)


class NotOfThisContract(CairnError):
    """Calldata, an answer or a log that an interface has no meaning for."""

    def __init__(self, of: str):
        super().__init__(f"{of}: this is of no contract of Cairn: check the DAO's address")


@dataclass(frozen=True, eq=False)
class Described:
    """One entry of an ABI."""

    abi: Any  # as JSON has it

    @property
    def name(self) -> str:
        return self.abi["name"]


class Function(Described):
    """One function of a contract."""

    @cached_property
    def signature(self) -> str:
        """Its name and types, as "admit(address)"."""
        return abi_to_signature(self.abi)

    @cached_property
    def selector(self) -> bytes:
        """The first bytes of each call of it."""
        return function_abi_to_4byte_selector(self.abi)

    @property
    def changes(self) -> bool:
        """Tell whether it may change anything."""
        return self.abi["stateMutability"] in CHANGING

    def takes(self, arguments: Sequence) -> bool:
        """Tell whether it can be called with these."""
        kinds = types_of(self.abi["inputs"])
        return len(kinds) == len(arguments) and all(map(is_encodable, kinds, map(bare, arguments)))

    def encode(self, arguments: Sequence) -> bytes:
        """Return the calldata of a call."""
        return self.selector + encoded(self.abi["inputs"], arguments)

    def inputs(self, data: bytes) -> dict[str, Any]:
        """Return what calldata of this function says, by the names of its inputs."""
        names = [it["name"] for it in self.abi["inputs"]]
        return dict(zip(names, decoded(self.abi["inputs"], data[SELECTOR:]), strict=True))

    def answer(self, data: bytes) -> Any:
        """Return what it answered: a value if it is one, else a tuple of them."""
        values = decoded(self.abi["outputs"], data)
        return values[0] if len(values) == 1 else values


class EventABI(Described):
    """One kind of event of a contract."""

    @cached_property
    def topic(self) -> bytes:
        """The first topic of each event of this kind."""
        return event_abi_to_log_topic(self.abi)

    def fields(self, topics: Sequence[bytes], data: bytes) -> dict[str, Any]:
        """Return what a log says, by the names of its fields and in their order."""
        indexed = [it for it in self.abi["inputs"] if it["indexed"]]
        rest = [it for it in self.abi["inputs"] if not it["indexed"]]
        if len(topics) != len(indexed) + 1:
            raise NotOfThisContract(f"a log of {self.name}")
        told = {
            field["name"]: decoded([field], bytes(topic))[0]
            for field, topic in zip(indexed, topics[1:], strict=True)
        }
        told |= dict(zip((it["name"] for it in rest), decoded(rest, data), strict=True))
        return {it["name"]: told[it["name"]] for it in self.abi["inputs"]}


class Interface:
    """All functions and events of a kind of contract."""

    def __init__(self, name: str, abi: Sequence[dict]):
        self.name = name
        self.functions = tuple(Function(it) for it in abi if it["type"] == "function")
        self.events = {it["name"]: EventABI(it) for it in abi if it["type"] == "event"}
        self._constructor = [it["inputs"] for it in abi if it["type"] == "constructor"]

    @cached_property
    def by_selector(self) -> Mapping[bytes, Function]:
        return {function.selector: function for function in self.functions}

    @cached_property
    def _by_name(self) -> Mapping[str, list[Function]]:
        found: dict[str, list[Function]] = {}
        for function in self.functions:
            found.setdefault(function.name, []).append(function)
        return found

    def overloads(self, name: str) -> list[Function]:
        """Return every function of a name."""
        return self._by_name.get(name, [])

    def decode_input(self, data: bytes) -> tuple[Function, dict[str, Any]]:
        """Return which function calldata calls, and with what. Raises `NotOfThisContract`."""
        function = self.by_selector.get(bytes(data[:SELECTOR]))
        if function is None:
            raise NotOfThisContract(f"a call of {self.name}")
        return function, function.inputs(data)

    def encode_constructor(self, arguments: Sequence) -> bytes:
        """Return what stands behind the creation code, for it to be told."""
        return encoded(self._constructor[0], arguments) if self._constructor else b""


def types_of(fields: Sequence[dict]) -> list[str]:
    """Return the types of ABI fields, structs written out."""
    return [collapse_if_tuple(field) for field in fields]


def encoded(fields: Sequence[dict], values: Sequence) -> bytes:
    """Encode values; a contract or an account stands for its address."""
    return encode(types_of(fields), [bare(value) for value in values])


def bare(value: Any) -> Any:
    """Return a value as it is encoded."""
    if isinstance(value, (list, tuple)):
        return tuple(bare(it) for it in value)
    return str(value.address) if hasattr(value, "address") else value


def decoded(fields: Sequence[dict], data: bytes) -> tuple:
    """Decode values. Raises `NotOfThisContract` where the data is not of these types."""
    try:
        values = decode(types_of(fields), data)
    except UNREADABLE as error:
        raise NotOfThisContract(f"the data 0x{data[:SHOWN].hex()}") from error
    return tuple(_shaped(field, value) for field, value in zip(fields, values, strict=True))


def _shaped(field: Mapping, value: Any) -> Any:
    kind: str = field["type"]
    if kind.endswith("]"):
        return [_shaped(_element(field), it) for it in value]
    if kind == "tuple":
        parts = field["components"]
        shaped = [_shaped(part, it) for part, it in zip(parts, value, strict=True)]
        return _struct(tuple(part["name"] for part in parts))(*shaped)
    return to_checksum_address(value) if kind == "address" else value


@cache
def _struct(names: tuple[str, ...]) -> Callable[..., tuple]:
    return namedtuple("Struct", names, rename=True)


def written(function: Function, inputs: Mapping[str, Any]) -> str:
    """Write down what a function is called with, as "curriculum=1, note="Why not?"": texts stand in
    quotes that they cannot contain, so that none can pass for another argument."""
    fields = function.abi["inputs"]
    return ", ".join(f"{it['name']}={_written(it, inputs[it['name']])}" for it in fields)


def _written(field: Mapping, value: Any) -> str:
    kind: str = field["type"]
    if kind.endswith("]"):
        return f"({', '.join(_written(_element(field), it) for it in value)})"
    if kind == "tuple":
        parts = zip(field["components"], value, strict=True)
        return f"({', '.join(_written(*part) for part in parts)})"
    if kind == "string":
        return json.dumps(value, ensure_ascii=False)
    return f"0x{value.hex()}" if isinstance(value, bytes) else str(value)


def _element(field: Mapping) -> Mapping:
    """Return an array's field as that of one of its elements."""
    kind: str = field["type"]
    return {**field, "type": kind[: kind.rindex("[")]}
