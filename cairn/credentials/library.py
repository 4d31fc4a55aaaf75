"""Reading the chain: which curricula are in force, and what every badge there is called.

Everything comes from a node alone: the records stand on chain as the code of contracts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cairn.chain.node import Node
from cairn.chain.suite import Suite
from cairn.curricula.record import BadgeClass, Known, Record, Rule, decode, known_classes
from cairn.curricula.words.record import called
from cairn.say.errors import CairnError
from cairn.say.text import natural

INVALID, MARGIN = 1, 96  # bytes before and behind a record in its contract's code
MOST = 2**16 - 1  # curricula that a contract of ours can hold
NOBODY = "0x" + "0" * 40


@dataclass(frozen=True)
class Version:
    """One version of a curriculum, as adopted."""

    number: int
    record: Record
    adopted_at: int  # Unix seconds


class Adopted:
    """A curriculum in force, with all of its versions, oldest first."""

    def __init__(self, number: int, versions: list[Version]):
        self.number, self.versions = number, versions

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def key(self) -> str:
        """The key that its newest version goes by, as it is on chain: to be told, make it plain."""
        return self.latest.record.key

    @property
    def keys(self) -> set[str]:
        """Every key that it has gone by."""
        return {version.record.key for version in self.versions}

    @cached_property
    def classes(self) -> dict[str, Known]:
        """Its badges by key."""
        return known_classes(version.record for version in self.versions)

    @cached_property
    def by_index(self) -> dict[int, BadgeClass]:
        return {known.index: known.badge for known in self.classes.values()}

    @cached_property
    def covers(self) -> dict[int, int]:
        """The highest class index that enrolling in each version covers."""
        records = [version.record for version in self.versions]
        return {
            count: max(known.index for known in known_classes(records[:count]).values())
            for count in range(1, len(records) + 1)
        }

    def class_id(self, index: int) -> int:
        return self.number << 8 | index

    def version(self, number: int) -> Version:
        return self.versions[number - 1]

    def rule(self, index: int, version: int) -> Rule | None:
        """Return the rule of a composite in a version, None if that version has none for it."""
        rules = self.version(version).record.rules
        return next((rule for rule in rules if rule.index == index), None)


class Shelf(Mapping[int, Adopted]):
    """The curricula in force by number, each read when it is first asked for."""

    def __init__(self, suite: Suite):
        self.suite = suite
        self._read: dict[int, Adopted] = {}

    @cached_property
    def _count(self) -> int:
        return min(self.suite.credentials.curriculum_count(), MOST)

    def __getitem__(self, number: int) -> Adopted:
        if number not in range(1, self._count + 1):
            raise KeyError(number)
        if number not in self._read:
            self._read[number] = Adopted(number, list(self._versions(number)))
        return self._read[number]

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, self._count + 1))

    def __len__(self) -> int:
        return self._count

    def _versions(self, number: int) -> Iterator[Version]:
        for version in range(1, self.suite.curricula.latest_version(number) + 1):
            kept, adopted_at = self.suite.curricula.version_of(number, version)
            yield Version(version, read_record(self.suite.node, kept), adopted_at)


class Library:
    """All that is in force on a chain."""

    def __init__(self, suite: Suite):
        self.suite = suite
        self.curricula = Shelf(suite)

    def find(self, key: str) -> Adopted:
        """Return a curriculum by key or number."""
        for adopted in self.curricula.values():
            if key in adopted.keys or key == str(adopted.number):
                return adopted
        there = ", ".join(adopted.key for adopted in self.curricula.values()) or "none"
        raise CairnError(f'there is no curriculum "{key}" on this chain; there are: {there}')

    def class_id(self, key: str) -> int:
        """Return a badge's class id by `curriculum/badge`, or by its number."""
        number = natural(key)
        if number is not None:
            self.badge(number)
            return number
        curriculum, slash, badge = key.partition("/")
        if not slash:
            raise CairnError(f'"{key}" is no badge: write CURRICULUM/BADGE, or the class id')
        adopted = self.find(curriculum)
        if badge not in adopted.classes:
            there = ", ".join(adopted.classes)
            raise CairnError(f'curriculum "{curriculum}" has no badge "{badge}"; it has: {there}')
        return adopted.class_id(adopted.classes[badge].index)

    def resolve(self, key: str) -> tuple[int, int]:
        """Return class id and rank of `curriculum/badge`, as the compiler of records wants them."""
        class_id = self.class_id(key)
        return class_id, self.badge(class_id).rank

    def badge(self, class_id: int) -> BadgeClass:
        """Return the badge of a class id."""
        adopted = self.curricula.get(class_id >> 8)
        if adopted is None or (class_id & 255) not in adopted.by_index:
            raise CairnError(f"there is no badge with class id {class_id} on this chain")
        return adopted.by_index[class_id & 255]

    def name(self, class_id: int) -> str:
        """Return what a badge is called in full."""
        return called(self.badge(class_id))

    def path(self, class_id: int) -> str:
        """Return `curriculum/badge`, as on chain: to be told, make it plain."""
        return f"{self.curricula[class_id >> 8].key}/{self.badge(class_id).key}"


def read_record(node: Node, kept: str) -> Record:
    """Read a record out of the contract whose code it is."""
    return decode(node.code(kept)[INVALID:-MARGIN])


def staged_record(suite: Suite, record_hash: bytes) -> Record | None:
    """Return a record that has been staged under this hash, None if none has."""
    kept = str(suite.curricula.records(record_hash))
    return None if kept == NOBODY else read_record(suite.node, kept)
