"""The status door's one entry: what it may do to a credential that was revoked, and what never."""

from types import SimpleNamespace

import ape
import pytest
from ape.utils import ZERO_ADDRESS

CHEAT = 2
STANDS, REVOKED, RENOUNCED = 1, 4, 5
BADGE = 1 << 8 | 1
NOT_REVOKED = "credentials: this credential is not revoked"


@pytest.fixture
def settle(aged, loose_door, together, act, token_id, learner, council):
    """Let a door settle the learner's badge, as `council` has decided."""
    learners = token_id(BADGE, learner)

    def settle(is_cleared=False, token=learners, by=council):
        return together(loose_door, act(aged, "settle", token, by, is_cleared))

    return settle


@pytest.fixture
def held(aged, issuer, learner, token_id):
    """A badge of the learner's, and how it falls."""
    token = token_id(BADGE, learner)
    aged.enrol(1, 1, sender=learner)
    aged.award(BADGE, learner, sender=issuer)
    return SimpleNamespace(
        token=token,
        revoke=lambda: aged.revoke(token, CHEAT, sender=issuer),
        renounce=lambda: aged.renounce(BADGE, sender=learner),
    )


def test_what_was_revoked_comes_back_as_it_was(aged, settle, held, issuer, learner, whole, council):
    awarded = aged.verify(learner, BADGE)
    held.revoke()

    receipt = settle()

    log = whole(aged)
    assert receipt.events == [
        log.Transfer(ZERO_ADDRESS, learner, held.token),
        log.Locked(held.token),
        log.Issued(issuer, learner, held.token, 2),
    ]
    assert aged.verify(learner, BADGE) == awarded
    record = aged.record_of(held.token)
    assert record == (STANDS, 0, 1, receipt.timestamp, council, True, False)


def test_what_is_cleared_can_be_awarded_anew_and_until_then_says_what_happened(
    aged, settle, held, issuer, learner
):
    held.revoke()
    told = aged.verify(learner, BADGE)

    assert settle(is_cleared=True).events == []

    assert aged.standing(1, learner) == (1, 0, 0)
    assert aged.verify(learner, BADGE) == told
    assert told.code == REVOKED
    with ape.reverts(NOT_REVOKED):  # there is nothing to bring back: that takes an award
        settle()
    aged.award(BADGE, learner, sender=issuer)
    assert aged.verify(learner, BADGE).code == STANDS


@pytest.mark.parametrize("is_cleared", [False, True])
def test_what_its_holder_had_given_up_stays_given_up(
    aged, settle, held, issuer, learner, is_cleared
):
    held.renounce()
    held.revoke()

    receipt = settle(is_cleared)

    assert receipt.events == []
    record = aged.record_of(held.token)
    assert record == (RENOUNCED, 0, 1, receipt.timestamp, learner, True, False)
    assert aged.standing(1, learner) == (1, 0, 1 << 1)
    with ape.reverts("credentials: the learner has renounced this badge"):
        aged.award(BADGE, learner, sender=issuer)
    with ape.reverts(NOT_REVOKED):
        settle(is_cleared)


@pytest.mark.parametrize("is_cleared", [False, True])
def test_what_is_not_revoked_is_none_of_the_door_s_business(
    aged, settle, held, learner, token_id, is_cleared
):
    def refuses(**told):
        with ape.reverts(NOT_REVOKED):
            settle(is_cleared, **told)

    refuses()
    refuses(token=token_id(BADGE + 1, learner))
    refuses(token=0)
    refuses(token=2**256 - 1)
    held.renounce()
    refuses()
    aged.renew_consent(BADGE, sender=learner)
    refuses()


def test_nobody_gets_a_badge_back_who_has_left(aged, settle, held, learner):
    held.revoke()
    aged.leave(1, sender=learner)
    with ape.reverts("credentials: the holder's enrolment does not cover this badge"):
        settle()


def test_who_has_left_is_cleared_all_the_same(aged, settle, held, issuer, learner):
    """It gives nobody a badge: an award would ask for consent."""
    held.revoke()
    aged.leave(1, sender=learner)
    settle(is_cleared=True)
    with ape.reverts("credentials: not enrolled in this curriculum"):
        aged.award(BADGE, learner, sender=issuer)
