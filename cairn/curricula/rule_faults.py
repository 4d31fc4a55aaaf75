"""What is wrong with the rules of a curriculum: badges, thresholds, electives, circles."""

from collections.abc import Iterator

from cairn.curricula.curriculum import Composite, Curriculum, Group
from cairn.curricula.folder import Folder
from cairn.curricula.shape import did_you_mean
from cairn.curricula.yamlfile import Place
from cairn.say.errors import CairnError, Fault


def rule_faults(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
    """Yield what is wrong with the rule of each composite, and with all of them together."""
    for place, composite in curriculum.rules():
        for at, key in composite.requires.badges(place):
            where = f'in the rule of "{composite.key}"'
            yield from unknown_badge(curriculum, folder, at, key, where)
        for at, group in composite.requires.walk(place):
            yield from _twice_in_group(curriculum, at, group)
            yield from _out_of_reach(curriculum, at, group)
        yield from _required_electives(curriculum, place, composite.requires, {})
    yield from _circles(curriculum, folder)


def unknown_badge(
    curriculum: Curriculum, folder: Folder, place: Place, key: str, where: str
) -> Iterator[Fault]:
    """Yield a fault if a rule or list names a badge that is declared nowhere."""
    declared = [badge.key for _, badge in curriculum.own()]
    if "/" in key:
        yield from _unknown_elsewhere(curriculum, folder, place, key)
    elif key not in declared:
        yield curriculum.fault(
            place,
            f'badge "{key}" {where} is not declared',
            f"add it under badges, or correct the key{did_you_mean(key, declared)}",
        )


def _unknown_elsewhere(
    curriculum: Curriculum, folder: Folder, place: Place, key: str
) -> Iterator[Fault]:
    of, badge = key.split("/")
    if of in (curriculum.key, curriculum.follows):
        yield curriculum.fault(
            place, f'"{key}" is of this very curriculum', f'write "{badge}" and declare it here'
        )
        return
    try:
        there = folder.find(of)
    except CairnError as error:
        yield curriculum.fault(
            place, f'"{key}" is in a file with faults', f"mend it first: {error}"
        )
        return
    declared = [badge.key for _, badge in there.own()] if there else [badge]
    if badge not in declared:
        yield curriculum.fault(
            place,
            f'"{key}" is not declared in {there.file}',
            f"correct the key{did_you_mean(badge, declared)}",
        )


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


def _out_of_reach(curriculum: Curriculum, place: Place, group: Group) -> Iterator[Fault]:
    """Thresholds of nothing, or of more than there is."""
    check = _count_faults if group.tenths is None else _credit_faults
    yield from check(curriculum, place, group)


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


def _required_electives(
    curriculum: Curriculum, place: Place, group: Group, required: dict[str, Place]
) -> Iterator[Fault]:
    """Badges that must be held anyway and also count among the electives beside them.

    `required` are those that the groups around this one already ask for.
    """
    if group.takes_all:
        required = required | dict(_all_asked(group, place))
    for at, part in enumerate(group.parts):
        if isinstance(part, Group):
            inner = (*place, group.field, at)
            if not part.takes_all and not part.in_all:
                yield from _overlaps(curriculum, inner, part, required)
            yield from _required_electives(curriculum, inner, part, required)


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


def _circles(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
    """Composites that, through whatever others, count themselves; each circle once."""
    told: set[frozenset] = set()
    for place, composite in curriculum.rules():
        circle = _way_back(curriculum, composite, folder)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            path = " → ".join(_name(curriculum, *step) for step in [*circle, circle[0]])
            yield curriculum.fault(
                place, f"a circle of composites: {path}", "take one of them out of a rule"
            )


Node = tuple[str, str]  # the keys of a curriculum and of a composite in it


def _way_back(curriculum: Curriculum, composite: Composite, folder: Folder) -> list[Node] | None:
    """Return the shortest way from a composite through what it counts back to it, if any."""
    start = (curriculum.key, composite.key)
    ways: dict[Node, list[Node]] = {start: [start]}
    fresh = [(curriculum, composite)]
    for there, counting in fresh:
        way = ways[there.key, counting.key]
        for _, key in counting.requires.badges(()):
            found = _composite_at(folder, there, key)
            if found is None:
                continue
            node = (found[0].key, found[1].key)
            if node == start:
                return way
            if node not in ways:
                ways[node] = [*way, node]
                fresh.append(found)

    return None


def _composite_at(
    folder: Folder, curriculum: Curriculum, key: str
) -> tuple[Curriculum, Composite] | None:
    of, slash, badge = key.rpartition("/")
    try:
        there = folder.find(of) if slash else curriculum
    except CairnError:
        return None  # told where the badge is looked for
    composites = there.composites if there else []

    return next(((there, found) for found in composites if found.key == badge), None)


def _name(curriculum: Curriculum, of: str, composite: str) -> str:
    return f'"{composite}"' if of == curriculum.key else f'"{of}/{composite}"'
