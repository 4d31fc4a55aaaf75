"""A DAO is wired to its members' token and its rules from the first block on, or not at all."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

from cairn.chain.suite import create_address

ANSWERS_THE_CALLER = "335f5260205ff3"
OTHER_OWNER = "dao: the membership token has another owner"
OTHER_RULES = "dao: the decision rules are another DAO's"


@pytest.fixture
def token_for(project, deployer, educators):
    return lambda dao: deployer.deploy(project.EducatorToken, dao, educators)


@pytest.fixture
def bare_rules_for(project, deployer, rules):
    return lambda dao: deployer.deploy(project.DecisionRules, dao, [rules] * 4, [])


@pytest.fixture
def put_up(project, deployer, stranger):
    """Deploy a DAO for a token and for decision rules."""
    return lambda token, rules: deployer.deploy(project.CurriculumDAO, token, rules, stranger)


@pytest.fixture
def ahead(deployer):
    """Where the contract lands that is deployed after so many others."""
    return lambda others: create_address(str(deployer.address), deployer.nonce + others)


def test_a_dao_finds_its_members_and_its_rules(put_up, token_for, bare_rules_for, ahead, stranger):
    place = ahead(2)
    token, decision_rules = token_for(place), bare_rules_for(place)

    dao = put_up(token, decision_rules)

    assert dao.creation_metadata.receipt.events == []
    assert (dao.token(), dao.decision_rules()) == (token.address, decision_rules.address)
    assert (dao.credentials(), dao.chamber()) == (stranger.address, ZERO_ADDRESS)
    assert dao.proposal_count() == 0


def test_a_dao_refuses_a_token_of_another_owner(
    membership, put_up, token_for, bare_rules_for, ahead, deployer
):
    place = ahead(2)
    decision_rules = bare_rules_for(place)

    with ape.reverts(OTHER_OWNER):
        put_up(membership, decision_rules)
    with ape.reverts(OTHER_OWNER):
        put_up(token_for(deployer), decision_rules)


@pytest.mark.parametrize(
    "mode", ["mode=blocknumber&from=default", "mode=timestamp&from=elsewhere", "mode=timestam", ""]
)
def test_a_dao_refuses_a_token_that_keeps_another_time(double, raw, put_up, mode):
    """Seconds of the one would be taken for blocks of the other (ERC-6372)."""
    with ape.reverts("dao: the membership token keeps another time"):
        put_up(double("dao_clock", mode), raw(ANSWERS_THE_CALLER))


def test_a_token_that_a_vote_hands_over_takes_a_new_dao(
    put_up, token_for, bare_rules_for, ahead, deployer
):
    """Named its next owner, the new DAO is put up before it takes the token over."""
    token = token_for(deployer)
    place = ahead(2)
    token.transfer_ownership(place, sender=deployer)
    dao = put_up(token, bare_rules_for(place))

    assert (dao.address, dao.token()) == (place, token.address)
    assert (token.owner(), token.pending_owner()) == (deployer, dao)


def test_a_dao_refuses_decision_rules_of_another_dao(
    decision_rules, put_up, bare_rules_for, deployer, raw
):
    """Put up for a token that whoever asks owns: where a deployment fails, a node may try it again
    at another address to learn why."""
    token = raw(ANSWERS_THE_CALLER)

    for theirs in (decision_rules, bare_rules_for(deployer)):
        with ape.reverts(OTHER_RULES):
            put_up(token, theirs)


def test_decision_rules_are_for_some_dao(bare_rules_for):
    with ape.reverts("rules: the DAO's address is zero"):
        bare_rules_for(ZERO_ADDRESS)


def test_whoever_deploys_a_dao_has_no_part_in_it(
    dao, decision_rules, membership, deployer, rules, now, act
):
    assert membership.getVotes(deployer) == dao.getVotes(deployer, now() - 1) == 0
    with ape.reverts("dao: only the DAO may do this, by a vote"):
        dao.set_chamber(deployer, sender=deployer)
    with ape.reverts("rules: only the DAO may do this, by a vote"):
        decision_rules.set_rules(0, rules, sender=deployer)
    with ape.reverts("rules: only the DAO may do this, by a vote"):
        decision_rules.set_class((dao.credentials(), b"\1\2\3\4", 0), sender=deployer)
    with ape.reverts("educators: only the DAO may do this, by a vote"):
        membership.admit(deployer, sender=deployer)
