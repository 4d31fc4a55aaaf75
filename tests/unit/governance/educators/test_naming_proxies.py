"""A member names another to vote in its place, until a date; either of them may end it."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

from cairn.chain.suite import DAY

NOT_A_MEMBER = "educators: not a member"
NO_MEMBER = "educators: a proxy must be a member"
ONESELF = "educators: name somebody else as your proxy"
PAST = "educators: a proxy's last day must be in the future"
TOO_LONG = "educators: name a proxy for a year at most"
NO_ROOM = "educators: this member stands in for three others already"
NO_PROXY = "educators: this member has no proxy"
NOT_THEIRS = "educators: only a member or the proxy may end it"
YEAR = 366 * DAY


@pytest.fixture
def name(token, now):
    """Let a member name another, by default for ten days."""

    def name(member, proxy, until=None):
        until = now() + 10 * DAY if until is None else until
        return token.name_proxy(proxy, until, sender=member)

    return name


@pytest.fixture
def six(educators, seat, stranger):
    """The educators and one more."""
    seat(stranger)
    return [*educators, stranger]


def test_a_member_names_a_proxy_until_a_date(token, name, educators, now):
    until = now() + 5 * DAY

    tx = name(educators[0], educators[1], until)

    assert tx.events == [token.ProxyNamed(member=educators[0], proxy=educators[1], until=until)]
    assert tuple(token.proxy_of(educators[0])) == (educators[1], until)
    assert token.principals(educators[1]) == [educators[0]]
    assert token.principals(educators[0]) == []
    assert tuple(token.proxy_of(educators[1])) == (ZERO_ADDRESS, 0)


def test_a_proxy_takes_no_vote_away(token, name, educators):
    """It is no delegation: who names a proxy keeps its seat, its vote, and itself as delegate."""
    name(educators[0], educators[1])

    assert [token.getVotes(who) for who in educators[:2]] == [1, 1]
    assert token.delegates(educators[0]) == educators[0]


def test_only_a_member_names_and_is_named(name, educator, stranger, deployer):
    for outsider in (stranger, deployer):
        with ape.reverts(NOT_A_MEMBER):
            name(outsider, educator)
        with ape.reverts(NO_MEMBER):
            name(educator, outsider)
    with ape.reverts(NO_MEMBER):
        name(educator, ZERO_ADDRESS)


def test_who_has_left_neither_names_nor_is_named(token, name, educators):
    token.resign(sender=educators[0])

    with ape.reverts(NOT_A_MEMBER):
        name(educators[0], educators[1])
    with ape.reverts(NO_MEMBER):
        name(educators[1], educators[0])


def test_nobody_is_one_s_own_proxy(name, educator):
    with ape.reverts(ONESELF):
        name(educator, educator)


@pytest.mark.parametrize(
    ("ahead", "error"),
    [(-1, PAST), (0, None), (YEAR, None), (YEAR + 1, TOO_LONG), (2**200, TOO_LONG)],
)
def test_a_proxy_lasts_from_a_second_to_a_year(token, name, educators, at, now, ahead, error):
    then = now() + 10
    at(then)

    if error is None:
        name(educators[0], educators[1], then + ahead)
        assert tuple(token.proxy_of(educators[0])) == (educators[1], then + ahead)
    else:
        with ape.reverts(error):
            name(educators[0], educators[1], then + ahead)


def test_a_proxy_ends_after_its_last_second(token, name, educators, now, chain):
    until = now() + DAY
    name(educators[0], educators[1], until)

    for second, principals in [(-1, [educators[0]]), (0, [educators[0]]), (1, [])]:
        chain.mine(timestamp=until + second)
        assert token.principals(educators[1]) == principals
        proxy, _ = token.proxy_of(educators[0])
        assert proxy == (educators[1] if principals else ZERO_ADDRESS)


@pytest.mark.parametrize("who", [0, 1], ids=["the member", "the proxy"])
def test_either_ends_it(token, name, educators, who):
    name(educators[0], educators[1])

    tx = token.end_proxy(educators[0], sender=educators[who])

    assert tx.events == [token.ProxyEnded(member=educators[0], proxy=educators[1])]
    assert tuple(token.proxy_of(educators[0])) == (ZERO_ADDRESS, 0)
    assert token.principals(educators[1]) == []
    with ape.reverts(NO_PROXY):
        token.end_proxy(educators[0], sender=educators[who])


def test_nobody_else_ends_it(token, name, educators, stranger, council):
    name(educators[0], educators[1])

    for outsider in (educators[2], stranger, council):
        with ape.reverts(NOT_THEIRS):
            token.end_proxy(educators[0], sender=outsider)
    with ape.reverts(NO_PROXY):
        token.end_proxy(educators[1], sender=educators[1])
    assert token.principals(educators[1]) == [educators[0]]


def test_naming_another_ends_the_first(token, name, educators, now):
    until = now() + DAY
    name(educators[0], educators[1])

    tx = name(educators[0], educators[2], until)

    assert tx.events == [
        token.ProxyEnded(member=educators[0], proxy=educators[1]),
        token.ProxyNamed(member=educators[0], proxy=educators[2], until=until),
    ]
    assert token.principals(educators[1]) == []
    assert token.principals(educators[2]) == [educators[0]]


def test_naming_the_same_again_prolongs_it_without_a_second_place(token, name, educators, now):
    name(educators[0], educators[1])
    until = now() + 20 * DAY
    name(educators[0], educators[1], until)

    assert token.principals(educators[1]) == [educators[0]]
    assert tuple(token.proxy_of(educators[0])) == (educators[1], until)


def test_nobody_stands_in_for_more_than_three(token, name, six):
    proxy, *others = six
    for member in others[:3]:
        name(member, proxy)

    with ape.reverts(NO_ROOM):
        name(others[3], proxy)
    assert token.principals(proxy) == others[:3]
    assert tuple(token.proxy_of(others[3])) == (ZERO_ADDRESS, 0)


def test_who_is_refused_keeps_the_proxy_it_had(token, name, six):
    proxy, *others = six
    name(others[3], others[4])
    for member in others[:3]:
        name(member, proxy)

    with ape.reverts(NO_ROOM):
        name(others[3], proxy)
    assert token.principals(others[4]) == [others[3]]


@pytest.mark.parametrize("way", ["ended by the member", "ended by the proxy", "another named"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_place_is_free_again_once_it_is_given_up(token, name, six, way, place):
    proxy, *others = six
    for member in others[:3]:
        name(member, proxy)
    if way == "another named":
        name(others[place], others[4])
    else:
        ends = others[place] if way == "ended by the member" else proxy
        token.end_proxy(others[place], sender=ends)

    name(others[3], proxy)
    wanted = [member for member in others[:4] if member != others[place]]
    assert sorted(token.principals(proxy)) == sorted(str(member.address) for member in wanted)


def test_a_naming_that_is_over_frees_its_place(token, name, six, now, chain):
    proxy, *others = six
    until = now() + DAY
    name(others[0], proxy, until)
    for member in others[1:3]:
        name(member, proxy)

    chain.mine(timestamp=until - 5)
    with ape.reverts(NO_ROOM):
        name(others[3], proxy)
    chain.mine(timestamp=until + 1)
    name(others[3], proxy)
    wanted = [str(member.address) for member in others[1:4]]
    assert sorted(token.principals(proxy)) == sorted(wanted)
    with ape.reverts(NO_ROOM):
        name(others[0], proxy)


def test_who_names_anew_after_its_date_has_one_place(token, name, educators, now, chain):
    until = now() + DAY
    name(educators[0], educators[1], until)
    chain.mine(timestamp=until + 1)
    name(educators[0], educators[1])

    assert token.principals(educators[1]) == [educators[0]]


def test_proxies_in_a_ring_stand_in_for_one_each(token, name, educators):
    """Nothing is passed on: each stands in for whoever named it, and for nobody else."""
    for n, member in enumerate(educators):
        name(member, educators[(n + 1) % 5])

    for n, proxy in enumerate(educators):
        assert token.principals(proxy) == [educators[n - 1]]


def test_a_proxy_that_is_over_can_still_be_tidied_away(token, name, educators, now, chain):
    until = now() + DAY
    name(educators[0], educators[1], until)
    chain.mine(timestamp=until + 1)

    tx = token.end_proxy(educators[0], sender=educators[1])
    assert tx.events == [token.ProxyEnded(member=educators[0], proxy=educators[1])]


def test_a_member_who_left_can_still_end_its_proxy(token, name, educators):
    name(educators[0], educators[1])
    token.resign(sender=educators[0])

    token.end_proxy(educators[0], sender=educators[0])
    assert token.principals(educators[1]) == []


@pytest.mark.parametrize("is_over", [False, True], ids=["that lasts", "that is over"])
def test_who_comes_back_to_another_seat_has_no_proxy(
    token, name, council, educators, now, chain, is_over
):
    """Whoever was named for the seat before speaks for that one alone."""
    until = now() + DAY
    name(educators[4], educators[0], until)
    token.resign(sender=educators[4])
    token.admit(educators[4], sender=council)
    if is_over:
        chain.mine(timestamp=until + 1)

    tx = token.accept(sender=educators[4])

    assert tx.events == [
        token.ProxyEnded(member=educators[4], proxy=educators[0]),
        token.Transfer(sender=ZERO_ADDRESS, receiver=educators[4], token_id=6),
        token.Locked(token_id=6),
        token.DelegateChanged(
            delegator=educators[4], from_delegate=ZERO_ADDRESS, to_delegate=educators[4]
        ),
        token.DelegateVotesChanged(delegate=educators[4], previous_votes=0, new_votes=1),
        token.Admitted(member=educators[4], number=6),
    ]
    assert tuple(token.proxy_of(educators[4])) == (ZERO_ADDRESS, 0)
    assert token.principals(educators[0]) == []
    with ape.reverts(NO_PROXY):
        token.end_proxy(educators[4], sender=educators[4])


def test_who_ended_the_proxy_before_comes_back_without_a_word_of_it(token, name, educators, seat):
    name(educators[4], educators[0])
    token.end_proxy(educators[4], sender=educators[4])
    token.resign(sender=educators[4])

    assert seat(educators[4]).events[0] == token.Transfer(
        sender=ZERO_ADDRESS, receiver=educators[4], token_id=6
    )


def test_who_comes_back_names_a_proxy_anew_and_frees_the_place_before(token, name, six, seat):
    proxy, *others = six
    for member in others[:3]:
        name(member, proxy)
    token.resign(sender=others[0])
    with ape.reverts(NO_ROOM):
        name(others[3], proxy)
    seat(others[0])

    name(others[3], proxy)
    name(others[0], others[4])
    wanted = [str(member.address) for member in others[1:4]]
    assert sorted(token.principals(proxy)) == sorted(wanted)
    assert token.principals(others[4]) == [others[0]]


def test_whom_a_lost_key_has_named_has_a_place_free_again(
    token, name, council, educators, learner, chain
):
    """It could be ended by nobody but the key that is lost, and a key may come back."""
    lost, proxy = educators[4], educators[0]
    name(lost, proxy)
    token.replace_key(lost, learner, sender=council)
    chain.mine(deltatime=7 * DAY)

    first, *_ = token.accept(sender=learner).events

    assert first == token.ProxyEnded(member=lost, proxy=proxy)
    assert token.principals(proxy) == []
    assert tuple(token.proxy_of(learner)) == (ZERO_ADDRESS, 0)
