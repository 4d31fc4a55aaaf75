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
    weights: tuple[int, ...] = ()  # of each badge, where they are not all the same
    tenths: int = 0  # of a credit that a weight of 1 stands for; 0: it stands for none

    @property
    def heading(self) -> str:
        """Return how much of the group is needed, as "all 3 of"."""
        if self.weights:
            return f"{self.amount(self.needed)} or more from"
        size = len(self.badges) + len(self.groups)
        if self.needed == size:
            return "all of" if size > 1 else "this"
        return "any one of" if self.needed == 1 else f"at least {self.needed} of"

    def amount(self, weight: int) -> str:
        """Say what a weight comes to, as "7.5 credits"."""
        if not self.tenths:
            return f"a weight of {weight}"
        tenths = weight * self.tenths
        return f"{tenths / 10:g} credit{'' if tenths == 10 else 's'}"

    def sentence(self, name_of: NameOf) -> str:
        """Return the whole requirement in one line."""
        badges = [name_of(badge) for badge in self.badges]
        if self.weights:
            badges = [
                f"{name} ({self.amount(weight)})"
                for name, weight in zip(badges, self.weights, strict=True)
            ]
        groups = [f"({group.sentence(name_of)})" for group in self.groups]
        return f"{self.heading}: {'; '.join(badges + groups)}"


def requirement_of(
    rule: Rule,
    curriculum: int,
    foreign: tuple[int, ...] = (),
    tenths_of: Callable[[int], int] = lambda badge: 0,
) -> Requirement:
    """Return what the rule of a composite of `curriculum` requires.

    `foreign` are the record's class ids of other curricula, in its order; `tenths_of` says what
    credits a badge carries, so that weights which are credits are told as such.
    """
    return _Reading(rule.gates, curriculum, foreign, tenths_of).requirement(len(rule.gates) - 1)


class _Reading:
    def __init__(
        self,
        gates: tuple[Gate, ...],
        curriculum: int,
        foreign: tuple[int, ...],
        tenths_of: Callable[[int], int],
    ):
        self.gates, self.curriculum, self.foreign = gates, curriculum, foreign
        self.tenths_of = tenths_of

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
            tenths=self._unit(weights),
        )

    def _unit(self, weights: dict[int, int]) -> int:
        """Return the tenths of a credit that go to a weight of 1: a rule divides by what it can."""
        badge, weight = next(iter(weights.items()))
        unit = self.tenths_of(badge) // weight
        is_credit = all(self.tenths_of(badge) == unit * weights[badge] for badge in weights)
        return unit if is_credit else 0

    def _badges(self, gate: Gate) -> tuple[int, ...]:
        own = [self.curriculum << 8 | index for index in _bits(gate.classes)]
        return (*own, *(self.foreign[j] for j in _bits(gate.foreign)))


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
