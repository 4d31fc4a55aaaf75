"""The suite, deployed as `cairn/chain/suite.py` does it: every address is known beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass

from eth_keys.datatypes import PrivateKey
from eth_utils import keccak

from cairn.chain.suite import CONTRACTS, RULEBOOK, Rules, ahead, wiring
from rig.driver import Contract, Rig

FIRST_NONCE = 0


def key(name: str) -> PrivateKey:
    """Return the key of whoever plays this role, the same in every run."""
    return PrivateKey(keccak(text=f"cairn {name}"))


def account(name: str) -> str:
    """Return the address that goes with the key."""
    return key(name).public_key.to_address()


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


def deploy(
    rig: Rig,
    deployer: str,
    founders: Sequence[str],
    rulebook: Sequence[Rules] = RULEBOOK,
    seated: bool = True,
) -> Suite:
    """Put up the whole suite and seat its founders; one second later their votes count."""
    told = wiring(ahead(deployer, FIRST_NONCE), founders, rulebook)
    suite = Suite(
        **{role: rig.deploy(name, *told[role], sender=deployer) for role, name in CONTRACTS.items()}
    )
    if seated:
        for founder in founders:
            suite.educators.accept(sender=founder)
        rig.now += 1
    return suite
