"""The proof that nobody can do what the table of powers keeps from them, held against the chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cairn.audit.subjects import Live
from cairn.audit.trials import TRIALS
from cairn.chain.contracts import Contract
from cairn.chain.interfaces import Function
from cairn.chain.powers import Power, changing, contracts, table
from cairn.chain.refusals import Refused
from cairn.chain.suite import Suite

NONE = "0x" + "0" * 40


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


def gaps(suite: Suite, rows: Iterable[Power] | None = None) -> list[str]:
    """Say which functions the table lacks, and which rows no contract has a function for."""
    written = {power.name for power in (table() if rows is None else rows)}
    there = {
        f"{contract.interface.name}.{function}"
        for contract in contracts(suite)
        for function in changing(contract)
    }
    return [
        *(f"{name}: the table of powers lacks it" for name in sorted(there - written)),
        *(f"{name}: no contract has it" for name in sorted(written - there)),
    ]


def probe(suite: Suite, account: str, since: int = 0) -> list[Trial]:
    """Let an account try every restricted function, without a transaction.

    `since` is the block of the deployment. The account should be no educator, issuer or learner: to
    those, some of it is rightly open.
    """
    return [
        Trial(power, _told(contract, function, arguments, account))
        for power, contract, function, arguments in calls(suite, account, since)
        if not power.is_open
    ]


def calls(
    suite: Suite, account: str, since: int = 0
) -> Iterator[tuple[Power, Contract, Function, tuple | None]]:
    """Yield each row of the table with a valid call; its arguments are None if there is none."""
    live = Live(suite, account, since)
    by_name = {contract.interface.name: contract for contract in contracts(suite)}
    for power in table():
        contract = by_name[power.contract]
        function = changing(contract)[power.function]
        yield power, contract, function, TRIALS[power.contract][power.function](live)


def _told(
    contract: Contract, function: Function, arguments: tuple | None, account: str
) -> str | None:
    """Call, and return the reason of the refusal; nothing if there was no refusal."""
    if arguments is None:
        return None
    try:
        contract.try_out(function, arguments, account)
    except Refused as refused:
        return refused.reason
    return ""


def wiring(suite: Suite) -> list[str]:
    """Say where a contract is not owned by the DAO, or not joined to the right neighbour."""
    dao, credentials = suite.dao, suite.credentials
    owned = {"educators": suite.educators, "credentials": credentials}
    doors = {"curricula": suite.curricula, "pathways": suite.pathways, "status": suite.status}
    wanted = [
        *((f"{name}.owner", it.owner(), dao.address) for name, it in owned.items()),
        *((f"{name}.pending_owner", it.pending_owner(), NONE) for name, it in owned.items()),
        ("dao.token", dao.token(), suite.educators.address),
        ("dao.decision_rules", dao.decision_rules(), suite.rules.address),
        ("rules.DAO", suite.rules.DAO(), dao.address),
        ("dao.credentials", dao.credentials(), credentials.address),
        ("credentials.CURRICULA", credentials.CURRICULA(), suite.curricula.address),
        ("credentials.PATHWAYS", credentials.PATHWAYS(), suite.pathways.address),
        ("credentials.STATUS", credentials.STATUS(), suite.status.address),
        ("credentials.renderer", credentials.renderer(), suite.renderer.address),
        *(
            (f"{door}.CREDENTIALS", it.CREDENTIALS(), credentials.address)
            for door, it in doors.items()
        ),
        ("curricula.PATHWAYS", suite.curricula.PATHWAYS(), suite.pathways.address),
        ("pathways.CURRICULA", suite.pathways.CURRICULA(), suite.curricula.address),
        ("renderer.CURRICULA", suite.renderer.CURRICULA(), suite.curricula.address),
    ]
    return [f"{what} is {is_}, not {should}" for what, is_, should in wanted if is_ != should]
