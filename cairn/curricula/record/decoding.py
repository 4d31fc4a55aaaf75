"""A curriculum record read back from its bytes, if they are those that it is written as."""

from dataclasses import replace

from eth_utils.address import to_checksum_address

from cairn.curricula.record.bitfields import (
    CLASS,
    GATE_A,
    GATE_B,
    HEADER,
    ISSUER,
    RULE,
    WORD,
    unpack,
)
from cairn.curricula.record.parts import BadgeClass, Gate, Issuer, Rule
from cairn.curricula.record.record import FORMAT, Record
from cairn.say.errors import CairnError


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
