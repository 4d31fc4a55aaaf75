"""Composites that count themselves, through whatever others, in this file and those beside it."""

from collections.abc import Iterator

from cairn.curricula.file import Composite, Curriculum, Folder
from cairn.say.errors import CairnError, Fault

Node = tuple[str, str]  # the keys of a curriculum and of a composite in it


def circles(curriculum: Curriculum, folder: Folder) -> Iterator[Fault]:
    """Yield a fault for each circle, once."""
    told: set[frozenset] = set()
    for place, composite in curriculum.rules():
        circle = _way_back(curriculum, composite, folder)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            path = " → ".join(_name(curriculum, *step) for step in [*circle, circle[0]])
            yield curriculum.fault(
                place, f"a circle of composites: {path}", "take one of them out of a rule"
            )


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
    if there is None:
        return None

    return next(((there, found) for found in there.composites if found.key == badge), None)


def _name(curriculum: Curriculum, of: str, composite: str) -> str:
    return f'"{composite}"' if of == curriculum.key else f'"{of}/{composite}"'
