"""Who may do what is written down, is complete, and is so: tried by those who may not."""

from dataclasses import replace

import pytest
from ape.exceptions import ContractLogicError

from cairn.audit.powers import Power, calls, gaps, probe, table, wiring
from cairn.audit.subjects import Live
from cairn.chain.refusals import reason_of
from cairn.chain.suite import deploy

LET_THROUGH = ""

RANK = 255  # bits of a class's definition


@pytest.fixture
def attempt(chain):
    """Call a function for real; return the reason of the refusal, nothing if there was none."""

    def attempt(account, contract, method, arguments):
        transaction = chain.provider.network.ecosystem.encode_transaction(
            contract.address, method, *arguments, sender=account
        )
        try:
            account.call(transaction)
        except ContractLogicError as error:
            return reason_of(error)
        return LET_THROUGH

    return attempt


@pytest.fixture(params=["stranger", "deployer"])
def outsider(request, stranger, deployer):
    return {"stranger": stranger, "deployer": deployer}[request.param]


def test_the_table_has_every_function_that_changes_anything(suite):
    assert gaps(suite) == []


def test_a_function_that_the_table_lacks_is_found(suite):
    lacking = [power for power in table() if power.name != "EducatorToken.admit(address)"]

    assert gaps(suite, lacking) == ["EducatorToken.admit(address): the table of powers lacks it"]


def test_a_row_without_a_function_is_found(suite):
    extra = Power("CurriculumDAO", "withdraw()", "anyone")

    assert gaps(suite, [*table(), extra]) == ["CurriculumDAO.withdraw(): no contract has it"]


def test_each_row_says_who_may_and_either_a_refusal_or_why_it_is_safe():
    for power in table():
        assert power.who, power.name
        assert bool(power.refusal) != bool(power.safe), power.name
        assert not power.is_open or power.who == "anyone", power.name


def test_outsiders_get_the_exact_refusal_or_what_is_open_to_anyone(suite, busy, outsider, attempt):
    refused_first = sorted(calls(suite, str(outsider.address)), key=lambda call: call[0].is_open)
    tried = {power.name: attempt(outsider, *call) for power, *call in refused_first}

    assert tried == {power.name: power.refusal or LET_THROUGH for power in table()}
    assert len([name for name in tried if tried[name] == LET_THROUGH]) == 4


def test_an_audit_tries_all_that_is_refused_without_a_transaction(suite, busy, deployer):
    trials = probe(suite, str(deployer.address))

    assert [str(trial) for trial in trials if not trial.is_as_it_should_be] == []
    assert [str(trial) for trial in trials if trial.is_untried] == []
    assert [trial.power for trial in trials] == [row for row in table() if not row.is_open]


def test_an_audit_of_a_new_deployment_says_what_could_not_be_tried(project, deployer, educators):
    trials = probe(deploy(project, deployer, educators), str(deployer.address))

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
        "strike",
        "end_proxy",
        "claim",
        "award",
        "award_batch",
        "revoke",
    }


def test_an_audit_finds_the_powers_of_members_and_of_issuers(suite, busy, educators, issuer):
    def let_through(account):
        found = [t for t in probe(suite, str(account.address)) if t.told == LET_THROUGH]
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


def test_everything_is_owned_by_the_dao_and_joined_to_its_neighbours(suite):
    assert wiring(suite) == []


def test_a_wrong_owner_is_found(suite, project, deployer, council, educators):
    other = deployer.deploy(project.EducatorToken, council, educators)
    other.transfer_ownership(deployer, sender=council)

    assert wiring(replace(suite, educators=other)) == [
        f"educators.owner is {council}, not {suite.dao.address}",
        f"educators.pending_owner is {deployer}, not 0x{'0' * 40}",
        f"dao.token is {suite.educators.address}, not {other.address}",
    ]


def test_a_wrong_owner_s_powers_are_found(suite, project, deployer, council, educators):
    other = deployer.deploy(project.EducatorToken, council, educators)
    trials = probe(replace(suite, educators=other), str(council.address))

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


def test_the_calls_that_are_tried_are_about_what_is_there(suite, busy, learners, stranger):
    live = Live(suite, str(stranger.address))

    assert live.active.id == busy.running.id
    assert live.passed.id == busy.passed.id
    assert suite.educators.getVotes(live.member) == 1
    assert suite.credentials.covered(*live.version) > 0
    assert suite.credentials.definition(live.badge) & RANK == 0
    assert suite.credentials.definition(live.composite) & RANK > 0
    assert live.learner == learners[1]
    assert suite.credentials.ownerOf(live.credential) == learners[0]
    assert not suite.registry.is_adopted(live.record)
    suite.registry.check(live.record)
