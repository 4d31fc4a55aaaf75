"""The algebra of rules: a nested rule in its simplest form, before it becomes gates.

A rule as people write it nests (2 of these 3, and one of those). On chain it is a short list of
gates, each of which looks only at badges and at earlier gates. Both mean the same for every set of
badges; the tests hold them against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import gcd

from cairn.curricula.file import Group
from cairn.curricula.record import CARRIED
from cairn.say.errors import CairnError


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


def part_of(group: Group, credits: Mapping[str, int]) -> "str | Count":
    """Return what a group means, in its simplest form; `credits` are tenths by badge."""
    if group.tenths is not None:
        return credits_of(group.tenths, _weights(group, credits))
    parts = [part if isinstance(part, str) else part_of(part, credits) for part in group.parts]

    return count_of(group.needed, parts)


def _weights(group: Group, credits: Mapping[str, int]) -> dict[str, int]:
    keys = [part for part in group.parts if isinstance(part, str)]
    if len(keys) < len(group.parts):
        raise CairnError("only a badge of this file can be summed for its credits")

    return {key: credits.get(key, 0) for key in keys}
