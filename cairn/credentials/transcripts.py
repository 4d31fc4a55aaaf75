"""All that a holder has and is on the way to, curriculum by curriculum: as trees and as JSON."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from rich.text import Text
from rich.tree import Tree

from cairn.chain.multicall import ask_many
from cairn.credentials.headway import Headway, badges_in
from cairn.credentials.learners import Learner, Standing, name_in
from cairn.credentials.library import Adopted, Library
from cairn.credentials.reasons import word_of
from cairn.credentials.verdicts import Code, Verdict, Words
from cairn.say.programs import as_typed
from cairn.say.text import plain
from cairn.say.times import date_of

HELD, OPEN, GONE = "✔", "○", "✘"
LineOf = Callable[[int, bool], str]  # class id, whether it is held -> what the tree says


@dataclass(frozen=True)
class Chapter:
    """One curriculum of a holder."""

    adopted: Adopted
    standing: Standing
    version: int  # whose rules count
    headways: dict[int, Headway]  # by composite, in the order of the record
    verdicts: dict[int, Verdict]  # by class id, of all that was ever awarded

    @property
    def title(self) -> str:
        record = self.adopted.version(self.version).record
        enrolled = "" if self.standing.version else ", not enrolled"
        return plain(f"{record.title} ({record.key}), version {self.version}{enrolled}")

    @cached_property
    def others(self) -> list[int]:
        """Return what was awarded and no rule of this version speaks of."""
        named = set(self.headways).union(*(badges_in(it.asked) for it in self.headways.values()))
        return sorted(set(self.verdicts) - named)


def chapter_of(learner: Learner, curriculum: int, with_verdicts: bool = True) -> Chapter:
    """Ask the chain how a learner stands in a curriculum."""
    return Chapter(
        adopted=learner.library.curricula[curriculum],
        standing=learner.standing(curriculum),
        version=learner.version(curriculum),
        headways={it: learner.headway(it) for it in learner.composites(curriculum)},
        verdicts=_verdicts(learner, curriculum) if with_verdicts else {},
    )


def _verdicts(learner: Learner, curriculum: int) -> dict[int, Verdict]:
    """Ask about every badge of a curriculum that the learner holds or has lost."""
    standing = learner.standing(curriculum)
    badges = sorted(standing.held | standing.fallen)
    questions = [(learner.address, badge) for badge in badges]
    answers = ask_many(learner.library.suite.credentials.verify, questions)

    return {
        badge: Verdict.of(learner.address, badge, answer)
        for badge, answer in zip(badges, answers, strict=True)
    }


class Transcript:
    """Draws chapters: each composite with its rule, each badge with what became of it."""

    def __init__(self, words: Words):
        self.words, self.library = words, words.library

    def tree(self, holder: str, chapters: Iterable[Chapter]) -> Tree:
        """Return everything as one tree."""
        root = Tree(Text(holder))
        for chapter in chapters:
            branch = root.add(Text(chapter.title))
            for composite, headway in chapter.headways.items():
                node = branch.add(Text(self._composite(chapter, composite, headway)))
                hang(node, headway, lambda badge, held, at=chapter: self._badge(at, badge, held))
            for badge in chapter.others:
                branch.add(Text(self._badge(chapter, badge, False)))

        return root

    def _composite(self, chapter: Chapter, composite: int, headway: Headway) -> str:
        if composite in chapter.verdicts:
            return self._badge(chapter, composite, True)
        name = name_in(self.library, composite >> 8)(composite)
        return f"{OPEN} {name}: {'can be claimed' if headway.met else headway.score}"

    def _badge(self, chapter: Chapter, badge: int, held: bool) -> str:
        name = name_in(self.library, chapter.adopted.number)(badge)
        verdict = chapter.verdicts.get(badge)
        if verdict is None:  # never awarded, or a badge of another curriculum
            return f"{HELD if held else OPEN} {name}"
        mark = HELD if verdict.is_valid else GONE
        return f"{mark} {name}: {self._status(verdict)}"

    def _status(self, verdict: Verdict) -> str:
        if verdict.code == Code.RENOUNCED:
            return f"renounced on {date_of(verdict.changed_at)}"
        if verdict.code == Code.REVOKED:
            why = word_of(verdict.reason) or f"reason {verdict.reason}"
            by = self._named(verdict.changed_by)
            return f"revoked on {date_of(verdict.changed_at)} by {by}: {why}"
        by = "claimed" if verdict.version else f"by {self._named(verdict.issuer)}"
        until = f", {self._validity(verdict)}" if verdict.expires_at else ""
        return f"{date_of(verdict.awarded_at)}, {by}{until}"

    def _validity(self, verdict: Verdict) -> str:
        word = "valid to" if verdict.is_valid else "expired at"
        return f"{word} the end of {date_of(verdict.expires_at)}"

    def _named(self, address: str) -> str:
        return self.words.name_of(address) or address

    def as_json(self, holder: str, chapters: Iterable[Chapter]) -> dict:
        """Return the same for a program."""
        return {
            "holder": holder,
            "curricula": [
                {
                    **head_as_json(chapter),
                    "composites": composites_as_json(self.library, chapter),
                    "credentials": [self.words.as_json(it) for it in chapter.verdicts.values()],
                }
                for chapter in chapters
            ],
        }


def progress_tree(library: Library, chapter: Chapter) -> Tree:
    """Draw how far a learner is with each composite, group by group."""
    root = Tree(Text(chapter.title))
    name_of = name_in(library, chapter.adopted.number)
    for composite, headway in chapter.headways.items():
        claimed = composite in chapter.standing.held
        said = "claimed" if claimed else "can be claimed" if headway.met else headway.score
        node = root.add(Text(f"{HELD if claimed else OPEN} {name_of(composite)}: {said}"))
        hang(node, headway, lambda badge, held: f"{HELD if held else OPEN} {name_of(badge)}")

    return root


def remaining(library: Library, composite: int, headway: Headway, held: Collection[int]) -> str:
    """Say what is left to do for one composite."""
    name_of = name_in(library, composite >> 8)
    name = name_of(composite)
    if composite in held:
        return f"{name} is claimed."
    if headway.met:
        return f"{name} can be claimed: {as_typed(f'claim {library.path(composite)}')}."
    return f"{name}: {headway.left}; still missing: {headway.missing(name_of)}."


def hang(node: Tree, headway: Headway, line_of: LineOf) -> None:
    """Hang a rule's badges and groups under a node."""
    for badge in headway.asked.badges:
        node.add(Text(line_of(badge, badge in headway.held)))
    for group in headway.groups:
        mark = HELD if group.met else OPEN
        hang(node.add(Text(f"{mark} {group.asked.heading}: {group.score}")), group, line_of)


def head_as_json(chapter: Chapter) -> dict:
    return {
        "curriculum": chapter.adopted.number,
        "key": chapter.adopted.version(chapter.version).record.key,
        "title": chapter.adopted.version(chapter.version).record.title,
        "version": chapter.version,
        "enrolled": chapter.standing.version > 0,
    }


def composites_as_json(library: Library, chapter: Chapter) -> list[dict]:
    return [
        {
            "badge": library.path(composite),
            "name": library.badge(composite).name,
            "held": composite in chapter.standing.held,
            "met": headway.met,
            "missing": headway.missing(name_in(library, composite >> 8)),
            "badges_to_go": headway.shortest,
            "requires": _group_as_json(library, headway),
        }
        for composite, headway in chapter.headways.items()
    ]


def _group_as_json(library: Library, group: Headway) -> dict:
    asked = group.asked
    return {
        "heading": asked.heading,
        "value": group.value,
        "needed": asked.needed,
        "met": group.met,
        "badges": [{"badge": library.path(it), "held": it in group.held} for it in asked.badges],
        "weights": list(asked.weights) or None,
        "groups": [_group_as_json(library, it) for it in group.groups],
    }
