"""The curriculum record: the exact bytes that educators vote on and that live on chain.

A record is a run of 32-byte words (header, document hash, classes, rules, gates, foreign classes,
issuers) and then text. `docs/curriculum-file.md` has the table. There is one way to write a given
curriculum down, so its hash names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from eth_utils.crypto import keccak

from cairn.curricula.record.bitfields import (
    CLASS,
    FOREIGN,
    GATE_A,
    GATE_B,
    HEADER,
    ISSUER,
    RULE,
    WORD,
    pack,
)
from cairn.curricula.record.parts import (
    MAX_CLASSES,
    MAX_FOREIGN,
    MAX_GATES,
    MAX_ISSUERS,
    MAX_RULE_GATES,
    MAX_RULES,
    UNSET,
    BadgeClass,
    Issuer,
    Rule,
)
from cairn.say.errors import CairnError
from cairn.say.text import MAX_KEY, MAX_TEXT, byte_fault, plain

FORMAT = 1
MAX_BYTES = 24_479  # of the code of one contract, less what frames the record there


@dataclass(frozen=True)
class Record:
    """One version of a curriculum: what is new in it, and every rule that it has."""

    key: str
    title: str
    classes: tuple[BadgeClass, ...] = ()
    rules: tuple[Rule, ...] = ()
    foreign: tuple[int, ...] = ()  # class ids in other curricula
    issuers: tuple[Issuer, ...] = ()
    curriculum: int = 0  # 0: a new one, its number is given at adoption
    version: int = 1
    omitted: int = 0
    review_day: int = 0  # days since 1970; 0: none
    document: bytes = field(default=UNSET)  # SHA-256 of the published document

    def encode(self) -> bytes:
        """Return the canonical bytes, or raise `CairnError` at the first limit that is broken."""
        _check_limits(self)
        text = _text_of(self)
        words = list(_words(self, len(text)))
        data = b"".join(word.to_bytes(WORD, "big") for word in words) + text
        _at_most(len(data), MAX_BYTES, "bytes in the record")

        return data

    @property
    def hash(self) -> bytes:
        """Keccak-256 of the canonical bytes: what the vote adopts."""
        return record_hash(self.encode())


def record_hash(data: bytes) -> bytes:
    """Return the name under which these bytes are staged and adopted."""
    return keccak(data)


def _at_most(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise CairnError(f"{count:,} {what} do not fit: at most {limit:,}")


def _check_limits(record: Record) -> None:
    _at_most(len(record.classes), MAX_CLASSES, "new badges")
    _at_most(len(record.rules), MAX_RULES, "rules")
    _at_most(sum(len(rule.gates) for rule in record.rules), MAX_GATES, "gates in all")
    for rule in record.rules:
        _at_most(len(rule.gates), MAX_RULE_GATES, "gates in one rule")
    _at_most(len(record.foreign), MAX_FOREIGN, "badges of other curricula")
    _at_most(len(record.issuers), MAX_ISSUERS, "issuers")
    addresses = [int(issuer.address, 16) for issuer in record.issuers]
    if addresses != sorted(set(addresses)):
        raise CairnError("the issuers are not in rising order of address, each of them once")
    if len(record.document) != WORD:
        raise CairnError(f"a document hash has 32 bytes, this one {len(record.document)}")
    for what, text, limit in _texts(record):
        if fault := byte_fault(text, limit):
            raise CairnError(f"{what} {plain(text)!r} {fault}")


def _texts(record: Record) -> Iterator[tuple[str, str, int]]:
    yield "the key", record.key, MAX_KEY
    yield "the title", record.title, MAX_TEXT
    for badge in record.classes:
        yield "the key", badge.key, MAX_KEY
        yield "the name", badge.name, MAX_TEXT


def _text_of(record: Record) -> bytes:
    """Join all text with nothing between, padded with spaces to whole words."""
    text = "".join(text for _, text, _ in _texts(record)).encode()
    return text + b" " * (-len(text) % WORD)


def _head_length(record: Record) -> int:
    gates = sum(len(rule.gates) for rule in record.rules)
    parts = len(record.classes), len(record.rules), 2 * gates, len(record.foreign)
    return WORD * (2 + sum(parts) + len(record.issuers))


def _words(record: Record, text_length: int) -> Iterator[int]:
    yield _header_word(record, text_length)
    yield int.from_bytes(record.document, "big")
    yield from _class_words(record)
    yield from _rule_words(record)
    for gate in (gate for rule in record.rules for gate in rule.gates):
        yield from (pack(GATE_A, vars(gate)), pack(GATE_B, vars(gate)))
    for class_id in record.foreign:
        yield pack(FOREIGN, {"class_id": class_id})
    for issuer in record.issuers:
        yield pack(ISSUER, {"address": int(issuer.address, 16), "until": issuer.until})


def _header_word(record: Record, text_length: int) -> int:
    counts = {
        "classes": len(record.classes),
        "rules": len(record.rules),
        "gates": sum(len(rule.gates) for rule in record.rules),
        "foreign": len(record.foreign),
        "issuers": len(record.issuers),
        "key_length": len(record.key.encode()),
        "title_length": len(record.title.encode()),
        "text_length": text_length,
    }
    return pack(HEADER, {**vars(record), **counts, "format": FORMAT})


def _class_words(record: Record) -> Iterator[int]:
    offset = _head_length(record) + len((record.key + record.title).encode())
    for badge in record.classes:
        key, name = len(badge.key.encode()), len(badge.name.encode())
        place = {"text_offset": offset, "key_length": key, "name_length": name}
        yield pack(CLASS, {**vars(badge), **place, "version": record.version})
        offset += key + name


def _rule_words(record: Record) -> Iterator[int]:
    first = 0
    for rule in record.rules:
        yield pack(RULE, {"index": rule.index, "first_gate": first, "gates": len(rule.gates)})
        first += len(rule.gates)
