"""Keep what each deployable contract shows the world as files that a review can see change.

    python tests/gates/golden.py             compare with cairn/abi/, exit 1 on any difference
    python tests/gates/golden.py --write     take what stands in contracts/ as the new truth

They travel with the package, for whoever has no compiler. CONTRACT.json holds the compiler and its
settings, size and digest of the code, the ABI, where each variable lies, and the reasons that the
contract and its modules may give for a refusal; CONTRACT.bin the code that creates it, as Ape
deploys it, without the constructor's arguments.
"""

import difflib
import json
import os
import sys
import warnings
from functools import cache
from pathlib import Path

import vyper
import yaml
from eth_utils import keccak
from vyper import ast as vy
from vyper.cli.vyper_compile import get_search_paths
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.output import build_abi_output
from vyper.compiler.phases import CompilerData
from vyper.compiler.settings import Settings
from vyper.exceptions import VyperException
from vyper.warnings import VyperWarning

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "cairn" / "abi"
MOST_BYTES = 24_576  # EIP-170
WIDTH = 100  # of a line of JSON that holds more than one value
LAYOUTS = ("storage_layout", "transient_storage_layout", "code_layout")  # as the compiler says


@cache
def compiled(path: Path) -> CompilerData:
    """The contract at `path`, with the settings that Ape hands to the compiler."""
    config = yaml.safe_load((ROOT / "ape-config.yaml").read_text())
    bundle = FilesystemInputBundle(get_search_paths([str(ROOT)]))
    settings = Settings(evm_version=config["vyper"]["evm_version"])
    return CompilerData(bundle.load_file(path), bundle, settings)


def compiler(source: CompilerData) -> dict:
    return {
        "version": vyper.__long_version__,
        "evm_version": source.settings.evm_version,
        "optimization": str(source.settings.optimize),
    }


def code(source: CompilerData) -> dict:
    """Sizes and digests. On chain, immutables follow the code, which does not hold them."""
    creation, runtime = source.bytecode, source.bytecode_runtime
    return {
        "creation": {"bytes": len(creation), "keccak256": digest(creation)},
        "runtime": {
            "bytes": len(runtime),
            "immutable_bytes": source.global_ctx.immutable_section_bytes,
            "keccak256": digest(runtime),
        },
    }


def digest(data: bytes) -> str:
    return f"0x{keccak(data).hex()}"


def first(entry: dict) -> int:
    """The slot, or byte, at which a variable lies, or a module's first one."""
    if "type" in entry:
        return entry["slot"] if "slot" in entry else entry["offset"]
    return min(map(first, entry.values()))


def placed(layout: dict) -> dict:
    """Variables, and modules with theirs, in the order in which they lie."""
    return {
        name: entry if "type" in entry else placed(entry)
        for name, entry in sorted(layout.items(), key=lambda named: first(named[1]))
    }


def reasons(module: vy.Module) -> set[str]:
    """Every reason that `module`, or a module of the project below it, may give."""
    nodes = module.get_descendants((vy.Assert, vy.Raise))
    given = [node.msg if isinstance(node, vy.Assert) else node.exc for node in nodes]
    found = {reason.value for reason in given if isinstance(reason, vy.Str)}
    for node in module.get_children((vy.Import, vy.ImportFrom)):
        below = node._metadata["import_info"].parsed
        if isinstance(below, vy.Module) and ROOT / "contracts" in Path(below.resolved_path).parents:
            found |= reasons(below)
    return found


def description(source: CompilerData) -> dict:
    return {
        "compiler": compiler(source),
        **code(source),
        "abi": build_abi_output(source),
        **{name: placed(source.storage_layout.get(name, {})) for name in LAYOUTS},
        "reasons": sorted(reasons(source.annotated_vyper_module)),
    }


def size(description: dict) -> int:
    """Bytes on chain."""
    return description["runtime"]["bytes"] + description["runtime"]["immutable_bytes"]


def json_of(value, indent: int = 0) -> str:
    """JSON in which whatever fits into a line is one, so that a diff shows what has changed."""
    flat = json.dumps(value)
    if not isinstance(value, dict | list) or indent + len(flat) <= WIDTH:
        return flat
    inner = indent + 1
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {json_of(value[key], inner)}" for key in value]
    else:
        items = [json_of(item, inner) for item in value]
    left, right = "{}" if isinstance(value, dict) else "[]"
    lines = ",\n".join(" " * inner + item for item in items)
    return f"{left}\n{lines}\n{' ' * indent}{right}"


def pages(descriptions: dict[str, dict], sources: dict[str, CompilerData]) -> dict[str, str]:
    """The text of each file, by its name."""
    told = {f"{name}.json": json_of(descriptions[name]) + "\n" for name in descriptions}
    return told | {f"{name}.bin": source.bytecode.hex() + "\n" for name, source in sources.items()}


def kept() -> dict[str, str]:
    return {path.name: path.read_text() for path in GOLDEN.glob("*") if path.is_file()}


def differences(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Lines of one diff over all contracts; none when all is as it was."""
    return [
        line
        for name in sorted(before.keys() | now.keys())
        for line in (changed_code if name.endswith(".bin") else changed_lines)(
            name, before.get(name, ""), now.get(name, "")
        )
    ]


def changed_lines(name: str, before: str, now: str) -> list[str]:
    source = f"contracts/{Path(name).stem}.vy"
    texts = before.splitlines(), now.splitlines()
    return list(difflib.unified_diff(*texts, f"cairn/abi/{name}", source, lineterm="", n=1))


def changed_code(name: str, before: str, now: str) -> list[str]:
    """No diff: it would be one line of fifty thousand digits."""
    return [f"cairn/abi/{name} is not what its contract compiles to"] if before != now else []


def write(now: dict[str, str]) -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name in kept().keys() - now.keys():
        (GOLDEN / name).unlink()
    for name, text in now.items():
        (GOLDEN / name).write_text(text)


def main(*arguments: str) -> int:
    warnings.simplefilter("error", VyperWarning)
    os.chdir(ROOT)  # the compiler names an interface by its path from here
    try:
        sources = {path.stem: compiled(path) for path in sorted((ROOT / "contracts").glob("*.vy"))}
        found = {name: description(source) for name, source in sources.items()}
    except (VyperException, VyperWarning) as error:
        print(f"golden: a contract does not compile: {error}")
        return 1
    now = pages(found, sources)
    if "--write" in arguments:
        write(now)
    for name, contract in found.items():
        print(f"golden: {name:<16} {size(contract):>6,} bytes, {room(contract):>6,} left")
    changed = differences(kept(), now)
    if changed:
        print(*changed, "golden: if this is meant, run: make abi", sep="\n")
    too_big = [name for name in found if room(found[name]) < 0]
    for name in too_big:
        print(f"golden: {name} is too big to deploy: at most {MOST_BYTES:,} bytes (EIP-170)")
    return 1 if changed or too_big else 0


def room(description: dict) -> int:
    return MOST_BYTES - size(description)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
