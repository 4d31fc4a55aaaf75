"""Giving a credential up, and letting it be awarded again."""

from dataclasses import replace

import ape
import pytest
from ape.utils import ZERO_ADDRESS

CHEAT = 2
STANDS, EXPIRED, RENOUNCED = 1, 2, 5


def test_a_holder_gives_a_credential_up(credentials, curriculum, holder, token, log):
    receipt = credentials.renounce(curriculum.badge, sender=holder)

    assert receipt.events == [log.Transfer(holder, ZERO_ADDRESS, token), log.Renounced(token)]
    assert credentials.balanceOf(holder) == 0
    assert credentials.standing(curriculum.number, holder) == (1, 0, 0b10)
    with ape.reverts("credentials: there is no such credential"):
        credentials.ownerOf(token)


def test_one_gives_up_even_what_one_no_longer_agrees_to_be_awarded(
    credentials, curriculum, holder, token, log
):
    credentials.leave(curriculum.number, sender=holder)

    receipt = credentials.renounce(curriculum.badge, sender=holder)

    assert receipt.events[1] == log.Renounced(token)


@pytest.mark.parametrize("who", ["stranger", "issuer", "council"])
def test_nobody_gives_up_what_is_another_s(credentials, curriculum, holder, token, who, request):
    """The call names a badge, never a holder: it is always one's own."""
    with ape.reverts("credentials: there is no such credential"):
        credentials.renounce(curriculum.badge, sender=request.getfixturevalue(who))
    assert credentials.ownerOf(token) == holder


@pytest.mark.parametrize("index", [0, 2, 5, 16, 255])
def test_what_one_does_not_hold_cannot_be_given_up(credentials, curriculum, holder, index):
    """Lane 0 of the sheet is not empty for an enrolled learner, and yet no badge."""
    with ape.reverts("credentials: there is no such credential"):
        credentials.renounce(curriculum.number << 8 | index, sender=holder)


def test_a_revocation_cannot_be_turned_into_a_renunciation(
    credentials, curriculum, holder, issuer, token
):
    credentials.revoke(token, CHEAT, sender=issuer)

    with ape.reverts("credentials: there is no such credential"):
        credentials.renounce(curriculum.badge, sender=holder)
    with ape.reverts("credentials: you have not renounced this credential"):
        credentials.renew_consent(curriculum.badge, sender=holder)


def test_nobody_awards_again_what_was_given_up(
    credentials, curriculum, holder, enrol, award, other_issuer
):
    credentials.renounce(curriculum.badge, sender=holder)
    with ape.reverts("credentials: the learner has renounced this badge"):
        award()

    credentials.leave(curriculum.number, sender=holder)
    enrol()
    with ape.reverts("credentials: the learner has renounced this badge"):
        award(sender=other_issuer)


def test_a_renewed_consent_lets_it_be_awarded_again(
    credentials, curriculum, holder, award, other_issuer, token, at, midnight, log
):
    credentials.renounce(curriculum.badge, sender=holder)

    receipt = credentials.renew_consent(curriculum.badge, sender=holder)

    assert receipt.events == [log.ConsentRenewed(token)]
    assert credentials.verify(holder, curriculum.badge).code == RENOUNCED
    assert credentials.standing(curriculum.number, holder) == (1, 0, 0)
    at(midnight)
    award(sender=other_issuer)
    verdict = credentials.verify(holder, curriculum.badge)
    assert (verdict.code, verdict.issuer, verdict.awarded_at) == (STANDS, other_issuer, midnight)


def test_consent_is_renewed_once_and_only_after_renouncing(
    credentials, curriculum, holder, stranger
):
    for who in (holder, stranger):
        with ape.reverts("credentials: you have not renounced this credential"):
            credentials.renew_consent(curriculum.badge, sender=who)

    credentials.renounce(curriculum.badge, sender=holder)
    with ape.reverts("credentials: you have not renounced this credential"):
        credentials.renew_consent(curriculum.badge, sender=stranger)
    credentials.renew_consent(curriculum.badge, sender=holder)

    with ape.reverts("credentials: you have not renounced this credential"):
        credentials.renew_consent(curriculum.badge, sender=holder)


def test_consent_to_one_badge_is_not_consent_to_another(credentials, curriculum, holder, award):
    award(badge=curriculum.classes[1])
    for badge in curriculum.classes[:2]:
        credentials.renounce(badge, sender=holder)

    credentials.renew_consent(curriculum.badge, sender=holder)

    award()
    with ape.reverts("credentials: the learner has renounced this badge"):
        award(badge=curriculum.classes[1])


@pytest.mark.parametrize("badge", [0, 256, 2**24 - 1])
def test_there_is_no_consent_to_renew_for_what_does_not_exist(credentials, holder, badge):
    with ape.reverts("credentials: you have not renounced this credential"):
        credentials.renew_consent(badge, sender=holder)


def test_a_badge_can_be_given_up_again_and_again(credentials, curriculum, holder, award, token):
    for _ in range(3):
        credentials.renounce(curriculum.badge, sender=holder)
        credentials.renew_consent(curriculum.badge, sender=holder)
        award()

    assert credentials.ownerOf(token) == holder
    assert credentials.balanceOf(holder) == 1


def test_an_old_renunciation_does_not_shield_from_a_revocation(
    credentials, curriculum, holder, award, issuer, token
):
    credentials.renounce(curriculum.badge, sender=holder)
    credentials.renew_consent(curriculum.badge, sender=holder)
    award()
    credentials.revoke(token, CHEAT, sender=issuer)

    with ape.reverts("credentials: you have not renounced this credential"):
        credentials.renew_consent(curriculum.badge, sender=holder)
    with ape.reverts("credentials: this badge was revoked; only the DAO can reinstate it"):
        award()


@pytest.fixture(scope="session")
def passing(adopt, record_of):
    """A composite that is valid for 30 days, and a second version with the same rule."""
    record = record_of(1, key="passing", title="Passing")
    lasts = replace(record.classes[1], valid_days=30)
    first = adopt(replace(record, classes=(record.classes[0], lasts)))
    return adopt(replace(record, classes=(), curriculum=first.number, version=2))


def test_a_composite_given_up_comes_back_as_it_was(
    credentials, pathways, passing, learner, issuer, token_id, at, ask_at, midnight, day, log
):
    """With its day and its version: claiming it anew does not make it last longer."""
    credentials.enrol(passing.number, 1, sender=learner)
    credentials.award(passing.badge, learner, sender=issuer)
    pathways.claim(passing.composite, sender=learner)
    earned = credentials.verify(learner, passing.composite)
    credentials.enrol(passing.number, 2, sender=learner)
    token = token_id(passing.composite, learner)

    credentials.renounce(passing.composite, sender=learner)
    with ape.reverts("credentials: the learner has renounced this badge"):
        pathways.claim(passing.composite, sender=learner)
    credentials.renew_consent(passing.composite, sender=learner)
    at(midnight + 10 * day)
    receipt = pathways.claim(passing.composite, sender=learner)

    assert receipt.events == [
        log.Transfer(ZERO_ADDRESS, learner, token),
        log.Locked(token),
        log.Issued(pathways, learner, token, 2),
    ]
    assert credentials.verify(learner, passing.composite) == earned
    assert (earned.version, earned.awarded_at) == (1, midnight - day)
    ask_at(midnight + 31 * day)
    assert credentials.verify(learner, passing.composite).code == EXPIRED


def test_a_composite_is_not_given_up_and_claimed_twice_over(
    credentials, pathways, passing, learner, issuer
):
    credentials.enrol(passing.number, 1, sender=learner)
    credentials.award(passing.badge, learner, sender=issuer)
    pathways.claim(passing.composite, sender=learner)
    credentials.renounce(passing.composite, sender=learner)
    credentials.renew_consent(passing.composite, sender=learner)
    pathways.claim(passing.composite, sender=learner)

    with ape.reverts("credentials: the learner holds this badge already"):
        pathways.claim(passing.composite, sender=learner)
    assert credentials.balanceOf(learner) == 2
