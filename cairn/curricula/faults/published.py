"""Groups against what was published of them: counts and lists that differ.

The file carries the source's own words and lists beside the rule; the faults are derived from them.
None of these stops a proposal: what was published may be adopted as it is, knowingly.
"""

import re
from collections import Counter
from collections.abc import Iterator

from cairn.curricula.file import Curriculum, Group, Place, Published
from cairn.say.errors import Fault

NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
NUMBER = rf"(\d+|{'|'.join(NUMBERS)})"
OUT_OF = re.compile(
    rf"\b{NUMBER}\s+(?:(?:out\s+)?of|from)\s+(?:the\s+|these\s+)?{NUMBER}\b", re.IGNORECASE
)


def published_faults(curriculum: Curriculum) -> Iterator[Fault]:
    """Yield where the rules differ from what was published of them."""
    for place, composite in curriculum.rules():
        for at, group in composite.requires.walk(place):
            if group.published:
                yield from _group_faults(curriculum, (*at, "published"), group, group.published)


def _group_faults(
    curriculum: Curriculum, place: Place, group: Group, published: Published
) -> Iterator[Fault]:
    said = _numbers(published.says)
    if published.lists:
        yield from _list_faults(curriculum, (*place, "lists"), group, published)
    elif said and said[1] != len(group.parts):
        yield curriculum.fault(
            place,
            f'published as "{published.says}", yet {len(group.parts)} are listed',
            "list what was published, or correct the text",
            stops=False,
        )
    if said and group.tenths is None and said[0] != group.needed:
        yield curriculum.fault(
            place,
            f'published as "{published.says}", yet the rule asks for {group.needed}',
            "make rule and text agree",
            stops=False,
        )


def _list_faults(
    curriculum: Curriculum, place: Place, group: Group, published: Published
) -> Iterator[Fault]:
    """Compare how many the source says, how many it lists, and how many of those differ."""
    listed, distinct = published.lists, set(published.lists)
    said = _numbers(published.says)
    twice = [key for key, times in Counter(listed).items() if times > 1]
    if twice or (said and said[1] != len(distinct)):
        names = ", ".join(f'"{key}"' for key in twice)
        yield curriculum.fault(
            place,
            f'published as "{published.says}", with {len(listed)} listed, {len(distinct)} distinct'
            + (f" ({names} more than once)" if twice else ""),
            "ask the publisher which one was meant",
            stops=False,
        )
    for key in sorted(distinct ^ {str(part) for part in group.parts}):
        here, away = "the published list", "the rule"
        if key not in distinct:
            here, away = away, here
        yield curriculum.fault(
            place, f'"{key}" is in {here} and not in {away}', "make them agree", stops=False
        )


def _numbers(text: str) -> tuple[int, int] | None:
    """Return (2, 9) for "Select two out of 9 courses", None if no such pair stands in it."""
    found = OUT_OF.search(text)
    return (_number(found[1]), _number(found[2])) if found else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS.index(word.lower())
