"""A contract's source with one small fault, named by what changes, and which of them are tried."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from vyper import ast as vy

from mutants.operators import OPERATORS
from mutants.source import Change, Source


class Mutant(NamedTuple):
    """One change of one source."""

    file: str  # below contracts/
    function: str  # "" outside of any
    change: Change
    before: str  # the lines that change
    after: str
    about: str  # two more lines on either side
    nth: int  # of those that read alike, down the function

    @property
    def name(self) -> str:
        """What it changes, wherever in the file that stands today."""
        again = f" ({self.nth})" * (self.nth > 1)
        return f"{self.file} {self.function or '-'}: {self.before} -> {self.after}{again}"


def mutants(file: str, text: str) -> list[Mutant]:
    """All mutants of a source, from top to bottom."""
    source, module = Source(text), vy.parse_to_ast(text)
    spans = [(f.name, source.start(f), source.end(f)) for f in module.get_children(vy.FunctionDef)]
    changes = {change for operator in OPERATORS for change in operator(source, module)}
    alike: Counter = Counter()
    found = []
    for change in sorted(changes, key=lambda change: change[1:]):
        inside = (name for name, start, end in spans if start <= change.start < end)
        key = next(inside, ""), *source.lines_around(change)
        alike[key] += 1
        about = source.about(change)
        found.append(Mutant(file, key[0], change, *key[1:], about=about, nth=alike[key]))
    return found


def all_mutants(contracts: Path) -> list[Mutant]:
    paths = sorted(contracts.rglob("*.vy"))
    found = [mutants(path.relative_to(contracts).as_posix(), path.read_text()) for path in paths]
    return [mutant for of_one in found for mutant in of_one]


def sample(seed: int, everything: list[Mutant]) -> Iterator[Mutant]:
    """All of them in the seed's order, in which the operators take turns: most mutants are of
    constants, and would crowd out the others. A mutant's place among its like follows from what it
    changes, so an edit elsewhere hardly moves it."""
    heaps = defaultdict(list)
    for mutant in sorted(everything, key=lambda m: sha256(f"{seed} {m.name}".encode()).digest()):
        heaps[mutant.change.operator].append(mutant)
    for turn in zip_longest(*(heaps[operator] for operator in sorted(heaps))):
        yield from filter(None, turn)
