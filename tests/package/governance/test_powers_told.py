"""Who may decide what, as `powers` reads it from the chain."""

import json

import pytest

from cairn.chain.suite import ACTS, CLASSES, RULEBOOK


@pytest.fixture(scope="session")
def suite(found):
    return found()


def test_every_act_stands_in_its_class(run, suite):
    told = json.loads("\n".join(run("powers", "--json")[1]))

    wanted = {name: set() for name in CLASSES}
    for role, acts in ACTS.items():
        kind = getattr(suite, role).contract_type.name
        for act, name in acts.items():
            wanted[name].add(f"{kind}.{act.partition('(')[0]}")
    for name in CLASSES[:3]:
        assert set(told["classes"][name]["acts"]) == wanted[name]
    assert set(told["classes"]["constitution"]["acts"]) == {
        "CredentialToken.set_renderer",
        "CredentialToken.transfer_ownership",
        "CurriculumDAO.set_chamber",
        "DecisionRules.set_class",
        "DecisionRules.set_rules",
        "EducatorToken.replace_key",
        "EducatorToken.transfer_ownership",
    }
    rules = [told["classes"][name]["rules"] for name in CLASSES]
    assert rules == [it._asdict() for it in RULEBOOK]
    assert set(told["owners"].values()) == {suite.dao.address}


def test_it_is_told_in_sentences(run, suite, pass_one, employer):
    lines = run("powers")[1]
    assert lines[0].startswith("Decisions on a curriculum: the vote opens after 1 day and lasts")
    assert "  - EducatorToken.admit" in lines
    assert "  - (whatever moves a token or sends ether)" in lines
    assert "There is no chamber: no proposal can be returned." in lines
    assert (
        "The credentials, and with them curricula and reinstatements, belong to the DAO alone."
        in lines
    )
    assert lines[-1] == "5 members have one vote each; `ape run audit` proves the rest."

    run("propose", "--chamber", "TEST::9", "--rule", "people.majority=3")
    pass_one()
    lines = run("powers")[1]
    assert (
        "The chamber, which may return a proposal on a curriculum once, is "
        f"{employer.address}." in lines
    )
    [people] = [line for line in lines if line.startswith("Decisions on people")]
    assert "at least three quarters of the votes" in people


def test_an_act_of_another_contract_that_a_vote_has_classed_is_told(
    run, suite, chain, open_vote, educators, double
):
    target = double("dao_target")
    data = suite.rules.set_class.encode_input((target.address, b"\1\2\3\4", 1))
    suite.dao.propose([suite.rules], [0], [data], "Class it", sender=educators[0])
    proposal_id = open_vote()
    for voter in educators[:4]:
        suite.dao.castVote(proposal_id, 1, sender=voter)
    chain.mine(timestamp=suite.dao.proposalEta(proposal_id))
    assert run("execute", "1")[1][1] == (
        f"  - The function 0x01020304 of {target.address} is a decision on people from then on."
    )
    assert f"  - The function 0x01020304 of {target.address}" in run("powers")[1]
