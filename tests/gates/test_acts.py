"""The acts that a deployment classes are functions that there are.

A name misspelt would leave its act with the strictest class, and nobody would notice."""

import pytest
from eth_utils.abi import abi_to_signature

from cairn.chain.artifacts import artifact
from cairn.chain.suite import ACTS, CLASSES, CONTRACTS


@pytest.mark.parametrize(("role", "act"), [(role, act) for role in ACTS for act in ACTS[role]])
def test_every_classed_act_is_a_function_of_its_contract(role, act):
    abi = artifact(CONTRACTS[role]).abi

    assert act in {abi_to_signature(entry) for entry in abi if entry["type"] == "function"}
    assert ACTS[role][act] in CLASSES
