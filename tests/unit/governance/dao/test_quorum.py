"""How many must vote, and how many of them for it: rounded so that no handful decides alone."""

from fractions import Fraction
from math import ceil

import ape
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

DEFEATED, QUEUED = 3, 5
SIZES = list(range(1, 61))


@pytest.fixture(scope="session")
def quorums(judged, rulebook):
    """The quorum of each number of members."""

    def quorums(rules, sizes):
        return rulebook.council.quorums(judged(rules), 0, sizes)

    return quorums


@pytest.fixture(scope="session")
def has_majority(judged):
    """Whether so many votes carry a motion of a class, with a quorum; maybe in a second reading."""

    def has_majority(rules, against, in_favour, is_returned=False):
        [standing, _, _] = judged(rules).judge(
            0, 2**256 - 1, is_returned, 5_000, against, in_favour, 5_000
        )
        return {2: False, 3: True}[standing]

    return has_majority


def needed(share, minimum, members):
    """The quorum in exact arithmetic."""
    if members < 3:
        return 3
    return min(max(ceil(Fraction(share * members, 10_000)), minimum), members - 1)


@pytest.mark.parametrize("share", [0, 1, 1_000, 2_500, 3_000, 3_333, 3_334, 5_000, 6_667, 10_000])
def test_the_quorum_is_a_share_rounded_up_or_the_minimum_but_one_may_be_silent(
    quorums, rules, share
):
    for minimum in (3, 10, 255):
        told = quorums(rules._replace(quorum=share, minimum=minimum), SIZES)

        assert told == [needed(share, minimum, n) for n in SIZES]


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(3, 255),
    st.lists(st.integers(0, 4_096), min_size=5, max_size=10),
)
def test_the_quorum_is_never_zero_and_never_takes_everybody(quorums, rules, share, minimum, sizes):
    told = quorums(rules._replace(quorum=share, minimum=minimum), sizes)

    assert told == [needed(share, minimum, n) for n in sizes]
    for members, quorum in zip(sizes, told, strict=True):
        assert 0 < quorum <= max(members - 1, 3)
        assert (quorum < members) == (members >= 3)


def test_one_vote_of_nine_does_not_carry_a_motion(quorums, rules):
    assert quorums(rules._replace(quorum=1_500), [9]) == [3]  # the share alone would be 1.35


@pytest.mark.parametrize(
    ("majority", "carried", "lost"),
    [
        (1, [(0, 1), (1, 2), (30, 31)], [(0, 0), (1, 0), (1, 1), (30, 30)]),
        (2, [(0, 1), (1, 2), (20, 40)], [(0, 0), (1, 1), (2, 3), (20, 39)]),
        (3, [(0, 1), (1, 3), (15, 45)], [(0, 0), (1, 2), (15, 44), (1_024, 3_071)]),
    ],
    ids=["more than half", "two thirds", "three quarters"],
)
def test_a_majority_is_more_than_half_two_thirds_or_three_quarters(
    has_majority, rules, majority, carried, lost
):
    rules = rules._replace(majority=majority)
    least = Fraction(majority, majority + 1)

    for against, in_favour in carried:
        assert has_majority(rules, against, in_favour)
        assert Fraction(in_favour, against + in_favour) >= least
    for against, in_favour in lost:
        assert not has_majority(rules, against, in_favour)


@pytest.mark.parametrize(
    ("majority", "carried", "lost"),
    [(1, (2, 4), (2, 3)), (2, (2, 4), (2, 3)), (3, (2, 6), (2, 5))],
)
def test_a_second_reading_needs_two_thirds_or_what_it_needed_before(
    has_majority, rules, majority, carried, lost
):
    rules = rules._replace(majority=majority)

    assert has_majority(rules, *carried, is_returned=True)
    assert not has_majority(rules, *lost, is_returned=True)
    assert has_majority(rules, *lost) == (majority == 1)


@pytest.mark.parametrize(
    ("majority", "votes", "state"),
    [
        (2, [1, 1, 0, 2, 2], QUEUED),
        (3, [1, 1, 0, 2, 2], DEFEATED),
    ],
)
def test_the_dao_decides_by_its_majority(
    assembly_of_five, rules, educators, majority, votes, state
):
    proposal = assembly_of_five(rules._replace(majority=majority)).propose()
    proposal.open()
    for voter, support in zip(educators, votes, strict=False):
        proposal.vote(voter, support)
    proposal.close()

    assert proposal.state == state


def test_the_quorum_is_told_once_the_vote_has_opened(dao, propose):
    proposal = propose()
    proposal.move_to(dao.proposalSnapshot(proposal.id))

    with ape.reverts("educators: this time is not over yet"):
        dao.proposalQuorum(proposal.id)
    proposal.open()
    assert dao.proposalQuorum(proposal.id) == 3


@pytest.mark.parametrize("second", [0, 1])
def test_a_withdrawn_proposal_tells_the_quorum_before_its_vote_would_have_opened(
    dao, propose, educator, second
):
    """Its vote never opens: the members count who are there."""
    proposal = propose()
    proposal.cancel(educator)
    assert dao.proposalQuorum(proposal.id) == 3

    proposal.move_to(dao.proposalSnapshot(proposal.id) + second)
    assert dao.proposalQuorum(proposal.id) == 3


def test_the_quorum_of_what_was_withdrawn_is_of_those_who_are_there_up_to_its_snapshot(
    assembly_of_five, rules, educators, chain
):
    other = assembly_of_five(rules._replace(quorum=10_000))
    chain.mine(timestamp=other.membership.FOUNDING_ENDS_AT())
    proposal = other.propose()
    proposal.cancel(educators[0])
    other.membership.resign(sender=educators[4])
    chain.mine(deltatime=1)
    assert other.dao.proposalQuorum(proposal.id) == 3

    proposal.open()
    other.membership.resign(sender=educators[3])
    chain.mine(deltatime=1)
    assert other.dao.proposalQuorum(proposal.id) == 3


@pytest.mark.parametrize(("late", "quorum"), [(False, 4), (True, 3)])
def test_for_ninety_days_the_quorum_counts_the_founders_who_have_not_come(
    assembly, rules, educators, learners, chain, late, quorum
):
    """Four of seven are seated: half of the seven are four heads, half of the four are three."""
    other = assembly([*educators, *learners[:2]], rules._replace(quorum=5_000))
    other.seat(educators[:4])
    if late:
        chain.mine(timestamp=other.membership.FOUNDING_ENDS_AT())
    proposal = other.propose()
    proposal.open()

    assert other.dao.proposalQuorum(proposal.id) == quorum
    assert other.dao.quorum(other.dao.proposalSnapshot(proposal.id)) == quorum
    for voter in educators[:3]:
        proposal.vote(voter)
    proposal.close()
    assert proposal.state == (5 if late else 3)


def test_two_of_three_founders_decide_nothing_though_three_are_counted(assembly, rules, educators):
    other = assembly(educators[:3], rules)
    other.seat(educators[:2])
    proposal = other.propose()
    proposal.open()
    for voter in educators[:2]:
        proposal.vote(voter)

    assert other.dao.proposalQuorum(proposal.id) == 3
    proposal.close()
    assert proposal.state == 3


def test_the_quorum_is_of_the_members_at_the_snapshot(assembly_of_five, rules, educators, chain):
    other = assembly_of_five(rules._replace(quorum=10_000))
    chain.mine(timestamp=other.membership.FOUNDING_ENDS_AT())
    proposal = other.propose()
    proposal.open()
    other.membership.resign(sender=educators[4])

    later = other.propose(description="After one left.")
    later.open()
    assert other.dao.proposalQuorum(proposal.id) == 4
    assert other.dao.proposalQuorum(later.id) == 3


def test_the_quorum_of_any_past_second_is_told(dao, now):
    assert dao.quorum(now() - 1) == 3
    with ape.reverts("educators: this time is not over yet"):
        dao.quorum(now())
