"""The address book: where Cairn stands on a chain, and which account plays which role there.

Ape forgets local deployments between processes, so Cairn keeps `deployments/<chain id>.json`, in
another folder if CAIRN_DEPLOYMENTS names one. One address is enough, the DAO's: public getters lead
from it to the rest. A chain that lives inside one process (Ape's `local` network) is remembered in
that process only.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from cairn.chain.addresses import checked_wallet
from cairn.chain.node import EPHEMERAL
from cairn.say.errors import CairnError, why
from cairn.say.programs import as_typed

FOLDER = "deployments"
VARIABLE = "CAIRN_DEPLOYMENTS"  # of the environment: names another folder
MAX_BRACKETS = 1_000
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
    awaits: str = ""  # the contract that the deployment ends with, until it is known to stand


_remembered: dict[int, Book] = {}


def path_of(chain_id: int) -> Path:
    """Return the file for a chain."""
    return Path(os.environ.get(VARIABLE) or FOLDER) / f"{chain_id}.json"


def exists(chain_id: int, network: str) -> bool:
    """Tell whether there is a book that somebody could miss."""
    return network != EPHEMERAL and path_of(chain_id).exists()


def write(book: Book, chain_id: int, network: str, replacing: bool = False) -> str:
    """Keep the book, and say where. One that it is `replacing` is kept aside."""
    if network == EPHEMERAL:
        _remembered[chain_id] = book
        return "memory: this chain ends with the command"

    file = path_of(chain_id)
    told = {name: value for name, value in asdict(book).items() if value or name != "awaits"}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting = file.with_suffix(".new")
        waiting.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        if replacing:
            file.replace(aside(file))
        waiting.replace(file)  # at once, so that a kill leaves the old book or the new one
    except OSError as error:
        raise CairnError(
            f"{file}: the address book cannot be written ({why(error)}): make room for it, or "
            f"name another folder by {VARIABLE}"
        ) from error
    return str(file)


def aside(file: Path) -> Path:
    """Return the first free name for a book that another one replaces."""
    names = (file.with_suffix(f".replaced-{number}.json") for number in count(1))
    return next(name for name in names if not name.exists())


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
            f"{file}: there is no address book for this chain: run {as_typed('deploy')} first, "
            "or name the DAO with --dao ADDRESS"
        )
    try:
        return _book(_parsed(file.read_text(encoding="utf-8")), str(file))
    except OSError as error:
        raise CairnError(f"{file}: cannot be read ({why(error)}): mend that first") from error
    except (ValueError, TypeError) as error:
        raise CairnError(
            f"{file}: this is no address book: restore it, or deploy anew with --replace"
        ) from error


def _parsed(text: str) -> dict:
    """Read JSON; the reader itself would crash on thousands of brackets."""
    if text.count("{") + text.count("[") > MAX_BRACKETS:
        raise ValueError("a book is flat")
    return json.loads(text)


def _book(told: dict, file: str) -> Book:
    """Check what a person may have edited. Raises TypeError if it is not a book at all."""
    opened = Book(**told)
    if not isinstance(opened.accounts, dict):
        raise TypeError("the accounts are named")
    texts = (opened.dao, opened.awaits, *opened.accounts.values())
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("addresses and accounts are texts")
    if type(opened.block) is not int or not 0 <= opened.block < 1 << 64:
        raise TypeError("the block is a number")
    opened.dao = checked_wallet(opened.dao, f'{file}: "dao"')
    if opened.awaits:
        opened.awaits = checked_wallet(opened.awaits, f'{file}: "awaits"')
    return opened


def forget() -> None:
    """Drop what is remembered of chains that live in this process."""
    _remembered.clear()
