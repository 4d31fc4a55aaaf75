"""Who may award in a curriculum, since when and until when."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

FOREVER = 0
LAST_SECOND = 253_402_300_799  # 9999-12-31 23:59:59 UTC


def test_the_dao_accredits_an_issuer_for_one_curriculum(
    credentials, curriculum, foreign, council, employer, enrol, award, log
):
    receipt = credentials.accredit(curriculum.number, employer, FOREVER, sender=council)

    assert receipt.events == [log.Accredited(curriculum.number, employer, FOREVER)]
    assert credentials.accreditation(curriculum.number, employer) == (receipt.timestamp, FOREVER)
    assert credentials.accreditation(foreign.number, employer) == (0, 0)
    enrol()
    award(sender=employer)


def test_an_accreditation_ends_with_the_second_before_its_end(
    credentials, curriculum, council, employer, enrol, learners, award, at, midnight, log
):
    for learner in learners[:3]:
        enrol(who=learner)
    end = midnight + 1_000
    receipt = credentials.accredit(curriculum.number, employer, end, sender=council)
    assert receipt.events == [log.Accredited(curriculum.number, employer, end)]

    at(end - 1)
    award(to=learners[0], sender=employer)
    at(end)
    with ape.reverts("credentials: not accredited for this curriculum"):
        award(to=learners[1], sender=employer)
    at(end + 1)
    with ape.reverts("credentials: not accredited for this curriculum"):
        award(to=learners[2], sender=employer)


def test_an_accreditation_that_is_over_is_told_as_none(
    credentials, curriculum, council, employer, ask_at, midnight
):
    receipt = credentials.accredit(curriculum.number, employer, midnight, sender=council)

    ask_at(midnight - 1)
    assert credentials.accreditation(curriculum.number, employer) == (receipt.timestamp, midnight)
    ask_at(midnight)
    assert credentials.accreditation(curriculum.number, employer) == (0, 0)


def test_the_dao_ends_an_accreditation(
    credentials, curriculum, council, issuer, enrol, learners, award, token_id, log
):
    enrol(who=learners[0])
    enrol(who=learners[1])
    award(to=learners[0])

    receipt = credentials.end_accreditation(curriculum.number, issuer, sender=council)

    assert receipt.events == [log.AccreditationEnded(curriculum.number, issuer)]
    assert credentials.accreditation(curriculum.number, issuer) == (0, 0)
    with ape.reverts("credentials: not accredited for this curriculum"):
        award(to=learners[1])
    assert credentials.ownerOf(token_id(curriculum.badge, learners[0])) == learners[0]
    assert credentials.verify(learners[0], curriculum.badge).code == 1


@pytest.mark.parametrize("second", [0, 1])
def test_opening_a_conferral_leaves_the_accreditation_as_it_was(
    credentials, curriculum, council, employer, enrol, award, at, midnight, day, log, second
):
    since, until = midnight + second, midnight + 2 * day - second
    at(since)
    credentials.accredit(curriculum.number, employer, until, sender=council)
    enrol()

    opened = award(sender=employer).events[0]

    assert opened == log.ConferralOpened(curriculum.number, 1, employer, 0, midnight // day)
    assert credentials.accreditation(curriculum.number, employer) == (since, until)


def test_what_nobody_has_cannot_be_ended(credentials, curriculum, council, issuer, employer):
    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.end_accreditation(curriculum.number, employer, sender=council)

    credentials.end_accreditation(curriculum.number, issuer, sender=council)

    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.end_accreditation(curriculum.number, issuer, sender=council)


def test_an_issuer_can_be_accredited_again(
    credentials, curriculum, council, issuer, enrol, award, learner, token
):
    credentials.end_accreditation(curriculum.number, issuer, sender=council)
    receipt = credentials.accredit(curriculum.number, issuer, FOREVER, sender=council)

    assert credentials.accreditation(curriculum.number, issuer) == (receipt.timestamp, FOREVER)
    enrol()
    award()
    assert credentials.ownerOf(token) == learner


@pytest.mark.parametrize("number", [0, 9_999, 2**16 - 1])
def test_nobody_is_accredited_for_a_curriculum_that_does_not_exist(
    credentials, curriculum, council, issuer, number
):
    with ape.reverts("credentials: there is no such curriculum"):
        credentials.accredit(number, issuer, FOREVER, sender=council)


def test_the_zero_address_is_not_accredited(credentials, curriculum, council):
    with ape.reverts("credentials: the issuer's address is zero"):
        credentials.accredit(curriculum.number, ZERO_ADDRESS, FOREVER, sender=council)


def test_an_accreditation_begins_before_it_ends(
    credentials, curriculum, council, employer, at, midnight
):
    for end in (1, midnight - 1, midnight):
        at(midnight)
        with ape.reverts("credentials: the accreditation would already be over"):
            credentials.accredit(curriculum.number, employer, end, sender=council)
        midnight += 10

    at(midnight)
    credentials.accredit(curriculum.number, employer, midnight + 1, sender=council)


def test_an_end_is_on_a_calendar(credentials, curriculum, council, employer):
    credentials.accredit(curriculum.number, employer, LAST_SECOND, sender=council)
    assert credentials.accreditation(curriculum.number, employer)[1] == LAST_SECOND

    for end in (LAST_SECOND + 1, 2**256 - 1):
        with ape.reverts("credentials: the end of the accreditation is too far away"):
            credentials.accredit(curriculum.number, employer, end, sender=council)


def test_accreditation_is_no_consent(credentials, curriculum, council, employer, learner):
    """Not even the DAO has a way to put a badge on an address unasked."""
    credentials.accredit(curriculum.number, council, FOREVER, sender=council)

    with ape.reverts("credentials: not enrolled in this curriculum"):
        credentials.award(curriculum.badge, learner, sender=council)


def test_the_registry_cannot_be_lent_to_anybody(
    credentials, curriculum, pathways, council, issuer, enrol, learner
):
    """Accrediting the registry adds nothing: it awards composites by their rules alone."""
    credentials.accredit(curriculum.number, pathways, FOREVER, sender=council)
    enrol()

    with ape.reverts("credentials: a composite is claimed by its learner, not awarded"):
        credentials.award(curriculum.composite, learner, sender=issuer)
