"""Ballots of any number of seats, two bits each, counted as a dictionary would count them."""

import ape
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

VOTED = "dao: you have voted on this proposal already"
EDGES = [1, 126, 127, 128, 129, 255, 256, 257, 4_095, 4_096]

seats = st.sampled_from(EDGES) | st.integers(1, 4_096)
casts = st.dictionaries(seats, st.integers(1, 3), max_size=30)
fresh = iter(range(2**200, 2**255, 2**200))  # ids are hashes: never near one another


@pytest.fixture(scope="session")
def box(double):
    return double("dao_ballots")


def counted(cast):
    """Votes against, for, abstaining."""
    return tuple(list(cast.values()).count(ballot) for ballot in (1, 2, 3))


@settings(max_examples=12, deadline=None)
@given(casts, st.lists(seats, max_size=3))
@example({number: number % 3 + 1 for number in EDGES}, EDGES)
@example(dict.fromkeys(range(1, 257), 3), [0])
def test_ballots_are_counted_as_they_were_cast(box, stranger, cast, looked_at):
    proposal = next(fresh)
    box.cast_all(proposal, list(cast), list(cast.values()), sender=stranger)

    assert tuple(box.tally(proposal, 4_096)) == counted(cast)
    for number in looked_at:
        assert box.ballot(proposal, number) == cast.get(number, 0)


@settings(max_examples=10, deadline=None)
@given(casts, st.integers(1, 4_096))
def test_a_tally_goes_as_far_as_the_last_seat(box, stranger, cast, last):
    within = {number: ballot for number, ballot in cast.items() if number <= last}
    proposal = next(fresh)
    box.cast_all(proposal, list(within), list(within.values()), sender=stranger)

    assert tuple(box.tally(proposal, last)) == counted(within)


def test_no_ballot_touches_its_neighbours(box, stranger):
    voters = [120, 127, 128, 131]
    box.cast_all(1, voters, [3, 3, 3, 3], sender=stranger)

    told = {number: box.ballot(1, number) for number in range(119, 133)}
    assert told == {number: 3 if number in voters else 0 for number in range(119, 133)}


@settings(max_examples=10, deadline=None)
@given(casts, casts)
@example(dict.fromkeys(EDGES, 1), dict.fromkeys(EDGES, 3))
def test_one_s_own_ballot_overrides_a_proxy_s_and_never_the_other_way(box, stranger, proxied, own):
    proposal = next(fresh)
    box.cast_all_by_proxy(proposal, list(proxied), list(proxied.values()), sender=stranger)
    box.cast_all(proposal, list(own), list(own.values()), sender=stranger)
    box.cast_all_by_proxy(proposal, list(own), [1] * len(own), sender=stranger)

    assert tuple(box.tally(proposal, 4_096)) == counted(proxied | own)
    for number in list(own)[:3]:
        assert (box.ballot(proposal, number), box.is_by_proxy(proposal, number)) == (
            own[number],
            False,
        )
    for number in list(proxied.keys() - own.keys())[:3]:
        assert box.ballot(proposal, number) == proxied[number]
        assert box.is_by_proxy(proposal, number)


@settings(max_examples=10, deadline=None)
@given(casts, st.lists(st.integers(1, 3), min_size=30, max_size=30))
def test_a_changed_ballot_counts_once_and_touches_no_other(box, stranger, cast, others):
    proposal = next(fresh)
    changed = dict(zip(list(cast)[::2], others, strict=False))
    box.cast_all(proposal, list(cast), list(cast.values()), sender=stranger)
    box.change_all(proposal, list(changed), list(changed.values()), sender=stranger)

    assert tuple(box.tally(proposal, 4_096)) == counted(cast | changed)


def test_only_a_ballot_that_stands_is_changed(box, stranger):
    proposal = next(fresh)
    box.cast_all(proposal, [127, 129], [2, 2], sender=stranger)

    with ape.reverts("dao: you have not voted on this proposal yet"):
        box.change_all(proposal, [128], [1], sender=stranger)
    assert tuple(box.tally(proposal, 4_096)) == (0, 2, 0)


def test_a_proxy_s_ballot_that_is_changed_becomes_one_s_own(box, stranger):
    proposal = next(fresh)
    box.cast_all_by_proxy(proposal, [128], [2], sender=stranger)
    box.change_all(proposal, [128], [1], sender=stranger)

    with ape.reverts(VOTED):
        box.cast_all(proposal, [128], [3], sender=stranger)
    assert tuple(box.tally(proposal, 4_096)) == (1, 0, 0)


def test_a_seat_has_one_ballot(box, stranger):
    box.cast_all(1, EDGES, [2] * len(EDGES), sender=stranger)

    for number in EDGES:
        with ape.reverts(VOTED):
            box.cast_all(1, [number], [1], sender=stranger)
    assert tuple(box.tally(1, 4_096)) == (0, len(EDGES), 0)
