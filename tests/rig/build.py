"""What the compiler makes of the contracts, kept on disk while the sources stay the same."""

import json
import os
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import vyper
import yaml
from vyper.cli.vyper_compile import get_search_paths
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.output import build_abi_output
from vyper.compiler.phases import CompilerData
from vyper.compiler.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "contracts"
DOUBLES = ROOT / "tests" / "doubles", Path(__file__).parent / "doubles"
CACHE = ROOT / ".cache" / "rig"


class Build(NamedTuple):
    """A contract that can be deployed."""

    abi: list[dict]
    bytecode: bytes  # init code, without constructor arguments


@cache
def build(name: str) -> Build:
    """Compile a contract, or a test's double, by its name: seconds once, then from the cache."""
    places = (folder / f"{name}.vy" for folder in (CONTRACTS, *DOUBLES))
    source = next(path for path in places if path.exists())
    kept = CACHE / f"{name}-{_key(source)}.json"
    if not kept.exists():
        _compile(source, kept)
    made = json.loads(kept.read_text())

    return Build(made["abi"], bytes.fromhex(made["bytecode"]))


def _compile(source: Path, kept: Path) -> None:
    """Compile with the settings that Ape hands to the compiler."""
    bundle = FilesystemInputBundle(get_search_paths([str(ROOT)]))
    data = CompilerData(bundle.load_file(source), bundle, Settings(evm_version=_evm_version()))
    made = {"abi": build_abi_output(data), "bytecode": data.bytecode.hex()}

    kept.parent.mkdir(parents=True, exist_ok=True)
    for stale in kept.parent.glob(f"{source.stem}-*.json"):
        stale.unlink(missing_ok=True)
    begun = kept.with_suffix(f".{os.getpid()}")  # tests may run in several processes
    begun.write_text(json.dumps(made))
    begun.replace(kept)


def _evm_version() -> str:
    return yaml.safe_load((ROOT / "ape-config.yaml").read_text())["vyper"]["evm_version"]


def _key(source: Path) -> str:
    """Name all that the outcome depends on: compiler, library, settings, the file and modules."""
    library = version("snekmate")
    digest = sha256(f"{vyper.__version__} {library} {_evm_version()}".encode())
    for path in _sources(source):
        digest.update(path.read_bytes())

    return digest.hexdigest()[:16]


def _sources(source: Path) -> Iterator[Path]:
    """Return the file and all that it might import; a double may be a contract with more to it."""
    yield source
    if source.parent != CONTRACTS:
        yield from sorted(CONTRACTS.glob("*.vy"))
    yield from sorted((CONTRACTS / "interfaces").glob("*.vyi"))
    yield from sorted((CONTRACTS / "modules").rglob("*.vy"))
