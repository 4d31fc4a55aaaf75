"""The acts that a deployment classes are functions that there are.

A name misspelt would leave its act with the strictest class, and nobody would notice."""

import json
from pathlib import Path

import pytest

from cairn.chain.suite import ACTS, CLASSES, CONTRACTS

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize(("role", "act"), [(role, act) for role in ACTS for act in ACTS[role]])
def test_every_classed_act_is_a_function_of_its_contract(role, act):
    told = json.loads((GOLDEN / f"{CONTRACTS[role]}.json").read_text())

    assert act in json.dumps(told)
    assert ACTS[role][act] in CLASSES
