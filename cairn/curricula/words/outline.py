"""A curriculum file in plain words: its badges, its rules as they nest, and what it comes to."""

from collections.abc import Iterator

from cairn.curricula.compiler import DryRun
from cairn.curricula.file import Badge, Composite, Curriculum, Folder, Group

Line = tuple[int, str]  # depth, words


def quantity(needed: int, there: int) -> str:
    """Say how many of how many are asked for."""
    if there == 1:
        return "this one"
    if needed == there:
        return "both of these" if there == 2 else f"all {there} of these"
    if needed == 1:
        return "either of these" if there == 2 else f"one of these {there}"
    return f"{needed} of these {there}"


def rule_as_written(curriculum: Curriculum, composite: Composite) -> Iterator[Line]:
    """Yield the rule of a composite as the file nests it."""
    badges = {badge.key: badge for _, badge in curriculum.own()}
    yield from _group_lines(composite.requires, badges, 0)


def _group_lines(group: Group, badges: dict[str, Badge], depth: int) -> Iterator[Line]:
    asked = quantity(group.needed, len(group.parts))
    if group.tenths is not None:
        asked = f"{group.tenths / 10:g} credits out of these {len(group.parts)}"
    asked += " (required ones count too)" if group.in_all else ""
    yield depth, f"{group.name}: {asked}" if group.name else asked
    for part in group.parts:
        if isinstance(part, Group):
            yield from _group_lines(part, badges, depth + 1)
        else:
            yield depth + 1, badge_line(badges[part]) if part in badges else part


def badge_line(badge: Badge) -> str:
    """Say what a badge is: key, name, and what goes with it."""
    name = badge.key if badge.key == badge.name else f"{badge.key}  {badge.name}"
    credits = f"{badge.tenths / 10:g} credit{'' if badge.tenths == 10 else 's'}"
    facts = [
        badge.type,
        credits if badge.tenths else None,
        f"level {badge.level}" if badge.level else None,
        f"valid {badge.valid_days} days" if badge.valid_days else None,
    ]
    told = ", ".join(filter(None, facts))

    return f"{name} ({told})" if told else name


def summary(curriculum: Curriculum) -> str:
    """Say what a sound curriculum comes to, the files beside it taken as what is on chain."""
    dry_run = DryRun(Folder(curriculum))
    record, known = dry_run.record(curriculum), dry_run.known(curriculum)
    kept = sum(badge.key in known for _, badge in curriculum.own())
    ranks = [entry.badge.rank for entry in known.values()]
    ranks += [badge.rank for badge in record.classes]
    counts = [
        _count(len(curriculum.badges), "badge"),
        _count(len(curriculum.composites), "composite"),
        f"{kept} of these kept from {curriculum.follows}" if kept else None,
        _count(sum(len(rule.gates) for rule in record.rules), "gate"),
        f"{len(record.encode()):,} bytes",
        f"rank {max(ranks, default=0)}",
    ]
    return ", ".join(filter(None, counts))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
