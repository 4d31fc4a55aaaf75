"""Groups of a rule that name a part twice, ask for nothing, or ask for more than there is."""

from collections.abc import Iterator

from cairn.curricula.file import Curriculum, Group, Place
from cairn.say.errors import Fault


def group_faults(curriculum: Curriculum, place: Place, group: Group) -> Iterator[Fault]:
    """Yield what is wrong with one group, whatever stands around it."""
    yield from _twice_in_group(curriculum, place, group)
    check = _count_faults if group.tenths is None else _credit_faults
    yield from check(curriculum, place, group)


def _twice_in_group(curriculum: Curriculum, place: Place, group: Group) -> Iterator[Fault]:
    seen: set = set()
    for at, part in enumerate(group.parts):
        meaning = _meaning(part)
        if meaning in seen:
            what = f'"{part}"' if isinstance(part, str) else "the same group"
            yield curriculum.fault(
                (*place, group.field, at), f"{what} stands twice in one group", "keep it once"
            )
        seen.add(meaning)


def _meaning(part: str | Group) -> object:
    """Return what is equal for parts that say the same, in whatever order."""
    if isinstance(part, str):
        return part
    if len(part.parts) == 1 and part.takes_all:
        return _meaning(part.parts[0])
    parts = frozenset(_meaning(inner) for inner in part.parts)

    return part.tenths is not None, part.needed, parts


def _count_faults(curriculum: Curriculum, place: Place, group: Group) -> Iterator[Fault]:
    there = len(group.parts)
    at = (*place, "at_least")
    if group.needed == 0:
        yield curriculum.fault(
            at, "at_least: 0 asks for nothing", f"ask for 1 to {there}, or take the group out"
        )
    if group.needed > there:
        yield curriculum.fault(
            at,
            f"at_least: {group.needed} is out of reach, {there} are listed",
            f"ask for {there} or fewer, or list more",
        )


def _credit_faults(curriculum: Curriculum, place: Place, group: Group) -> Iterator[Fault]:
    credits = {badge.key: badge.tenths for _, badge in curriculum.own()}
    at = (*place, "credits")
    strange = [part for part in group.parts if isinstance(part, Group) or part not in credits]
    if group.needed == 0:
        yield curriculum.fault(at, "credits: 0 asks for nothing", "ask for more than 0")
    for number, part in enumerate(group.parts):
        if isinstance(part, Group) or "/" in part:
            yield curriculum.fault(
                (*place, "of", number),
                "only a badge of this file can be summed for its credits",
                "list badges, or count the group with at_least",
            )
        elif part in credits and not credits[part]:
            yield curriculum.fault(
                (*place, "of", number), f'"{part}" carries no credits', "give it credits above"
            )
    most = sum(credits.get(part, 0) for part in group.parts if isinstance(part, str))
    if group.needed > most and not strange:
        yield curriculum.fault(
            at,
            f"credits: {group.needed / 10:g} are out of reach, all together carry {most / 10:g}",
            f"ask for {most / 10:g} or fewer, or list more",
        )
