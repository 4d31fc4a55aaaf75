"""Tests speak to the build that was asked for: `make compilers` runs this on each of them."""

import pytest
from eth_utils import keccak
from rig import Rig, account
from rig import deploy as deploy_on
from rig.build import build
from variants import SHIPPING, chosen

from cairn.chain.artifacts import artifact
from cairn.chain.suite import CONTRACTS

FOUNDERS = [account(f"educator {n}") for n in range(3)]


def is_what_ships(name, code):
    """Hold code of a chain, which immutables follow, against `cairn/abi`."""
    ours = artifact(name)
    return keccak(code[: ours.runtime_bytes]) == ours.runtime_digest


def is_of_the_build_asked_for(name, code):
    """A small contract may come out alike in every build: `test_another_build_is_another` knows."""
    runs = code[: len(code) - artifact(name).immutable_bytes]
    return runs in build(name).bytecode and (chosen() != SHIPPING or is_what_ships(name, code))


@pytest.mark.parametrize("role", CONTRACTS)
def test_a_chain_holds_the_build_that_was_asked_for(suite, chain, role):
    code = chain.provider.get_code(getattr(suite, role).address)
    assert is_of_the_build_asked_for(CONTRACTS[role], code)


@pytest.fixture
def on_the_rig():
    """The code of each contract there, by its name."""
    bare = Rig()
    suite = deploy_on(bare, account("deployer"), FOUNDERS, seated=False)
    return {
        name: bare.engine.code(getattr(suite, role).address) for role, name in CONTRACTS.items()
    }


def test_so_does_the_rig(on_the_rig):
    for name, code in on_the_rig.items():
        assert is_of_the_build_asked_for(name, code), name


def test_another_build_is_another(on_the_rig):
    alike = {name for name, code in on_the_rig.items() if is_what_ships(name, code)}
    if chosen() == SHIPPING:
        assert alike == {*CONTRACTS.values()}
    else:
        assert "CredentialToken" not in alike
        assert len(alike) < len(CONTRACTS) / 2
