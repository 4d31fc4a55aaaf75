"""Who may do what, and the proof that nobody else can: powers.yaml, held against the chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ape
import yaml
from ape.contracts import ContractInstance
from ape.exceptions import ContractLogicError, VirtualMachineError
from ethpm_types.abi import MethodABI

from cairn.audit.subjects import Live
from cairn.audit.trials import TRIALS
from cairn.chain.refusals import reason_of
from cairn.chain.suite import CONTRACTS, Suite

TABLE = Path(__file__).with_name("powers.yaml")
ANYONE = "anyone"
NONE = "0x" + "0" * 40
CHANGING = ("nonpayable", "payable")


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


@dataclass(frozen=True)
class Trial:
    """What came of an account's trying a function; `told` is None if there was nothing to try."""

    power: Power
    told: str | None

    @property
    def is_untried(self) -> bool:
        return self.told is None

    @property
    def is_as_it_should_be(self) -> bool:
        return self.told in (None, self.power.refusal)

    def __str__(self) -> str:
        if self.is_untried:
            return f"{self.power.name}: nothing on this chain to try it on"
        told = f'refused with "{self.told}"' if self.told else "let through"
        return f"{self.power.name}, for {self.power.who}: {told}"


@cache
def table() -> tuple[Power, ...]:
    """Read the table."""
    read = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Power(contract, function, **row)
        for contract, rows in read.items()
        for function, row in rows.items()
    )


def changing(methods: Iterable[MethodABI]) -> dict[str, MethodABI]:
    """Return the functions of an ABI that may change something, by name and types."""
    return {method.selector: method for method in methods if method.stateMutability in CHANGING}


def gaps(suite: Suite, rows: Iterable[Power] | None = None) -> list[str]:
    """Say which functions the table lacks, and which rows no contract has a function for."""
    written = {power.name for power in (table() if rows is None else rows)}
    there = {
        f"{contract.contract_type.name}.{function}"
        for contract in contracts(suite)
        for function in changing(contract.contract_type.methods)
    }
    return [
        *(f"{name}: the table of powers lacks it" for name in sorted(there - written)),
        *(f"{name}: no contract has it" for name in sorted(written - there)),
    ]


def contracts(suite: Suite) -> list[ContractInstance]:
    return [getattr(suite, role) for role in CONTRACTS]


def probe(suite: Suite, account: str, since: int = 0) -> list[Trial]:
    """Let an account try every restricted function, without a transaction.

    `since` is the block of the deployment. The account should be no educator, issuer or learner: to
    those, some of it is rightly open.
    """
    return [
        Trial(power, _told(contract, method, arguments, account))
        for power, contract, method, arguments in calls(suite, account, since)
        if not power.is_open
    ]


def calls(
    suite: Suite, account: str, since: int = 0
) -> Iterator[tuple[Power, ContractInstance, MethodABI, tuple | None]]:
    """Yield each row of the table with a valid call; its arguments are None if there is none."""
    live = Live(suite, account, since)
    by_name = {contract.contract_type.name: contract for contract in contracts(suite)}
    for power in table():
        contract = by_name[power.contract]
        method = changing(contract.contract_type.methods)[power.function]
        yield power, contract, method, TRIALS[power.contract][power.function](live)


def _told(
    contract: ContractInstance, method: MethodABI, arguments: tuple | None, account: str
) -> str | None:
    """Call, and return the reason of the refusal; nothing if there was no refusal."""
    if arguments is None:
        return None
    provider = ape.chain.provider
    transaction = provider.network.ecosystem.encode_transaction(
        contract.address, method, *arguments, sender=account
    )
    try:
        provider.send_call(transaction)
    except ContractLogicError as error:
        return reason_of(error)
    except VirtualMachineError as error:
        return str(error)
    return ""


def wiring(suite: Suite) -> list[str]:
    """Say where a contract is not owned by the DAO, or not joined to the right neighbour."""
    dao, credentials, registry = suite.dao, suite.credentials, suite.registry
    owned = {"educators": suite.educators, "credentials": credentials, "registry": registry}
    wanted = [
        *((f"{name}.owner", it.owner(), dao.address) for name, it in owned.items()),
        *((f"{name}.pending_owner", it.pending_owner(), NONE) for name, it in owned.items()),
        ("dao.token", dao.token(), suite.educators.address),
        ("dao.decision_rules", dao.decision_rules(), suite.rules.address),
        ("rules.DAO", suite.rules.DAO(), dao.address),
        ("dao.credentials", dao.credentials(), credentials.address),
        ("credentials.REGISTRY", credentials.REGISTRY(), registry.address),
        ("credentials.renderer", credentials.renderer(), suite.renderer.address),
        ("registry.CREDENTIALS", registry.CREDENTIALS(), credentials.address),
        ("renderer.REGISTRY", suite.renderer.REGISTRY(), registry.address),
    ]
    return [f"{what} is {is_}, not {should}" for what, is_, should in wanted if is_ != should]
