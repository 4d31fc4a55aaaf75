"""Members resign, or are removed by vote; a DAO never falls below three."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

NOT_A_MEMBER = "educators: not a member"
ONLY_BY_VOTE = "educators: only the DAO may do this, by a vote"
KEEPS_THREE = "educators: the DAO must keep three members"
RESIGNED, REMOVED = 0, 1
EMPTY_SEAT = "educators: nobody has this seat"


def departure(token, member, number, cause):
    return [
        token.Transfer(sender=member, receiver=ZERO_ADDRESS, token_id=number),
        token.DelegateChanged(delegator=member, from_delegate=member, to_delegate=ZERO_ADDRESS),
        token.DelegateVotesChanged(delegate=member, previous_votes=1, new_votes=0),
        token.Departed(member=member, number=number, cause=cause),
    ]


def test_a_member_resigns(token, educators):
    tx = token.resign(sender=educators[1])

    assert tx.events == departure(token, educators[1], 2, RESIGNED)


def test_the_dao_removes_a_member(token, council, educators):
    tx = token.remove(educators[1], sender=council)

    assert tx.events == departure(token, educators[1], 2, REMOVED)


@pytest.mark.parametrize("way", ["resigned", "removed"])
def test_who_has_left_has_neither_seat_nor_vote(token, council, educators, way):
    if way == "resigned":
        token.resign(sender=educators[1])
    else:
        token.remove(educators[1], sender=council)

    assert token.getVotes(educators[1]) == token.balanceOf(educators[1]) == 0
    assert token.delegates(educators[1]) == ZERO_ADDRESS
    assert (token.totalSupply(), token.last_number()) == (4, 5)
    with ape.reverts(EMPTY_SEAT):
        token.ownerOf(2)
    with ape.reverts(NOT_A_MEMBER):
        token.resign(sender=educators[1])
    with ape.reverts(NOT_A_MEMBER):
        token.remove(educators[1], sender=council)


def test_the_dao_takes_an_invitation_back(token, council, stranger):
    token.admit(stranger, sender=council)

    tx = token.withdraw_invitation(stranger, sender=council)

    assert tx.events == [token.InvitationWithdrawn(candidate=stranger)]
    assert token.invitations(stranger) == 0
    with ape.reverts("educators: you have not been invited"):
        token.accept(sender=stranger)
    with ape.reverts("educators: nothing is offered to this account"):
        token.withdraw_invitation(stranger, sender=council)
    assert token.totalSupply() == 5


def test_to_remove_is_not_to_take_an_invitation_back(token, council, stranger, educators):
    token.admit(stranger, sender=council)

    with ape.reverts(NOT_A_MEMBER):
        token.remove(stranger, sender=council)
    with ape.reverts("educators: nothing is offered to this account"):
        token.withdraw_invitation(educators[0], sender=council)
    assert token.invitations(stranger) != 0
    assert token.totalSupply() == 5


def test_an_invitation_is_taken_back_even_from_a_dao_of_three(token, council, educators, stranger):
    for member in educators[3:]:
        token.resign(sender=member)
    token.admit(stranger, sender=council)

    token.withdraw_invitation(stranger, sender=council)
    assert (token.totalSupply(), token.invitations(stranger)) == (3, 0)


def test_only_a_vote_removes(token, educators, stranger, deployer):
    for outsider in (educators[0], stranger, deployer):
        with ape.reverts(ONLY_BY_VOTE):
            token.remove(educators[1], sender=outsider)
        with ape.reverts(ONLY_BY_VOTE):
            token.withdraw_invitation(educators[1], sender=outsider)


def test_who_is_no_member_cannot_leave(token, council, stranger, deployer):
    for outsider in (stranger, deployer, council):
        with ape.reverts(NOT_A_MEMBER):
            token.resign(sender=outsider)
    with ape.reverts(NOT_A_MEMBER):
        token.remove(stranger, sender=council)


def test_the_last_three_stay(token, council, educators):
    token.resign(sender=educators[4])
    token.remove(educators[3], sender=council)

    for member in educators[:3]:
        with ape.reverts(KEEPS_THREE):
            token.resign(sender=member)
        with ape.reverts(KEEPS_THREE):
            token.remove(member, sender=council)
    assert token.totalSupply() == token.FEWEST() == 3


def test_one_may_leave_when_another_has_come(token, council, educators, seat, stranger):
    for member in educators[3:]:
        token.resign(sender=member)
    seat(stranger)

    token.resign(sender=educators[0])
    assert token.totalSupply() == 3


def test_who_comes_back_takes_a_new_seat(token, educators, seat):
    token.resign(sender=educators[1])

    [*_, admitted] = seat(educators[1]).events
    assert admitted == token.Admitted(member=educators[1], number=6)
    assert token.ownerOf(6) == educators[1]
    assert token.balanceOf(educators[1]) == token.getVotes(educators[1]) == 1
    with ape.reverts(EMPTY_SEAT):
        token.ownerOf(2)


def test_who_has_left_comes_back_only_by_vote(token, educators):
    token.resign(sender=educators[1])

    with ape.reverts("educators: you have not been invited"):
        token.accept(sender=educators[1])


def test_whoever_comes_back_leaves_again(token, council, educators, seat):
    token.resign(sender=educators[1])
    seat(educators[1])

    tx = token.remove(educators[1], sender=council)
    assert tx.events == departure(token, educators[1], 6, REMOVED)
