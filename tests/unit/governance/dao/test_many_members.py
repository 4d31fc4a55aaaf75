"""A DAO of more members than one ballot word has room for."""

from types import SimpleNamespace

import ape
import pytest
from eth_utils import keccak

FOR = 1
HEADS, FOUNDERS = 140, 64
VOTED = "dao: you have voted on this proposal already"
WELCOME = "Welcome."


@pytest.fixture
def crowd(double, stranger):
    crowd = double("dao_crowd", double("dao_puppet"))
    for heads in (HEADS // 2, HEADS // 2):
        crowd.grow(heads, sender=stranger)
    return crowd


@pytest.fixture
def people(crowd):
    """Their addresses, in the order of their seats."""
    return [*crowd.some(0, HEADS // 2), *crowd.some(HEADS // 2, HEADS // 2)]


@pytest.fixture
def each(crowd, stranger):
    """Let members from a number on each do one thing, many in one transaction."""

    def each(first, method, *argument_lists):
        calldatas = [method.encode_input(*arguments) for arguments in argument_lists]
        for at in range(0, len(calldatas), 70):
            chunk = calldatas[at : at + 70]
            crowd.each(first + at, method.contract, chunk, sender=stranger)

    return each


@pytest.fixture
def table(many, crowd, stranger):
    """Let one member propose; return the content, with the description's hash."""

    def table(member, contract, *calldatas, description):
        content = [contract.address] * len(calldatas), [0] * len(calldatas), calldatas
        data = many.dao.propose.encode_input(*content, description)
        crowd.one(member, many.dao, data, sender=stranger)
        return *content, keccak(text=description)

    return table


@pytest.fixture
def many(assembly, people, each, rules, chain):
    """A DAO that 64 have founded, all seated."""
    many = assembly([SimpleNamespace(address=person) for person in people[:FOUNDERS]], rules)
    each(0, many.membership.accept, *[()] * FOUNDERS)
    chain.mine(deltatime=1)
    return many


@pytest.fixture
def admit_the_others(many, people, each, table, chain, stranger):
    """Vote all others in, eight by a proposal, four proposals by a member."""

    def admit_the_others():
        invite = [many.membership.admit.encode_input(person) for person in people[FOUNDERS:]]
        made = [
            table(at // 32, many.membership, *invite[at : at + 8], description=WELCOME)
            for at in range(0, len(invite), 8)
        ]
        ids = [many.dao.hashProposal(*content) for content in made]
        chain.mine(timestamp=many.dao.proposalSnapshot(ids[-1]) + 1)
        for proposal in ids:
            each(0, many.dao.castVote, *[(proposal, FOR)] * 20)
        chain.mine(timestamp=many.dao.proposalEta(ids[-1]))
        for content in made:
            many.dao.execute(*content, sender=stranger)
        each(FOUNDERS, many.membership.accept, *[()] * (HEADS - FOUNDERS))
        chain.mine(deltatime=1)

    return admit_the_others


def test_140_members_vote_across_two_words(
    many, admit_the_others, table, each, people, rules, chain
):
    admit_the_others()
    assert many.membership.totalSupply() == many.membership.last_number() == HEADS

    change = many.rules.set_rules.encode_input(0, rules)
    proposal = many.dao.hashProposal(*table(139, many.rules, change, description="By all."))
    chain.mine(timestamp=many.dao.proposalSnapshot(proposal) + 1)
    votes = [seat * seat % 3 for seat in range(HEADS)]
    each(0, many.dao.castVote, *[(proposal, support) for support in votes])

    assert tuple(many.dao.proposalVotes(proposal)) == tuple(votes.count(s) for s in range(3))
    assert not many.dao.hasVoted(proposal + 1, people[0])  # which would be the second word's
    assert many.dao.proposalQuorum(proposal) == 42  # 30 % of 140
    for seat in (0, 126, 127, 128, 139):
        assert many.dao.hasVoted(proposal, people[seat])
        with ape.reverts(VOTED):
            each(seat, many.dao.castVote, (proposal, FOR))
