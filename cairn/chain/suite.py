"""The contracts of one Cairn deployment: putting them up, and finding them again.

The deployer never has any power that would have to be given up: each contract is told its owner, or
its neighbour, before that one exists, since a contract's address follows from the deployer's
address and nonce. Constructors check the wiring, so a deployment that went astray cannot finish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import NamedTuple

import rlp
from eth_utils.abi import function_signature_to_4byte_selector
from eth_utils.address import to_canonical_address, to_checksum_address
from eth_utils.conversions import to_hex
from eth_utils.crypto import keccak
from web3.types import TxParams

from cairn.chain.artifacts import artifact
from cairn.chain.contracts import Contract, Signer
from cairn.chain.interfaces import Interface, NotOfThisContract
from cairn.chain.node import Node

HOUR = 3_600
DAY = 24 * HOUR

CONTRACTS = {
    "educators": "EducatorToken",
    "rules": "DecisionRules",
    "dao": "CurriculumDAO",
    "curricula": "CurriculumRegistry",
    "pathways": "PathwayRegistry",
    "status": "CredentialStatus",
    "renderer": "BadgeRenderer",
    "credentials": "CredentialToken",
}


CLASSES = ("curriculum", "people", "treasury", "constitution")  # of decisions, mildest first


class Rules(NamedTuple):
    """How decisions of a class are reached: `IDecisionRules.Rules`, times in seconds."""

    voting_delay: int = DAY
    voting_period: int = 7 * DAY
    quorum: int = 3_000  # basis points of the members, rounded up
    minimum: int = 3  # heads
    majority: int = 1  # votes for that each vote against needs
    delay: int = 2 * DAY
    grace: int = 14 * DAY


# What a new DAO begins with, class by class: half, two thirds, two thirds, three quarters.
RULEBOOK = (
    Rules(),
    Rules(quorum=5_000, majority=2, delay=3 * DAY),
    Rules(quorum=5_000, majority=2, delay=3 * DAY),
    Rules(quorum=5_000, majority=3, voting_period=14 * DAY, delay=7 * DAY),
)

# The class of each act, by contract; every other one is constitution. Whoever adopts a version can
# accredit issuers by it, so to accredit one is no graver; what hands a seat to another key could
# turn a ballot, so it is as grave as can be.
ACTS = {
    "curricula": {"adopt(bytes32)": "curriculum", "close_enrolment(uint16,uint8)": "curriculum"},
    "credentials": {
        "accredit(uint16,address,uint256)": "curriculum",
        "end_accreditation(uint16,address)": "curriculum",
        "revoke(uint256,uint16)": "people",
    },
    "status": {"reinstate(uint256)": "people"},
    "educators": {
        "admit(address)": "people",
        "withdraw_invitation(address)": "people",
        "remove(address)": "people",
    },
}


@dataclass(frozen=True)
class Suite:
    """The eight contracts, wired to one another."""

    educators: Contract
    rules: Contract
    dao: Contract
    curricula: Contract
    pathways: Contract
    status: Contract
    renderer: Contract
    credentials: Contract

    @classmethod
    def find(cls, node: Node, dao: str) -> "Suite":
        """Find the whole suite from its root address, by public getters."""

        def at(role: str, address: str) -> Contract:
            return Contract(node, interface(role), address)

        root = at("dao", dao)
        credentials = at("credentials", root.credentials())
        found = cls(
            educators=at("educators", root.token()),
            rules=at("rules", root.decision_rules()),
            dao=root,
            curricula=at("curricula", credentials.CURRICULA()),
            pathways=at("pathways", credentials.PATHWAYS()),
            status=at("status", credentials.STATUS()),
            renderer=at("renderer", credentials.renderer()),
            credentials=credentials,
        )
        if not all(map(node.code, found.addresses().values())):
            raise NotOfThisContract(dao)
        return found

    @property
    def node(self) -> Node:
        """The node that all of it is read from."""
        return self.dao.node

    def addresses(self) -> dict[str, str]:
        """Return each contract's address by its role."""
        return {field.name: str(getattr(self, field.name).address) for field in fields(self)}


@cache
def interface(role: str) -> Interface:
    """Return what the contract of a role can be asked."""
    return Interface(CONTRACTS[role], artifact(CONTRACTS[role]).abi)


def deploy(
    node: Node, deployer: Signer, founders: Sequence[str], rulebook: Sequence[Rules] = RULEBOOK
) -> Suite:
    """Put up the whole suite, owned by its DAO from the first block on.

    The founders are invited: each takes a seat by `accept`. Reverts if the deployer's account sends
    anything else in between; nothing of such an attempt is of use to anybody.
    """
    address = str(deployer.address)
    places = ahead(address, node.nonce(address))
    told = wiring(places, founders, rulebook)
    for role in CONTRACTS:
        put_up(node, deployer, role, told[role])
    return Suite(**{role: Contract(node, interface(role), at) for role, at in places.items()})


def put_up(node: Node, deployer: Signer, role: str, told: tuple) -> None:
    """Put up one contract."""
    code = artifact(CONTRACTS[role]).creation_code + interface(role).encode_constructor(told)
    deployer.send(node, TxParams(data=to_hex(code)))


def ahead(deployer: str, nonce: int) -> dict[str, str]:
    """Return where each contract lands, by its role and in this order, if deployed next."""
    return {role: create_address(deployer, nonce + n) for n, role in enumerate(CONTRACTS)}


def wiring(
    at: dict[str, str], founders: Sequence, rulebook: Sequence[Rules] = RULEBOOK
) -> dict[str, tuple]:
    """Return what each constructor is told, by role, where they land at these addresses."""
    return {
        "educators": (at["dao"], list(founders)),
        "rules": (at["dao"], list(rulebook), classed_acts(at)),
        "dao": (at["educators"], at["rules"], at["credentials"]),
        "curricula": (at["credentials"], at["pathways"]),
        "pathways": (at["credentials"], at["curricula"]),
        "status": (at["credentials"],),
        "renderer": (at["curricula"],),
        "credentials": (
            at["dao"],
            *(at[role] for role in ("curricula", "pathways", "status", "renderer")),
        ),
    }


def classed_acts(addresses: dict[str, str]) -> list[tuple[str, bytes, int]]:
    """Return `IDecisionRules.Act` for every act that is not constitution."""
    return [
        (addresses[role], function_signature_to_4byte_selector(act), CLASSES.index(name))
        for role, acts in ACTS.items()
        for act, name in acts.items()
    ]


def create_address(deployer: str, nonce: int) -> str:
    """Return where a contract lands that `deployer` creates with `nonce` (CREATE)."""
    return to_checksum_address(keccak(rlp.encode([to_canonical_address(deployer), nonce]))[12:])
