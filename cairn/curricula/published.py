"""A programme against what was published of it: counts that differ, conditions nobody enforces.

The file carries the source's own words and lists beside the rule; the faults are derived from them.
None of these stops a proposal: what was published may be adopted as it is, knowingly.
"""

import re
from collections import Counter
from collections.abc import Iterator

from cairn.curricula.curriculum import Constraint, Curriculum, Group, Published
from cairn.curricula.yamlfile import Place
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
# Comparators under which who earns more may lose what was earned.
LOSING = {"LT": "GT", "LTEQ": "GTEQ", "NEQ": "GTEQ", "EQ": "GTEQ"}


def published_faults(curriculum: Curriculum) -> Iterator[Fault]:
    """Yield where the rules differ from what was published of them."""
    for place, composite in curriculum.rules():
        for at, group in composite.requires.walk(place):
            if group.published:
                yield from _group_faults(curriculum, (*at, "published"), group, group.published)
    for at, constraint in enumerate(curriculum.published_constraints):
        yield from _constraint_faults(curriculum, ("published_constraints", at), constraint)


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


def _constraint_faults(
    curriculum: Curriculum, place: Place, constraint: Constraint
) -> Iterator[Fault]:
    message, remedy = _why_not(curriculum, constraint)
    if message:
        told = f"published for {constraint.where}: {_in_words(constraint)}: {message}"
        yield curriculum.fault(place, told, remedy, stops=False)


def _why_not(curriculum: Curriculum, constraint: Constraint) -> tuple[str, str]:
    """Return why no rule here says this, and what to do, or two empty texts if one does."""
    if constraint.mean:
        return (
            "a mean can fall when more is earned, so no rule can say it",
            "leave it to the issuer, who awards only when it is met",
        )
    if constraint.comparator in LOSING and constraint.sum:
        meant = LOSING[constraint.comparator]
        return (
            f"who earns more would lose it{_others(curriculum, meant)}",
            f"a slip for {meant}, it seems; ask the publisher",
        )
    if constraint.each or constraint.first_sitting:
        return (
            "grades and sittings are not on chain",
            "leave it to the issuer, who awards only when it is met",
        )
    if not _is_enforced(curriculum, constraint):
        return "no rule here asks for it", "add a credits group, or leave it out knowingly"

    return "", ""


def _others(curriculum: Curriculum, comparator: str) -> str:
    alike = [
        constraint
        for constraint in curriculum.published_constraints
        if constraint.sum and constraint.comparator == comparator
    ]
    if not alike:
        return ""
    rest = "other sum says" if len(alike) == 1 else f"{len(alike)} other sums say"
    return f", and the {rest} {comparator}"


def _is_enforced(curriculum: Curriculum, constraint: Constraint) -> bool:
    """Does some rule ask for these credits, of badges of that level if one is named?"""
    levels = {badge.key: badge.level for _, badge in curriculum.own()}
    sums = (
        group
        for place, composite in curriculum.rules()
        for _, group in composite.requires.walk(place)
        if group.tenths is not None and group.tenths >= _tenths(constraint.value)
    )
    return any(
        not constraint.level or all(levels[key] == constraint.level for key in group.parts)
        for group in sums
    )


def _tenths(value: str) -> float:
    try:
        return float(value) * 10
    except ValueError:
        return float("inf")


def _in_words(constraint: Constraint) -> str:
    kind = next(kind for kind in ("sum", "mean", "each") if getattr(constraint, kind))
    level = f" at level {constraint.level}" if constraint.level else ""
    courses = f" in {constraint.in_courses}" if constraint.in_courses else ""
    sitting = " at the first sitting" if constraint.first_sitting else ""
    of = {"sum": "the sum of ", "mean": "the mean ", "each": "a "}[kind]

    return (
        f"{of}{getattr(constraint, kind)}{level} {constraint.comparator} "
        f"{constraint.value}{courses}{sitting}"
    )
