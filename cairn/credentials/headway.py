"""How far a learner has come towards a composite: what counts already, and what is still missing.

The values come from `explain`, which runs the same code as a claim; names come from the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cairn.curricula.words.requirement import NameOf, Requirement


@dataclass(frozen=True)
class Headway:
    """One group of a rule, as a learner stands to it."""

    asked: Requirement
    value: int  # badges, groups or weights that count
    held: frozenset[int]  # class ids
    groups: tuple["Headway", ...]

    @property
    def met(self) -> bool:
        return self.value >= self.asked.needed

    @property
    def lacking(self) -> tuple[int, ...]:
        """The badges of the group itself that are not held."""
        return tuple(badge for badge in self.asked.badges if badge not in self.held)

    @property
    def score(self) -> str:
        """Return value and threshold, as "3 of 4"."""
        if self.asked.weights:
            return f"{self.asked.amount(self.value)} of {self.asked.amount(self.asked.needed)}"
        return f"{self.value} of {self.asked.needed}"

    @property
    def left(self) -> str:
        """Say how many badges are left on the shortest way to the end of this group."""
        badges = f"{self.shortest} badge{'' if self.shortest == 1 else 's'} to go"
        return badges if self._is_plain() else f"at most {badges}"

    @cached_property
    def shortest(self) -> int:
        """How many badges are left, by the shortest way.

        A badge that two of the groups want is counted in both, so there may be a shorter one.
        """
        if self.met:
            return 0
        if self.asked.weights:
            return self._heaviest_first()
        left = [1] * len(self.lacking) + [group.shortest for group in self._unmet()]
        return sum(sorted(left)[: self.asked.needed - self.value])

    def missing(self, name_of: NameOf) -> str:
        """Say what is still missing, in one line; nothing if the group is met."""
        if self.met:
            return ""
        left = self.asked.needed - self.value
        options = [self._named(badge, name_of) for badge in self.lacking]
        options += [group._inside(name_of) for group in self._unmet()]
        if self.asked.weights:
            return f"{self.asked.amount(left)} from: {'; '.join(options)}"
        if left == len(options):
            return "; ".join(options)

        return f"{'one' if left == 1 else left} of: {'; '.join(options)}"

    def _is_plain(self) -> bool:
        """Whether no badge stands in two groups."""
        apart = len(self.asked.badges) + sum(len(badges_in(it.asked)) for it in self.groups)
        return apart == len(badges_in(self.asked)) and all(it._is_plain() for it in self.groups)

    def _inside(self, name_of: NameOf) -> str:
        """Say what is missing so that it can stand in a list."""
        parts = len(self.lacking) + len(self._unmet())
        return f"({self.missing(name_of)})" if parts > 1 else self.missing(name_of)

    def _unmet(self) -> list["Headway"]:
        """The groups that do not count yet, those with the least to do first."""
        unmet = [group for group in self.groups if not group.met]
        return sorted(unmet, key=lambda group: group.shortest)

    def _named(self, badge: int, name_of: NameOf) -> str:
        if not self.asked.weights:
            return name_of(badge)
        return f"{name_of(badge)}, {self.asked.amount(self._weights[badge])}"

    @property
    def _weights(self) -> dict[int, int]:
        return dict(zip(self.asked.badges, self.asked.weights, strict=True))

    def _heaviest_first(self) -> int:
        value, taken = self.value, 0
        for weight in sorted((self._weights[badge] for badge in self.lacking), reverse=True):
            if value >= self.asked.needed:
                break
            value, taken = value + weight, taken + 1
        return taken


def headway_of(asked: Requirement, values: Sequence[int], held: frozenset[int]) -> Headway:
    """Join what a rule asks for with the value of each of its gates and the badges held."""
    groups = tuple(headway_of(group, values, held) for group in asked.groups)
    return Headway(asked, values[asked.gate], held, groups)


def badges_in(asked: Requirement) -> frozenset[int]:
    """Return every badge that a requirement names, however deep."""
    return frozenset(asked.badges).union(*(badges_in(group) for group in asked.groups))
