"""Ask other compilers what they make of the contracts: `make compilers`. What differs from the
shipping build is a finding, told in a line; with one or more it fails."""

import sys
import tempfile
import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
from variants import SHIPPING, VARIANTS
from vyper.warnings import VyperWarning

from compilers.builders import Compiler, DoesNotCompile, Variant, contracts, next_vyper
from compilers.report import Made, closing, table
from compilers.shown import differences, shipping
from compilers.suites import DidNotRun, findings, run

CORES = 2


def make(compiler: Compiler, contract: str) -> Made:
    """Compile one contract, and hold it against the shipping build."""
    warnings.simplefilter("ignore", VyperWarning)
    try:
        shown = compiler.shown(contract)
    except DoesNotCompile as error:
        return Made(compiler.name, contract, None, [f"does not compile: {error}"])
    return Made(compiler.name, contract, shown.size, [*differences(shipping(contract), shown)])


def make_all(compilers: Sequence[Compiler]) -> list[Made]:
    pairs = [(compiler, contract) for contract in contracts() for compiler in compilers]
    with ProcessPoolExecutor(CORES) as pool:
        return [*pool.map(make, *zip(*pairs, strict=True))]


def hold(build: str) -> list[str]:
    """Run the tests on a build; return what it fails at."""
    print(f"{build}: the tests run.", flush=True)
    try:
        outcome = run(build)
        print(f"{build}: {outcome.told}", flush=True)
        return findings(outcome.failed)
    except DidNotRun as error:
        return [f"the tests did not run: {error}"]


@click.command()
@click.option("--next", "file", type=click.Path(path_type=Path), help="The next Vyper.")
def main(file: Path | None) -> None:
    """Compile all contracts in all builds, then run the tests on those of the shipping compiler."""
    variants = [Variant(name) for name in VARIANTS if name != SHIPPING]
    with tempfile.TemporaryDirectory(prefix="cairn-compilers-") as place:
        made = make_all([*variants, *([next_vyper(file, Path(place))] if file else [])])
    print(*table(made), sep="\n", flush=True)
    found = [f"{each.build}: {each.contract}: {fault}" for each in made for fault in each.faults]
    broken = {each.build for each in made if each.size is None}
    for name in [variant.name for variant in variants if variant.name not in broken]:
        found += [f"{name}: {fault}" for fault in hold(name)]
    print(*closing(found), sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
