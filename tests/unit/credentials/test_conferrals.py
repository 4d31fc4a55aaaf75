"""Conferrals: awards of one issuer on one UTC day share one, and it keeps who and when."""

import ape
import pytest

LAST = 65_534
FOREVER = 0


def opened(receipt):
    return [
        (event.number, event.issuer)
        for event in receipt.events
        if event.event_name == "ConferralOpened"
    ]


@pytest.fixture
def classmates(enrol, learners):
    """Four enrolled learners."""
    for learner in learners[:4]:
        enrol(who=learner)
    return learners[:4]


def test_awards_of_a_day_share_a_conferral(
    curriculum, award, classmates, issuer, credentials, log, day
):
    receipt = award(to=classmates[0])
    assert receipt.events[0] == log.ConferralOpened(
        curriculum.number, 1, issuer, 0, receipt.timestamp // day
    )

    assert opened(award(to=classmates[1])) == []
    assert opened(award(badge=curriculum.classes[1], to=classmates[1])) == []
    assert opened(credentials.award_batch(curriculum.classes[2], classmates, sender=issuer)) == []


def test_a_new_day_opens_a_new_one(
    curriculum, award, classmates, issuer, credentials, at, midnight, day
):
    assert opened(award(to=classmates[0])) == [(1, issuer)]
    at(midnight - 1)
    assert opened(award(to=classmates[1])) == []
    at(midnight)
    assert opened(award(to=classmates[2])) == [(2, issuer)]
    at(midnight + 1)
    assert opened(award(to=classmates[3])) == []

    awarded = [credentials.verify(learner, curriculum.badge).awarded_at for learner in classmates]
    assert awarded == [midnight - day, midnight - day, midnight, midnight]


def test_each_issuer_has_its_own(curriculum, award, classmates, issuer, other_issuer, credentials):
    assert opened(award(to=classmates[0])) == [(1, issuer)]
    assert opened(award(to=classmates[1], sender=other_issuer)) == [(2, other_issuer)]
    assert opened(award(to=classmates[2])) == []

    issuers = [credentials.verify(learner, curriculum.badge).issuer for learner in classmates[:3]]
    assert issuers == [issuer, other_issuer, issuer]


def test_curricula_number_theirs_apart(
    award, enrol, curriculum, foreign, stranger, learner, issuer
):
    enrol()
    enrol(number=foreign.number)

    assert opened(award()) == [(1, issuer)]
    assert opened(award(badge=foreign.badge, sender=stranger)) == [(1, stranger)]


def test_any_change_of_an_accreditation_closes_the_open_conferral(
    curriculum, award, classmates, issuer, credentials, council
):
    assert opened(award(to=classmates[0])) == [(1, issuer)]
    credentials.accredit(curriculum.number, issuer, FOREVER, sender=council)
    assert opened(award(to=classmates[1])) == [(2, issuer)]
    credentials.end_accreditation(curriculum.number, issuer, sender=council)
    credentials.accredit(curriculum.number, issuer, FOREVER, sender=council)
    assert opened(award(to=classmates[2])) == [(3, issuer)]


def test_a_change_for_one_issuer_leaves_the_others_alone(
    curriculum, award, classmates, other_issuer, issuer, credentials, council
):
    award(to=classmates[0])
    credentials.end_accreditation(curriculum.number, other_issuer, sender=council)

    assert opened(award(to=classmates[1])) == []


def test_composites_of_a_version_and_a_day_share_one(
    curriculum, award, classmates, pathways, credentials, at, midnight, day, log, issuer
):
    for badge in curriculum.classes[:3]:
        credentials.award_batch(badge, classmates, sender=issuer)
    first = pathways.claim(curriculum.composite, sender=classmates[0])
    assert first.events[0] == log.ConferralOpened(
        curriculum.number, 2, pathways, curriculum.version, first.timestamp // day
    )

    assert opened(pathways.claim(curriculum.composite, sender=classmates[1])) == []
    at(midnight)
    assert opened(pathways.claim(curriculum.composite, sender=classmates[2])) == [(3, pathways)]
    verdict = credentials.verify(classmates[2], curriculum.composite)
    assert (verdict.issuer, verdict.version, verdict.awarded_at) == (pathways, 1, midnight)


def test_versions_confer_apart(adopt, record_of, credentials, pathways, issuer, learners):
    first = adopt(record_of(1, key="v", title="Versions"))
    again = record_of(1, key="v", title="Versions", classes=(), curriculum=first.number, version=2)
    adopt(again)
    for learner, version in zip(learners, (1, 2), strict=False):
        credentials.enrol(first.number, version, sender=learner)
    credentials.award_batch(first.badge, learners[:2], sender=issuer)

    assert opened(pathways.claim(first.composite, sender=learners[0])) == [(2, pathways)]
    assert opened(pathways.claim(first.composite, sender=learners[1])) == [(3, pathways)]
    versions = [credentials.verify(who, first.composite).version for who in learners[:2]]
    assert versions == [1, 2]


def test_the_last_conferral_is_kept_like_any_other(aged, learners, issuer, at, midnight, token_id):
    """One issuer that confers daily gets there after 179 years."""
    aged.age_conferrals(1, LAST - 1, sender=issuer)
    for learner in learners[:4]:
        aged.enrol(1, 1, sender=learner)

    at(midnight)
    assert opened(aged.award(257, learners[0], sender=issuer)) == [(LAST - 1, issuer)]
    at(midnight + 86_400)
    assert opened(aged.award(257, learners[1], sender=issuer)) == [(LAST, issuer)]
    assert opened(aged.award(257, learners[2], sender=issuer)) == []

    assert aged.ownerOf(token_id(257, learners[1])) == learners[1]
    assert aged.standing(1, learners[1]) == (1, 2, 0)
    assert aged.verify(learners[1], 257).awarded_at == midnight + 86_400


def test_there_is_a_last_conferral(aged, learner, issuer, at, midnight):
    aged.age_conferrals(1, LAST, sender=issuer)
    aged.enrol(1, 1, sender=learner)

    aged.award(257, learner, sender=issuer)
    at(midnight)
    with ape.reverts("credentials: this curriculum has used up its 65,534 conferrals"):
        aged.award(258, learner, sender=issuer)
    with ape.reverts("credentials: this curriculum has used up its 65,534 conferrals"):
        aged.award_batch(258, [learner], sender=issuer)
