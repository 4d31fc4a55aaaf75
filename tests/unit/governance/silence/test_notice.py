"""Whoever is silent is told so first, and has fourteen days to keep the seat by one word."""

import pytest
from rig import account, key, reverts
from stateful.members import keep_seat_digest

from cairn.chain.suite import DAY

AGAINST, FOR = 0, 1
FORTNIGHT = 14 * DAY
LAPSE = 30 * DAY  # from the day on which it was given
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
HAS_VOTED = "educators: this member has voted on one of these proposals"
TOO_FEW = "educators: this member has not missed eight votes over sixty days"
ALREADY = "educators: this member is under notice already"
NONE_STANDS = "educators: no notice to this member stands"
NOT_OVER = "educators: the notice is not over yet; strike after it"
NOT_SIGNED = "educators: this member has not signed to keep the seat against this notice"


@pytest.fixture
def until(membership, noticed, silent):
    """The last second of the notice."""
    return membership.notice_of(silent)[0]


@pytest.fixture
def signature_of(membership, silent):
    """Sign with the key of a role that one keeps a seat: the silent member's own, by default."""

    def signature_of(until, member=silent, by="educator 5"):
        signed = key(by).sign_msg_hash(keep_seat_digest(membership.address, member, until))
        return signed.to_bytes()[:64] + bytes([signed.v + 27])

    return signature_of


@pytest.fixture
def signer(rig, membership, decide, act, stranger):
    """A member that is a contract, and lets one key sign for it."""
    contract = rig.deploy("dao_signer", [account("its key")], sender=stranger)
    decide(act(membership, "admit", contract.address))
    contract.act(membership.address, membership.encode("accept"), sender=stranger)
    return contract


# ---------------------------------------------------------------------------- given


def test_notice_is_given_by_whoever_shows_the_silence(membership, missed, notify, silent, now):
    tx = notify()

    assert tx.events == [
        membership.NoticeGiven(member=silent, number=5, until=now() + FORTNIGHT - 1)
    ]
    assert membership.notice_of(silent) == (now() + FORTNIGHT - 1, now() + LAPSE - 1)
    assert membership.getVotes(silent) == 1


def test_it_takes_no_office_to_give_notice(missed, notify, whoever, is_under_notice):
    notify(sender=whoever)

    assert is_under_notice()


def test_nobody_is_given_notice_twice(notify, noticed, at):
    with reverts(ALREADY):
        notify()
    at(noticed + LAPSE - 1)
    with reverts(ALREADY):
        notify()


def test_a_notice_lapses_after_thirty_days_and_is_given_anew(
    membership, noticed, notify, strike, silent, at
):
    """So nobody keeps one in reserve."""
    at(noticed + LAPSE)
    with reverts(NONE_STANDS):
        strike()
    assert membership.notice_of(silent) == (0, 0)
    with reverts(NONE_STANDS):
        membership.keep_seat(sender=silent)

    notify()
    with reverts(NOT_OVER):
        strike()


# ---------------------------------------------------------------------------- kept


def test_a_member_keeps_the_seat_in_person(membership, noticed, silent, strike, at):
    tx = membership.keep_seat(sender=silent)

    assert tx.events == [membership.SeatKept(member=silent, number=5)]
    assert membership.notice_of(silent) == (0, 0)
    at(noticed + FORTNIGHT)
    with reverts(NONE_STANDS):
        strike()


@pytest.mark.parametrize("second", [FORTNIGHT - 1, FORTNIGHT, LAPSE - 1])
def test_a_seat_is_kept_up_to_the_second_of_the_strike(membership, noticed, silent, at, second):
    at(noticed + second)
    membership.keep_seat(sender=silent)

    assert membership.notice_of(silent) == (0, 0)


def test_nobody_else_keeps_a_seat(membership, noticed, educators, stranger, is_under_notice):
    for other in (educators[3], educators[0], stranger):
        with reverts(NONE_STANDS):
            membership.keep_seat(sender=other)
    assert is_under_notice()


def test_a_seat_is_kept_once(membership, noticed, silent):
    membership.keep_seat(sender=silent)

    with reverts(NONE_STANDS):
        membership.keep_seat(sender=silent)


def test_who_has_kept_the_seat_has_to_miss_eight_more_votes(
    membership, noticed, silent, notify, hold, made, sixty_days_on, is_under_notice
):
    """Else a few could give it notice again each day, until it is away."""
    membership.keep_seat(sender=silent)
    with reverts(TOO_FEW):
        notify()
    hold(7)
    sixty_days_on(proposal=made[-7])
    with reverts(TOO_FEW):
        notify(shown=made[::-1])

    hold(1)
    sixty_days_on()
    notify()
    assert is_under_notice()


@pytest.mark.parametrize(("second", "counts"), [(0, True), (1, False)])
def test_a_vote_counts_that_opens_when_the_seat_was_kept(
    membership, noticed, silent, notify, make, made, hold, dao, at, sixty_days_on, second, counts
):
    make(1)
    at(dao.proposalSnapshot(made[-1].id) + second)
    membership.keep_seat(sender=silent)
    made[-1].close()
    hold(7)
    sixty_days_on(seconds=100)

    if counts:
        notify()
    else:
        with reverts(TOO_FEW):
            notify()


# ---------------------------------------------------------------------------- kept by signature


def test_anyone_posts_what_the_member_has_signed(membership, until, silent, signature_of, stranger):
    tx = membership.keep_seat_by_signature(silent, signature_of(until), sender=stranger)

    assert tx.events == [membership.SeatKept(member=silent, number=5)]
    assert membership.notice_of(silent) == (0, 0)


def test_what_is_signed_is_typed_as_wallets_show_it(membership):
    domain = membership.eip712Domain()

    assert domain[1:5] == ("Cairn Educators", "1", 1, membership.address)


def test_a_signature_holds_once(membership, until, silent, signature_of, stranger):
    signature = signature_of(until)
    membership.keep_seat_by_signature(silent, signature, sender=stranger)

    with reverts(NONE_STANDS):
        membership.keep_seat_by_signature(silent, signature, sender=stranger)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "lapsed"])
def test_a_signature_against_an_older_notice_does_not_hold(
    membership, until, silent, signature_of, stranger, notify, hold, sixty_days_on, kept
):
    signature = signature_of(until)
    if kept:
        membership.keep_seat_by_signature(silent, signature, sender=stranger)
    hold(8)
    sixty_days_on()
    notify()

    with reverts(NOT_SIGNED):
        membership.keep_seat_by_signature(silent, signature, sender=stranger)


def test_a_signature_is_the_members_own_and_for_itself_alone(
    membership, until, silent, educators, signature_of, notify, stranger
):
    notify(educators[3])
    another = membership.notice_of(educators[3])[0]
    for member, signature in (
        (silent, signature_of(until, by="educator 4")),
        (silent, signature_of(another, member=educators[3], by="educator 4")),
        (educators[3], signature_of(until)),
        (silent, signature_of(until + 1)),
        (silent, signature_of(until)[:64]),
        (silent, b""),
    ):
        with reverts(NOT_SIGNED):
            membership.keep_seat_by_signature(member, signature, sender=stranger)


def test_the_twin_of_a_signature_is_none(membership, until, silent, signature_of, stranger):
    """Of each signature there is another one with the larger s, which anybody can make."""
    signature = signature_of(until)
    s = ORDER - int.from_bytes(signature[32:64], "big")
    twin = signature[:32] + s.to_bytes(32, "big") + bytes([27 + 28 - signature[64]])

    with reverts(NOT_SIGNED):
        membership.keep_seat_by_signature(silent, twin, sender=stranger)


def test_what_was_signed_for_another_token_does_not_hold(
    rig, membership, until, silent, stranger, educators
):
    other = rig.deploy("EducatorToken", stranger, educators, sender=stranger)
    signed = key("educator 5").sign_msg_hash(keep_seat_digest(other.address, silent, until))
    signature = signed.to_bytes()[:64] + bytes([signed.v + 27])

    with reverts(NOT_SIGNED):
        membership.keep_seat_by_signature(silent, signature, sender=stranger)


def test_a_member_that_is_a_contract_keeps_its_seat_by_erc_1271(
    membership, signer, hold, sixty_days_on, notify, signature_of, stranger, is_under_notice
):
    hold(8)
    sixty_days_on()
    notify(signer.address)
    until = membership.notice_of(signer.address)[0]
    signature = signature_of(until, member=signer.address, by="its key")
    with reverts(NOT_SIGNED):
        membership.keep_seat_by_signature(signer.address, signature[:-1], sender=stranger)

    membership.keep_seat_by_signature(signer.address, signature, sender=stranger)
    assert not is_under_notice(signer.address)


def test_without_a_notice_nothing_signed_is_asked_for(membership, silent, stranger, learner):
    for who in (silent, stranger, learner):
        with reverts(NONE_STANDS):
            membership.keep_seat_by_signature(who, b"", sender=stranger)


# ---------------------------------------------------------------------------- other seats and keys


def test_who_departs_and_returns_begins_without_a_notice(
    membership, noticed, silent, decide, act, strike, at
):
    membership.resign(sender=silent)
    with reverts(NONE_STANDS):
        membership.keep_seat(sender=silent)
    decide(act(membership, "admit", silent))
    membership.accept(sender=silent)
    assert membership.notice_of(silent) == (0, 0)

    at(noticed + FORTNIGHT)
    with reverts(NONE_STANDS):
        strike()
    with reverts(NONE_STANDS):
        membership.keep_seat(sender=silent)


def test_a_key_replaced_in_the_notice_begins_without_one(
    membership, hold, made, notify, silent, decide, act, learner, strike, at, dao, now
):
    """Whoever gets a new key after a long absence has time to show up."""
    decide(act(membership, "replace_key", silent, learner))
    hold(8)
    at(dao.proposalSnapshot(made[0].id) + 60 * DAY)
    notify()
    membership.accept(sender=learner)

    for either in (silent, learner):
        assert membership.notice_of(either) == (0, 0)
    at(now() + FORTNIGHT)
    for either in (silent, learner):
        with reverts(NONE_STANDS):
            strike(either)
        with reverts(NONE_STANDS):
            membership.keep_seat(sender=either)
