"""The score, and what is left to do."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mutants.mutant import Mutant
from mutants.trial import KILLED, SAME, STILLBORN, SURVIVED, Verdict


class Score(NamedTuple):
    killed: list[Mutant]
    equivalent: list[Mutant]  # survived, and is named as such with the reason
    survived: list[Mutant]  # and should not have
    wrong: list[Mutant]  # named as equivalent, and killed
    uncounted: dict[str, int]  # outcome -> how many were drawn again

    @property
    def is_good(self) -> bool:
        return not self.survived and not self.wrong

    def told(self) -> Iterator[str]:
        """Line by line."""
        killed, equivalent, survived = map(len, (self.killed, self.equivalent, self.survived))
        counted = killed + equivalent + survived
        yield f"{counted} mutants: {killed} killed, {equivalent} equivalent, {survived} survived."
        yield (
            f"Killed: {_share(killed, counted)} of all,"
            f" {_share(killed, counted - equivalent)} of those that a test could notice."
        )
        yield f"By kind: {', '.join(self._by_kind())}."
        again = (f"{number} {outcome}" for outcome, number in self.uncounted.items())
        yield f"Not counted, others drawn instead: {', '.join(again)}."
        yield from (f"SURVIVED: {mutant.name}" for mutant in self.survived)
        yield from (f"KILLED, so not equivalent: {mutant.name}" for mutant in self.wrong)

    def _by_kind(self) -> Iterator[str]:
        killed = Counter(mutant.change.operator for mutant in self.killed)
        lasting = Counter(mutant.change.operator for mutant in self.equivalent + self.survived)
        for kind in sorted(killed | lasting):
            yield f"{kind} {killed[kind]}/{killed[kind] + lasting[kind]}"


def score(tried: list[tuple[Mutant, Verdict]], equivalents: dict[str, str]) -> Score:
    def those(outcome: str, named: bool) -> list[Mutant]:
        return [m for m, v in tried if v.outcome == outcome and (m.name in equivalents) == named]

    wrong = those(KILLED, True)
    outcomes = Counter(verdict.outcome for _, verdict in tried)
    return Score(
        killed=those(KILLED, False) + wrong,
        equivalent=those(SURVIVED, True),
        survived=those(SURVIVED, False),
        wrong=wrong,
        uncounted={outcome: outcomes[outcome] for outcome in (STILLBORN, SAME)},
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"
