"""The tests that must hold of every build, run on one of them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rig.build import ROOT
from variants import SHIPPING

# Not here: tests/gas holds exact gas and tests/gates exact code, of the shipping build alone; and
# what tests/package speaks of are commands, which deploy what cairn/abi/ holds.
PLACES = (
    "tests/unit",
    "tests/flows",
    "tests/hostile/contracts",
    "tests/stateful",
    "tests/compilers/test_build.py",
)
HOW = "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--hypothesis-seed=0"
SAID = "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider"
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.+?)(?: - (.*))?$", re.M)
PASSED_ALL, FAILED_SOME = 0, 1  # pytest's exit codes


class Outcome(NamedTuple):
    """Of one run."""

    failed: dict[str, str]  # test -> the first line of what it said
    told: str  # how many passed, in which time


class DidNotRun(Exception):
    """Its text is the last that was said."""


def run(build: str, places: Sequence[str] = PLACES) -> Outcome:
    """Run these tests on this build."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ape")), "test", *places, *HOW, *SAID],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "CAIRN_BUILD": build, "COLUMNS": "500"},  # wide enough for all it says
    )
    return outcome(done.returncode, done.stdout)


def outcome(code: int, said: str) -> Outcome:
    """Read what pytest said. It has failed at something only if it names that."""
    failed, told = dict(FAILED.findall(said)), said.strip().rpartition("\n")[2]
    if code == PASSED_ALL or (code == FAILED_SOME and failed):
        return Outcome(failed, told)
    raise DidNotRun(told)


def findings(failed: dict[str, str]) -> list[str]:
    """Of tests that failed on another build: say whether they do on the shipping one, too."""
    files = sorted({test.partition("::")[0] for test in failed})
    return [*compared(failed, run(SHIPPING, files).failed)] if files else []


def compared(failed: dict[str, str], ours: dict[str, str]) -> Iterator[str]:
    """One line a test."""
    for test, said in failed.items():
        if test in ours:
            yield f"{test} fails with the shipping build, too: see make test"
        else:
            yield f"{test} fails, and passes with the shipping build: {said or 'no word why'}"
