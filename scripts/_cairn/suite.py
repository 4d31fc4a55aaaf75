"""The contracts of one Cairn deployment: putting them up, and finding them again.

The deployer never has any power that would have to be given up: each contract is told its owner, or
its neighbour, before that one exists, since a contract's address follows from the deployer's
address and nonce. Constructors check the wiring, so a deployment that went astray cannot finish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import rlp
from ape.api import AccountAPI
from ape.contracts import ContractInstance
from ape.managers.project import ProjectManager
from eth_utils import keccak, to_canonical_address, to_checksum_address

HOUR = 3_600
DAY = 24 * HOUR

CONTRACTS = {
    "educators": "EducatorToken",
    "dao": "CurriculumDAO",
    "registry": "PathwayRegistry",
    "renderer": "BadgeRenderer",
    "credentials": "CredentialToken",
}


class Rules(NamedTuple):
    """How the DAO decides: `ICurriculumDAO.Rules`, times in seconds."""

    voting_delay: int = DAY
    voting_period: int = 7 * DAY
    quorum: int = 3_000  # basis points of the members, rounded up
    minimum: int = 3  # heads
    majority: int = 1  # votes for that each vote against needs
    delay: int = 2 * DAY
    grace: int = 14 * DAY


@dataclass(frozen=True)
class Suite:
    """The five contracts, wired to one another."""

    educators: ContractInstance
    dao: ContractInstance
    registry: ContractInstance
    renderer: ContractInstance
    credentials: ContractInstance

    def addresses(self) -> dict[str, str]:
        """Return each contract's address by its role."""
        return {field.name: str(getattr(self, field.name).address) for field in fields(self)}


def deploy(
    project: ProjectManager,
    deployer: AccountAPI,
    founders: Sequence[str],
    rules: Rules = Rules(),  # noqa: B008, a tuple
) -> Suite:
    """Put up the whole suite, owned by its DAO from the first block on.

    The founders are invited: each takes a seat by `accept`. Reverts if the deployer's account sends
    anything else in between; nothing of such an attempt is of use to anybody.
    """
    educators, dao, registry, renderer, credentials = ahead(deployer).values()

    return Suite(
        educators=deployer.deploy(project.EducatorToken, dao, list(founders)),
        dao=deployer.deploy(project.CurriculumDAO, educators, credentials, rules),
        registry=deployer.deploy(project.PathwayRegistry, dao, credentials),
        renderer=deployer.deploy(project.BadgeRenderer, registry),
        credentials=deployer.deploy(project.CredentialToken, dao, registry, renderer),
    )


def ahead(deployer: AccountAPI) -> dict[str, str]:
    """Return where each contract lands, by its role and in this order, if deployed next."""
    return {
        role: create_address(str(deployer.address), deployer.nonce + n)
        for n, role in enumerate(CONTRACTS)
    }


def attach(project: ProjectManager, dao: str) -> Suite:
    """Find the whole suite from its root address, by public getters."""

    def at(role: str, address: str) -> ContractInstance:
        # Not by Ape's `at`: it mixes the ABI with the one it remembers of that address, on this
        # machine, for ever, and a test chain started anew has other contracts there.
        return ContractInstance(address, getattr(project, CONTRACTS[role]).contract_type)

    root = at("dao", dao)
    credentials = at("credentials", root.credentials())

    return Suite(
        educators=at("educators", root.token()),
        dao=root,
        registry=at("registry", credentials.REGISTRY()),
        renderer=at("renderer", credentials.renderer()),
        credentials=credentials,
    )


def create_address(deployer: str, nonce: int) -> str:
    """Return where a contract lands that `deployer` creates with `nonce` (CREATE)."""
    return to_checksum_address(keccak(rlp.encode([to_canonical_address(deployer), nonce]))[12:])
