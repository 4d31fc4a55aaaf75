"""The audit: it holds for a fresh deployment, and says where it does not."""

import json


def test_a_fresh_deployment_passes(run, deployer):
    code, lines = run("audit")

    assert code == 0
    assert (
        lines[0]
        == "The DAO owns educators and credentials and their doors; nobody is about to take over."
    )
    assert lines[-1] == f"No contract's storage or code knows the deployer, {deployer.address}."


def test_whoever_has_a_part_in_it_is_found(run, educator):
    code, lines = run("audit", "--deployer", str(educator.address))

    assert code == 1
    assert lines[-1].startswith("Error: ")
    assert "the deployer stands in EducatorToken.roll.terms" in lines[-1]


def test_an_ownership_about_to_be_handed_on_is_a_fault(run, decide, act, credentials, stranger):
    decide(act(credentials, "transfer_ownership", stranger))

    code, lines = run("audit")

    assert code == 1
    assert f"credentials.pending_owner is {stranger.address}" in lines[-1]


def test_it_tells_a_program_what_was_tried(run, deployer):
    code, lines = run("audit", "--json")
    told = json.loads("\n".join(lines))

    assert code == 0
    assert told["holds"] is True
    assert told["faults"] == []
    assert any(
        line.startswith("CredentialToken.accredit(uint16,address,uint256), for the DAO, by a vote")
        for line in told["tried"]
    )
