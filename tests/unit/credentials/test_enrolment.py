"""Enrolment: a learner's consent, to one version, until it is withdrawn."""

from dataclasses import replace

import ape
import pytest
from ape.utils import ZERO_ADDRESS

from cairn.curricula.record import Gate, Rule


@pytest.fixture(scope="session")
def growing(adopt, record_of):
    """A curriculum of one badge, and its second version, which adds another and a composite."""
    first = adopt(record_of(1, key="grow", title="Growing"))
    second = record_of(1, key="grow", title="Growing", curriculum=first.number, version=2)
    both = Rule(index=4, gates=(Gate(threshold=2, classes=0b1010),))
    return adopt(replace(second, rules=(both,)))


def test_a_learner_enrols_in_the_version_that_was_read(
    credentials, curriculum, enrol, learner, log
):
    receipt = enrol()

    assert receipt.events == [log.Enrolled(learner, curriculum.number, curriculum.version)]
    assert credentials.enrolment_of(curriculum.number, learner) == (1, 4)
    assert credentials.curricula_of(learner) == [curriculum.number]
    assert credentials.standing(curriculum.number, learner) == (1, 0, 0)


def test_who_has_not_enrolled_is_in_no_curriculum(credentials, curriculum, stranger):
    assert credentials.enrolment_of(curriculum.number, stranger) == (0, 0)
    assert credentials.curricula_of(stranger) == []
    assert credentials.standing(curriculum.number, stranger) == (0, 0, 0)
    assert credentials.balanceOf(stranger) == 0


def test_enrolling_twice_says_so(enrol):
    enrol()

    with ape.reverts("credentials: already enrolled in this version"):
        enrol()


@pytest.mark.parametrize("number", [0, 9_999, 2**16 - 1])
def test_nobody_enrols_in_a_curriculum_that_does_not_exist(enrol, number):
    with ape.reverts("credentials: this version is not open for enrolment"):
        enrol(number=number)


def test_a_version_that_opens_is_told_with_its_last_class(
    aged, loose_door, together, opening, whole
):
    receipt = together(loose_door, opening(aged, 1, 2, new=1, count=3))

    assert receipt.events == [whole(aged).VersionOpened(1, 2, 3)]
    assert aged.last_index(1) == 3


@pytest.mark.parametrize("version", [0, 2, 255])
def test_nobody_enrols_in_a_version_that_does_not_exist(enrol, version):
    with ape.reverts("credentials: this version is not open for enrolment"):
        enrol(version=version)


def test_leaving_ends_the_consent_and_keeps_the_badges(
    credentials, curriculum, enrol, award, learner, issuer, token, log
):
    enrol()
    award()

    receipt = credentials.leave(curriculum.number, sender=learner)

    assert receipt.events == [log.Left(learner, curriculum.number)]
    assert credentials.enrolment_of(curriculum.number, learner) == (0, 0)
    assert credentials.ownerOf(token) == learner
    assert credentials.balanceOf(learner) == 1
    assert credentials.standing(curriculum.number, learner) == (0, 0b10, 0)
    assert credentials.verify(learner, curriculum.badge).code == 1
    with ape.reverts("credentials: not enrolled in this curriculum"):
        award(badge=curriculum.classes[1])


def test_who_is_not_in_cannot_leave(credentials, curriculum, enrol, learner):
    with ape.reverts("credentials: not enrolled in this curriculum"):
        credentials.leave(curriculum.number, sender=learner)

    enrol()
    credentials.leave(curriculum.number, sender=learner)

    with ape.reverts("credentials: not enrolled in this curriculum"):
        credentials.leave(curriculum.number, sender=learner)


def test_coming_back_finds_everything_where_it_was(
    credentials, curriculum, enrol, award, learner, token
):
    enrol()
    award()
    credentials.leave(curriculum.number, sender=learner)

    enrol()

    assert credentials.curricula_of(learner) == [curriculum.number]
    assert credentials.balanceOf(learner) == 1
    assert credentials.standing(curriculum.number, learner) == (1, 0b10, 0)
    with ape.reverts("credentials: the learner holds this badge already"):
        award()
    award(badge=curriculum.classes[1])


def test_nobody_enrols_or_leaves_for_another(credentials, curriculum, enrol, learner, stranger):
    """Both judge who calls; the enrolment of somebody else is not within reach."""
    enrol(who=stranger)
    assert credentials.enrolment_of(curriculum.number, learner) == (0, 0)
    enrol()
    credentials.leave(curriculum.number, sender=stranger)
    assert credentials.enrolment_of(curriculum.number, learner) == (1, 4)


def test_an_enrolment_covers_no_badge_that_a_later_version_adds(
    credentials, growing, learner, issuer
):
    credentials.enrol(growing.number, 1, sender=learner)
    added = growing.classes[2]

    assert credentials.enrolment_of(growing.number, learner) == (1, 2)
    credentials.award(growing.badge, learner, sender=issuer)
    with ape.reverts("credentials: enrolled in a version that does not have this badge"):
        credentials.award(added, learner, sender=issuer)

    credentials.enrol(growing.number, 2, sender=learner)

    assert credentials.enrolment_of(growing.number, learner) == (2, 4)
    credentials.award(added, learner, sender=issuer)
    assert credentials.standing(growing.number, learner) == (2, 0b1010, 0)


def test_a_new_version_moves_nobody(credentials, adopt, record_of, learner, issuer):
    first = adopt(record_of(1, key="still", title="Still"))
    credentials.enrol(first.number, 1, sender=learner)

    second = record_of(1, key="still", title="Still", curriculum=first.number, version=2)
    adopt(replace(second, classes=second.classes[:1], rules=()))

    assert credentials.enrolment_of(first.number, learner) == (1, 2)


def test_a_learner_moves_between_open_versions(credentials, growing, learner, log):
    for version, covers in ((1, 2), (2, 4), (1, 2)):
        receipt = credentials.enrol(growing.number, version, sender=learner)

        assert receipt.events == [log.Enrolled(learner, growing.number, version)]
        assert credentials.enrolment_of(growing.number, learner) == (version, covers)
    assert credentials.curricula_of(learner) == [growing.number]


def test_a_closed_version_keeps_its_learners_and_takes_no_more(
    credentials, curriculum, curricula, council, enrol, award, learner, learners, log
):
    enrol()
    assert credentials.covered(curriculum.number, 1) == 4

    receipt = curricula.close_enrolment(curriculum.number, 1, sender=council)

    assert receipt.events == [log.VersionClosed(curriculum.number, 1)]
    assert credentials.covered(curriculum.number, 1) == 0
    award()
    with ape.reverts("credentials: this version is not open for enrolment"):
        enrol(who=learners[1])
    with ape.reverts("credentials: this version is not open for enrolment"):
        curricula.close_enrolment(curriculum.number, 1, sender=council)
    credentials.leave(curriculum.number, sender=learner)
    with ape.reverts("credentials: this version is not open for enrolment"):
        enrol()


@pytest.mark.parametrize(("number", "version"), [(0, 1), (9_999, 1), (65_535, 255)])
def test_what_was_never_open_is_not_closed(curricula, council, number, version):
    with ape.reverts("credentials: this version is not open for enrolment"):
        curricula.close_enrolment(number, version, sender=council)


@pytest.mark.parametrize("number", [0, 9_999, 65_535])
def test_of_what_does_not_exist_nothing_is_told(credentials, learner, number, curricula):
    for who in (learner, ZERO_ADDRESS):
        assert credentials.enrolment_of(number, who) == (0, 0)
        assert credentials.standing(number, who) == (0, 0, 0)
        assert credentials.accreditation(number, who) == (0, 0)
        assert credentials.revocation(number << 8 | 255, who) == (0, 0)
        assert not credentials.is_held(number << 8 | 255, who)
    assert credentials.covered(number, 1) == 0
    assert credentials.last_index(number) == 0
    assert curricula.definition(number << 8 | 255) == 0
    assert credentials.curricula_of(ZERO_ADDRESS) == []


@pytest.fixture(scope="session")
def crammed(loose_door, bench, deployer, council, together, opening, project):
    """A credential token with 257 curricula of one badge, by a door that founds at will."""
    doors = [loose_door] * 3
    token = deployer.deploy(project.CredentialToken, council, *doors, bench.renderer)
    found = opening(token, 0, 1, new=1)
    for count in (*[43] * 5, 42):
        together(loose_door, *[found] * count)
    return token


def test_a_learner_enrols_in_256_curricula_and_no_more(crammed, stand_in, together, act):
    """The first seventeen fill one slot of the learner's list and begin another."""
    enrol = [act(crammed, "enrol", number, 1) for number in range(1, 258)]
    together(stand_in, *enrol[:16])
    assert crammed.curricula_of(stand_in) == list(range(1, 17))
    together(stand_in, enrol[16])
    assert crammed.curricula_of(stand_in) == list(range(1, 18))

    together(stand_in, *enrol[17:150])
    together(stand_in, *enrol[150:256])

    assert crammed.curricula_of(stand_in) == list(range(1, 257))
    with ape.reverts("credentials: a learner can enrol in no more than 256 curricula"):
        together(stand_in, enrol[256])
    together(stand_in, act(crammed, "leave", 200), enrol[199])
    assert crammed.curricula_of(stand_in) == list(range(1, 257))


def test_the_balance_of_a_learner_in_many_curricula_is_whole(
    crammed, stand_in, together, act, council, issuer
):
    numbers = [3, 1, 20, 19, 257, 40, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]
    together(stand_in, *(act(crammed, "enrol", number, 1) for number in numbers))
    for number in (3, 18, 257):
        crammed.accredit(number, issuer, 0, sender=council)
        crammed.award(number << 8 | 1, stand_in, sender=issuer)

    assert crammed.curricula_of(stand_in) == numbers
    assert crammed.balanceOf(stand_in) == 3
