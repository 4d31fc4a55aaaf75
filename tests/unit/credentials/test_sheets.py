"""Sheets: fifteen badges a word, up to 240 a curriculum, none of which disturbs another."""

from itertools import islice
from random import Random

import ape
import pytest

from cairn.curricula.record import class_indices


@pytest.fixture(scope="session")
def faculty(stand_in):
    """An issuer that is a contract, and awards a whole transcript in one transaction."""
    return stand_in


@pytest.fixture(scope="session")
def wide(adopt, record_of, faculty):
    """40 classes, so three sheets: 39 badges and a composite of them all."""
    return adopt(record_of(39, key="wide", title="Wide", issuers=[faculty]))


@pytest.fixture(scope="session")
def widest(adopt, record_of, faculty):
    """240 classes, which is as many as there can be."""
    return adopt(record_of(239, key="widest", title="Widest", issuers=[faculty]))


@pytest.fixture(scope="session")
def award_all(faculty, together, act, credentials):
    """Award badges to one learner, many a transaction."""

    def award_all(badges, learner):
        badges = iter(badges)
        while some := list(islice(badges, 128)):
            together(faculty, *(act(credentials, "award", badge, learner) for badge in some))

    return award_all


def word(classes):
    return sum(1 << (class_id & 255) for class_id in classes)


def test_class_indices_pass_over_the_multiples_of_sixteen(wide, widest, credentials, curricula):
    assert [class_id & 255 for class_id in wide.classes] == class_indices(40)
    assert wide.classes[15] & 255 == 17
    assert widest.composite & 255 == 255
    assert credentials.last_index(wide.number) == 42
    [opened] = [event for event in widest.receipt.events if event.event_name == "VersionOpened"]
    assert opened.last_index == 255
    for class_id in widest.classes:
        assert curricula.definition(class_id) != 0
    for index in (0, 16, 32, 240):
        assert curricula.definition(widest.number << 8 | index) == 0


def test_each_badge_has_a_lane_of_its_own(wide, credentials, faculty, learner, award_all, token_id):
    credentials.enrol(wide.number, 1, sender=learner)
    chosen = Random(40).sample(wide.classes[:39], 20)

    for count in range(0, 20, 5):
        award_all(chosen[count : count + 5], learner)

        assert credentials.standing(wide.number, learner) == (1, word(chosen[: count + 5]), 0)
        assert credentials.balanceOf(learner) == count + 5
    held = [badge for badge in wide.classes if credentials.is_held(badge, learner)]
    assert held == sorted(chosen)


def test_a_lane_that_falls_leaves_its_neighbours_standing(
    wide, credentials, council, learner, award_all, token_id, status
):
    badges = wide.classes[:39]
    credentials.enrol(wide.number, 1, sender=learner)
    award_all(badges, learner)
    fallen = [badges[at] for at in (0, 14, 15, 16, 29, 30, 38)]  # at the edges of the sheets

    for badge in fallen:
        credentials.revoke(token_id(badge, learner), 1, sender=council)

    rest = [badge for badge in badges if badge not in fallen]
    assert credentials.standing(wide.number, learner) == (1, word(rest), word(fallen))
    assert credentials.balanceOf(learner) == 39 - len(fallen)
    for badge in fallen:
        status.reinstate(token_id(badge, learner), sender=council)
    assert credentials.standing(wide.number, learner) == (1, word(badges), 0)
    assert credentials.enrolment_of(wide.number, learner) == (1, 42)


def test_leaving_and_coming_back_touches_no_lane(wide, credentials, learner, award_all):
    credentials.enrol(wide.number, 1, sender=learner)
    award_all(wide.classes[:39:3], learner)

    credentials.leave(wide.number, sender=learner)
    assert credentials.standing(wide.number, learner) == (0, word(wide.classes[:39:3]), 0)
    credentials.enrol(wide.number, 1, sender=learner)

    assert credentials.standing(wide.number, learner) == (1, word(wide.classes[:39:3]), 0)


def test_learners_have_sheets_of_their_own(wide, credentials, learners, award_all):
    for learner in learners[:2]:
        credentials.enrol(wide.number, 1, sender=learner)
    award_all(wide.classes[:20], learners[0])
    award_all(wide.classes[10:30], learners[1])

    assert credentials.standing(wide.number, learners[0])[1] == word(wide.classes[:20])
    assert credentials.standing(wide.number, learners[1])[1] == word(wide.classes[10:30])


def test_neighbouring_curricula_share_no_sheet(wide, widest, credentials, learner, award_all):
    """Their class ids follow one another, and so would their sheets if they were misnumbered."""
    for curriculum in (wide, widest):
        credentials.enrol(curriculum.number, 1, sender=learner)
    award_all(widest.classes[:15], learner)

    assert credentials.standing(wide.number, learner) == (1, 0, 0)
    assert credentials.balanceOf(learner) == 15


def test_a_composite_of_239_badges_is_claimed(
    widest, credentials, pathways, learner, award_all, token_id
):
    credentials.enrol(widest.number, 1, sender=learner)
    award_all(widest.classes[1:239], learner)
    with ape.reverts(
        "pathways: the rule is not met yet; ask for the progress to see what is missing"
    ):
        pathways.claim(widest.composite, sender=learner)
    assert pathways.explain(learner, widest.composite)[0].value == 238

    award_all(widest.classes[:1], learner)
    receipt = pathways.claim(widest.composite, sender=learner)

    assert receipt.gas_used < 200_000
    assert credentials.balanceOf(learner) == 240
    assert credentials.standing(widest.number, learner)[1] == word(widest.classes)
    assert credentials.ownerOf(token_id(widest.composite, learner)) == learner


def test_a_curriculum_has_no_room_for_a_241st_badge(adopt, record_of, widest):
    more = record_of(1, key="widest", title="Widest", curriculum=widest.number, version=2)

    with ape.reverts("curricula: a curriculum can have no more than 240 badges"):
        adopt(more)


def test_there_is_a_last_curriculum(aged, loose_door, together, opening, council):
    aged.age(2**16 - 2, sender=council)

    together(loose_door, opening(aged, 0, 1, new=1))

    assert aged.curriculum_count() == 2**16 - 1
    assert aged.last_index(2**16 - 1) == 1
    with ape.reverts("credentials: there is no number left for another curriculum"):
        together(loose_door, opening(aged, 0, 1, new=1))


def test_badges_of_the_last_curriculum_are_badges_like_any_other(
    aged, loose_door, together, opening, council, issuer, learner, token_id
):
    aged.age(2**16 - 2, sender=council)
    together(loose_door, opening(aged, 0, 1, new=240))
    aged.accredit(2**16 - 1, issuer, 0, sender=council)
    aged.enrol(2**16 - 1, 1, sender=learner)
    last = 2**24 - 1

    aged.award(last, learner, sender=issuer)

    assert aged.ownerOf(token_id(last, learner)) == learner
    assert aged.balanceOf(learner) == 1
    assert aged.standing(2**16 - 1, learner) == (1, 1 << 255, 0)
    aged.revoke(token_id(last, learner), 1, sender=issuer)
    assert aged.standing(2**16 - 1, learner) == (1, 0, 1 << 255)
