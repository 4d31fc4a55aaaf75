"""One verdict with its reason: whether a credential stands, and if not, why."""

import pytest
from ape.utils import ZERO_ADDRESS

NEVER_ISSUED, STANDS, EXPIRED, REVOKED, RENOUNCED = 0, 1, 2, 4, 5
CHEAT = 2
FOREVER = 0
NOTHING = (NEVER_ISSUED, ZERO_ADDRESS, 0, 0, 0, 0, ZERO_ADDRESS, 0, 0)


def told(verdict):
    """Return code, issuer, version, awarded, expires, changed at and by, reason, fallen."""
    return tuple(getattr(verdict, field) for field in FIELDS)


FIELDS = (
    "code",
    "issuer",
    "version",
    "awarded_at",
    "expires_at",
    "changed_at",
    "changed_by",
    "reason",
    "fallen",
)


@pytest.fixture(scope="session")
def passing(adopt, record_of, issuer, other_issuer):
    """A curriculum whose badges are valid for 10 days."""
    return adopt(
        record_of(key="brief", title="Brief", valid_days=10, issuers=[issuer, other_issuer])
    )


def never(credentials, curriculum, **cast):
    return NOTHING


def stands(credentials, curriculum, holder, issuer, today, end, **cast):
    credentials.award(curriculum.badge, holder, sender=issuer)
    return STANDS, issuer, 0, today, end, 0, ZERO_ADDRESS, 0, 0


def stands_after_leaving(credentials, curriculum, holder, **cast):
    verdict = stands(credentials, curriculum, holder, **cast)
    credentials.leave(curriculum.number, sender=holder)
    return verdict


def revoked_by_its_issuer(credentials, curriculum, holder, issuer, token, today, end, **cast):
    stands(credentials, curriculum, holder, issuer, today, end)
    receipt = credentials.revoke(token, CHEAT, sender=issuer)
    return REVOKED, issuer, 0, today, end, receipt.timestamp, issuer, CHEAT, 0


def revoked_by_the_dao(credentials, curriculum, holder, issuer, token, today, end, council, **cast):
    stands(credentials, curriculum, holder, issuer, today, end)
    receipt = credentials.revoke(token, 255, sender=council)
    return REVOKED, issuer, 0, today, end, receipt.timestamp, council, 255, 0


def reinstated(credentials, holder, token, council, status, **cast):
    revoked_by_its_issuer(credentials, holder=holder, token=token, **cast)
    status.reinstate(token, sender=council)
    return STANDS, cast["issuer"], 0, cast["today"], cast["end"], 0, ZERO_ADDRESS, 0, 0


def renounced(credentials, curriculum, holder, issuer, today, end, **cast):
    stands(credentials, curriculum, holder, issuer, today, end)
    receipt = credentials.renounce(curriculum.badge, sender=holder)
    return RENOUNCED, issuer, 0, today, end, receipt.timestamp, holder, 0, 0


def renounced_and_consent_renewed(credentials, curriculum, holder, **cast):
    verdict = renounced(credentials, curriculum, holder, **cast)
    credentials.renew_consent(curriculum.badge, sender=holder)
    return verdict


def awarded_again(credentials, curriculum, holder, other_issuer, today, end, **cast):
    cast |= {"today": today, "end": end}
    renounced_and_consent_renewed(credentials, curriculum, holder, **cast)
    credentials.award(curriculum.badge, holder, sender=other_issuer)
    return STANDS, other_issuer, 0, today, end, 0, ZERO_ADDRESS, 0, 0


STATES = [
    never,
    stands,
    stands_after_leaving,
    revoked_by_its_issuer,
    revoked_by_the_dao,
    reinstated,
    renounced,
    renounced_and_consent_renewed,
    awarded_again,
]


@pytest.mark.parametrize(
    ("lasts", "issuer_is"),
    [("for ever", "ended and begun again"), ("10 days", "ended")],
)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_verdict_says_what_happened(
    credentials, curriculum, passing, cast, learner, token_id, ask_at, day, state, lasts, issuer_is
):
    curriculum = passing if lasts == "10 days" else curriculum
    token = token_id(curriculum.badge, learner)
    expiry = cast["today"] + 11 * day
    end = expiry - 1 if lasts == "10 days" else 0
    credentials.enrol(curriculum.number, 1, sender=learner)
    expected = state(**cast, curriculum=curriculum, token=token, end=end)
    credentials.end_accreditation(curriculum.number, cast["issuer"], sender=cast["council"])
    if issuer_is == "ended and begun again":
        credentials.accredit(curriculum.number, cast["issuer"], FOREVER, sender=cast["council"])

    verdict = credentials.verify(learner, curriculum.badge)

    assert told(verdict) == expected
    assert credentials.verify_token(token) == verdict
    assert credentials.is_held(curriculum.badge, learner) == (verdict.code == STANDS)
    assert credentials.balanceOf(learner) == (verdict.code == STANDS)

    ask_at(expiry)
    falls = end and verdict.code == STANDS
    later = (EXPIRED, *expected[1:]) if falls else expected
    assert told(credentials.verify(learner, curriculum.badge)) == later


@pytest.fixture
def cast(credentials, status, learner, issuer, other_issuer, council, midnight, day):
    return {
        "credentials": credentials,
        "status": status,
        "holder": learner,
        "issuer": issuer,
        "other_issuer": other_issuer,
        "council": council,
        "today": midnight - day,
    }


def test_a_badge_expires_with_the_last_second_of_its_last_day(
    credentials, passing, learner, issuer, at, ask_at, midnight, day, token_id
):
    """Awarded in the first second of a day or in the last, it is valid to the end of the tenth."""
    credentials.enrol(passing.number, 1, sender=learner)
    at(midnight)
    credentials.award(passing.classes[0], learner, sender=issuer)
    at(midnight + day - 1)
    credentials.award(passing.classes[1], learner, sender=issuer)

    for badge in passing.classes[:2]:
        assert credentials.verify(learner, badge).expires_at == midnight + 11 * day - 1
    for second, code in ((-2, STANDS), (-1, STANDS), (0, EXPIRED), (1, EXPIRED)):
        ask_at(midnight + 11 * day + second)
        codes = [credentials.verify(learner, badge).code for badge in passing.classes[:2]]
        assert codes == [code, code]


def test_an_expired_token_stays_where_it_is(
    credentials, passing, learner, issuer, ask_at, midnight, day, token_id
):
    """Time passes without a transaction: only the verdict can tell."""
    credentials.enrol(passing.number, 1, sender=learner)
    credentials.award(passing.badge, learner, sender=issuer)

    ask_at(midnight + 100 * day)

    assert credentials.verify(learner, passing.badge).code == EXPIRED
    assert credentials.ownerOf(token_id(passing.badge, learner)) == learner
    assert credentials.balanceOf(learner) == 1
    assert credentials.is_held(passing.badge, learner)


def test_what_is_revoked_or_renounced_does_not_become_expired(
    credentials, passing, learner, issuer, ask_at, midnight, day, token_id
):
    credentials.enrol(passing.number, 1, sender=learner)
    for badge in passing.classes[:2]:
        credentials.award(badge, learner, sender=issuer)
    credentials.revoke(token_id(passing.classes[0], learner), CHEAT, sender=issuer)
    credentials.renounce(passing.classes[1], sender=learner)

    ask_at(midnight + 100 * day)

    codes = [credentials.verify(learner, badge).code for badge in passing.classes[:2]]
    assert codes == [REVOKED, RENOUNCED]


def test_the_longest_validity_is_179_years(
    credentials, adopt, record_of, learner, issuer, midnight, day
):
    """65,534 days: the arithmetic holds, and 0 alone means for ever."""
    century = adopt(record_of(1, key="century", title="Century", valid_days=65_534))
    credentials.enrol(century.number, 1, sender=learner)
    credentials.award(century.badge, learner, sender=issuer)

    assert credentials.verify(learner, century.badge).expires_at == midnight + 65_534 * day - 1


@pytest.mark.parametrize(
    "token",
    [0, 1, 2**160 - 1, 2**160, 2**168, 2**184 - 1, 2**184, 2**255, 2**256 - 1],
)
def test_of_what_never_was_the_verdict_is_that_it_never_was(credentials, curriculum, token):
    assert told(credentials.verify_token(token)) == NOTHING


def test_the_verdict_is_of_one_holder_and_one_badge(
    credentials, curriculum, foreign, enrol, award, learner, stranger, token
):
    enrol()
    award()

    for holder, badge in [
        (stranger, curriculum.badge),
        (learner, curriculum.classes[1]),
        (learner, foreign.badge),
        (ZERO_ADDRESS, curriculum.badge),
        (learner, curriculum.badge + 15),  # the next sheet's lane 0
        (learner, curriculum.badge + 16),  # the same lane of the next sheet
        (learner, 0),
        (learner, 2**24 - 1),
    ]:
        assert told(credentials.verify(holder, badge)) == NOTHING
    for bit in (160, 164, 168, 183, 184, 200, 255):
        assert told(credentials.verify_token(token ^ 1 << bit)) == NOTHING


def test_a_composite_tells_the_version_whose_rule_was_met(
    credentials, pathways, curriculum, enrol, award, learner, midnight, day
):
    enrol()
    for badge in curriculum.classes[:3]:
        award(badge=badge)
    pathways.claim(curriculum.composite, sender=learner)

    verdict = credentials.verify(learner, curriculum.composite)

    assert told(verdict) == (STANDS, pathways, 1, midnight - day, 0, 0, ZERO_ADDRESS, 0, 0)
