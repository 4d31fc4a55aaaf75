"""There are 4,096 seat numbers, so that a tally never reads more than 33 words."""

import ape
import pytest


@pytest.fixture
def nearly_full(double, council, educators, stranger):
    """A token with two seat numbers left."""
    token = double("dao_seats", council, educators)
    for founder in educators[:3]:
        token.accept(sender=founder)
    token.skip_to(4_094, sender=stranger)
    return token


def test_the_last_seat_has_number_4096(nearly_full, educators, council, stranger):
    for founder, number in zip(educators[3:], (4_095, 4_096), strict=True):
        nearly_full.accept(sender=founder)
        assert nearly_full.ownerOf(number) == founder

    nearly_full.admit(stranger, sender=council)
    with ape.reverts("educators: there is no seat number left"):
        nearly_full.accept(sender=stranger)
    assert nearly_full.totalSupply() == 5


def test_a_seat_number_is_not_used_again(nearly_full, educators, council):
    nearly_full.accept(sender=educators[3])
    nearly_full.accept(sender=educators[4])
    nearly_full.resign(sender=educators[4])

    nearly_full.admit(educators[4], sender=council)
    with ape.reverts("educators: there is no seat number left"):
        nearly_full.accept(sender=educators[4])


@pytest.fixture
def often(double, council, educators, stranger):
    """A token of which one educator has left and come back so many times before."""

    def often(times):
        token = double("dao_seats", council, educators)
        for founder in educators:
            token.accept(sender=founder)
        token.come_and_go(educators[4], times, sender=stranger)
        token.resign(sender=educators[4])
        token.admit(educators[4], sender=council)
        return token

    return often


def test_a_member_can_come_back_255_times(often, educators):
    token = often(254)
    token.accept(sender=educators[4])

    assert token.getVotes(educators[4]) == 1


def test_who_has_come_back_too_often_is_told_so(often, educators):
    token = often(255)

    with ape.reverts("educators: there is no room for another term"):
        token.accept(sender=educators[4])
