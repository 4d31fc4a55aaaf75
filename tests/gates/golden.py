"""Keep what each deployable contract shows the world as a file that a review can see change.

    python tests/gates/golden.py             compare with tests/golden/, exit 1 on any difference
    python tests/gates/golden.py --write     take what stands in contracts/ as the new truth

A file holds a contract's ABI with its selectors and topics, where each variable lies, the errors
it and its modules may give, and the bytes it takes up on chain, as Ape compiles it.
"""

import difflib
import json
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from eth_utils import keccak
from eth_utils.abi import abi_to_signature, collapse_if_tuple
from vyper import ast as vy
from vyper.cli.vyper_compile import get_search_paths
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.output import build_abi_output
from vyper.compiler.phases import CompilerData
from vyper.compiler.settings import Settings
from vyper.exceptions import VyperException
from vyper.warnings import VyperWarning

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
MOST_BYTES = 24_576  # EIP-170


@cache
def compiled(path: Path) -> CompilerData:
    """The contract at `path`, with the settings that Ape hands to the compiler."""
    config = yaml.safe_load((ROOT / "ape-config.yaml").read_text())
    bundle = FilesystemInputBundle(get_search_paths([str(ROOT)]))
    settings = Settings(evm_version=config["vyper"]["evm_version"])
    return CompilerData(bundle.load_file(path), bundle, settings)


def functions(abi: list[dict]) -> dict[str, str]:
    """Signature -> selector, mutability and what it returns."""
    return {
        abi_to_signature(entry): f"{selector(entry)} {entry['stateMutability']}{returned(entry)}"
        for entry in abi
        if entry["type"] == "function"
    }


def selector(entry: dict) -> str:
    return "0x" + keccak(text=abi_to_signature(entry))[:4].hex()


def returned(entry: dict) -> str:
    outputs = ", ".join(collapse_if_tuple(output) for output in entry["outputs"])
    return f" -> {outputs}" if outputs else ""


def events(abi: list[dict]) -> dict[str, str]:
    """Event with its fields -> topic."""
    return {
        f"{entry['name']}({', '.join(map(field, entry['inputs']))})": "0x"
        + keccak(text=abi_to_signature(entry)).hex()
        for entry in abi
        if entry["type"] == "event"
    }


def field(entry: dict) -> str:
    indexed = " indexed" if entry.get("indexed") else ""
    return f"{collapse_if_tuple(entry)}{indexed} {entry['name']}"


def constructor(abi: list[dict]) -> str:
    [inputs] = [entry["inputs"] for entry in abi if entry["type"] == "constructor"] or [[]]
    return ", ".join(map(field, inputs))


def variables(layout: dict, path: str = "") -> Iterator[tuple[int, str]]:
    """(slot or byte offset, variable and type), modules by their path."""
    for name, entry in layout.items():
        if "type" in entry:
            place = entry["slot"] if "slot" in entry else entry["offset"]
            yield place, f"{path}{name}: {entry['type']}"
        else:
            yield from variables(entry, f"{path}{name}.")


def placed(layout: dict) -> list[str]:
    return [f"{place} {variable}" for place, variable in sorted(variables(layout))]


def errors(module: vy.Module) -> set[str]:
    """Every reason that `module`, or a module of the project below it, may give."""
    nodes = module.get_descendants((vy.Assert, vy.Raise))
    reasons = [node.msg if isinstance(node, vy.Assert) else node.exc for node in nodes]
    found = {reason.value for reason in reasons if isinstance(reason, vy.Str)}
    for node in module.get_children((vy.Import, vy.ImportFrom)):
        below = node._metadata["import_info"].parsed
        if isinstance(below, vy.Module) and ROOT / "contracts" in Path(below.resolved_path).parents:
            found |= errors(below)
    return found


def size(source: CompilerData) -> int:
    """Bytes on chain, in which immutables follow the code."""
    return len(source.bytecode_runtime) + source.global_ctx.immutable_section_bytes


def description(path: Path) -> dict:
    source = compiled(path)
    abi = build_abi_output(source)
    layout = source.storage_layout
    return {
        "bytes": size(source),
        "constructor": constructor(abi),
        "functions": functions(abi),
        "events": events(abi),
        "storage": placed(layout.get("storage_layout", {})),
        "transient": placed(layout.get("transient_storage_layout", {})),
        "immutables": placed(layout.get("code_layout", {})),
        "errors": sorted(errors(source.annotated_vyper_module)),
    }


def descriptions() -> dict[str, dict]:
    return {path.stem: description(path) for path in sorted((ROOT / "contracts").glob("*.vy"))}


def page(description: dict) -> str:
    return json.dumps(description, indent=1) + "\n"


def kept() -> dict[str, str]:
    return {path.stem: path.read_text() for path in sorted(GOLDEN.glob("*.json"))}


def differences(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Lines of one diff over all contracts; none when all is as it was."""
    return [
        line
        for name in sorted(before.keys() | now.keys())
        for line in difflib.unified_diff(
            before.get(name, "").splitlines(),
            now.get(name, "").splitlines(),
            f"tests/golden/{name}.json",
            f"contracts/{name}.vy",
            lineterm="",
            n=1,
        )
    ]


def write(now: dict[str, str]) -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name in kept().keys() - now.keys():
        (GOLDEN / f"{name}.json").unlink()
    for name, text in now.items():
        (GOLDEN / f"{name}.json").write_text(text)


def main(*arguments: str) -> int:
    warnings.simplefilter("error", VyperWarning)
    try:
        found = descriptions()
    except (VyperException, VyperWarning) as error:
        print(f"golden: a contract does not compile: {error}")
        return 1
    now = {name: page(found[name]) for name in found}
    if "--write" in arguments:
        write(now)
    for name, contract in found.items():
        room = MOST_BYTES - contract["bytes"]
        print(f"golden: {name:<16} {contract['bytes']:>6,} bytes, {room:>6,} left")
    changed = differences(kept(), now)
    if changed:
        print(*changed, "golden: if this is meant, run: make golden", sep="\n")
    too_big = [name for name in found if found[name]["bytes"] > MOST_BYTES]
    for name in too_big:
        print(f"golden: {name} is too big to deploy: at most {MOST_BYTES:,} bytes (EIP-170)")
    return 1 if changed or too_big else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
