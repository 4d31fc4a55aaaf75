"""The status door's one entry: what it may do to a credential that has fallen, and what never."""

from types import SimpleNamespace

import ape
import pytest
from ape.utils import ZERO_ADDRESS

CHEAT = 2
NEVER, STANDS, REVOKED, RENOUNCED = 0, 1, 4, 5
BADGE = 1 << 8 | 1


@pytest.fixture
def record():
    """Word a record; by default of the first conferral, reinstated."""

    def record(status=STANDS, reason=0, conferral=1, at=7, by=ZERO_ADDRESS, **marks):
        marks = {"is_reinstated": True, "is_given_up": False, **marks}
        return status, reason, conferral, at, by, *marks.values()

    return record


@pytest.fixture
def settle(aged, loose_door, together, act, record, token_id, learner):
    """Let a door settle the learner's badge, whatever that should come to."""

    learners, reinstated = token_id(BADGE, learner), record()

    def settle(record=reinstated, is_cleared=False, token=learners):
        return together(loose_door, act(aged, "settle", token, record, is_cleared))

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


def test_what_stands_again_comes_back_as_it_was(
    aged, settle, record, held, issuer, learner, whole, council
):
    awarded = aged.verify(learner, BADGE)
    held.revoke()

    receipt = settle(record(by=council))

    log = whole(aged)
    assert receipt.events == [
        log.Transfer(ZERO_ADDRESS, learner, held.token),
        log.Locked(held.token),
        log.Issued(issuer, learner, held.token, 2),
    ]
    assert aged.verify(learner, BADGE) == awarded
    assert aged.record_of(held.token) == record(by=council)


@pytest.mark.parametrize("status", [REVOKED, RENOUNCED])
def test_what_stays_fallen_is_told_anew_and_stays_a_tombstone(
    aged, settle, record, held, issuer, learner, status
):
    held.revoke()

    receipt = settle(record(status))

    assert receipt.events == []
    assert (aged.verify(learner, BADGE).code, aged.balanceOf(learner)) == (status, 0)
    assert aged.standing(1, learner) == (1, 0, 1 << 1)
    assert aged.record_of(held.token) == record(status)


@pytest.mark.parametrize("status", [REVOKED, RENOUNCED])
def test_what_is_cleared_can_be_awarded_anew_and_until_then_says_what_happened(
    aged, settle, record, held, issuer, learner, status
):
    held.revoke()

    assert settle(record(status), is_cleared=True).events == []

    assert aged.standing(1, learner) == (1, 0, 0)
    assert aged.verify(learner, BADGE).code == status
    aged.award(BADGE, learner, sender=issuer)
    assert aged.verify(learner, BADGE).code == STANDS


def test_what_stands_again_is_not_cleared_as_well(aged, settle, record, held, learner):
    held.revoke()
    settle(record(), is_cleared=True)
    assert aged.is_held(BADGE, learner)


def test_what_stands_was_never_or_may_be_awarded_is_none_of_the_door_s_business(
    aged, settle, record, held, learner, token_id
):
    def refuses(**told):
        with ape.reverts("credentials: this credential has not fallen"):
            settle(record(REVOKED), **told)

    refuses()
    refuses(token=token_id(BADGE + 1, learner))
    refuses(token=0)
    refuses(token=2**256 - 1)
    held.renounce()
    aged.renew_consent(BADGE, sender=learner)
    refuses()


@pytest.mark.parametrize("conferral", [0, 2, 65_535])
@pytest.mark.parametrize("status", [NEVER, STANDS, REVOKED])
def test_a_credential_never_comes_from_another_award(settle, record, held, conferral, status):
    held.revoke()
    with ape.reverts("credentials: a record keeps its conferral"):
        settle(record(status, conferral=conferral))


def test_nobody_gets_a_badge_back_who_has_left(aged, settle, held, learner):
    held.revoke()
    aged.leave(1, sender=learner)
    with ape.reverts("credentials: the holder's enrolment does not cover this badge"):
        settle()
