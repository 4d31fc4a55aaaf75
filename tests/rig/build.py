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
from variants import VARIANTS, chosen
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


def build(name: str) -> Build:
    """The contract, or test's double, of this name, in the build that this run is about."""
    made = compiled(name, chosen())
    return Build(made["abi"], bytes.fromhex(made["bytecode"]))


@cache
def compiled(name: str, variant: str) -> dict:
    """All that is kept of a contract in one build: seconds once, then from the cache."""
    places = (folder / f"{name}.vy" for folder in (CONTRACTS, *DOUBLES))
    source = next(path for path in places if path.exists())
    kept = CACHE / variant / f"{name}-{_key(source, variant)}.json"
    if not kept.exists():
        _keep(_compile(source, variant), kept)
    return json.loads(kept.read_text())


def _compile(source: Path, variant: str) -> dict:
    """Compile with the settings that Ape hands to the compiler, and the variant's own."""
    bundle = FilesystemInputBundle(get_search_paths([str(ROOT)]))
    settings = Settings.from_dict({"evm_version": evm_version(), **VARIANTS[variant]})
    data = CompilerData(bundle.load_file(source), bundle, settings)
    return {
        "abi": build_abi_output(data),
        "bytecode": data.bytecode.hex(),
        "layout": data.storage_layout,
    }


def _keep(made: dict, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for stale in kept.parent.glob(f"{kept.stem.partition('-')[0]}-*.json"):
        stale.unlink(missing_ok=True)
    begun = kept.with_suffix(f".{os.getpid()}")  # tests may run in several processes
    begun.write_text(json.dumps(made))
    begun.replace(kept)


def evm_version() -> str:
    return yaml.safe_load((ROOT / "ape-config.yaml").read_text())["vyper"]["evm_version"]


def _key(source: Path, variant: str) -> str:
    """Name all that the outcome depends on: compiler, library, settings, the file and modules."""
    compiler, library = vyper.__version__, version("snekmate")
    digest = sha256(f"{compiler} {library} {evm_version()} {VARIANTS[variant]}".encode())
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
