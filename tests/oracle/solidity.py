"""OpenZeppelin's contracts, put together in twins.sol, as npm's solc compiles them."""

import json
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile

from rig.build import CACHE, ROOT, Build

SOURCE = Path(__file__).parent / "twins.sol"
MODULES = ROOT / ".oracle" / "node_modules"  # which `make oracle` installs
TIMELOCK = "@openzeppelin/contracts/governance/TimelockController.sol"
PARTS = {SOURCE.name: ("Seats", "Bare", "Timelocked"), TIMELOCK: ("TimelockController",)}
ASKED = {
    "language": "Solidity",
    "sources": {SOURCE.name: {"content": SOURCE.read_text()}},
    "settings": {
        "optimizer": {"enabled": True, "runs": 200},
        "evmVersion": "cancun",
        "outputSelection": {"*": {"*": ["abi", "evm.bytecode.object"]}},
    },
}


@cache
def compiled() -> dict[str, Build]:
    """Every contract by its name: seconds once, then from the cache."""
    kept = CACHE / f"twins-{_key()}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_compile()))
    made = json.loads(kept.read_text())
    return {name: Build(abi, bytes.fromhex(code)) for name, (abi, code) in made.items()}


def _key() -> str:
    """Name what the outcome depends on: our source, and the versions that npm has installed."""
    lock = (MODULES / ".package-lock.json").read_text()
    return sha256(f"{json.dumps(ASKED)} {lock}".encode()).hexdigest()[:16]


def _compile() -> dict[str, tuple[list, str]]:
    command = [MODULES / ".bin" / "solcjs", "--standard-json", "--include-path", MODULES]
    with TemporaryFile("w+") as answer:  # what solcjs writes to a pipe, it cuts short
        subprocess.run(
            [*command, "--base-path", SOURCE.parent],
            input=json.dumps(ASKED),
            stdout=answer,
            text=True,
            check=True,
        )
        answer.seek(0)
        text = answer.read()
    told = json.loads(text[text.index("{") :])  # solcjs may begin with a remark
    errors = [e["formattedMessage"] for e in told.get("errors", []) if e["severity"] == "error"]
    assert not errors, "\n".join(errors)

    return {
        name: (made["abi"], made["evm"]["bytecode"]["object"])
        for path, names in PARTS.items()
        for name in names
        for made in [told["contracts"][path][name]]
    }
