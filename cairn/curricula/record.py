"""The curriculum record: the exact bytes that educators vote on and that live on chain.

A record is a run of 32-byte words (header, document hash, classes, rules, gates, foreign classes,
issuers) and then text. `docs/curriculum-file.md` has the table. There is one way to write a given
curriculum down, so its hash names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from eth_utils import keccak, to_checksum_address

from cairn.curricula.layout import (
    CLASS,
    FOREIGN,
    GATE_A,
    GATE_B,
    HEADER,
    ISSUER,
    RULE,
    WORD,
    pack,
    unpack,
)
from cairn.say.errors import CairnError
from cairn.say.text import MAX_KEY, MAX_TEXT, byte_fault, plain

FORMAT = 1
MAX_BYTES = 24_479  # of the code of one contract, less what frames the record there
MAX_CLASSES, MAX_RULES, MAX_GATES, MAX_RULE_GATES = 240, 32, 120, 64
MAX_FOREIGN, MAX_ISSUERS, MAX_RANK = 64, 32, 15
ORDER, CURRENCY = 1, 2  # bits of `omitted`: rules that the curriculum has and nobody enforces
COUNT, CARRY = 0, 1  # what a gate does
UNSET = bytes(32)


@dataclass(frozen=True)
class BadgeClass:
    """A kind of badge as it stands on chain. The four enums and the level are 0 when unsaid."""

    key: str
    name: str
    rank: int = 0  # 0 for a badge; a composite: 1 + the highest rank that its rule counts
    valid_days: int = 0  # 0: for ever
    type: int = 0
    participation: int = 0
    assessment: int = 0
    supervision: int = 0
    identity: int = 0
    tenths: int = 0  # tenths of a credit
    level: int = 0


@dataclass(frozen=True)
class Gate:
    """One step of a rule: how many of these classes, earlier gates and foreign classes count."""

    threshold: int
    classes: int = 0
    gates: int = 0
    foreign: int = 0
    op: int = COUNT


@dataclass(frozen=True)
class Rule:
    """What earns the composite with this class index: the last gate is the answer."""

    index: int
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class Issuer:
    """Who may award, and until when (Unix seconds; 0: until withdrawn)."""

    address: str
    until: int = 0


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


def decode(data: bytes) -> Record:
    """Read a record back. Raises `CairnError` unless these are the bytes that `encode` gives."""
    try:
        record = _parse(data)
        canonical = record.encode() == data
    except CairnError as error:
        raise CairnError(f"this is no curriculum record: {error}") from error
    except UnicodeDecodeError as error:
        raise CairnError("this is no curriculum record: its text is not UTF-8") from error
    if not canonical:
        raise CairnError("this is no curriculum record: its bytes are not in the canonical form")

    return record


def class_indices(count: int, after: int = 0) -> list[int]:
    """Return the indices that `count` new classes get, `after` being the last one taken.

    Lane 0 of each of a learner's sheets is not for badges, so multiples of 16 are passed over.
    """
    free = [index for index in range(after + 1, 256) if index % 16]
    if count > len(free):
        raise CairnError(f"{count} new badges do not fit: {len(free)} of {MAX_CLASSES} are left")

    return free[:count]


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


def _parse(data: bytes) -> Record:
    """Read what the words say. Stray bits and wrong lengths show when it is encoded again."""
    words = [int.from_bytes(data[at : at + WORD], "big") for at in range(0, len(data), WORD)]
    if not words:
        raise CairnError("its first word is missing")
    head = unpack(HEADER, words[0])
    if head["format"] != FORMAT:
        raise CairnError(f"its format is {head['format']}, this program reads {FORMAT}")
    rest = iter(words[2:])
    classes = [unpack(CLASS, next(rest, 0)) for _ in range(head["classes"])]
    rules = [unpack(RULE, next(rest, 0)) for _ in range(head["rules"])]
    gates = [_parse_gate(next(rest, 0), next(rest, 0)) for _ in range(head["gates"])]
    foreign = [next(rest, 0) for _ in range(head["foreign"])]
    issuers = [_parse_issuer(next(rest, 0)) for _ in range(head["issuers"])]
    blank = Record("", "", (), tuple(_parse_rule(rule, gates) for rule in rules))
    kept = {name: head[name] for name in ("curriculum", "version", "omitted", "review_day")}
    lists = {"foreign": tuple(foreign), "issuers": tuple(issuers)}

    return replace(blank, **kept, **lists, **_parse_text(data, head, classes), document=data[32:64])


def _parse_gate(a: int, b: int) -> Gate:
    return Gate(**unpack(GATE_A, a), **unpack(GATE_B, b))


def _parse_rule(rule: dict, gates: list[Gate]) -> Rule:
    return Rule(
        rule["index"], tuple(gates[rule["first_gate"] : rule["first_gate"] + rule["gates"]])
    )


def _parse_issuer(word: int) -> Issuer:
    issuer = unpack(ISSUER, word)
    return Issuer(to_checksum_address(issuer["address"].to_bytes(20, "big")), issuer["until"])


def _parse_text(data: bytes, head: dict, classes: list[dict]) -> dict:
    counts = head["classes"], head["rules"], 2 * head["gates"], head["foreign"], head["issuers"]
    at = WORD * (2 + sum(counts))
    key, at = _take(data, at, head["key_length"])
    title, at = _take(data, at, head["title_length"])
    badges = tuple(_parse_class(data, word) for word in classes)

    return {"key": key, "title": title, "classes": badges}


def _parse_class(data: bytes, word: dict) -> BadgeClass:
    key, at = _take(data, word["text_offset"], word["key_length"])
    name, _ = _take(data, at, word["name_length"])
    kept = {field: word[field] for field in BadgeClass.__dataclass_fields__ if field in word}

    return BadgeClass(key, name, **kept)


def _take(data: bytes, at: int, length: int) -> tuple[str, int]:
    return data[at : at + length].decode(), at + length
