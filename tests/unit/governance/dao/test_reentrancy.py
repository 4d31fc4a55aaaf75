"""A target that calls the DAO back during execution gets nothing that it could not have had."""

import ape
import pytest
from eth_abi import decode
from eth_utils import keccak

CANCELED, EXECUTED = 2, 7
FOR = 1


@pytest.fixture
def other(assembly, educators, target, rules, act, stranger):
    """A DAO of three educators and the target."""
    other = assembly([*educators[:3], target], rules)
    other.seat(educators[:3])
    target.act(*act(other.membership, "accept"), sender=stranger)
    return other


@pytest.fixture
def strike(other, target, act, educators, stranger):
    """Pass and execute a proposal during which the target makes calls; return what came of them."""

    def strike(calls_of):
        proposal = other.propose(act(target, "strike"), description="Strike.")
        proposal.open()
        for voter in educators[:3]:
            proposal.vote(voter)
        proposal.ripen()
        calls = calls_of(proposal)
        target.aim([data for _, data in calls], sender=stranger)
        proposal.execute(stranger)
        assert (proposal.state, target.value()) == (EXECUTED, 1)
        return [outcome(target, n) for n in range(len(calls))]

    return strike


def outcome(target, n):
    """True, or the reason of the failure."""
    answer = bytes(target.answers(n))
    if target.outcomes(n):
        return True
    assert answer[:4] == keccak(text="Error(string)")[:4]
    return decode(["string"], answer[4:])[0]


def test_it_is_not_executed_again(strike, act, other):
    assert strike(lambda own: [act(other.dao, "execute", *own.content)]) == [
        "dao: this proposal has been executed already"
    ]


def test_it_is_neither_voted_on_nor_withdrawn(strike, act, other):
    assert strike(
        lambda own: [
            act(other.dao, "castVote", own.id, FOR),
            act(other.dao, "cancel", *own.content),
        ]
    ) == [
        "dao: the vote on this proposal has closed",
        "dao: only its proposer may withdraw a proposal",
    ]


def test_it_is_not_voted_on_in_any_other_way(strike, act, other, target, educators):
    """The target is a member, has voted, and is a proxy: its own vote is over all the same."""
    assert strike(
        lambda own: [
            act(other.dao, "changeVote", own.id, 0, ""),
            act(other.dao, "castVoteAsProxy", own.id, FOR, ""),
            act(other.dao, "castVotesBySig", own.id, []),
            act(other.dao, "castVoteWithReason", own.id, FOR, ""),
            act(other.dao, "returnProposal", own.id),
            act(other.dao, "set_chamber", target),
        ]
    ) == [
        *["dao: the vote on this proposal has closed"] * 4,
        "dao: only the chamber may return a proposal",
        "dao: only the DAO may do this, by a vote",
    ]


def test_a_second_proposal_is_executed_once(strike, act, other, target, educators):
    second = other.propose(act(target, "keep", b"2"), description="The second.")
    second.open()
    for voter in educators[:3]:
        second.vote(voter)

    execute = act(other.dao, "execute", *second.content)
    assert strike(lambda _: [execute, execute]) == [
        True,
        "dao: this proposal has been executed already",
    ]
    assert second.state == EXECUTED


def test_a_vote_counts_once(strike, act, other, target):
    votes = []

    def calls(_):
        running = other.propose(description="Under way.")
        running.open()
        votes.append(running)
        return [act(other.dao, "castVote", running.id, support) for support in (FOR, 0)]

    assert strike(calls) == [True, "dao: you have voted on this proposal already"]
    assert tuple(other.dao.proposalVotes(votes[0].id)) == (0, 1, 0)
    assert other.dao.hasVoted(votes[0].id, target)


def test_a_proposal_is_made_and_withdrawn_once(strike, act, other):
    word = [other.dao.address], [0], [b""], "In between."
    propose = act(other.dao, "propose", *word)
    cancel = act(other.dao, "cancel", *word[:3], keccak(text=word[3]))

    assert strike(lambda _: [propose, propose, cancel, cancel, propose]) == [
        True,
        "dao: this proposal was made before; word it anew",
        True,
        "dao: a proposal can be withdrawn only before its vote opens",
        "dao: this proposal was made before; word it anew",
    ]
    assert other.dao.state(other.dao.hashProposal(*word[:3], keccak(text=word[3]))) == CANCELED


def test_the_rules_are_not_changed_from_within(strike, act, other, rules, target, stranger):
    others = rules._replace(minimum=9)
    assert strike(lambda _: [act(other.dao, "set_chamber", other.rules.address)]) == [
        "dao: only the DAO may do this, by a vote"
    ]
    with ape.reverts("rules: only the DAO may do this, by a vote"):
        target.act(*act(other.rules, "set_rules", 3, others), sender=stranger)
    assert tuple(other.rules.rules(3)) == rules
