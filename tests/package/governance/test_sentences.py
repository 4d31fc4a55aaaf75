"""The golden sentences, cairn/governance/sentences.json: what an action is told as, word for word.

They are for other front ends, too, which show an educator what a proposal would change.
"""

import json
from importlib.resources import files

import pytest
from deploying import deploy

from cairn.chain.ape_bridge import connected_node
from cairn.chain.powers import table
from cairn.chain.suite import CONTRACTS, Suite, interface
from cairn.curricula.record import record_hash
from cairn.governance.constitution import VOTED
from cairn.governance.motions import Action
from cairn.governance.sentences import TOLD, ActionTeller

GOLDEN = json.loads((files("cairn.governance") / "sentences.json").read_text("utf-8"))
CONTEXT, EXAMPLES = GOLDEN["context"], GOLDEN["examples"]


def bytes_of(digits):
    return bytes.fromhex(digits.removeprefix("0x"))


@pytest.fixture(scope="session")
def suite(project, chain, accounts, educators, rules):
    """The deployment that the examples speak of: the first eight contracts of an account."""
    suite = deploy(project, accounts[29], educators, [rules] * 4)
    for member in educators:
        suite.educators.accept(sender=member)
    chain.mine(deltatime=1)
    return suite


@pytest.fixture(scope="session")
def teller(suite, decide_in, act, stranger):
    """Tells actions in the context of the examples, with the curricula that are in force there."""
    for record in map(bytes_of, CONTEXT["in_force"]):
        suite.curricula.stage(record, sender=stranger)
        decide_in(suite.dao, act(suite.curricula, "adopt", record_hash(record)))
    for record in map(bytes_of, CONTEXT["staged"]):
        suite.curricula.stage(record, sender=stranger)
    there = Suite.find(connected_node(), str(suite.dao.address))
    return ActionTeller(there, names={who.lower(): it for who, it in CONTEXT["names"].items()})


def test_the_context_is_the_one_that_the_examples_are_told_in(suite):
    assert suite.addresses() == CONTEXT["contracts"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["about"])
def test_an_action_is_told_as_its_example_has_it(teller, example):
    action = Action(example["target"], bytes_of(example["data"]), int(example["value"]))

    assert teller.sentences([action]) == example["sentences"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["about"])
def test_an_example_is_of_the_act_that_it_names(suite, example):
    found = None
    for role, name in CONTRACTS.items():
        if getattr(suite, role).address == example["target"]:
            called = interface(role).by_selector[bytes_of(example["data"])[:4]]
            found = f"{name}.{called.name}"
    assert found == example["act"]


def test_every_kind_of_act_that_takes_a_vote_is_among_the_examples():
    told = {example["act"] for example in EXAMPLES}

    voted = {power.name.partition("(")[0] for power in table() if VOTED in power.who}
    assert voted - told == set()
    assert TOLD - {act.partition(".")[2] for act in told if act} == set()
