"""Try mutants of the contracts one after another: `make mutants`. A second run goes on where the
first stopped, and tries again what survived."""

import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import click
from vyper.warnings import VyperWarning

from mutants.ledger import Ledger, Soundness, equivalents
from mutants.mutant import Mutant, all_mutants, sample
from mutants.parts import files_in, folders, likeliest_first
from mutants.report import score
from mutants.trial import KILLED, SURVIVED, Tree, Verdict

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".mutants"
COUNTED = KILLED, SURVIVED


class Runner:
    """Holds mutants against the tests that they answer to."""

    def __init__(self, tree: Tree, ledger: Ledger):
        self.tree, self.ledger = tree, ledger
        self.soundness = Soundness(KEPT, tree.place)
        self.equivalents = equivalents()

    def verdict(self, mutant: Mutant) -> Verdict:
        """The one on record, or a new one."""
        kept = self.ledger.verdicts.get(mutant.name)
        if kept and (kept.outcome != SURVIVED or mutant.name in self.equivalents):
            return kept
        answering = folders(mutant.file, self.tree.deployed)
        files = [file for name in answering for file in files_in(self.tree.place, name)]
        ordered = likeliest_first(mutant, files)
        found = self.tree.tried(mutant, ordered, self.limit(answering))
        self.ledger.add(mutant, found)
        return found

    def limit(self, answering: list[str]) -> float:
        """Seconds after which a mutant counts as killed: far beyond what the contracts need."""
        return 60 + 3 * sum(self.sound_seconds(folder) for folder in answering)

    def sound_seconds(self, folder: str) -> float:
        """How long the tests of a folder take on the contracts as they are, which must pass."""
        known = self.soundness.seconds(folder)
        if known is not None:
            return known
        passed = self.tree.sound(files_in(self.tree.place, folder))
        if passed.outcome != SURVIVED:
            sys.exit(f"tests/unit/{folder} fails on the contracts as they are: {passed.by}")
        self.soundness.add(folder, passed.seconds)
        print(f"tests/unit/{folder} passes unmutated: {passed.seconds} s", flush=True)
        return passed.seconds


def run(runner: Runner, drawn: Iterator[Mutant], count: int) -> list[tuple[Mutant, Verdict]]:
    """Try them in this order until so many have been killed or have survived."""
    tried: list[tuple[Mutant, Verdict]] = []
    counted = 0
    for mutant in drawn:
        if counted == count:
            break
        verdict = runner.verdict(mutant)
        tried.append((mutant, verdict))
        counted += verdict.outcome in COUNTED
        print(f"{counted:>4} {verdict.outcome} in {verdict.seconds} s: {mutant.name}")
        if verdict.by:
            print(f"     by {verdict.by}: {verdict.how}")
        sys.stdout.flush()
    return tried


@click.command()
@click.option("--seed", default=1, show_default=True, help="Which mutants, in which order.")
@click.option(
    "--count", default=100, show_default=True, help="How many, if they compile to other code."
)
@click.option("--only", default="", help="Only those whose name holds this text.")
def main(seed: int, count: int, only: str) -> None:
    """Print the score; fail if a mutant survives that is not named in equivalent.yaml."""
    warnings.simplefilter("ignore", VyperWarning)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and nothing is left running
    everything = [mutant for mutant in all_mutants(ROOT / "contracts") if only in mutant.name]
    with tempfile.TemporaryDirectory(prefix="cairn-mutants-") as place:
        runner = Runner(Tree(ROOT, Path(place) / "cairn"), Ledger(KEPT))
        found = score(run(runner, sample(seed, everything), count), runner.equivalents)
    print(f"\nSeed {seed}, out of {len(everything):,} mutants of the contracts:")
    print(*found.told(), sep="\n")
    sys.exit(not found.is_good)


if __name__ == "__main__":
    main()
