"""How the DAO decides is itself decided, within bounds, and never for what is under way."""

import ape
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts._cairn.suite import DAY, HOUR, Rules

DEFEATED, EXPIRED = 3, 6
ONLY_BY_VOTE = "dao: only the DAO may do this, by a vote"
MAJORITY = "dao: the majority must be 1, 2 or 3 votes for each vote against"
BOUNDS = [
    ("voting_delay", 0, 30 * DAY, None, "dao: the voting delay must be 30 days or less"),
    (
        "voting_period",
        HOUR,
        60 * DAY,
        "dao: the voting period must be an hour or more",
        "dao: the voting period must be 60 days or less",
    ),
    ("quorum", 0, 10_000, None, "dao: the quorum must be 10,000 basis points or less"),
    (
        "minimum",
        3,
        255,
        "dao: the smallest quorum must be three heads or more",
        "dao: the smallest quorum must be 255 heads or fewer",
    ),
    ("majority", 1, 3, MAJORITY, MAJORITY),
    ("delay", 0, 30 * DAY, None, "dao: the delay must be 30 days or less"),
    (
        "grace",
        DAY,
        60 * DAY,
        "dao: the grace period must be a day or more",
        "dao: the grace period must be 60 days or less",
    ),
]
LEAST = [(field, least, error) for field, least, _, error, _ in BOUNDS if error]
MOST = [(field, most, error) for field, _, most, _, error in BOUNDS]
within = st.builds(Rules, **{field: st.integers(least, most) for field, least, most, *_ in BOUNDS})


@pytest.fixture(scope="session")
def rulebook(double):
    return double("dao_rules")


def test_a_vote_changes_how_votes_are_decided(dao, decide, act, rules, propose):
    other = rules._replace(voting_delay=HOUR, voting_period=3 * DAY, majority=2)

    tx = decide(act(dao, "set_rules", other))

    assert tx.events == [
        dao.RulesSet(rules=[other]),  # a struct alone is taken for its first field
        dao.ProposalExecuted(proposalId=tx.events[-1].proposalId),
    ]
    assert tuple(dao.rules()) == other
    assert (dao.votingDelay(), dao.votingPeriod()) == (HOUR, 3 * DAY)
    assert tuple(dao.proposalRules(propose(description="The next one.").id)) == other


def test_only_a_vote_changes_how_votes_are_decided(dao, rules, educator, stranger, deployer):
    for outsider in (educator, stranger, deployer):
        with ape.reverts(ONLY_BY_VOTE):
            dao.set_rules(rules, sender=outsider)


def test_a_vote_cannot_leave_the_bounds(dao, propose, passed, proposal_of, act, rules, stranger):
    endless = rules._replace(voting_period=60 * DAY + 1)
    proposal = passed(proposal_of(act(dao, "set_rules", endless)))

    with ape.reverts("dao: the voting period must be 60 days or less"):
        proposal.execute(stranger)
    assert tuple(dao.rules()) == rules


@pytest.mark.parametrize(("field", "bound", "error"), LEAST)
def test_rules_have_lower_bounds(rulebook, rules, stranger, field, bound, error):
    rulebook.set(rules._replace(**{field: bound}), sender=stranger)

    with ape.reverts(error):
        rulebook.set(rules._replace(**{field: bound - 1}), sender=stranger)
    assert tuple(rulebook.get()) == rules._replace(**{field: bound})


@pytest.mark.parametrize(("field", "bound", "error"), MOST)
def test_rules_have_upper_bounds(rulebook, rules, stranger, field, bound, error):
    rulebook.set(rules._replace(**{field: bound}), sender=stranger)

    for beyond in (bound + 1, 2**256 - 1):
        with ape.reverts(error):
            rulebook.set(rules._replace(**{field: beyond}), sender=stranger)
    assert tuple(rulebook.get()) == rules._replace(**{field: bound})


@settings(max_examples=12, deadline=None)
@given(within, st.integers(3, 4_096))
def test_under_any_rules_all_members_but_one_carry_a_motion(rulebook, stranger, chosen, members):
    rulebook.set(chosen, sender=stranger)

    assert tuple(rulebook.get()) == chosen
    [quorum] = rulebook.quorums([members])
    assert 2 <= quorum <= members - 1
    assert rulebook.has_majority(0, members - 1)


def test_a_deployment_cannot_leave_the_bounds(assembly_of_five, rules):
    with ape.reverts("dao: the grace period must be a day or more"):
        assembly_of_five(rules._replace(grace=DAY - 1))


@pytest.fixture
def strict(assembly_of_five, rules):
    """Five educators of whom four must vote, three for each against; soon in force or over."""
    return assembly_of_five(rules._replace(quorum=10_000, majority=3, delay=DAY, grace=DAY))


@pytest.fixture
def relax(strict, act, rules, educators, stranger):
    """Change the rules to easy ones, by a vote of all; something else may be voted on meanwhile."""

    def relax(*, meanwhile=lambda: None):
        proposal = strict.propose(act(strict.dao, "set_rules", rules))
        proposal.open()
        for voter in educators:
            proposal.vote(voter)
        meanwhile()
        proposal.ripen()
        proposal.execute(stranger)
        assert tuple(strict.dao.rules()) == rules

    return relax


@pytest.mark.parametrize("votes", [[1, 1, 1], [1, 1, 2, 2, 0]], ids=["quorum", "majority"])
def test_easier_rules_never_revive_an_old_defeat(strict, relax, educators, stranger, votes):
    old = strict.propose(description="Fell short of the quorum or the majority.")
    old.open()
    for voter, support in zip(educators, votes, strict=False):
        old.vote(voter, support)
    old.close()
    assert old.state == DEFEATED

    relax()
    assert old.state == DEFEATED
    assert strict.dao.proposalQuorum(old.id) == 4
    assert strict.dao.quorum(strict.dao.proposalSnapshot(old.id)) == 3
    with ape.reverts("dao: this proposal was defeated"):
        old.execute(stranger)


def test_a_longer_grace_never_revives_what_expired(strict, relax, educators, stranger):
    old = strict.propose(description="Forgotten.")
    old.open()
    for voter in educators:
        old.vote(voter)
    old.move_to(strict.dao.proposalEta(old.id) + DAY + 1)
    assert old.state == EXPIRED

    relax()
    assert old.state == EXPIRED
    with ape.reverts("dao: this proposal passed but was not executed in time"):
        old.execute(stranger)


def test_changed_rules_leave_what_is_under_way_alone(strict, relax, educators):
    def told():
        dates = ("proposalSnapshot", "proposalDeadline", "proposalEta", "proposalRules")
        return [getattr(strict.dao, date)(running.id) for date in dates]

    def vote():
        for voter in educators[:3]:
            running.vote(voter)

    running = strict.propose(description="Under way.")
    before = told()
    relax(meanwhile=vote)

    assert told() == before
    assert strict.dao.proposalQuorum(running.id) == 4
    assert running.state == DEFEATED
