"""Claims: a composite is the learner's who meets its rule, and nobody else's."""

from dataclasses import replace

import ape
import pytest
from ape.utils import ZERO_ADDRESS

from cairn.curricula.record import Gate, Rule

NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"
NO_RULE = "pathways: this version has no rule for this badge"
LARGEST_TRANSACTION = 2**24  # gas, EIP-7825
CHEAT = 2


def test_a_learner_claims_what_the_rule_grants(
    pathways, credentials, curriculum, earn, learner, token_id, log, day
):
    earn(*curriculum.classes[:3])

    receipt = pathways.claim(curriculum.composite, sender=learner)

    token = token_id(curriculum.composite, learner)
    assert receipt.events == [
        log.ConferralOpened(curriculum.number, 2, pathways, 1, receipt.timestamp // day),
        log.Transfer(ZERO_ADDRESS, learner, token),
        log.Locked(token),
        log.Issued(pathways, learner, token, 2),
    ]
    assert credentials.ownerOf(token) == learner
    verdict = credentials.verify(learner, curriculum.composite)
    assert (verdict.code, verdict.issuer, verdict.version) == (1, pathways, 1)


def test_what_is_earned_is_told_before_it_is_claimed(pathways, curriculum, earn, learner):
    assert not pathways.is_earned(curriculum.composite, learner)  # nor enrolled
    earn(*curriculum.classes[:2])
    assert not pathways.is_earned(curriculum.composite, learner)
    earn(curriculum.classes[2])

    assert pathways.is_earned(curriculum.composite, learner)
    assert not pathways.is_earned(curriculum.badge, learner)  # an issuer awards that


def test_one_badge_short_is_not_enough(pathways, curriculum, earn, learner):
    earn(*curriculum.classes[:2])

    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=learner)


def test_a_claim_judges_its_caller(pathways, curriculum, earn, learner, learners, issuer, council):
    """Nobody claims for another, and holding nothing does not become holding something."""
    earn(*curriculum.classes[:3])
    earn(curriculum.badge, who=learners[1])

    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=learners[1])
    for who in (issuer, council):
        with ape.reverts("pathways: enrol in this curriculum first"):
            pathways.claim(curriculum.composite, sender=who)


def test_a_composite_is_claimed_once(pathways, curriculum, earn, learner):
    earn(*curriculum.classes[:3])
    pathways.claim(curriculum.composite, sender=learner)

    with ape.reverts("credentials: the learner holds this badge already"):
        pathways.claim(curriculum.composite, sender=learner)


def test_who_has_left_claims_nothing(pathways, credentials, curriculum, earn, learner):
    earn(*curriculum.classes[:3])
    credentials.leave(curriculum.number, sender=learner)

    with ape.reverts("pathways: enrol in this curriculum first"):
        pathways.claim(curriculum.composite, sender=learner)


def test_only_composites_of_the_version_are_claimed(pathways, curriculum, earn, learner):
    earn(*curriculum.classes[:3])

    for index in (0, 1, 3, 5, 16, 255):
        with ape.reverts(NO_RULE):
            pathways.claim(curriculum.number << 8 | index, sender=learner)


@pytest.mark.parametrize("class_id", [0, 255, 256 * 9_999, 2**24 - 1])
def test_nothing_is_claimed_of_no_curriculum(pathways, learner, class_id):
    with ape.reverts("pathways: enrol in this curriculum first"):
        pathways.claim(class_id, sender=learner)


def test_what_was_revoked_or_renounced_does_not_count(
    pathways, status, credentials, curriculum, earn, learner, issuer, council, token_id
):
    earn(*curriculum.classes[:3])
    revoked = token_id(curriculum.badge, learner)

    credentials.revoke(revoked, CHEAT, sender=issuer)
    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=learner)
    status.reinstate(revoked, sender=council)
    credentials.renounce(curriculum.classes[1], sender=learner)
    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=learner)
    credentials.renew_consent(curriculum.classes[1], sender=learner)
    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=learner)


def test_what_has_expired_counts(pathways, adopt, record_of, earn, learner, at, midnight, day):
    """That a badge be current is a rule which nothing enforces yet."""
    brief = adopt(record_of(1, key="one-day", title="Brief", valid_days=1))
    earn(brief.badge)

    at(midnight + 10 * day)
    pathways.claim(brief.composite, sender=learner)


def test_the_rule_of_one_s_own_version_decides(
    pathways, credentials, adopt, record_of, earn, learners, issuer
):
    """A vote on a new version takes nothing from those who enrolled under the old one."""
    first = adopt(record_of(2, key="two", title="Two", threshold=1))
    stricter = record_of(2, key="two", curriculum=first.number, version=2, threshold=2)
    adopt(replace(stricter, classes=()))
    early, late = learners[:2]
    earn(first.badge, who=early, version=1)
    earn(first.badge, who=late, version=2)

    pathways.claim(first.composite, sender=early)
    with ape.reverts(NOT_MET):
        pathways.claim(first.composite, sender=late)
    earn(first.classes[1], who=late, version=2)
    pathways.claim(first.composite, sender=late)
    versions = [credentials.verify(who, first.composite).version for who in (early, late)]
    assert versions == [1, 2]


def test_a_closed_version_is_still_kept(
    curricula, pathways, credentials, curriculum, earn, learner, council
):
    earn(*curriculum.classes[:3])
    curricula.close_enrolment(curriculum.number, 1, sender=council)

    pathways.claim(curriculum.composite, sender=learner)


def test_who_moves_to_another_version_is_judged_by_it(
    pathways, credentials, adopt, record_of, earn, learner
):
    first = adopt(record_of(2, key="moves", title="Moves", threshold=1))
    stricter = record_of(2, key="moves", curriculum=first.number, version=2, threshold=2)
    adopt(replace(stricter, classes=()))
    earn(first.badge)
    credentials.enrol(first.number, 2, sender=learner)

    with ape.reverts(NOT_MET):
        pathways.claim(first.composite, sender=learner)
    credentials.enrol(first.number, 1, sender=learner)
    pathways.claim(first.composite, sender=learner)


def test_a_version_that_drops_a_composite_does_not_grant_it(
    pathways, credentials, adopt, record_of, earn, learner
):
    first = adopt(record_of(1, key="drops", title="Drops"))
    record = record_of(1, key="drops", curriculum=first.number, version=2, rules=())
    adopt(replace(record, classes=record.classes[:1]))
    earn(first.badge, version=2)

    with ape.reverts(NO_RULE):
        pathways.claim(first.composite, sender=learner)
    with ape.reverts(NO_RULE):
        pathways.explain(learner, first.composite)
    assert not pathways.is_earned(first.composite, learner)


@pytest.fixture(scope="session")
def tower(adopt, record_of):
    """Badges 1 and 2, a certificate of both, a diploma of certificate and badge 3."""
    record = record_of(3, key="tower", title="Tower")
    badges, top = record.classes[:3], replace(record.classes[3], key="diploma", rank=2)
    certificate = replace(record.classes[3], key="certificate")
    rules = (
        Rule(4, (Gate(2, classes=0b00110),)),
        Rule(5, (Gate(2, classes=0b11000),)),
    )
    return adopt(replace(record, classes=(*badges, certificate, top), rules=rules))


def test_composites_stack(pathways, credentials, tower, earn, learner):
    certificate, diploma = tower.classes[3:]
    earn(*tower.classes[:3])

    with ape.reverts(NOT_MET):
        pathways.claim(diploma, sender=learner)
    pathways.claim(certificate, sender=learner)
    pathways.claim(diploma, sender=learner)

    assert credentials.balanceOf(learner) == 5


def test_a_composite_that_was_given_up_no_longer_carries(
    pathways, credentials, tower, earn, learner
):
    certificate, diploma = tower.classes[3:]
    earn(*tower.classes[:3])
    pathways.claim(certificate, sender=learner)
    credentials.renounce(certificate, sender=learner)

    with ape.reverts(NOT_MET):
        pathways.claim(diploma, sender=learner)


def test_it_needs_a_credential_token(project, deployer, curricula):
    with ape.reverts("pathways: the credential token's address is zero"):
        deployer.deploy(project.PathwayRegistry, ZERO_ADDRESS, curricula)


def test_it_introduces_itself(pathways, credentials, curricula):
    assert pathways.CREDENTIALS() == credentials
    assert pathways.CURRICULA() == curricula


@pytest.mark.parametrize("who", ["council", "issuer", "learner", "stranger"])
def test_nobody_but_the_curriculum_registry_brings_rules_into_force(
    pathways, curricula, curriculum, who, request
):
    """Not even the DAO: what it votes on is a record that has been checked."""
    record, _ = curricula.version_of(curriculum.number, 1)
    with ape.reverts("pathways: only the curriculum registry may do this"):
        pathways.keep_rules(curriculum.number, record, sender=request.getfixturevalue(who))
