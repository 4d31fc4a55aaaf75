"""Badges that must be held anyway and also count among the electives beside them."""

from collections.abc import Iterator, Mapping

from cairn.curricula.file import Curriculum, Group, Place
from cairn.say.errors import Fault


def required_electives(
    curriculum: Curriculum, place: Place, group: Group, around: Mapping[str, Place] | None = None
) -> Iterator[Fault]:
    """Yield the badges that this group or one `around` it requires, and that are electives too."""
    required = dict(around or {})
    if group.takes_all:
        required |= _all_asked(group, place)
    for at, part in enumerate(group.parts):
        if isinstance(part, Group):
            inner = (*place, group.field, at)
            if not part.takes_all and not part.in_all:
                yield from _overlaps(curriculum, inner, part, required)
            yield from required_electives(curriculum, inner, part, required)


def _all_asked(group: Group, place: Place) -> Iterator[tuple[str, Place]]:
    """Yield the badges that an all-of group asks for, and the all-of groups within it."""
    for at, part in enumerate(group.parts):
        inner = (*place, group.field, at)
        if isinstance(part, str):
            yield part, inner
        elif part.takes_all:
            yield from _all_asked(part, inner)


def _overlaps(
    curriculum: Curriculum, place: Place, group: Group, required: dict[str, Place]
) -> Iterator[Fault]:
    for at, key in enumerate(group.parts):
        if isinstance(key, str) and key in required:
            line = curriculum.line(required[key])
            yield curriculum.fault(
                (*place, group.field, at),
                f'"{key}" is required (line {line}) and also counts among these electives'
                f"{_what_is_left(group, required)}",
                "take it out here, or say in_all: true if required badges are meant to count",
                stops=False,
            )


def _what_is_left(group: Group, required: dict[str, Place]) -> str:
    if group.tenths is not None:
        return ""
    left = max(
        0, group.needed - sum(isinstance(part, str) and part in required for part in group.parts)
    )
    return f", so {left or 'none'} of the others {'is' if left < 2 else 'are'} enough"
