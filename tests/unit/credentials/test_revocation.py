"""Taking a credential back, giving it back, giving it up: who may, and what then is left."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

CHEAT = 2
STANDS, REVOKED, RENOUNCED = 1, 4, 5
FOREVER = 0


@pytest.fixture
def graduate(holder, award, pathways, curriculum, learner):
    """The same with the composite."""
    for badge in curriculum.classes[1:3]:
        award(badge=badge)
    pathways.claim(curriculum.composite, sender=learner)
    return learner


def test_the_issuer_revokes_for_cause(credentials, curriculum, holder, issuer, token, log):
    receipt = credentials.revoke(token, CHEAT, sender=issuer)

    assert receipt.events == [
        log.Transfer(holder, ZERO_ADDRESS, token),
        log.Revoked(token, issuer, CHEAT),
    ]
    assert credentials.balanceOf(holder) == 0
    assert not credentials.is_held(curriculum.badge, holder)
    assert credentials.standing(curriculum.number, holder) == (1, 0, 0b10)
    with ape.reverts("credentials: there is no such credential"):
        credentials.ownerOf(token)


def test_the_dao_revokes_whatever_an_issuer_awarded(
    credentials, curriculum, holder, issuer, council, token, log
):
    credentials.end_accreditation(curriculum.number, issuer, sender=council)

    receipt = credentials.revoke(token, 255, sender=council)

    assert receipt.events == [
        log.Transfer(holder, ZERO_ADDRESS, token),
        log.Revoked(token, council, 255),
    ]


@pytest.mark.parametrize("reason", [256, 65_535])
def test_a_reason_fits_into_the_record(credentials, holder, issuer, token, reason):
    with ape.reverts("credentials: a reason is a number from 1 to 255"):
        credentials.revoke(token, reason, sender=issuer)


@pytest.mark.parametrize("who", ["other_issuer", "stranger", "learner", "deployer", "employer"])
def test_nobody_else_revokes(credentials, foreign, holder, token, who, request):
    """Not another issuer of the same curriculum, nor one of another, nor the holder."""
    with ape.reverts("credentials: only its issuer or the DAO may revoke this credential"):
        credentials.revoke(token, CHEAT, sender=request.getfixturevalue(who))

    assert credentials.ownerOf(token) == holder


def test_an_issuer_whose_accreditation_ended_revokes_nothing(
    credentials, curriculum, holder, issuer, council, token
):
    credentials.end_accreditation(curriculum.number, issuer, sender=council)
    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.revoke(token, CHEAT, sender=issuer)

    credentials.accredit(curriculum.number, issuer, FOREVER, sender=council)
    credentials.revoke(token, CHEAT, sender=issuer)


def test_an_issuer_revokes_up_to_the_end_of_its_accreditation(
    credentials, curriculum, enrol, learners, award, issuer, council, token_id, at, midnight
):
    for learner in learners[:2]:
        enrol(who=learner)
        award(to=learner)
    credentials.accredit(curriculum.number, issuer, midnight, sender=council)

    at(midnight - 1)
    credentials.revoke(token_id(curriculum.badge, learners[0]), CHEAT, sender=issuer)
    at(midnight)
    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.revoke(token_id(curriculum.badge, learners[1]), CHEAT, sender=issuer)


def test_a_revocation_needs_a_reason(credentials, holder, issuer, council, token):
    for revoker in (issuer, council):
        with ape.reverts("credentials: a revocation needs a reason"):
            credentials.revoke(token, 0, sender=revoker)


def test_what_is_gone_cannot_be_revoked_again(credentials, holder, issuer, council, token):
    credentials.revoke(token, CHEAT, sender=issuer)

    for revoker in (issuer, council):
        with ape.reverts("credentials: there is no such credential"):
            credentials.revoke(token, CHEAT, sender=revoker)


def test_a_revoked_badge_is_not_awarded_again(
    credentials, holder, award, other_issuer, issuer, token
):
    credentials.revoke(token, CHEAT, sender=issuer)

    for accredited in (issuer, other_issuer):
        with ape.reverts("credentials: this badge was revoked; only the DAO can reinstate it"):
            award(sender=accredited)


def test_leaving_and_coming_back_wipes_no_revocation(
    credentials, curriculum, holder, enrol, award, issuer, token
):
    credentials.revoke(token, CHEAT, sender=issuer)
    credentials.leave(curriculum.number, sender=holder)
    enrol()

    with ape.reverts("credentials: this badge was revoked; only the DAO can reinstate it"):
        award()
    with ape.reverts("credentials: you have not renounced this credential"):
        credentials.renew_consent(curriculum.badge, sender=holder)


def test_only_the_dao_revokes_a_composite(
    credentials, curriculum, graduate, issuer, council, token_id, log
):
    composite = token_id(curriculum.composite, graduate)
    for who in (issuer, graduate):
        with ape.reverts("credentials: only its issuer or the DAO may revoke this credential"):
            credentials.revoke(composite, CHEAT, sender=who)

    receipt = credentials.revoke(composite, CHEAT, sender=council)

    assert receipt.events == [
        log.Transfer(graduate, ZERO_ADDRESS, composite),
        log.Revoked(composite, council, CHEAT),
    ]
    assert credentials.balanceOf(graduate) == 3


def test_a_revoked_composite_is_not_claimed_again(
    credentials, pathways, curriculum, graduate, council, token_id
):
    credentials.revoke(token_id(curriculum.composite, graduate), CHEAT, sender=council)

    with ape.reverts("credentials: this badge was revoked; only the DAO can reinstate it"):
        pathways.claim(curriculum.composite, sender=graduate)


@pytest.mark.parametrize("who", ["issuer", "council"])
@pytest.mark.parametrize("consent", ["withdrawn", "renewed"])
def test_renouncing_first_is_no_way_out(
    credentials, curriculum, holder, award, token, log, consent, who, request
):
    """There is no token left to burn, so only the verdict changes."""
    revoker = request.getfixturevalue(who)
    credentials.renounce(curriculum.badge, sender=holder)
    if consent == "renewed":
        credentials.renew_consent(curriculum.badge, sender=holder)

    receipt = credentials.revoke(token, CHEAT, sender=revoker)

    assert receipt.events == [log.Revoked(token, revoker, CHEAT)]
    verdict = credentials.verify(holder, curriculum.badge)
    assert (verdict.code, verdict.changed_by, verdict.reason) == (REVOKED, revoker, CHEAT)
    assert credentials.standing(curriculum.number, holder) == (1, 0, 0b10)
    with ape.reverts("credentials: this badge was revoked; only the DAO can reinstate it"):
        award()
    with ape.reverts("credentials: there is no such credential"):
        credentials.revoke(token, CHEAT, sender=revoker)


def test_what_was_renounced_is_revoked_by_nobody_else(
    credentials, curriculum, holder, other_issuer, stranger, token
):
    credentials.renounce(curriculum.badge, sender=holder)

    for who in (other_issuer, stranger, holder):
        with ape.reverts("credentials: only its issuer or the DAO may revoke this credential"):
            credentials.revoke(token, CHEAT, sender=who)


def test_who_awards_again_is_the_issuer_from_then_on(
    credentials, curriculum, holder, award, issuer, other_issuer, token
):
    credentials.renounce(curriculum.badge, sender=holder)
    credentials.renew_consent(curriculum.badge, sender=holder)
    award(sender=other_issuer)

    with ape.reverts("credentials: only its issuer or the DAO may revoke this credential"):
        credentials.revoke(token, CHEAT, sender=issuer)
    credentials.revoke(token, CHEAT, sender=other_issuer)


def test_a_revocation_is_told_with_both_its_dates(
    credentials, curriculum, holder, issuer, council, token, at, midnight, day, status
):
    assert credentials.revocation(curriculum.badge, holder) == (0, 0)
    at(midnight + 3 * day + 7)
    credentials.revoke(token, CHEAT, sender=issuer)

    assert credentials.revocation(curriculum.badge, holder) == (
        midnight - day,
        midnight + 3 * day + 7,
    )
    assert credentials.revocation(curriculum.classes[1], holder) == (0, 0)
    status.reinstate(token, sender=council)
    assert credentials.revocation(curriculum.badge, holder) == (0, 0)
    credentials.renounce(curriculum.badge, sender=holder)
    assert credentials.revocation(curriculum.badge, holder) == (0, 0)
