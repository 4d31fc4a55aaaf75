"""A rule as a person says it: what is required, group by group, told from the gates on chain."""

from collections.abc import Callable
from dataclasses import dataclass

from scripts._cairn.record import CARRY, Gate, Rule

NameOf = Callable[[int], str]  # class id -> what the badge is called


@dataclass(frozen=True)
class Requirement:
    """A group: so many of these badges and groups, or badges worth so many credits."""

    gate: int  # its place in the rule, as `explain` numbers it
    needed: int
    badges: tuple[int, ...]  # class ids
    groups: tuple["Requirement", ...] = ()
    weights: tuple[int, ...] = ()  # credits of each badge, where credits are what counts

    @property
    def heading(self) -> str:
        """Return how much of the group is needed, as "all 3 of"."""
        if self.weights:
            return f"{self.needed} credits or more from"
        size = len(self.badges) + len(self.groups)
        if self.needed == size:
            return "all of" if size > 1 else "this"
        return "any one of" if self.needed == 1 else f"at least {self.needed} of"

    def sentence(self, name_of: NameOf) -> str:
        """Return the whole requirement in one line."""
        badges = [name_of(badge) for badge in self.badges]
        if self.weights:
            badges = [
                f"{name} ({weight})" for name, weight in zip(badges, self.weights, strict=True)
            ]
        groups = [f"({group.sentence(name_of)})" for group in self.groups]
        return f"{self.heading}: {'; '.join(badges + groups)}"


def requirement_of(rule: Rule, curriculum: int, foreign: tuple[int, ...] = ()) -> Requirement:
    """Return what the rule of a composite of `curriculum` requires.

    `foreign` are the record's class ids of other curricula, in its order.
    """
    return _Reading(rule.gates, curriculum, foreign).requirement(len(rule.gates) - 1)


class _Reading:
    def __init__(self, gates: tuple[Gate, ...], curriculum: int, foreign: tuple[int, ...]):
        self.gates, self.curriculum, self.foreign = gates, curriculum, foreign

    def requirement(self, at: int) -> Requirement:
        if self.gates[at].op == CARRY:
            return self._credits(at)
        gate = self.gates[at]
        return Requirement(
            gate=at,
            needed=gate.threshold,
            badges=self._badges(gate),
            groups=tuple(self.requirement(earlier) for earlier in _bits(gate.gates)),
        )

    def _credits(self, last: int) -> Requirement:
        """A chain of carrying gates is a sum: a badge's weight has a binary digit in each."""
        first = last
        while self.gates[first].op == CARRY:
            first -= 1
        weights: dict[int, int] = {}
        for gate in self.gates[first : last + 1]:
            weights = {badge: weight * 2 for badge, weight in weights.items()}
            for badge in self._badges(gate):
                weights[badge] = weights.get(badge, 0) + 1
        badges = tuple(sorted(weights))
        return Requirement(
            gate=last,
            needed=self.gates[last].threshold,
            badges=badges,
            weights=tuple(weights[badge] for badge in badges),
        )

    def _badges(self, gate: Gate) -> tuple[int, ...]:
        own = [self.curriculum << 8 | index for index in _bits(gate.classes)]
        return (*own, *(self.foreign[j] for j in _bits(gate.foreign)))


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
