"""Awarding one badge: what it writes, who may, and whom it reaches."""

import ape
import pytest
from ape.exceptions import TransactionError
from ape.utils import ZERO_ADDRESS
from eth_utils import keccak

BOTH = 2  # ERC-5484: issuer and holder may burn
NO_REASON = TransactionError.DEFAULT_MESSAGE


def test_an_issuer_awards_a_badge_to_an_enrolled_learner(
    credentials, curriculum, enrol, award, learner, issuer, token, log, day
):
    enrol()

    receipt = award()

    assert receipt.events == [
        log.ConferralOpened(curriculum.number, 1, issuer, 0, receipt.timestamp // day),
        log.Transfer(ZERO_ADDRESS, learner, token),
        log.Locked(token),
        log.Issued(issuer, learner, token, BOTH),
    ]
    assert credentials.ownerOf(token) == learner
    assert credentials.balanceOf(learner) == 1
    assert credentials.is_held(curriculum.badge, learner)
    assert credentials.standing(curriculum.number, learner) == (1, 0b10, 0)


def test_the_token_id_is_known_before_the_award(
    credentials, curriculum, enrol, award, learner, token
):
    assert token == (curriculum.number << 8 | 1) << 160 | int(learner.address, 16)
    enrol()
    award()

    assert credentials.ownerOf(token) == learner


def test_a_contract_can_be_awarded_without_being_called(
    credentials, curriculum, award, stand_in, together, act, token_id
):
    together(stand_in, act(credentials, "enrol", curriculum.number, curriculum.version))

    receipt = award(to=stand_in)

    assert credentials.ownerOf(token_id(curriculum.badge, stand_in)) == stand_in
    assert {event.contract_address for event in receipt.events} == {credentials.address}


@pytest.mark.parametrize("who", ["stranger", "learner", "council", "deployer"])
def test_only_an_accredited_issuer_awards(credentials, curriculum, enrol, learner, who, request):
    enrol()
    caller = request.getfixturevalue(who)

    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.award(curriculum.badge, learner, sender=caller)
    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.award_batch(curriculum.badge, [learner], sender=caller)


def test_an_issuer_of_another_curriculum_does_not_award_in_this_one(
    award, enrol, foreign, stranger, credentials
):
    assert credentials.accreditation(foreign.number, stranger)[0] != 0
    enrol()

    with ape.reverts("credentials: not accredited for this curriculum"):
        award(sender=stranger)


def test_a_learner_who_has_not_enrolled_is_not_awarded(award):
    with ape.reverts("credentials: not enrolled in this curriculum"):
        award()


@pytest.mark.parametrize("who", [ZERO_ADDRESS, "0x" + "f" * 40])
def test_an_address_that_cannot_enrol_is_not_awarded(award, who):
    with ape.reverts("credentials: not enrolled in this curriculum"):
        award(to=who)


def test_enrolment_elsewhere_is_no_consent_here(award, enrol, foreign):
    enrol(number=foreign.number)

    with ape.reverts("credentials: not enrolled in this curriculum"):
        award()


def test_a_badge_is_awarded_once(award, enrol, other_issuer):
    enrol()
    award()

    with ape.reverts("credentials: the learner holds this badge already"):
        award()
    with ape.reverts("credentials: the learner holds this badge already"):
        award(sender=other_issuer)


def test_a_composite_is_not_awarded_by_an_issuer(credentials, curriculum, enrol, learner, issuer):
    enrol()

    with ape.reverts("credentials: a composite is claimed by its learner, not awarded"):
        credentials.award(curriculum.composite, learner, sender=issuer)
    with ape.reverts("credentials: a composite is claimed by its learner, not awarded"):
        credentials.award_batch(curriculum.composite, [learner], sender=issuer)


@pytest.mark.parametrize("index", [0, 5, 16, 255])
def test_a_badge_that_does_not_exist_is_not_awarded(
    credentials, curriculum, enrol, learner, issuer, index
):
    enrol()
    badge = curriculum.number << 8 | index

    with ape.reverts("credentials: there is no such badge"):
        credentials.award(badge, learner, sender=issuer)
    with ape.reverts("credentials: there is no such badge"):
        credentials.award_batch(badge, [learner], sender=issuer)


@pytest.mark.parametrize("badge", [0, 1, 255, 256, 2**24 - 1])
def test_a_badge_of_no_curriculum_is_not_awarded(award, badge):
    with ape.reverts("credentials: there is no such badge"):
        award(badge=badge)


def test_a_class_id_of_more_than_24_bits_does_not_wrap_around(
    credentials, curriculum, enrol, learner, issuer
):
    """Clients refuse to encode it, so the bytes are made by hand."""
    enrol()
    wrapped = (1 << 24 | curriculum.badge).to_bytes(32, "big")
    calldata = (
        keccak(text="award(uint24,address)")[:4]
        + wrapped
        + int(learner.address, 16).to_bytes(32, "big")
    )

    with ape.reverts(NO_REASON):
        issuer.transfer(credentials, 0, data=calldata)


def test_nobody_awards_a_badge_to_themselves(credentials, enrol, award, issuer, other_issuer):
    enrol(who=issuer)

    with ape.reverts("credentials: nobody can award a badge to themselves"):
        award(to=issuer)
    award(to=issuer, sender=other_issuer)
    assert credentials.balanceOf(issuer) == 1


def test_an_award_takes_no_ether(credentials, curriculum, enrol, learner, issuer):
    enrol()

    with ape.reverts(NO_REASON):
        credentials.award(curriculum.badge, learner, sender=issuer, value=1, gas=200_000)
    assert credentials.balance == 0
