"""Who was a member when, to the second; and no answer about the past ever changes."""

import ape
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

NOT_OVER = "educators: this time is not over yet"
# A member's seats a second before, at and after: the start, resigned, seated, resigned, seated.
TERMS = [5, 5, 5, 5, 0, 0, 0, 6, 6, 6, 0, 0, 0, 7, 7]
heads = st.integers(0, 4_096)  # members, or seat numbers


def test_a_term_begins_in_the_second_of_acceptance(token, seat, stranger, now, chain):
    seat(stranger)
    since = now()
    chain.mine(timestamp=since + 5)

    assert [token.getPastVotes(stranger, since + n) for n in (-1, 0, 1)] == [0, 1, 1]
    assert [token.number_at(stranger, since + n) for n in (-1, 0, 1)] == [0, 6, 6]
    assert [token.getPastTotalSupply(since + n) for n in (-1, 0, 1)] == [5, 6, 6]


@pytest.mark.parametrize("way", ["resign", "remove"])
def test_a_term_ends_before_the_second_of_departure(token, council, educators, now, chain, way):
    if way == "resign":
        token.resign(sender=educators[4])
    else:
        token.remove(educators[4], sender=council)
    until = now()
    chain.mine(timestamp=until + 5)

    assert [token.getPastVotes(educators[4], until + n) for n in (-1, 0, 1)] == [1, 0, 0]
    assert [token.number_at(educators[4], until + n) for n in (-1, 0, 1)] == [5, 0, 0]
    assert [token.getPastTotalSupply(until + n) for n in (-1, 0, 1)] == [5, 4, 4]


def test_nobody_was_a_member_before_there_was_a_dao(token, educators):
    assert token.getPastVotes(educators[0], 0) == token.number_at(educators[0], 0) == 0
    assert token.getPastTotalSupply(0) == 0


@pytest.mark.parametrize("ask", ["getPastVotes", "number_at", "getPastTotalSupply"])
@pytest.mark.parametrize("second", [0, 1, 10**12])
def test_nothing_is_told_of_a_second_that_is_not_over(token, educator, now, ask, second):
    who = () if ask == "getPastTotalSupply" else (educator,)
    assert getattr(token, ask)(*who, now() - 1) > 0

    with ape.reverts(NOT_OVER):
        getattr(token, ask)(*who, now() + second)


def test_coming_back_changes_no_past_answer(token, council, educators, seat, chain, at, now):
    """Three terms of one member, asked about again and again."""
    who = educators[4]
    changes = [now()]
    for leaves in (True, False, True, False):
        at(changes[-1] + 100)
        if leaves:
            token.resign(sender=who)
        else:
            token.admit(who, sender=council)
            at(changes[-1] + 102)
            token.accept(sender=who)
        changes.append(now())
        chain.mine(deltatime=10)
        asked = [t + n for t in changes for n in (-1, 0, 1)]
        assert [token.number_at(who, t) for t in asked] == TERMS[: len(asked)]
        votes = [int(number > 0) for number in TERMS[: len(asked)]]
        assert [token.getPastVotes(who, t) for t in asked] == votes

    assert [token.getPastTotalSupply(t) for t in changes] == [5, 4, 5, 4, 5]


@pytest.fixture
def puppets(project, double, deployer, act, stranger, chain):
    """A token owned by a puppet, with three puppets seated and one more that may sit down."""
    owner, *founders = (double("dao_puppet") for _ in range(5))
    token = deployer.deploy(project.EducatorToken, owner, founders)
    for puppet in founders[:3]:
        puppet.act(*act(token, "accept"), sender=stranger)
    chain.mine(deltatime=1)
    return token, [owner, *founders]


@pytest.fixture
def in_one_second(stranger):
    def in_one_second(puppet, *actions):
        targets, calldatas = zip(*actions, strict=True)
        return puppet.act_all(targets, calldatas, sender=stranger)

    return in_one_second


def test_who_comes_and_goes_in_one_second_was_never_there(puppets, in_one_second, act, now, chain):
    token, [*_, guest] = puppets
    in_one_second(guest, act(token, "accept"), act(token, "resign"))
    then = now()
    chain.mine(deltatime=2)

    assert [token.getPastVotes(guest, then + n) for n in (-1, 0, 1)] == [0, 0, 0]
    assert [token.getPastTotalSupply(then + n) for n in (-1, 0, 1)] == [3, 3, 3]
    assert (token.totalSupply(), token.last_number()) == (3, 4)


def test_who_goes_and_comes_back_in_one_second_was_there_all_the_time(
    puppets, in_one_second, act, now, chain, stranger
):
    token, [owner, *_, guest] = puppets
    guest.act(*act(token, "accept"), sender=stranger)
    chain.mine(deltatime=1)
    leave, invite, accept = act(token, "resign"), act(token, "admit", guest), act(token, "accept")
    invited = act(owner, "act", *invite)
    in_one_second(guest, leave, invited, accept)
    then = now()
    chain.mine(deltatime=2)

    assert [token.number_at(guest, then + n) for n in (-1, 0, 1)] == [4, 5, 5]
    assert [token.getPastTotalSupply(then + n) for n in (-1, 0, 1)] == [4, 4, 4]


def test_many_changes_in_one_second_count_as_the_last(puppets, in_one_second, act, now, chain):
    token, [owner, *_, guest] = puppets
    accept, resign = act(token, "accept"), act(token, "resign")
    invited = act(owner, "act", *act(token, "admit", guest))
    in_one_second(guest, accept, resign, invited, accept, resign, invited, accept)
    then = now()
    chain.mine(deltatime=2)

    assert [token.number_at(guest, then + n) for n in (-1, 0, 1)] == [0, 6, 6]
    assert [token.getPastTotalSupply(then + n) for n in (-1, 0, 1)] == [3, 4, 4]


def counted(changes, timepoint):
    """The last count set up to a second; none before the first."""
    return next((count for since, count in reversed(changes) if since <= timepoint), (0, 0))


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 50), st.lists(st.tuples(heads, heads), min_size=1, max_size=4)),
        min_size=1,
        max_size=7,
    )
)
def test_a_headcount_of_any_second_is_found_again(double, stranger, at, now, plan):
    headcount = double("dao_headcount")
    changes = []
    for gap, counts in plan:
        at(now() + gap)
        headcount.set_all(*zip(*counts, strict=True), sender=stranger)
        changes += [(now(), count) for count in counts]

        asked = [since + n for since, _ in changes for n in (-1, 0, 1)]
        assert tuple(headcount.now()) == counts[-1]
        told = list(zip(*headcount.at_all(asked), strict=True))
        assert told == [counted(changes, second) for second in asked]
