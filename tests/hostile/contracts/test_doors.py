"""A door that tries the handle of another: each has one narrow entry, and no other."""

import pytest
from rig import PyEvm, Rig, account

from cairn.chain.suite import create_address

NOBODY = "0x" + "0" * 40
ENTRIES = {
    "curricula": [("open_version", (0, 1, 1, [2] * 16)), ("close_version", (1, 1))],
    "pathways": [("award_composite", (1 << 8 | 3, NOBODY, 1))],
    "status": [("settle", (0, NOBODY, False))],
}
CALLED = {
    "curricula": "curriculum registry",
    "pathways": "pathway registry",
    "status": "status door",
}


@pytest.fixture
def scene(scene_of):
    """On an engine that lets contracts begin a transaction: no chain does."""
    return scene_of(engine=PyEvm)


@pytest.mark.parametrize("own", ENTRIES)
@pytest.mark.parametrize("other", [*ENTRIES, "renderer", "dao", "educators"])
def test_no_door_does_what_another_does(scene, bees, refusal_of, own, other):
    scene.adopt(bees())
    caller = getattr(scene.suite, other).address
    for method, told in ENTRIES[own]:
        refusal = refusal_of(getattr(scene.credentials, method), *told, sender=caller)
        refused = refusal == f"credentials: only the {CALLED[own]} may do this"
        assert refused == (own != other)


@pytest.mark.parametrize("caller", ["pathways", "status", "dao", "credentials"])
def test_no_rules_are_kept_but_for_the_curriculum_registry(scene, refusal_of, caller):
    caller = getattr(scene.suite, caller).address
    refusal = refusal_of(scene.pathways.keep_rules, 1, scene.stranger, sender=caller)
    assert refusal == "pathways: only the curriculum registry may do this"


def test_the_doors_obey_the_next_owner_at_once_and_the_last_no_more(scene, bees, refusal_of):
    """They have no owner of their own who could be forgotten in a handover."""
    scene.adopt(bees())
    scene.decide(scene.credentials, "transfer_ownership", scene.stranger)
    name = scene.stage(bees(key="wasps", title="Wasps").encode())
    scene.credentials.accept_ownership(sender=scene.stranger)

    for deed, told in (
        (scene.curricula.adopt, (name,)),
        (scene.curricula.close_enrolment, (1, 1)),
        (scene.status.reinstate, (0,)),
    ):
        refusal = refusal_of(deed, *told, sender=scene.dao.address)
        assert refusal.endswith(": only the DAO may do this, by a vote")
    scene.curricula.adopt(name, sender=scene.stranger)
    scene.curricula.close_enrolment(1, 1, sender=scene.stranger)
    refusal = refusal_of(scene.status.reinstate, 0, sender=scene.stranger)
    assert refusal == "credentials: this credential is not revoked"


def test_what_a_false_token_has_let_in_is_in_the_true_one_s_way_and_no_rule_of_its(
    bees, refusal_of
):
    """Who deploys by a contract can have another at the token's address before: then nothing is
    founded there, instead of a curriculum whose rules no vote has seen."""
    rig, deployer = Rig(), account("deployer")
    token = rig.deploy("holdings", sender=deployer)
    told = token.address, create_address(deployer, 2)
    curricula = rig.deploy("CurriculumRegistry", *told, sender=deployer)
    rig.deploy("PathwayRegistry", token.address, curricula.address, sender=deployer)
    poisoned, voted = bees(key="bar", title="Bar exam", issuers=()), bees(issuers=())
    for record in (poisoned, voted):
        curricula.stage(record.encode(), sender=deployer)
    curricula.adopt(poisoned.hash, sender=deployer)

    token.begin_anew(sender=deployer)

    refusal = refusal_of(curricula.adopt, voted.hash, sender=deployer)
    assert refusal == "curricula: this record is in force already"
