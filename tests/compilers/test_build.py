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


def is_of_the_build_asked_for(name, code):
    """Hold code of a chain, which immutables follow, against both builds."""
    ours = artifact(name)
    ships = keccak(code[: ours.runtime_bytes]) == ours.runtime_digest
    runs = code[: len(code) - ours.immutable_bytes]
    return runs in build(name).bytecode and ships == (chosen() == SHIPPING)


@pytest.mark.parametrize("role", CONTRACTS)
def test_a_chain_holds_the_build_that_was_asked_for(suite, chain, role):
    code = chain.provider.get_code(getattr(suite, role).address)
    assert is_of_the_build_asked_for(CONTRACTS[role], code)


def test_so_does_the_rig():
    bare = Rig()
    suite = deploy_on(bare, account("deployer"), FOUNDERS, seated=False)
    for role, name in CONTRACTS.items():
        code = bare.engine.code(getattr(suite, role).address)
        assert is_of_the_build_asked_for(name, code), name
