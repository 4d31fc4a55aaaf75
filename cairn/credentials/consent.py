"""What enrolling means: which badges may be awarded, and which rules the learner is promised."""

from collections.abc import Iterator
from dataclasses import dataclass

from cairn.credentials.learners import name_in, requirement
from cairn.credentials.library import Adopted, Library, Version
from cairn.curricula.words.record import described, papers
from cairn.say.errors import CairnError
from cairn.say.text import plain
from cairn.say.times import date_of


@dataclass(frozen=True)
class Terms:
    """One version of a curriculum, as an enrolment takes it."""

    library: Library
    adopted: Adopted
    version: Version
    covers: int  # highest class index that may be awarded

    @property
    def title(self) -> str:
        return f"{title_of(self.version)}, version {self.version.number}"

    def sentences(self, before: int = 0) -> Iterator[str]:
        """Say all that the learner agrees to, who is enrolled in version `before` (0: in none)."""
        since = date_of(self.version.adopted_at)
        yield f"{self.title}, in force since {since}. By enrolling you agree:"
        yield "  - Issuers that the DAO has accredited may award you these badges, and no others:"
        for badge in self._badges():
            yield f"      {badge}"
        yield from (f"  - {rule}" for rule in self._rules())
        yield "  - No later vote changes these rules for you."
        if before:
            yield f"  - They take the place of those of version {before}, which you leave."
        yield from (f"  - {paper}" for paper in papers(self.version.record))
        yield "  - What you are awarded is public, and so is a revocation, for ever."
        yield "  - You can leave at any time, with --leave: your badges stay, and no more can come."

    def _badges(self) -> Iterator[str]:
        for index, badge in self.adopted.by_index.items():
            if badge.rank == 0 and index <= self.covers:
                yield described(badge)

    def _rules(self) -> Iterator[str]:
        name_of = name_in(self.library, self.adopted.number)
        for rule in self.version.record.rules:
            composite = self.adopted.class_id(rule.index)
            asked = requirement(self.library, composite, self.version.number)
            yield f"You can claim {name_of(composite)} with {asked.sentence(name_of)}."


def terms_of(library: Library, key: str, number: int | None = None) -> Terms:
    """Return what enrolling in a curriculum means; by default in the newest version of that key."""
    adopted = library.find(key)
    named = [version.number for version in adopted.versions if version.record.key == key]
    number = number or max(named, default=adopted.latest.number)
    if number > adopted.latest.number:
        raise CairnError(
            f'"{adopted.key}" has no version {number}: its newest is {adopted.latest.number}'
        )
    covers = library.suite.credentials.covered(adopted.number, number)
    if not covers:
        still = [v.number for v in adopted.versions if _is_open(library, adopted, v)]
        there = f"--version {still[-1]} is open" if still else "so are all of its versions"
        raise CairnError(f'version {number} of "{adopted.key}" is closed to enrolment: {there}')

    return Terms(library, adopted, adopted.version(number), covers)


def title_of(version: Version) -> str:
    """Return what a curriculum is called: its title and key."""
    return plain(f"{version.record.title} ({version.record.key})")


def _is_open(library: Library, adopted: Adopted, version: Version) -> bool:
    return library.suite.credentials.covered(adopted.number, version.number) > 0
