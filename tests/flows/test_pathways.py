"""A curriculum changes, and who began under the old version ends under it."""

import ape
import pytest

from cairn.curricula.record import BadgeClass, Gate, Rule, class_indices

NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"
NOT_OPEN = "credentials: this version is not open for enrolment"
NOT_COVERED = "credentials: enrolled in a version that does not have this badge"


@pytest.fixture
def second(adopt, record_of, curriculum):
    """Version 2: a fourth badge, and a composite that needs all four."""
    keeper, wintering = class_indices(5)[3:]
    mask = sum(1 << index for index in (1, 2, 3, wintering))
    return adopt(
        record_of(
            key="bees-2",
            curriculum=curriculum.number,
            version=2,
            classes=(BadgeClass(key="b4", name="Wintering"),),
            rules=(Rule(index=keeper, gates=(Gate(threshold=4, classes=mask),)),),
        )
    )


@pytest.fixture
def first_badges(curriculum):
    return curriculum.classes[:3]


@pytest.fixture
def fourth_badge(curriculum):
    return curriculum.number << 8 | 5


def test_who_enrolled_earlier_is_judged_by_the_earlier_rule(
    credentials, pathways, curriculum, learners, earn_all, first_badges, fourth_badge, request
):
    earlier, later = learners[:2]
    credentials.enrol(curriculum.number, 1, sender=earlier)
    request.getfixturevalue("second")
    credentials.enrol(curriculum.number, 2, sender=later)
    for learner in (earlier, later):
        earn_all(learner, first_badges)

    pathways.claim(curriculum.composite, sender=earlier)
    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=later)
    earn_all(later, [fourth_badge])
    pathways.claim(curriculum.composite, sender=later)

    versions = [credentials.verify(who, curriculum.composite).version for who in (earlier, later)]
    assert versions == [1, 2]


def test_a_new_version_is_not_imposed_but_can_be_chosen(
    credentials,
    pathways,
    curriculum,
    learner,
    earn_all,
    first_badges,
    fourth_badge,
    request,
    issuer,
):
    credentials.enrol(curriculum.number, 1, sender=learner)
    request.getfixturevalue("second")
    with ape.reverts(NOT_COVERED):
        credentials.award(fourth_badge, learner, sender=issuer)

    credentials.enrol(curriculum.number, 2, sender=learner)
    earn_all(learner, first_badges)
    with ape.reverts(NOT_MET):
        pathways.claim(curriculum.composite, sender=learner)
    earn_all(learner, [fourth_badge])
    pathways.claim(curriculum.composite, sender=learner)
    assert credentials.balanceOf(learner) == 5


def test_closing_a_version_breaks_no_promise(
    credentials,
    curricula,
    pathways,
    curriculum,
    second,
    decide,
    act,
    learners,
    earn_all,
    first_badges,
):
    promised, late = learners[:2]
    credentials.enrol(curriculum.number, 1, sender=promised)

    decide(act(curricula, "close_enrolment", curriculum.number, 1))

    with ape.reverts(NOT_OPEN):
        credentials.enrol(curriculum.number, 1, sender=late)
    credentials.enrol(curriculum.number, 2, sender=late)
    earn_all(promised, first_badges)
    pathways.claim(curriculum.composite, sender=promised)
    assert credentials.verify(promised, curriculum.composite).version == 1


def test_a_composite_earned_under_the_old_version_stands_under_the_new(
    credentials, pathways, curriculum, learner, earn_all, first_badges, request
):
    credentials.enrol(curriculum.number, 1, sender=learner)
    earn_all(learner, first_badges)
    pathways.claim(curriculum.composite, sender=learner)
    before = tuple(credentials.verify(learner, curriculum.composite))

    request.getfixturevalue("second")
    assert tuple(credentials.verify(learner, curriculum.composite)) == before
    assert credentials.balanceOf(learner) == 4
