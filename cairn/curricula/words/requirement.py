"""A rule as a person says it: what is required, group by group, told from the gates on chain."""

from collections.abc import Callable
from dataclasses import dataclass

from cairn.curricula.record import CARRY, Gate, Rule, bits_of
from cairn.say.errors import CairnError

MOST_GROUPS = 500  # that a rule may unfold to
NameOf = Callable[[int], str]  # class id -> what the badge is called


@dataclass(frozen=True)
class Requirement:
    """A group: so many of these badges and groups, or badges worth so many credits."""

    gate: int  # its place in the rule, as `explain` numbers it
    needed: int
    badges: tuple[int, ...]  # class ids
    groups: tuple["Requirement", ...] = ()
    weights: tuple[int, ...] = ()  # of each badge and then each group, where weight counts
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
        parts = [name_of(badge) for badge in self.badges]
        parts += [f"({group.sentence(name_of)})" for group in self.groups]
        if self.weights:
            weighed = zip(parts, self.weights, strict=True)
            parts = [f"{part} ({self.amount(weight)})" for part, weight in weighed]
        return f"{self.heading}: {'; '.join(parts)}"


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
        self.told = 0

    def requirement(self, at: int) -> Requirement:
        """Unfold a group. A rule may name one again and again, until no reader could follow."""
        self.told += 1
        if self.told > MOST_GROUPS:
            raise CairnError(
                "a rule names its groups over and over, more than can be told: "
                "do not adopt what cannot be read"
            )
        if self.gates[at].op == CARRY:
            return self._credits(at)
        gate = self.gates[at]
        return Requirement(
            gate=at,
            needed=gate.threshold,
            badges=self._badges(gate),
            groups=tuple(self.requirement(earlier) for earlier in bits_of(gate.gates)),
        )

    def _credits(self, last: int) -> Requirement:
        """A chain of carrying gates is a sum: a badge's weight has a binary digit in each."""
        first = last
        while self.gates[first].op == CARRY:
            first -= 1
        chain = self.gates[first : last + 1]
        badges = _weights([self._badges(gate) for gate in chain])
        groups = _weights([bits_of(gate.gates) for gate in chain])
        return Requirement(
            gate=last,
            needed=self.gates[last].threshold,
            badges=tuple(badges),
            groups=tuple(self.requirement(earlier) for earlier in groups),
            weights=(*badges.values(), *groups.values()),
            tenths=0 if groups else self._unit(badges),
        )

    def _unit(self, weights: dict[int, int]) -> int:
        """Return the tenths of a credit that go to a weight of 1: a rule divides by what it can."""
        if not weights:
            return 0
        badge, weight = next(iter(weights.items()))
        unit = self.tenths_of(badge) // weight
        is_credit = all(self.tenths_of(badge) == unit * weights[badge] for badge in weights)
        return unit if is_credit else 0

    def _badges(self, gate: Gate) -> tuple[int, ...]:
        own = [self.curriculum << 8 | index for index in bits_of(gate.classes)]
        return (*own, *(self.foreign[j] for j in bits_of(gate.foreign)))


def _weights(digits: list) -> dict[int, int]:
    """Return the weight of each part that stands in these binary digits, the highest first."""
    weights: dict[int, int] = {}
    for parts in digits:
        weights = {part: weight * 2 for part, weight in weights.items()}
        for part in parts:
            weights[part] = weights.get(part, 0) + 1
    return dict(sorted(weights.items()))
