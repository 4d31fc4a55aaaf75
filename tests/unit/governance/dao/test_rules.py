"""How each class is decided on is itself decided, in bounds, and never for what is under way."""

import ape
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cairn.chain.suite import CLASSES, DAY, HOUR, Rules

DEFEATED, EXPIRED = 3, 6
PASSES = 3
ANY_SERIAL = 2**256 - 1
ONLY_BY_VOTE = "rules: only the DAO may do this, by a vote"
NO_CLASS = "rules: a class is a number from 0 to 3"
MAJORITY = "rules: the majority must be 1, 2 or 3 votes for each vote against"
PERIOD = "rules: the voting period must be between an hour and 60 days"
MINIMUM = "rules: the smallest quorum must be between three heads and 255"
GRACE = "rules: the grace period must be between a day and 60 days"
BOUNDS = [
    ("voting_delay", 0, 30 * DAY, "rules: the voting delay must be 30 days or less"),
    ("voting_period", HOUR, 60 * DAY, PERIOD),
    ("quorum", 0, 10_000, "rules: the quorum must be 10,000 basis points or less"),
    ("minimum", 3, 255, MINIMUM),
    ("majority", 1, 3, MAJORITY),
    ("delay", 0, 30 * DAY, "rules: the delay must be 30 days or less"),
    ("grace", DAY, 60 * DAY, GRACE),
]
LEAST = [(field, least, error) for field, least, _, error in BOUNDS if least]
MOST = [(field, most, error) for field, _, most, error in BOUNDS]
within = st.builds(Rules, **{field: st.integers(least, most) for field, least, most, _ in BOUNDS})
STRICTEST = Rules(
    voting_delay=30 * DAY,
    voting_period=60 * DAY,
    quorum=10_000,
    minimum=255,
    majority=3,
    delay=30 * DAY,
    grace=DAY,
)


@pytest.mark.parametrize("class_", range(4), ids=CLASSES)
def test_a_vote_changes_how_a_class_is_decided_on(
    dao, decision_rules, decide, act, rules, rules_set, class_
):
    other = rules._replace(voting_delay=HOUR, voting_period=3 * DAY, majority=2)

    tx = decide(act(decision_rules, "set_rules", class_, other))

    assert tx.events == [
        rules_set(decision_rules, class_, other),
        dao.ProposalExecuted(proposalId=tx.events[-1].proposalId),
    ]
    told = [tuple(decision_rules.rules(n)) for n in range(4)]
    assert told == [other if n == class_ else rules for n in range(4)]
    assert tuple(decision_rules.times(class_)) == (HOUR, 3 * DAY)


def test_only_a_vote_changes_how_votes_are_decided(
    decision_rules, dao, rules, educator, stranger, deployer
):
    for outsider in (educator, stranger, deployer):
        with ape.reverts(ONLY_BY_VOTE):
            decision_rules.set_rules(0, rules, sender=outsider)
        with ape.reverts(ONLY_BY_VOTE):
            decision_rules.set_class((dao.credentials(), b"\1\2\3\4", 0), sender=outsider)


def test_a_vote_cannot_leave_the_bounds(decision_rules, passed, proposal_of, act, rules, stranger):
    endless = rules._replace(voting_period=60 * DAY + 1)
    proposal = passed(proposal_of(act(decision_rules, "set_rules", 3, endless)))

    with ape.reverts(PERIOD):
        proposal.execute(stranger)
    assert tuple(decision_rules.rules(3)) == rules


def test_there_are_four_classes(rulebook, rules):
    rulebook.set_rules(3, rules)

    for none in (4, 2**256 - 1):
        with ape.reverts(NO_CLASS):
            rulebook.set_rules(none, rules)


@pytest.mark.parametrize(("field", "bound", "error"), LEAST)
def test_rules_have_lower_bounds(rulebook, rules, field, bound, error):
    rulebook.set_rules(0, rules._replace(**{field: bound}))

    for beyond in (bound - 1, 0):
        with ape.reverts(error):
            rulebook.set_rules(0, rules._replace(**{field: beyond}))
    assert tuple(rulebook.contract.rules(0)) == rules._replace(**{field: bound})


@pytest.mark.parametrize(("field", "bound", "error"), MOST)
def test_rules_have_upper_bounds(rulebook, rules, field, bound, error):
    rulebook.set_rules(0, rules._replace(**{field: bound}))

    for beyond in (bound + 1, 2**256 - 1):
        with ape.reverts(error):
            rulebook.set_rules(0, rules._replace(**{field: beyond}))
    assert tuple(rulebook.contract.rules(0)) == rules._replace(**{field: bound})


@settings(max_examples=25, deadline=None)
@given(within, st.integers(0, 3), st.booleans(), st.integers(3, 4_096), st.integers(0, 2))
@example(STRICTEST, 3, True, 3, 0)
@example(STRICTEST, 3, True, 4, 1)
@example(STRICTEST, 0, True, 256, 1)
def test_no_vote_sets_rules_under_which_nothing_could_ever_pass(
    rulebook, chosen, class_, is_returned, members, last
):
    """All but one carry any motion, whether the last one is silent or abstains, and, among four
    members or more, even if it votes against."""
    rulebook.set_rules(class_, chosen)
    against, abstaining = int(last == 1 and members > 3), int(last == 2)

    assert tuple(rulebook.contract.rules(class_)) == chosen
    assert 2 <= rulebook.contract.quorum(class_, ANY_SERIAL, members) <= members - 1
    assert tuple(
        rulebook.contract.judge(
            class_, ANY_SERIAL, is_returned, members, against, members - 1, abstaining
        )
    ) == (PASSES, chosen.delay, chosen.grace)


def test_under_the_strictest_rules_a_dao_still_changes_them(
    assembly_of_five, act, rules, educators, stranger
):
    strict = assembly_of_five(STRICTEST)
    proposal = strict.propose(act(strict.rules, "set_rules", 3, rules))
    proposal.open()
    for voter in educators[:4]:
        proposal.vote(voter)
    proposal.ripen()
    proposal.execute(stranger)

    assert tuple(strict.rules.rules(3)) == rules


def test_a_deployment_cannot_leave_the_bounds(rules_for, rules):
    for class_ in range(4):
        rulebook = [rules] * 4
        rulebook[class_] = rules._replace(grace=DAY - 1)

        with ape.reverts(GRACE):
            rules_for(rulebook)


def test_a_deployment_tells_all_its_rules_and_classes(rules_for, rules, rules_set, target):
    rulebook = [rules._replace(minimum=3 + n) for n in range(4)]
    own = rules_for(rulebook, [(target, b"\1\2\3\4", 0), (target, b"\5\6\7\x08", 1)]).contract

    assert own.creation_metadata.receipt.events == [
        *(rules_set(own, n, rulebook[n]) for n in range(4)),
        own.ActClassed(target=target, selector=b"\1\2\3\4", class_=0),
        own.ActClassed(target=target, selector=b"\5\6\7\x08", class_=1),
    ]


changes = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(3, 255)), min_size=1, max_size=8
)


@settings(max_examples=12, deadline=None)
@given(changes)
@example([(0, 0, 4), (0, 0, 5), (1, 0, 6), (0, 1, 7), (1, 0, 8)])
def test_every_proposal_keeps_the_rules_it_was_made_under(rules_for, rules, act, stranger, plan):
    """Between two changes, none, one or two proposals are made."""
    found = rules_for(rules)
    made, now = [], {0: rules, 1: rules}
    for proposals, class_, minimum in plan:
        made += [dict(now)] * proposals
        found.council.count_to(len(made), sender=stranger)
        now[class_] = rules._replace(minimum=minimum)
        change = act(found.contract, "set_rules", class_, now[class_])
        found.council.act(*change, sender=stranger)
    made.append(dict(now))

    for serial, frozen in enumerate(made, 1):
        for class_ in (0, 1):
            assert tuple(found.contract.rules_at(class_, serial)) == frozen[class_]
            assert found.contract.quorum(class_, serial, 4_096) == max(
                -(-4_096 * rules.quorum // 10_000), frozen[class_].minimum
            )
    assert tuple(found.contract.rules(0)) == now[0]


@pytest.fixture
def strict(assembly_of_five, rules):
    """Five educators of whom four must vote, three for each against; soon in force or over."""
    return assembly_of_five(rules._replace(quorum=10_000, majority=3, delay=DAY, grace=DAY))


@pytest.fixture
def relax(strict, act, rules, educators, stranger):
    """Change the rules to easy ones, by a vote of all; something else may be voted on meanwhile."""

    def relax(*, meanwhile=lambda: None):
        changes = [act(strict.rules, "set_rules", class_, rules) for class_ in range(4)]
        proposal = strict.propose(*changes)
        proposal.open()
        for voter in educators:
            proposal.vote(voter)
        meanwhile()
        proposal.ripen()
        proposal.execute(stranger)
        assert tuple(strict.rules.rules(3)) == rules

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
        dates = ("proposalSnapshot", "proposalDeadline", "proposalEta", "proposalKind")
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
