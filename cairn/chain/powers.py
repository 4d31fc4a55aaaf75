"""Who may do what: every function that changes anything, as powers.yaml has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from cairn.chain.contracts import Contract
from cairn.chain.interfaces import Function
from cairn.chain.suite import CONTRACTS, Suite

TABLE = Path(__file__).with_name("powers.yaml")


@dataclass(frozen=True)
class Power:
    """A row of the table: who may call a function, and what all others are told.

    A function that is open to anyone has no refusal, but says why that is safe.
    """

    contract: str
    function: str  # with its types, as in castVote(uint256,uint8)
    who: str
    refusal: str = ""
    safe: str = ""

    @property
    def is_open(self) -> bool:
        return not self.refusal

    @property
    def name(self) -> str:
        return f"{self.contract}.{self.function}"


@cache
def table() -> tuple[Power, ...]:
    """Read the table."""
    read = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Power(contract, function, **row)
        for contract, rows in read.items()
        for function, row in rows.items()
    )


def changing(contract: Contract) -> dict[str, Function]:
    """Return the functions of a contract that may change something, by name and types."""
    return {it.signature: it for it in contract.interface.functions if it.changes}


def contracts(suite: Suite) -> list[Contract]:
    """Return the contracts of a deployment."""
    return [getattr(suite, role) for role in CONTRACTS]
