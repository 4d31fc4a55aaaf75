"""The algebra of rules: a nested rule becomes a list of gates, and gates are evaluated.

A rule as people write it nests (2 of these 3, and one of those). On chain it is a short list of
gates, each of which looks only at badges and at earlier gates. Both mean the same for every set of
badges; the tests hold them against each other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from math import gcd
from typing import NamedTuple

from cairn.curricula.record import CARRY, COUNT, Gate, Record, Rule
from cairn.say.errors import CairnError

CARRIED = 0xFFFF  # the threshold of a gate that is only carried on: never met


class GateValue(NamedTuple):
    """What one gate says of a learner."""

    value: int
    threshold: int
    met: bool


@dataclass(frozen=True, eq=False)
class Count:
    """At least so many of these parts. Equal whatever the order of the parts."""

    threshold: int
    parts: tuple

    def __eq__(self, other):
        return isinstance(other, Count) and self._same() == other._same()

    def __hash__(self):
        return hash(self._same())

    def _same(self):
        return self.threshold, frozenset(self.parts)


@dataclass(frozen=True, eq=False)
class Credits(Count):
    """Parts that weigh `weights` together reach the threshold (all in one unit)."""

    weights: tuple = ()

    def __eq__(self, other):
        return isinstance(other, Credits) and self._same() == other._same()

    def __hash__(self):
        return hash(self._same())

    def _same(self):
        return self.threshold, frozenset(zip(self.parts, self.weights, strict=True))


def count_of(threshold: int, parts: list) -> "str | Count":
    """Return the simplest part that means "at least `threshold` of `parts`".

    A group of one is that one; all-of within all-of and any-of within any-of are one group. Raises
    `CairnError` if a part would count twice, which no gate can say.
    """
    distinct = tuple(dict.fromkeys(parts))
    is_all, is_any = threshold == len(parts), threshold == 1
    if len(distinct) < len(parts) and not (is_all or is_any):
        raise CairnError("a component counts twice in one group: keep it once")
    if len(distinct) == 1:
        return distinct[0]
    if is_all:
        merged = _merged(distinct, lambda part: part.threshold == len(part.parts))
        return Count(len(merged), merged)
    if is_any:
        return Count(1, _merged(distinct, lambda part: part.threshold == 1))

    return Count(threshold, distinct)


def credits_of(threshold: int, weights: dict[str, int]) -> "str | Count":
    """Return the simplest part that means "these weights sum to the threshold or more"."""
    if not all(weights.values()):
        raise CairnError("a badge is summed that carries no credits of its own")
    unit = reduce(gcd, weights.values())
    scaled = {key: weight // unit for key, weight in weights.items()}
    needed = -(-threshold // unit)
    if len(set(scaled.values())) == 1:
        return count_of(needed, list(scaled))
    if sum(scaled.values()) >= CARRIED:
        raise CairnError(
            f"{sum(scaled.values()):,} units of credit are too many to sum: "
            f"count fewer badges, or coarser credits, up to {CARRIED - 1:,} units"
        )

    return Credits(needed, tuple(scaled), tuple(scaled.values()))


def _merged(parts: tuple, is_same_kind) -> tuple:
    """Take the parts of the groups that say no more than the group they stand in."""
    flat = []
    for part in parts:
        is_group = type(part) is Count and is_same_kind(part)
        flat.extend(part.parts if is_group else [part])

    return tuple(dict.fromkeys(flat))


class Masks(NamedTuple):
    """Where the badges of a rule stand: class indices here, bits among the foreign classes."""

    indices: dict[str, int]
    foreign: dict[str, int]


def gates_of(root: "str | Count", masks: Masks) -> tuple[Gate, ...]:
    """Write a part as gates: each group once, however often it occurs, and the root last."""
    gates: list[Gate] = []
    root = root if isinstance(root, Count) else Count(1, (root,))
    _emit(root, masks, gates, {})

    return tuple(gates)


def _emit(node: Count, masks: Masks, gates: list[Gate], done: dict[Count, int]) -> int:
    """Append what `node` needs and then `node`, unless it is there; return its gate's number."""
    if node not in done:
        earlier = sum(
            1 << _emit(part, masks, gates, done) for part in node.parts if isinstance(part, Count)
        )
        if isinstance(node, Credits):
            gates.extend(_chain(node, masks))
        else:
            gates.append(_gate(node.threshold, node.parts, masks, gates=earlier))
        done[node] = len(gates) - 1

    return done[node]


def _gate(threshold: int, parts: Collection, masks: Masks, gates: int = 0, op: int = COUNT) -> Gate:
    keys = [part for part in parts if isinstance(part, str)]
    if strange := [key for key in keys if key not in masks.indices and key not in masks.foreign]:
        raise CairnError(f'badge "{strange[0]}" is not declared')
    classes = sum(1 << masks.indices[key] for key in keys if key in masks.indices)
    foreign = sum(1 << masks.foreign[key] for key in keys if key in masks.foreign)

    return Gate(threshold, classes, gates, foreign, op)


def _chain(node: Credits, masks: Masks) -> Iterator[Gate]:
    """Sum weights digit by digit, the highest first: each gate doubles what the last one counted.

    Bit 3 of the weights is counted first, then twice that plus the count at bit 2, and so on.
    """
    digits = max(node.weights).bit_length()
    for digit in reversed(range(digits)):
        having = [
            part
            for part, weight in zip(node.parts, node.weights, strict=True)
            if weight >> digit & 1
        ]
        threshold = CARRIED if digit else node.threshold
        yield _gate(threshold, having, masks, op=COUNT if digit == digits - 1 else CARRY)


def evaluate(
    record: Record, rule: Rule, held: Collection[int], held_foreign: Collection[int] = ()
) -> list[GateValue]:
    """Evaluate a rule as the chain does; the last outcome is the answer.

    `held` are class indices of this curriculum, `held_foreign` are class ids of others.
    """
    classes = sum(1 << index for index in set(held))
    foreign = sum(
        1 << bit for bit, class_id in enumerate(record.foreign) if class_id in held_foreign
    )
    outcomes: list[GateValue] = []
    met = 0
    for number, gate in enumerate(rule.gates):
        value = 2 * outcomes[-1].value if gate.op == CARRY else 0
        value += (gate.classes & classes).bit_count() + (gate.gates & met).bit_count()
        value += (gate.foreign & foreign).bit_count()
        outcomes.append(GateValue(value, gate.threshold, value >= gate.threshold))
        met |= outcomes[-1].met << number

    return outcomes


def bits_of(mask: int) -> list[int]:
    """Return the numbers of the bits that are set."""
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
