"""A learner as the chain knows one: an address, its enrolments, and how it stands to each rule."""

from dataclasses import dataclass
from functools import cached_property

from cairn.chain.multicall import ask_many
from cairn.credentials.headway import Headway, badges_in, headway_of
from cairn.credentials.library import Library
from cairn.curricula.words.requirement import NameOf, Requirement, requirement_of
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed
from cairn.say.text import plain


@dataclass(frozen=True)
class Standing:
    """A learner in one curriculum. Badges are class ids."""

    version: int  # that the enrolment pins; 0: not enrolled
    held: frozenset[int]
    fallen: frozenset[int]  # revoked or renounced

    @classmethod
    def of(cls, curriculum: int, answer: tuple[int, int, int]) -> "Standing":
        """Read what the chain answers, in which bit i is the badge with index i."""
        version, held, fallen = answer
        return cls(version, _badges(curriculum, held), _badges(curriculum, fallen))


class Learner:
    """Asks the chain about one learner, each thing once."""

    def __init__(self, library: Library, address: str):
        self.library, self.address = library, address
        self._standings: dict[int, Standing] = {}

    @cached_property
    def curricula(self) -> list[int]:
        """The curricula ever enrolled in, in that order."""
        return list(self.library.suite.credentials.curricula_of(self.address))

    def standing(self, curriculum: int) -> Standing:
        if curriculum not in self._standings:
            answer = self.library.suite.credentials.standing(curriculum, self.address)
            self._standings[curriculum] = Standing.of(curriculum, answer)
        return self._standings[curriculum]

    def version(self, curriculum: int) -> int:
        """Return the version whose rules count: the learner's own, else the newest."""
        newest = self.library.curricula[curriculum].latest.number
        return self.standing(curriculum).version or newest

    def composites(self, curriculum: int) -> list[int]:
        """Return the composites that the learner's version has a rule for."""
        record = self.library.curricula[curriculum].version(self.version(curriculum)).record
        return [curriculum << 8 | rule.index for rule in record.rules]

    def headway(self, composite: int) -> Headway:
        """Say how far the learner is from a composite. Raises `CairnError` if no rule is for it."""
        curriculum = composite >> 8
        version = self.version(curriculum)
        asked = requirement(self.library, composite, version)
        gates = self.library.suite.pathways.explain(self.address, composite, version)

        return headway_of(asked, [gate.value for gate in gates], self._held(curriculum, asked))

    def _held(self, curriculum: int, asked: Requirement) -> frozenset[int]:
        """Return what is held in the curriculum, and of what the rule names in others."""
        foreign = sorted(badge for badge in badges_in(asked) if badge >> 8 != curriculum)
        questions = [(badge, self.address) for badge in foreign]
        answers = ask_many(self.library.suite.credentials.is_held, questions)
        abroad = {badge for badge, is_held in zip(foreign, answers, strict=True) if is_held}

        return self.standing(curriculum).held | abroad


def name_in(library: Library, curriculum: int) -> NameOf:
    """Return how badges are called in a curriculum: those of others with where they are from."""

    def name_of(badge: int) -> str:
        home = f" of {library.curricula[badge >> 8].key}" if badge >> 8 != curriculum else ""
        return library.name(badge) + plain(home)

    return name_of


def requirement(library: Library, composite: int, version: int) -> Requirement:
    """Return what a composite takes in a version. Raises `CairnError` if it has no rule there."""
    adopted = library.curricula[composite >> 8]
    rule = adopted.rule(composite & 255, version)
    if rule is None:
        having = [v.number for v in adopted.versions if adopted.rule(composite & 255, v.number)]
        raise CairnError(
            f'version {version} of "{adopted.key}" has no rule for {library.path(composite)}; '
            f"version {having[-1]} has: {as_typed(f'enrol {adopted.key} --version {having[-1]}')}"
        )
    foreign = adopted.version(version).record.foreign
    return requirement_of(rule, adopted.number, foreign, lambda it: library.badge(it).tenths)


def _badges(curriculum: int, word: int) -> frozenset[int]:
    return frozenset(curriculum << 8 | bit for bit in range(256) if word >> bit & 1)
