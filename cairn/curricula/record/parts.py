"""What a curriculum record consists of: kinds of badges, rules as gates, and issuers."""

from dataclasses import dataclass

MAX_CLASSES, MAX_RULES, MAX_GATES, MAX_RULE_GATES = 240, 32, 120, 64
MAX_FOREIGN, MAX_ISSUERS, MAX_RANK = 64, 32, 15
ORDER, CURRENCY = 1, 2  # bits of `omitted`: rules that the curriculum has and nobody enforces
COUNT, CARRY = 0, 1  # what a gate does
CARRIED = 0xFFFF  # the threshold of a gate that is only carried on: never met
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
