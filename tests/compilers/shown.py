"""What a build of a contract shows the world, whatever its code: ABI, layout, size."""

import json
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import cbor2
from eth_utils.abi import collapse_if_tuple

from cairn.chain.artifacts import FOLDER

LAYOUTS = "storage_layout", "transient_storage_layout", "code_layout"


class Shown(NamedTuple):
    """One contract in one build."""

    abi: list[dict]
    layouts: dict[str, dict]  # by LAYOUTS
    size: int  # bytes on chain, immutables among them


def shown(abi: list[dict], layouts: dict[str, dict], creation: bytes) -> Shown:
    """Take what a compiler says."""
    return Shown(abi, {name: layouts[name] for name in LAYOUTS if name in layouts}, size(creation))


def size(creation: bytes) -> int:
    """Read it from what the compiler puts behind the code that creates, with its length last. To
    compile the code that runs for itself will not do: Venom makes other code the second time."""
    length = int.from_bytes(creation[-2:], "big")
    _, runtime, _, immutables, _ = cbor2.loads(creation[-length:-2])
    return runtime + immutables


def shipping(name: str) -> Shown:
    """The contract as cairn/abi/ tells of it."""
    file = FOLDER / f"{name}.json"
    if not file.is_file():
        sys.exit(f"cairn/abi/ does not have {name}: make abi")
    told = json.loads(file.read_text(encoding="ascii"))
    runtime = told["runtime"]
    return Shown(told["abi"], told, runtime["bytes"] + runtime["immutable_bytes"])


def differences(ours: Shown, theirs: Shown) -> Iterator[str]:
    """Say line by line in what a build differs from the one that ships; its size may."""
    yield from _told("ABI", _by_signature(ours.abi), _by_signature(theirs.abi))
    for name in LAYOUTS:
        kind = name.replace("_", " ")
        yield from _told(kind, *(_by_path(each.layouts.get(name, {})) for each in (ours, theirs)))


def _told(kind: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    for key in sorted(ours.keys() | theirs.keys()):
        if key not in theirs:
            yield f"its {kind} lacks {key}"
        elif key not in ours:
            yield f"its {kind} has {key}, which does not ship"
        elif ours[key] != theirs[key]:
            yield f"its {kind} has {key} as {json.dumps(theirs[key])}, not {json.dumps(ours[key])}"


def _by_signature(abi: list[dict]) -> dict[str, dict]:
    """In which order a compiler lists the entries means nothing."""
    return {_signature(entry): entry for entry in abi}


def _signature(entry: dict) -> str:
    types = ",".join(collapse_if_tuple(each) for each in entry.get("inputs", []))
    return f"{entry['type']} {entry.get('name', '')}({types})".replace(" (", "(")


def _by_path(layout: dict, path: str = "") -> dict[str, dict]:
    """Where each variable lies, those of modules by the modules' names."""
    if "type" in layout:
        return {path: layout}
    found = {}
    for name, below in layout.items():
        found |= _by_path(below, f"{path}.{name}".lstrip("."))
    return found
