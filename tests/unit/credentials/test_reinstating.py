"""Reinstating: the DAO undoes a revocation, and from then on it alone may revoke."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

CHEAT = 2
STANDS, REVOKED, RENOUNCED = 1, 4, 5


def test_the_dao_reinstates_as_it_was(
    credentials,
    curriculum,
    holder,
    issuer,
    council,
    token,
    at,
    midnight,
    day,
    log,
    status,
    status_log,
):
    awarded_at = credentials.verify(holder, curriculum.badge).awarded_at
    credentials.revoke(token, CHEAT, sender=issuer)

    at(midnight + 5 * day)
    receipt = status.reinstate(token, sender=council)

    assert receipt.events == [
        log.Transfer(ZERO_ADDRESS, holder, token),
        log.Locked(token),
        log.Issued(issuer, holder, token, 2),
        status_log.Reinstated(token),
    ]
    verdict = credentials.verify(holder, curriculum.badge)
    assert (verdict.code, verdict.issuer, verdict.awarded_at) == (STANDS, issuer, awarded_at)
    assert (verdict.changed_at, verdict.changed_by, verdict.reason) == (0, ZERO_ADDRESS, 0)
    assert credentials.ownerOf(token) == holder


def test_only_what_is_revoked_is_reinstated(
    credentials, curriculum, holder, issuer, council, token, token_id, status
):
    with ape.reverts("credentials: this credential is not revoked"):
        status.reinstate(token, sender=council)  # it stands
    for never in (0, 2**256 - 1, token_id(curriculum.classes[1], holder)):
        with ape.reverts("credentials: this credential is not revoked"):
            status.reinstate(never, sender=council)

    credentials.renounce(curriculum.badge, sender=holder)
    with ape.reverts("credentials: this credential is not revoked"):
        status.reinstate(token, sender=council)


def test_a_credential_is_reinstated_once(credentials, holder, issuer, council, token, status):
    credentials.revoke(token, CHEAT, sender=issuer)
    status.reinstate(token, sender=council)

    with ape.reverts("credentials: this credential is not revoked"):
        status.reinstate(token, sender=council)
    credentials.revoke(token, CHEAT, sender=council)
    status.reinstate(token, sender=council)
    assert credentials.ownerOf(token) == holder


def test_not_even_the_dao_reinstates_without_consent(
    credentials, curriculum, holder, enrol, issuer, council, token, status
):
    credentials.revoke(token, CHEAT, sender=issuer)
    credentials.leave(curriculum.number, sender=holder)
    with ape.reverts("credentials: the holder's enrolment does not cover this badge"):
        status.reinstate(token, sender=council)

    enrol()
    status.reinstate(token, sender=council)


def test_what_the_dao_has_reinstated_no_issuer_revokes(
    credentials, holder, issuer, council, token, status
):
    credentials.revoke(token, CHEAT, sender=issuer)
    status.reinstate(token, sender=council)

    with ape.reverts("credentials: only the DAO may revoke what it has reinstated"):
        credentials.revoke(token, CHEAT, sender=issuer)
    credentials.revoke(token, CHEAT, sender=council)


def test_nor_once_its_holder_has_renounced_it(
    credentials, curriculum, holder, issuer, council, token, status
):
    credentials.revoke(token, CHEAT, sender=issuer)
    status.reinstate(token, sender=council)
    credentials.renounce(curriculum.badge, sender=holder)

    with ape.reverts("credentials: only the DAO may revoke what it has reinstated"):
        credentials.revoke(token, CHEAT, sender=issuer)


@pytest.fixture
def awarded_anew(
    credentials, curriculum, holder, issuer, council, token, award, at, midnight, status
):
    """Reinstated, renounced, and awarded once more, on a later day unless it is said otherwise."""

    def awarded_anew(sender=issuer, on=midnight):
        credentials.revoke(token, CHEAT, sender=issuer)
        status.reinstate(token, sender=council)
        credentials.renounce(curriculum.badge, sender=holder)
        credentials.renew_consent(curriculum.badge, sender=holder)
        if on:
            at(on)
        award(sender=sender)

    return awarded_anew


@pytest.mark.parametrize("who", ["issuer", "other_issuer"])
def test_what_is_awarded_anew_its_issuer_may_revoke(
    credentials, curriculum, holder, awarded_anew, token, who, request
):
    """The DAO decided on the award of then, not on this one."""
    sender = request.getfixturevalue(who)
    awarded_anew(sender=sender)

    credentials.revoke(token, CHEAT, sender=sender)

    verdict = credentials.verify(holder, curriculum.badge)
    assert (verdict.code, verdict.issuer, verdict.changed_by) == (REVOKED, sender, sender)


def test_so_it_may_when_its_holder_has_renounced_that_too(
    credentials, curriculum, holder, issuer, awarded_anew, token
):
    awarded_anew()
    credentials.renounce(curriculum.badge, sender=holder)

    credentials.revoke(token, CHEAT, sender=issuer)


def test_what_is_awarded_anew_in_the_same_conferral_is_the_same_credential(
    credentials, issuer, awarded_anew, token
):
    """A day is as fine as it gets, so the two awards cannot be told apart."""
    awarded_anew(on=None)

    with ape.reverts("credentials: only the DAO may revoke what it has reinstated"):
        credentials.revoke(token, CHEAT, sender=issuer)


def test_a_composite_is_reinstated_as_the_registry_s(
    credentials, pathways, status, curriculum, holder, award, council, token_id, log, status_log
):
    for badge in curriculum.classes[1:3]:
        award(badge=badge)
    pathways.claim(curriculum.composite, sender=holder)
    earned = credentials.verify(holder, curriculum.composite)
    composite = token_id(curriculum.composite, holder)
    credentials.revoke(composite, CHEAT, sender=council)

    receipt = status.reinstate(composite, sender=council)

    assert receipt.events == [
        log.Transfer(ZERO_ADDRESS, holder, composite),
        log.Locked(composite),
        log.Issued(pathways, holder, composite, 2),
        status_log.Reinstated(composite),
    ]
    assert credentials.verify(holder, curriculum.composite) == earned


def test_what_its_holder_had_given_up_is_not_put_back(
    credentials, curriculum, holder, award, issuer, council, token, status, status_log
):
    """The revocation is undone, the renunciation is not: that takes the holder."""
    credentials.renounce(curriculum.badge, sender=holder)
    credentials.revoke(token, CHEAT, sender=issuer)

    receipt = status.reinstate(token, sender=council)

    assert receipt.events == [status_log.Reinstated(token)]
    assert credentials.verify(holder, curriculum.badge).code == RENOUNCED
    assert credentials.balanceOf(holder) == 0
    with ape.reverts("credentials: the learner has renounced this badge"):
        award()
    with ape.reverts("credentials: this credential is not revoked"):
        status.reinstate(token, sender=council)
    with ape.reverts("credentials: only the DAO may revoke what it has reinstated"):
        credentials.revoke(token, CHEAT, sender=issuer)
    credentials.renew_consent(curriculum.badge, sender=holder)
    award()
    assert credentials.ownerOf(token) == holder


def test_a_renunciation_that_stands_again_is_still_its_holder_s(
    credentials, curriculum, holder, issuer, council, token, status
):
    credentials.renounce(curriculum.badge, sender=holder)
    credentials.revoke(token, CHEAT, sender=issuer)
    status.reinstate(token, sender=council)

    verdict = credentials.verify(holder, curriculum.badge)
    assert (verdict.code, verdict.changed_by) == (RENOUNCED, holder)


def test_it_stands_again_since_the_revocation_was_undone(
    credentials, curriculum, holder, issuer, council, token, at, midnight, status
):
    at(midnight + 10)
    credentials.renounce(curriculum.badge, sender=holder)
    at(midnight + 20)
    credentials.revoke(token, CHEAT, sender=issuer)
    assert credentials.verify(holder, curriculum.badge).changed_at == midnight + 20

    at(midnight + 30)
    status.reinstate(token, sender=council)

    assert credentials.verify(holder, curriculum.badge).changed_at == midnight + 30


def test_with_its_holder_s_renewed_consent_it_is_put_back(
    credentials, curriculum, holder, issuer, council, token, status
):
    credentials.renounce(curriculum.badge, sender=holder)
    credentials.renew_consent(curriculum.badge, sender=holder)
    credentials.revoke(token, CHEAT, sender=issuer)

    status.reinstate(token, sender=council)

    assert credentials.ownerOf(token) == holder


@pytest.mark.parametrize("who", ["deployer", "issuer", "learner", "stranger"])
def test_nobody_but_the_dao_reinstates(credentials, status, holder, issuer, token, who, request):
    credentials.revoke(token, CHEAT, sender=issuer)

    with ape.reverts("status: only the DAO may do this, by a vote"):
        status.reinstate(token, sender=request.getfixturevalue(who))


def test_the_status_door_needs_a_credential_token(project, deployer, status, credentials):
    assert status.CREDENTIALS() == credentials
    with ape.reverts("status: the credential token's address is zero"):
        deployer.deploy(project.CredentialStatus, ZERO_ADDRESS)


def test_what_was_given_up_is_settled_for_whoever_has_left_too(
    credentials, curriculum, holder, issuer, council, token, status
):
    """No badge comes back, so none has to be covered."""
    credentials.renounce(curriculum.badge, sender=holder)
    credentials.revoke(token, CHEAT, sender=issuer)
    credentials.leave(curriculum.number, sender=holder)

    status.reinstate(token, sender=council)

    verdict = credentials.verify(holder, curriculum.badge)
    assert (verdict.code, verdict.changed_by) == (RENOUNCED, holder)
