"""Conditions that were published of a programme, and that no rule of it says."""

from collections.abc import Iterator

from cairn.curricula.file import Constraint, Curriculum
from cairn.say.errors import Fault

# Comparators under which who earns more may lose what was earned.
LOSING = {"LT": "GT", "LTEQ": "GTEQ", "NEQ": "GTEQ", "EQ": "GTEQ"}


def constraint_faults(curriculum: Curriculum) -> Iterator[Fault]:
    """Yield the published conditions that no rule here says. None of them stops a proposal."""
    for at, constraint in enumerate(curriculum.published_constraints):
        message, remedy = _why_not(curriculum, constraint)
        if message:
            told = f"published for {constraint.where}: {_in_words(constraint)}: {message}"
            yield curriculum.fault(("published_constraints", at), told, remedy, stops=False)


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
        not constraint.level
        or all(isinstance(key, str) and levels.get(key) == constraint.level for key in group.parts)
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
