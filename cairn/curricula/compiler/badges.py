"""What a badge of the file becomes on chain, and how it may differ from what stands there."""

from collections.abc import Mapping

from cairn.curricula.file import Badge, Composite
from cairn.curricula.file.vocabulary import (
    ASSESSMENT,
    IDENTITY,
    PARTICIPATION,
    SUPERVISION,
    TYPES,
)
from cairn.curricula.record import BadgeClass
from cairn.say.text import plain


def class_of(badge: Badge, rank: int = 0) -> BadgeClass:
    """Return a badge of the file as it stands on chain."""
    return BadgeClass(
        key=badge.key,
        name=badge.name,
        rank=rank,
        valid_days=badge.valid_days,
        type=_code(TYPES, badge.type),
        participation=_code(PARTICIPATION, badge.participation),
        assessment=_code(ASSESSMENT, badge.assessment),
        supervision=_code(SUPERVISION, badge.supervision),
        identity=_code(IDENTITY, badge.identity),
        tenths=badge.tenths,
        level=badge.level,
    )


def _code(codes: Mapping[str, int], word: str | None) -> int:
    return codes[word] if word else 0


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
