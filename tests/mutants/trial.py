"""A copy of the project in which one mutant at a time is compiled and held against unit tests."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import yaml
from vyper.cli.vyper_compile import get_search_paths
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.phases import CompilerData
from vyper.compiler.settings import Settings
from vyper.exceptions import VyperException, VyperInternalException

from mutants.mutant import Mutant
from mutants.parts import deployed
from mutants.source import Source

MANIFEST = ".build/__local__.json"
KEPT = "abi", "contractName", "sourceId"  # of what Ape keeps of a contract: enough to deploy it
FAILED = re.compile(r"^(?:FAILED|ERROR) tests/unit/(.+?)(?: - (.*))?$", re.M)
OPTIONS = "-n0", "-x", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-seed=0"
PASSED_ALL, FAILED_SOME = 0, 1  # pytest's exit codes

KILLED, SURVIVED, STILLBORN, SAME = "killed", "survived", "does not compile", "is the same code"


class Verdict(NamedTuple):
    outcome: str
    by: str = ""  # the test that noticed, or "time"
    how: str = ""  # the first line of what it said
    seconds: float = 0


class Tree:
    """The copy: contracts and tests alone, no tools."""

    def __init__(self, root: Path, place: Path):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(root, place, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        self.place = place
        self.contracts = place / "contracts"
        self.deployed = deployed(self.contracts)
        self.manifest = json.loads((root / MANIFEST).read_text())
        (place / MANIFEST).parent.mkdir()
        config = yaml.safe_load((place / "ape-config.yaml").read_text())
        self.settings = Settings(evm_version=config["vyper"]["evm_version"])
        self.codes = {name: self.compiled(name) for name in self.deployed}

    def compiled(self, name: str) -> str:
        """Init code, which holds the runtime code, without the hash of the sources behind it."""
        bundle = FilesystemInputBundle(get_search_paths([str(self.place)]))
        file = bundle.load_file(self.contracts / f"{name}.vy")
        data = CompilerData(file, bundle, self.settings, no_bytecode_metadata=True)
        return "0x" + data.bytecode.hex()

    def sound(self, files: list[Path]) -> Verdict:
        """Hold the contracts as they are against these tests."""
        begun = time.monotonic()
        self._write_manifest(self.codes)
        verdict = self._tested(files, limit=3600)
        return verdict._replace(seconds=round(time.monotonic() - begun, 1))

    def tried(self, mutant: Mutant, files: list[Path], limit: float) -> Verdict:
        """Hold a mutant against these tests, in this order, until one of them notices."""
        path = self.contracts / mutant.file
        original = path.read_text()
        path.write_text(Source(original).after(mutant.change))
        begun = time.monotonic()
        try:
            verdict = self._judged(mutant, files, limit)
        finally:
            path.write_text(original)
        return verdict._replace(seconds=round(time.monotonic() - begun, 1))

    def _judged(self, mutant: Mutant, files: list[Path], limit: float) -> Verdict:
        """Only what is compiled from the mutant's source is compiled again."""
        names = [name for name in self.deployed if mutant.file in self.deployed[name]]
        try:
            codes = self.codes | {name: self.compiled(name) for name in names}
        except (VyperException, VyperInternalException):
            return Verdict(STILLBORN)
        if codes == self.codes:
            return Verdict(SAME)
        self._write_manifest(codes)
        return self._tested(files, limit)

    def _write_manifest(self, codes: dict[str, str]) -> None:
        """Tell Ape that these are the contracts, so that it compiles none."""
        types = {
            name: {part: self.manifest["contractTypes"][name][part] for part in KEPT}
            | {"deploymentBytecode": {"bytecode": codes[name]}}
            for name in codes
        }
        texts = {
            f"contracts/{name}.vy": {"content": (self.contracts / f"{name}.vy").read_text()}
            for name in codes
        }
        manifest = {"manifest": "ethpm/3", "contractTypes": types, "sources": texts}
        (self.place / MANIFEST).write_text(json.dumps(manifest))

    def _tested(self, files: list[Path], limit: float) -> Verdict:
        """Run these unit tests up to the first that fails; what takes too long has failed, too."""
        ape = Path(sys.executable).with_name("ape")
        names = [file.relative_to(self.place).as_posix() for file in files]
        code, told = run_to_end([str(ape), "test", *names, *OPTIONS], self.place, limit)
        if code is None:
            return Verdict(KILLED, "time")
        if code == PASSED_ALL:
            return Verdict(SURVIVED)
        if code == FAILED_SOME and (test := FAILED.search(told)):
            return Verdict(KILLED, test[1], (test[2] or "")[:200])
        raise RuntimeError(f"the tests did not run:\n{told[-3000:]}")


def run_to_end(command: list[str], place: Path, limit: float) -> tuple[int | None, str]:
    """Return the exit code, None if time was up, and all that was printed; no process is left."""
    run = subprocess.Popen(
        command,
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "COLUMNS": "500"},  # wide enough to say what failed
        start_new_session=True,
    )
    try:
        told, _ = run.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        return None, ""
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    return run.returncode, told
