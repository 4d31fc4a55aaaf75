"""The numbers of badges on chain: which indices new ones get, and which are taken already."""

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.curricula.record.parts import MAX_CLASSES, BadgeClass
from cairn.curricula.record.record import Record
from cairn.say.errors import CairnError


def class_indices(count: int, after: int = 0) -> list[int]:
    """Return the indices that `count` new classes get, `after` being the last one taken.

    Lane 0 of each of a learner's sheets is not for badges, so multiples of 16 are passed over.
    """
    free = [index for index in range(after + 1, 256) if index % 16]
    if count > len(free):
        raise CairnError(f"{count} new badges do not fit: {len(free)} of {MAX_CLASSES} are left")

    return free[:count]


@dataclass(frozen=True)
class Known:
    """A class that is on chain already, and its number there."""

    index: int
    badge: BadgeClass


def known_classes(records: Iterable[Record]) -> dict[str, Known]:
    """Return the classes that these versions of one curriculum, oldest first, put on chain."""
    known: dict[str, Known] = {}
    for record in records:
        last = max((entry.index for entry in known.values()), default=0)
        indices = class_indices(len(record.classes), last)
        known |= {
            badge.key: Known(index, badge)
            for index, badge in zip(indices, record.classes, strict=True)
        }

    return known
