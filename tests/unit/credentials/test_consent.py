"""Nothing appears on an address unasked: whoever calls whatever, no token comes without consent."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

CHEAT = 2
WITHOUT_TOKENS = {  # what changes state, and yet never awards: called here with what it would take
    "accept_ownership": (),
    "accredit": ("number", "caller", 0),
    "approve": ("caller", "token"),
    "close_version": ("number", 1),
    "end_accreditation": ("number", "issuer"),
    "enrol": ("number", 1),
    "leave": ("number",),
    "open_version": ("number", 2, 5, [0] * 16),
    "renew_consent": ("badge",),
    "renounce": ("badge",),
    "revoke": ("token", 1),
    "safeTransferFrom": ("caller", "victim", "token"),
    "setApprovalForAll": ("victim", True),
    "settle": ("token", "caller", False),
    "set_renderer": ("caller",),
    "transferFrom": ("caller", "victim", "token"),
    "transfer_ownership": ("caller",),
}
AWARDING = {
    "award": ("badge", "victim"),
    "award_batch": ("badge", ["victim"]),
    "award_composite": ("composite", "victim", 1),
}


@pytest.fixture
def facts(curriculum, stranger, issuer, token_id):
    """What the arguments above stand for; the victim is a stranger who never called anything."""
    return {
        "number": curriculum.number,
        "badge": curriculum.badge,
        "composite": curriculum.composite,
        "victim": stranger,
        "issuer": issuer,
        "token": token_id(curriculum.badge, stranger),
    }


def meant(argument, facts):
    if isinstance(argument, list):
        return [meant(entry, facts) for entry in argument]
    return facts.get(argument, argument) if isinstance(argument, str) else argument


def test_every_function_is_looked_at(credentials):
    changing = {method.name for method in credentials.contract_type.mutable_methods}
    assert changing == {*WITHOUT_TOKENS, *AWARDING}


@pytest.mark.parametrize("who", ["council", "issuer", "learner"])
def test_no_caller_puts_a_token_on_a_stranger(
    credentials, facts, council, issuer, stranger, who, request
):
    """Neither alone nor after accrediting itself."""
    caller = request.getfixturevalue(who)
    credentials.accredit(facts["number"], council, 0, sender=council)
    facts["caller"] = caller

    for method, arguments in {**WITHOUT_TOKENS, **AWARDING}.items():
        call = getattr(credentials, method)
        arguments = [meant(argument, facts) for argument in arguments]
        receipt = call(*arguments, sender=caller, raise_on_revert=False)

        assert not [event for event in receipt.events if event.event_name == "Issued"]
    assert credentials.balanceOf(stranger) == 0


def test_not_even_a_door_gone_astray_does(aged, loose_door, together, act, stranger, learner):
    aged.enrol(1, 1, sender=learner)

    with ape.reverts("credentials: not enrolled in this curriculum"):
        together(loose_door, act(aged, "award_composite", 257, stranger, 1))
    with ape.reverts("credentials: not enrolled in this curriculum"):
        together(loose_door, act(aged, "award_composite", 257, ZERO_ADDRESS, 1))
    together(loose_door, act(aged, "award_composite", 257, learner, 1))
    with ape.reverts("credentials: the learner holds this badge already"):
        together(loose_door, act(aged, "award_composite", 257, learner, 1))


def test_what_was_revoked_stays_gone_from_who_has_left(
    credentials, curriculum, enrol, award, learner, issuer, council, token, status
):
    enrol()
    award()
    credentials.revoke(token, CHEAT, sender=issuer)
    credentials.leave(curriculum.number, sender=learner)

    with ape.reverts("credentials: the holder's enrolment does not cover this badge"):
        status.reinstate(token, sender=council)
    with ape.reverts("credentials: not enrolled in this curriculum"):
        award()
    assert credentials.balanceOf(learner) == 0
