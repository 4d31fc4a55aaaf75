"""Who may do what is written down, is complete, and is so: tried by those who may not."""

from dataclasses import replace

import pytest
from deploying import deploy
from eth_utils import to_hex

from cairn.audit.probes import calls, gaps, probe, wiring
from cairn.audit.subjects import Live
from cairn.chain.contracts import Contract
from cairn.chain.powers import Power, table
from cairn.chain.refusals import Refused
from cairn.chain.suite import Suite, interface

LET_THROUGH = ""

RANK = 255  # bits of a class's definition


@pytest.fixture
def attempt(node, signing):
    """Call a function for real; return the reason of the refusal, nothing if there was none."""

    def attempt(account, contract, function, arguments):
        called = {"to": contract.address, "data": to_hex(function.encode(arguments))}
        try:
            signing(account).send(node, called)
        except Refused as refused:
            return refused.reason
        return LET_THROUGH

    return attempt


@pytest.fixture(params=["stranger", "deployer"])
def outsider(request, stranger, deployer):
    return {"stranger": stranger, "deployer": deployer}[request.param]


def test_the_table_has_every_function_that_changes_anything(on_chain):
    assert gaps(on_chain) == []


def test_a_function_that_the_table_lacks_is_found(on_chain):
    lacking = [power for power in table() if power.name != "EducatorToken.admit(address)"]

    assert gaps(on_chain, lacking) == ["EducatorToken.admit(address): the table of powers lacks it"]


def test_a_row_without_a_function_is_found(on_chain):
    extra = Power("CurriculumDAO", "withdraw()", "anyone")

    assert gaps(on_chain, [*table(), extra]) == ["CurriculumDAO.withdraw(): no contract has it"]


def test_each_row_says_who_may_and_either_a_refusal_or_why_it_is_safe():
    for power in table():
        assert power.who, power.name
        assert bool(power.refusal) != bool(power.safe), power.name
        assert not power.is_open or power.who == "anyone", power.name


def test_outsiders_get_the_exact_refusal_or_what_is_open_to_anyone(
    on_chain, busy, outsider, attempt
):
    refused_first = sorted(calls(on_chain, str(outsider.address)), key=lambda call: call[0].is_open)
    tried = {power.name: attempt(outsider, *call) for power, *call in refused_first}

    assert tried == {power.name: power.refusal or LET_THROUGH for power in table()}
    assert len([name for name in tried if tried[name] == LET_THROUGH]) == 4


def test_an_audit_tries_all_that_is_refused_without_a_transaction(on_chain, busy, deployer):
    trials = probe(on_chain, str(deployer.address))

    assert [str(trial) for trial in trials if not trial.is_as_it_should_be] == []
    assert [str(trial) for trial in trials if trial.is_untried] == []
    assert [trial.power for trial in trials] == [row for row in table() if not row.is_open]


def test_an_audit_of_a_new_deployment_says_what_could_not_be_tried(
    node, project, deployer, educators
):
    new = Suite.find(node, str(deploy(project, deployer, educators).dao.address))
    trials = probe(new, str(deployer.address))

    assert [str(trial) for trial in trials if not trial.is_as_it_should_be] == []
    assert {trial.power.function.split("(")[0] for trial in trials if trial.is_untried} == {
        "castVote",
        "castVoteWithReason",
        "castVoteWithReasonAndParams",
        "castVoteBySig",
        "castVoteAsProxy",
        "changeVote",
        "returnProposal",
        "castVoteWithReasonAndParamsBySig",
        "cancel",
        "give_notice",
        "end_proxy",
        "claim",
        "award",
        "award_batch",
        "revoke",
    }


def test_an_audit_finds_the_powers_of_members_and_of_issuers(on_chain, busy, educators, issuer):
    def let_through(account):
        found = [t for t in probe(on_chain, str(account.address)) if t.told == LET_THROUGH]
        assert not [trial for trial in found if trial.is_as_it_should_be]
        return {trial.power.function.split("(")[0]: str(trial) for trial in found}

    assert let_through(issuer).keys() == {"award", "award_batch", "revoke"}
    of_members = let_through(educators[4])
    assert of_members.keys() == {
        "resign",
        "propose",
        "castVote",
        "castVoteWithReason",
        "castVoteWithReasonAndParams",
        "castVoteAsProxy",
    }
    assert of_members["resign"] == (
        "EducatorToken.resign(), for members, each for oneself: let through"
    )


def test_everything_is_owned_by_the_dao_and_joined_to_its_neighbours(on_chain):
    assert wiring(on_chain) == []


@pytest.fixture
def other(node, project, deployer, council, educators):
    """An educators' token that belongs to somebody else."""
    token = deployer.deploy(project.EducatorToken, council, educators)
    token.transfer_ownership(deployer, sender=council)
    return Contract(node, interface("educators"), str(token.address))


def test_a_wrong_owner_is_found(suite, on_chain, other, deployer, council):

    assert wiring(replace(on_chain, educators=other)) == [
        f"educators.owner is {council}, not {suite.dao.address}",
        f"educators.pending_owner is {deployer}, not 0x{'0' * 40}",
        f"dao.token is {suite.educators.address}, not {other.address}",
    ]


def test_a_wrong_owner_s_powers_are_found(on_chain, other, council):
    trials = probe(replace(on_chain, educators=other), str(council.address))

    assert [str(trial) for trial in trials if not trial.is_as_it_should_be] == [
        "EducatorToken.transfer_ownership(address), for the DAO, by a vote: let through",
        "EducatorToken.admit(address), for the DAO, by a vote: let through",
        "EducatorToken.withdraw_invitation(address), for the DAO, by a vote: "
        'refused with "educators: nothing is offered to this account"',
        "EducatorToken.remove(address), for the DAO, by a vote: "
        'refused with "educators: not a member"',
        "EducatorToken.replace_key(address,address), for the DAO, by a vote: "
        'refused with "educators: not a member"',
    ]


def test_the_calls_that_are_tried_are_about_what_is_there(
    suite, on_chain, busy, learners, stranger
):
    live = Live(on_chain, str(stranger.address))

    assert live.active.id == busy.running.id
    assert live.passed.id == busy.passed.id
    assert suite.educators.getVotes(live.member) == 1
    assert suite.credentials.covered(*live.version) > 0
    assert suite.curricula.definition(live.badge) & RANK == 0
    assert suite.curricula.definition(live.composite) & RANK > 0
    assert live.learner == learners[1]
    assert suite.credentials.ownerOf(live.credential) == learners[0]
    assert not suite.curricula.is_adopted(live.record)
    suite.curricula.check(live.record)
