"""The address book: where Cairn stands on a chain, and which account plays which role there.

Ape forgets local deployments between processes, so Cairn keeps `deployments/<chain id>.json`. One
address is enough, the DAO's: public getters lead from it to the rest. A chain that lives inside one
process (Ape's `local` network) is remembered in that process only.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from scripts._cairn.errors import CairnError

FOLDER = Path("deployments")
EPHEMERAL = "local"  # Ape's name for a network that dies with the process

# Chains on which the accounts of the public test mnemonic may sign.
TEST_CHAINS = {1337, 31337}

# The accounts of Ape's and anvil's test mnemonic, by the role that each plays on a test chain.
TEST_ACCOUNTS = {
    "deployer": "TEST::0",
    "educator": "TEST::1",
    "issuer": "TEST::6",
    "learner": "TEST::10",
}


@dataclass
class Book:
    """What is written down about one chain."""

    dao: str
    block: int = 0  # where the deployment began: no event is older
    accounts: dict[str, str] = field(default_factory=dict)  # role -> alias, TEST::n or address


_remembered: dict[int, Book] = {}


def path_of(chain_id: int) -> Path:
    """Return the file for a chain."""
    return FOLDER / f"{chain_id}.json"


def write(book: Book, chain_id: int, network: str) -> str:
    """Keep the book, and say where."""
    if network == EPHEMERAL:
        _remembered[chain_id] = book
        return "memory: this chain ends with the command"

    file = path_of(chain_id)
    file.parent.mkdir(exist_ok=True)
    waiting = file.with_suffix(".new")
    waiting.write_text(json.dumps(asdict(book), indent=2) + "\n", encoding="utf-8")
    waiting.replace(file)  # at once, so that a kill leaves the old book or the new one
    return str(file)


def read(chain_id: int, network: str) -> Book:
    """Open the book, or say what to do about there being none."""
    if network == EPHEMERAL:
        if chain_id in _remembered:
            return _remembered[chain_id]
        raise CairnError(
            "nothing is deployed on this chain, which lives in one command only: run `make chain` "
            "and add --network ethereum:testchain, or see it all in `make demo`"
        )

    file = path_of(chain_id)
    if not file.exists():
        raise CairnError(
            f"{file}: there is no address book for this chain: run `ape run deploy` first, "
            "or name the DAO with --dao ADDRESS"
        )
    try:
        return Book(**json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise CairnError(f"{file}: this is no address book: restore it, or deploy anew") from error


def forget() -> None:
    """Drop what is remembered of chains that live in this process."""
    _remembered.clear()
