"""No act costs more gas than is kept in `benchmarks/`, and none more than its budget."""

import pytest
from rich.console import Console
from rig.cost import Cost

from gas import snapshot
from gas.budgets import HELD
from gas.scenarios import measure
from gas.story import Story

REMEDY = "If that is meant, `make gas` takes the figures of today as those to keep."


@pytest.fixture(scope="session")
def figures():
    figures = measure()
    Console().print(snapshot.table(figures))
    return figures


@pytest.mark.parametrize("schedule", snapshot.KEPT)
def test_nothing_costs_more_than_it_did(figures, schedule):
    rises = snapshot.rises(snapshot.kept(schedule), snapshot.measured(figures, schedule))

    assert not rises, "\n".join([f"gas has risen ({schedule}):", *rises, REMEDY])


@pytest.mark.parametrize("schedule", snapshot.KEPT)
def test_the_kept_figures_are_those_of_today(figures, schedule):
    stale = snapshot.staleness(snapshot.kept(schedule), snapshot.measured(figures, schedule))

    file = snapshot.KEPT[schedule].name
    assert not stale, "\n".join([f"benchmarks/{file} is not exact any more:", *stale, REMEDY])


@pytest.mark.parametrize("scenario", HELD)
def test_each_act_keeps_its_budget(figures, scenario):
    assert figures[scenario].cancun <= HELD[scenario]


def test_a_rise_and_a_fall_are_told_in_a_line_each():
    kept, today = {"claim": 5_000, "vote": 700, "gone": 1}, {"claim": 5_100, "vote": 600, "new": 2}

    assert snapshot.rises(kept, today) == [
        "claim: 5,100 gas, 100 more than the 5,000 that are kept"
    ]
    assert snapshot.staleness(kept, today) == [
        "vote: 600 gas, 100 less than is kept",
        "new: 2 gas, not kept yet",
        "gone: kept, and measured no more",
    ]


def test_state_gas_is_kept_and_compared_beside_the_whole():
    today = snapshot.measured({"enrol": Cost(cancun=7, glamsterdam=24, state=19)}, "glamsterdam")

    assert today == {"enrol": 24, "enrol, state gas": 19}


def test_a_chain_charges_the_same(suite, chain, curriculum, learners, issuer, token_id, day):
    """Ape's own chain, block by block and signed, comes to the same gas for the same acts."""
    chain.mine(timestamp=(chain.pending_timestamp // day + 1) * day)
    first, second, *_ = learners
    badges, composite = curriculum.classes[:-1], curriculum.composite
    told = [
        suite.credentials.enrol(curriculum.number, 1, sender=first),
        suite.credentials.enrol(curriculum.number, 1, sender=second),
        *(suite.credentials.award(badge, first, sender=issuer) for badge in badges),
        suite.credentials.award(badges[0], second, sender=issuer),
        suite.pathways.claim(composite, sender=first),
        suite.credentials.revoke(token_id(badges[0], first), 2, sender=issuer),
    ]

    assert [executed(each.gas_used, bytes(each.data)) for each in told] == acts_on_the_rig()


def acts_on_the_rig():
    """The same acts, less what their calldata cost: addresses differ in it."""
    story = Story()
    *badges, composite = story.adopt(story.record(3))
    first, second = story.learners[:2]
    credentials, pathways, issuer = story.suite.credentials, story.suite.pathways, story.issuer
    acts = [
        (credentials, first, "enrol", 1, 1),
        (credentials, second, "enrol", 1, 1),
        *((credentials, issuer, "award", badge, first) for badge in badges),
        (credentials, issuer, "award", badges[0], second),
        (pathways, first, "claim", composite),
        (credentials, issuer, "revoke", badges[0] << 160 | int(first, 16), 2),
    ]
    told = [
        (getattr(contract, name)(*args, sender=sender).gas.cancun, contract.encode(name, *args))
        for contract, sender, name, *args in acts
    ]
    return [executed(gas, data) for gas, data in told]


def executed(gas, data):
    return gas - 21_000 - sum(16 if byte else 4 for byte in data)
