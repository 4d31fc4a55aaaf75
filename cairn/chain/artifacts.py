"""What the compiler made of each contract: it travels with the package, so that neither a reader
nor a deployer needs the compiler. `make abi` writes it, `make lint` holds it to the sources.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FOLDER = files("cairn") / "abi"


@dataclass(frozen=True)
class Artifact:
    """One contract. Digests are keccak-256, as nodes give them of code."""

    name: str
    abi: list[dict]
    creation_code: bytes  # without the constructor's arguments, which follow it
    creation_digest: bytes
    runtime_digest: bytes  # of the code without immutables, which follow it on chain
    runtime_bytes: int
    immutable_bytes: int
    storage_layout: dict
    code_layout: dict  # where each immutable lies in what follows the code
    compiler: dict[str, str]  # version, evm_version, optimization
    reasons: tuple[str, ...]  # with which it may refuse


@cache
def artifact(name: str) -> Artifact:
    """Return the contract of this name, as `CredentialToken`."""
    told = json.loads(_text(f"{name}.json"))
    return Artifact(
        name=name,
        abi=told["abi"],
        creation_code=bytes.fromhex(_text(f"{name}.bin")),
        creation_digest=_bytes(told["creation"]["keccak256"]),
        runtime_digest=_bytes(told["runtime"]["keccak256"]),
        runtime_bytes=told["runtime"]["bytes"],
        immutable_bytes=told["runtime"]["immutable_bytes"],
        storage_layout=told["storage_layout"],
        code_layout=told["code_layout"],
        compiler=told["compiler"],
        reasons=tuple(told["reasons"]),
    )


def _text(file: str) -> str:
    return (FOLDER / file).read_text(encoding="ascii")


def _bytes(digits: str) -> bytes:
    return bytes.fromhex(digits.removeprefix("0x"))
