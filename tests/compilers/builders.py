"""Each contract in each build, and what a build shows that the shipping one does not."""

import json
import re
import subprocess
from pathlib import Path
from typing import NamedTuple, Protocol

import snekmate
from rig.build import CONTRACTS, compiled, evm_version

from compilers.shown import Shown, shown

LIBRARY = Path(snekmate.__path__[0])
PRAGMA = re.compile(r"^# pragma version .*$", re.M)
OPTIONS = "-W", "none", "-f", "abi,layout,bytecode"  # it deprecates, which is no fault


class DoesNotCompile(Exception):
    """Its text is the first line of what the compiler said."""


class Compiler(Protocol):
    """Makes one build of each contract."""

    name: str  # of the build

    def shown(self, contract: str) -> Shown: ...


class Variant(NamedTuple):
    """Another build by the compiler that ships."""

    name: str

    def shown(self, contract: str) -> Shown:
        try:
            made = compiled(contract, self.name)
        except Exception as error:  # an experimental one fails in ways of its own
            raise DoesNotCompile(f"{type(error).__name__}: {_first_line(str(error))}") from None
        return shown(made["abi"], made["layout"], bytes.fromhex(made["bytecode"]))


class NextVyper(NamedTuple):
    """A compiler in an environment of its own, and the sources as it takes them."""

    name: str  # its version
    compiler: Path
    sources: Path

    def shown(self, contract: str) -> Shown:
        command = [self.compiler, *OPTIONS, "--evm-version", evm_version()]
        run = subprocess.run(
            [*command, f"contracts/{contract}.vy"], cwd=self.sources, capture_output=True, text=True
        )
        if run.returncode:
            raise DoesNotCompile(_first_line(run.stderr))
        abi, layout, creation = run.stdout.splitlines()
        return shown(json.loads(abi), json.loads(layout), bytes.fromhex(creation[2:]))


def next_vyper(compiler: Path, place: Path) -> NextVyper:
    """Copy the sources, the library's too, without the lines that ask for the shipping compiler."""
    for folder in (CONTRACTS, LIBRARY):
        for source in folder.rglob("*.vy*"):
            copy = place / folder.name / source.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(PRAGMA.sub("#", source.read_text(encoding="utf-8")), encoding="utf-8")
    asked = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True)
    return NextVyper(asked.stdout.partition("+")[0].strip(), compiler.absolute(), place)


def contracts() -> list[str]:
    """All that are deployed."""
    return sorted(path.stem for path in CONTRACTS.glob("*.vy"))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
