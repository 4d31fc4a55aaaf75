"""The DAO and OpenZeppelin's governor, each on an EVM of its own, at the same address."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from eth_abi import encode
from eth_utils import keccak
from rig import Contract, Rig, account, deploy
from rig.driver import EventReader, Method
from rig.engines import Outcome

from cairn.chain.suite import Rules, create_address
from oracle.solidity import compiled

FUNDS = 10**18
PEOPLE = [f"member {n}" for n in range(1, 12)]
SIGNER = "signer"  # whose key signs for the member that is a contract
OWNERS = ("owner", "other owner")  # who both sign for another one
STRANGER = "stranger"


class Form(NamedTuple):
    """What an assembly is like: the one place where both governors get their parameters."""

    rulebook: Sequence[Rules]  # class by class, all with the same times of a vote
    seats: int = 6  # taken at the beginning; the first is a contract's
    is_timelocked: bool = False  # OpenZeppelin's, by its TimelockController
    is_on_our_seats: bool = False  # OpenZeppelin's governor reads the DAO's own token


class Side:
    """One governor, its members' token, and what stands at the same place on both sides."""

    def __init__(self, form: Form):
        self.rig = Rig()
        for who in (*PEOPLE, STRANGER):
            self.rig.engine.fund(account(who), FUNDS)
        cast = account("stagehand")
        self.target = self.rig.deploy("dao_target", sender=cast)
        self.signer = self.rig.deploy("dao_signer", [account(SIGNER)], sender=cast)
        self.wallet = self.rig.deploy("dao_signer", list(map(account, OWNERS)), sender=cast)
        self.founded_at = self.rig.now
        self.governor, self.token = self._put_up(form)
        self.seat(self.signer)
        for name in PEOPLE[: form.seats - 1]:
            self.token.accept(sender=account(name))
        self.rig.now += 1

    @property
    def founders(self) -> list[str]:
        """Everybody who is invited."""
        return [self.signer.address, self.wallet.address, *map(account, PEOPLE)]

    def seat(self, member: Contract) -> None:
        """Let a contract take the seat it was offered."""
        member.act(self.token.address, self.token.encode("accept"), sender=account(STRANGER))

    def _put_up(self, form: Form) -> tuple[Contract, Contract]:
        raise NotImplementedError

    def ask(self, name: str, *args: Any) -> Any:
        return getattr(self.governor, name)(*args)

    def call(self, data: bytes, to: str) -> Outcome:
        return self.rig.engine.call(self.rig.nobody, to, data)


class Ours(Side):
    """The suite as it is deployed."""

    def _put_up(self, form: Form) -> tuple[Contract, Contract]:
        deployer = account("deployer")
        suite = deploy(self.rig, deployer, self.founders, form.rulebook, seated=False)
        self.decision_rules = suite.rules
        return suite.dao, suite.educators

    def rules(self, proposal: int) -> Rules:
        """The rules that a proposal was made under."""
        class_, serial, *_ = self.ask("proposalKind", proposal)
        return Rules(*self.decision_rules.rules_at(class_, serial))


class Theirs(Side):
    """OpenZeppelin's governor and votes."""

    def _put_up(self, form: Form) -> tuple[Contract, Contract]:
        rules, deployer = form.rulebook[0], account("deployer")
        ahead = [create_address(deployer, nonce).lower() for nonce in range(3)]
        executor = ahead[1] if form.is_timelocked else ahead[2]
        kind, lock = ("Timelocked", [executor]) if form.is_timelocked else ("Bare", [])
        token = self._seats(executor, form)
        roles = [ahead[2]], [ahead[2]], "0x" + "00" * 20
        self._create("TimelockController", rules.delay, *roles)  # where ours has its rules
        times = rules.voting_delay, rules.voting_period
        governor = self._create(kind, token.address, *times, rules.quorum, *lock)
        return governor, token

    def _seats(self, owner: str, form: Form) -> Contract:
        if form.is_on_our_seats:
            people = owner, self.founders
            return self.rig.deploy("EducatorToken", *people, sender=account("deployer"))
        return self._create("Seats", owner, self.founders)

    def _create(self, name: str, *args: Any) -> Contract:
        return self.rig.put_up(compiled()[name], *args, sender=account("deployer"))

    def tune(self, rules: Rules) -> None:
        """Give what is proposed from now on these times."""
        self.governor.tune(rules.voting_delay, rules.voting_period, sender=self.rig.nobody)


class Content(NamedTuple):
    """What a proposal says. Its text is bytes, as a contract takes any."""

    targets: Sequence[str]
    values: Sequence[int]
    calldatas: Sequence[bytes]
    text: bytes

    @property
    def hashed(self) -> tuple:
        return *self[:3], keccak(self.text)


# The functions that both have, as OpenZeppelin's interface has them; texts as bytes.
_PROPOSE = keccak(text="propose(address[],uint256[],bytes[],string)")[:4]
_PROPOSED = ["address[]", "uint256[]", "bytes[]", "bytes"]


@cache
def methods() -> dict[tuple[str, int], Method]:
    """All functions of OpenZeppelin's governor and token, by name and number of arguments."""
    entries = [entry for name in ("Seats", "Timelocked") for entry in compiled()[name].abi]
    found = [Method(entry) for entry in entries if entry["type"] == "function"]
    return {(method.name, len(method.inputs.names)): method for method in found}


def calldata(name: str, *args: Any) -> bytes:
    """The calldata of one call, the same for both."""
    if name == "propose":
        return _PROPOSE + encode(_PROPOSED, args)
    return methods()[name, len(args)].encode(*args)


@cache
def errors() -> dict[bytes, str]:
    """OpenZeppelin's errors by their selectors."""
    entries = [entry for build in compiled().values() for entry in build.abi]
    signatures = {
        f"{entry['name']}({','.join(each['type'] for each in entry['inputs'])})"
        for entry in entries
        if entry["type"] == "error"
    }
    return {keccak(text=it)[:4]: it.partition("(")[0] for it in signatures}


@cache
def topics() -> set[bytes]:
    """Of the events of OpenZeppelin's token."""
    entries = [entry for entry in compiled()["Seats"].abi if entry["type"] == "event"]
    return {EventReader(entry).topic for entry in entries}
