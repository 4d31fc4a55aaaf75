"""A DAO is wired to its members' token from the first block on, or not at all."""

import ape
import pytest

from scripts._cairn.suite import create_address


@pytest.fixture
def put_up(project, deployer, stranger, rules):
    """Deploy a DAO for a token of a given owner."""

    def put_up(token, rules=rules):
        return deployer.deploy(project.CurriculumDAO, token, stranger, rules)

    return put_up


def test_a_dao_tells_the_rules_it_starts_with(project, deployer, educators, put_up, rules):
    token = deployer.deploy(
        project.EducatorToken, create_address(str(deployer.address), deployer.nonce + 1), educators
    )

    dao = put_up(token)
    assert dao.creation_metadata.receipt.events == [dao.RulesSet(rules=[rules])]
    assert tuple(dao.rules()) == rules
    assert dao.token() == token.address


def test_a_dao_refuses_a_token_of_another_owner(membership, put_up):
    with ape.reverts("dao: the membership token has another owner"):
        put_up(membership)


def test_a_dao_refuses_a_token_that_its_deployer_owns(project, deployer, educators, put_up):
    token = deployer.deploy(project.EducatorToken, deployer, educators)

    with ape.reverts("dao: the membership token has another owner"):
        put_up(token)


def test_whoever_deploys_a_dao_has_no_part_in_it(dao, membership, deployer, rules, now):
    assert membership.getVotes(deployer) == dao.getVotes(deployer, now() - 1) == 0
    with ape.reverts("dao: only the DAO may do this, by a vote"):
        dao.set_rules(rules, sender=deployer)
    with ape.reverts("educators: only the DAO may do this, by a vote"):
        membership.admit(deployer, sender=deployer)
