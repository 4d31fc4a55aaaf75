"""The numbers of a curriculum: an index for every badge, a rank and gates for every composite."""

from collections.abc import Callable, Mapping

from cairn.curricula.compiler.algebra import part_of
from cairn.curricula.compiler.badges import changes, class_of
from cairn.curricula.compiler.gates import Masks, gates_of
from cairn.curricula.file import Badge, Composite, Curriculum, Place
from cairn.curricula.record import (
    BadgeClass,
    Known,
    Record,
    Rule,
    class_indices,
    why_ill_formed,
    why_misnamed,
)
from cairn.say.errors import CairnError

CIRCLING = -1  # the rank of a composite while it is being reckoned

Resolve = Callable[[str], tuple[int, int]]  # "curriculum/badge" -> class id, rank


class Numbering:
    """Gives every badge of a file its number, and every composite its rank and gates."""

    def __init__(self, curriculum: Curriculum, known: Mapping[str, Known], resolve: Resolve):
        self.curriculum = curriculum
        self.known = known
        self.credits = {badge.key: badge.tenths for _, badge in curriculum.own()}
        self.new = [(place, badge) for place, badge in curriculum.own() if badge.key not in known]
        self.indices = {key: entry.index for key, entry in known.items()}
        last = max(self.indices.values(), default=0)
        self.indices |= zip((badge.key for _, badge in self.new), self._free(last), strict=True)
        self.foreign = self._foreign(resolve)  # by key: class id, rank
        self.masks = Masks(self.indices, {key: bit for bit, key in enumerate(self.foreign)})
        self.ranks: dict[str, int] = {}
        self._check_known()

    def new_classes(self) -> tuple[BadgeClass, ...]:
        return tuple(class_of(badge, self.rank(badge.key)) for _, badge in self.new)

    def rule(self, place: Place, composite: Composite) -> Rule:
        try:
            gates = gates_of(part_of(composite.requires, self.credits), self.masks)
        except CairnError as error:
            raise self._error(place, str(error)) from error
        return Rule(self.indices[composite.key], gates)

    def rank(self, key: str) -> int:
        """Return 0 for a badge, and for a composite 1 + the highest rank that its rule counts."""
        if key in self.foreign:
            return self.foreign[key][1]
        if key in self.known:
            return self.known[key].badge.rank
        if key not in self.ranks:
            self.ranks[key] = CIRCLING
            self.ranks[key] = self._counted_rank(key)
        if self.ranks[key] == CIRCLING:
            raise self._error((), f'"{key}" counts itself', "take a composite out of a rule")
        return self.ranks[key]

    def _counted_rank(self, key: str) -> int:
        for _, composite in self.curriculum.rules():
            if composite.key == key:
                counted = composite.requires.badges(())
                return 1 + max(self.rank(part) for _, part in counted)
        return 0

    def _free(self, last: int) -> list[int]:
        try:
            return class_indices(len(self.new), last)
        except CairnError as error:
            raise self._error(("badges",), str(error), "split the curriculum") from error

    def _foreign(self, resolve: Resolve) -> dict[str, tuple[int, int]]:
        """Return class id and rank of the badges of other curricula, in the order of the ids."""
        found: dict[str, tuple[int, int]] = {}
        for place, composite in self.curriculum.rules():
            for at, key in composite.requires.badges(place):
                if "/" in key and key not in found:
                    found[key] = self._resolved(resolve, at, key, found)
        return dict(sorted(found.items(), key=lambda entry: entry[1]))

    def _resolved(self, resolve: Resolve, place: Place, key: str, found: dict) -> tuple[int, int]:
        try:
            class_id, rank = resolve(key)
        except CairnError as error:
            raise self._error(place, str(error)) from error
        if same := [other for other, (other_id, _) in found.items() if other_id == class_id]:
            message = f'"{key}" and "{same[0]}" are one badge on chain'
            raise self._error(place, message, "write it the same way everywhere")
        return class_id, rank

    def check(self, record: Record) -> None:
        """Refuse a record that breaks a limit, or that the chain would not adopt."""
        ranks = {self.indices[badge.key]: badge.rank for badge in record.classes}
        ranks |= {entry.index: entry.badge.rank for entry in self.known.values()}
        try:
            record.encode()
        except CairnError as error:
            raise self._error((), str(error), "split the curriculum in two") from error
        reason = why_misnamed(record, self.known)
        reason = reason or why_ill_formed(record, ranks, dict(self.foreign.values()))
        if reason:
            raise self._error((), f"the chain would refuse it, for {reason}", "mend that")

    def _check_known(self) -> None:
        """A class on chain never changes, and a composite's rank never rises."""
        for place, badge in self.curriculum.own():
            if badge.key in self.known:
                self._check_same(place, badge, self.known[badge.key].badge)

    def _check_same(self, place: Place, badge: Badge, standing: BadgeClass) -> None:
        if changed := changes(badge, standing):
            raise self._error(place, *changed)
        if isinstance(badge, Composite):
            rank = self._counted_rank(badge.key)
            if rank > standing.rank:
                raise self._error(
                    (*place, "requires"),
                    f'"{badge.key}" is on chain with rank {standing.rank}, its new rule counts '
                    f"badges that need rank {rank}",
                    "give the composite of the new version a key of its own",
                )

    def _error(self, place: Place, message: str, remedy: str = "") -> CairnError:
        return CairnError.of(self.curriculum.fault(place, message, remedy))
