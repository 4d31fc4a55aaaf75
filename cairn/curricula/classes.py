"""Classes as they stand on chain: what a badge of the file becomes, and what is there already."""

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.curricula.curriculum import Badge, Composite
from cairn.curricula.fields import ASSESSMENT, IDENTITY, PARTICIPATION, SUPERVISION, TYPES
from cairn.curricula.record import BadgeClass, Record, class_indices
from cairn.say.text import plain


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


def class_of(badge: Badge, rank: int = 0) -> BadgeClass:
    """Return a badge of the file as it stands on chain."""
    return BadgeClass(
        key=badge.key,
        name=badge.name,
        rank=rank,
        valid_days=badge.valid_days,
        type=TYPES.get(badge.type, 0),
        participation=PARTICIPATION.get(badge.participation, 0),
        assessment=ASSESSMENT.get(badge.assessment, 0),
        supervision=SUPERVISION.get(badge.supervision, 0),
        identity=IDENTITY.get(badge.identity, 0),
        tenths=badge.tenths,
        level=badge.level,
    )


def changes(badge: Badge, standing: BadgeClass) -> tuple[str, str] | None:
    """Return message and remedy if a badge differs from the class of that key on chain."""
    as_written = class_of(badge)
    remedy = "a badge never changes; leave it as it was, or give the new one a key of its own"
    if isinstance(badge, Composite) != (standing.rank > 0):
        was, now = ("a composite", "a badge") if standing.rank else ("a badge", "a composite")
        return f'"{badge.key}" stands as {was} and cannot become {now}', remedy
    for field in vars(as_written):
        if field != "rank" and getattr(as_written, field) != getattr(standing, field):
            return f'"{badge.key}" stands with {_as_it_stands(field, standing)}', remedy

    return None


def _as_it_stands(field: str, standing: BadgeClass) -> str:
    value = getattr(standing, field)
    match field:
        case "name":
            return f'the name "{plain(value)}"'
        case "tenths":
            return f"{value / 10:g} credits"
        case "valid_days" | "level":
            return f"{field} {value}"

    return f"another {field}"
