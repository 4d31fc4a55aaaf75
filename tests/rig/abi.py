"""Values to bytes and back, by an ABI's types.

eth_abi does it; but where every value is a word of its own, as in most calls, there is little to
do, and doing it here makes a long run five times as fast.
"""

from collections.abc import Callable, Sequence
from typing import Any

from eth_abi.decoding import ContextFramesBytesIO, TupleDecoder
from eth_abi.encoding import TupleEncoder
from eth_abi.registry import registry
from eth_utils.abi import collapse_if_tuple

WORD = 32  # bytes
# How to read and write each type that is a word; all other types of a word are unsigned numbers.
READ: dict[str, Callable[[bytes], Any]] = {
    "address": lambda word: "0x" + word[12:].hex(),
    "bool": lambda word: word[-1] == 1,
    "bytes32": bytes,
}
WRITE: dict[str, Callable[[Any], bytes]] = {
    "address": lambda value: bytes(12) + bytes.fromhex(value[2:]),
    "bool": lambda value: value.to_bytes(WORD, "big"),
    "bytes32": bytes,
}


class Codec:
    """Encodes and decodes the values of one list of types."""

    def __init__(self, entries: Sequence[dict]):
        self.names = [entry["name"] for entry in entries]
        types = [collapse_if_tuple(entry) for entry in entries]
        if all(_is_word(each) for each in types):
            self.encode, self.decode = _words(types)
        elif len(entries) == 1 and all(map(_is_word, inner := _fields(entries[0]))):
            encode, decode = _words(inner)
            self.encode: Callable[[Sequence], bytes] = lambda values: encode(values[0])
            self.decode: Callable[[bytes], tuple] = lambda data: (decode(data),)
        else:
            decoder = TupleDecoder(decoders=[registry.get_decoder(each) for each in types])
            self.encode = TupleEncoder(encoders=[registry.get_encoder(each) for each in types])
            self.decode = lambda data: decoder(ContextFramesBytesIO(data))


def _is_word(type_: str) -> bool:
    return type_ in READ or (type_.startswith("uint") and type_[4:].isdigit())


def _fields(entry: dict) -> list[str]:
    """The types within a struct; of anything else, nothing that is a word."""
    is_struct = entry["type"] == "tuple"
    return [each["type"] for each in entry["components"]] if is_struct else [""]


def _words(types: list[str]) -> tuple[Callable, Callable]:
    readers = [READ.get(each, _number) for each in types]
    writers = [WRITE.get(each, _word) for each in types]

    def encode(values: Sequence) -> bytes:
        return b"".join(write(each) for write, each in zip(writers, values, strict=True))

    def decode(data: bytes) -> tuple:
        return tuple(read(data[at * WORD : at * WORD + WORD]) for at, read in enumerate(readers))

    return encode, decode


def _number(word: bytes) -> int:
    return int.from_bytes(word, "big")


def _word(number: int) -> bytes:
    return number.to_bytes(WORD, "big")
