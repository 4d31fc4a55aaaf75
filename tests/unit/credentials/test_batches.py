"""Batches: the same as one by one, save that a row which cannot be awarded is skipped and told."""

from collections import Counter

import ape
import pytest
from ape.exceptions import TransactionError
from ape.utils import ZERO_ADDRESS

from cairn.chain.suite import create_address

NOT_ENROLLED, NOT_COVERED, ALREADY_HELD, WAS_REVOKED, WAS_RENOUNCED, OWN_AWARD = range(1, 7)
LARGEST_TRANSACTION = 2**24  # gas, EIP-7825
NO_REASON = TransactionError.DEFAULT_MESSAGE
CHEAT = 7


@pytest.fixture
def enrolled(enrol, learners):
    for learner in learners[:6]:
        enrol(who=learner)
    return learners[:6]


def award_all(credentials, badge, learners, issuer):
    return credentials.award_batch(badge, learners, sender=issuer)


def test_a_batch_awards_everybody_in_order(
    credentials, curriculum, enrolled, issuer, token_id, log, day
):
    receipt = award_all(credentials, curriculum.badge, enrolled[:2], issuer)

    first, second = (token_id(curriculum.badge, learner) for learner in enrolled[:2])
    assert receipt.events == [
        log.ConferralOpened(curriculum.number, 1, issuer, 0, receipt.timestamp // day),
        log.Transfer(ZERO_ADDRESS, enrolled[0], first),
        log.Locked(first),
        log.Issued(issuer, enrolled[0], first, 2),
        log.Transfer(ZERO_ADDRESS, enrolled[1], second),
        log.Locked(second),
        log.Issued(issuer, enrolled[1], second, 2),
    ]


def test_a_batch_says_how_many_it_awarded(credentials, curriculum, enrolled, issuer, stranger):
    rows = [*enrolled, stranger, enrolled[0]]

    assert credentials.award_batch.call(curriculum.badge, rows, sender=issuer) == len(enrolled)


def test_rows_that_cannot_be_awarded_are_skipped_with_the_reason(
    credentials, curriculum, foreign, enrolled, issuer, stranger, award, token_id, log
):
    badge = curriculum.badge
    holder, revoked, renounced, last = enrolled[:4]
    for learner in (holder, revoked, renounced):
        award(to=learner)
    credentials.revoke(token_id(badge, revoked), CHEAT, sender=issuer)
    credentials.renounce(badge, sender=renounced)

    rows = [stranger, holder, ZERO_ADDRESS, revoked, last, renounced, last]
    receipt = award_all(credentials, badge, rows, issuer)

    fresh = token_id(badge, last)
    assert receipt.events == [
        log.Skipped(badge, stranger, NOT_ENROLLED),
        log.Skipped(badge, holder, ALREADY_HELD),
        log.Skipped(badge, ZERO_ADDRESS, NOT_ENROLLED),
        log.Skipped(badge, revoked, WAS_REVOKED),
        log.Transfer(ZERO_ADDRESS, last, fresh),
        log.Locked(fresh),
        log.Issued(issuer, last, fresh, 2),
        log.Skipped(badge, renounced, WAS_RENOUNCED),
        log.Skipped(badge, last, ALREADY_HELD),
    ]


def test_a_learner_of_an_older_version_is_skipped(
    credentials, adopt, record_of, learners, issuer, log
):
    first = adopt(record_of(1, key="older", title="Older"))
    record = record_of(1, key="older", title="Older", curriculum=first.number, version=2)
    second = adopt(type(record)(**{**vars(record), "classes": record.classes[:1], "rules": ()}))
    credentials.enrol(first.number, 1, sender=learners[0])
    credentials.enrol(first.number, 2, sender=learners[1])

    receipt = award_all(credentials, second.classes[2], learners[:2], issuer)

    assert receipt.events[0] == log.Skipped(second.classes[2], learners[0], NOT_COVERED)
    assert credentials.is_held(second.classes[2], learners[1])


def test_an_issuer_is_skipped_in_its_own_batch(
    credentials, curriculum, enrol, enrolled, issuer, log
):
    enrol(who=issuer)

    receipt = award_all(credentials, curriculum.badge, [issuer, enrolled[0]], issuer)

    assert receipt.events[0] == log.Skipped(curriculum.badge, issuer, OWN_AWARD)
    assert not credentials.is_held(curriculum.badge, issuer)
    assert credentials.is_held(curriculum.badge, enrolled[0])


def test_a_batch_leaves_what_the_same_awards_one_by_one_leave(
    credentials, curriculum, enrolled, issuer, award, chain
):
    """S11: state, events and ids."""

    def seen():
        standing = [credentials.standing(curriculum.number, who) for who in enrolled]
        return standing, [credentials.verify(who, curriculum.badge) for who in enrolled]

    before = chain.snapshot()
    singly = [event for learner in enrolled for event in award(to=learner).events]
    left = seen()
    chain.restore(before)

    receipt = award_all(credentials, curriculum.badge, enrolled, issuer)

    told = [(event.event_name, event.event_arguments) for event in receipt.events]
    assert told == [(event.event_name, event.event_arguments) for event in singly]
    assert seen() == left


def test_a_second_run_finishes_what_the_first_began(credentials, curriculum, enrolled, issuer, log):
    award_all(credentials, curriculum.badge, enrolled[:3], issuer)

    receipt = award_all(credentials, curriculum.badge, enrolled, issuer)

    assert receipt.events[:3] == [
        log.Skipped(curriculum.badge, learner, ALREADY_HELD) for learner in enrolled[:3]
    ]
    assert [credentials.balanceOf(learner) for learner in enrolled] == [1] * 6
    assert len(receipt.events) == 3 + 3 * 3


def opened(receipt):
    return [event.number for event in receipt.events if event.event_name == "ConferralOpened"]


def test_an_empty_batch_is_refused(credentials, curriculum, issuer):
    with ape.reverts("credentials: there is no learner in the batch"):
        award_all(credentials, curriculum.badge, [], issuer)


def test_a_batch_in_which_all_are_skipped_opens_no_conferral(
    credentials, curriculum, enrol, enrolled, issuer, stranger, log
):
    enrol(who=issuer)

    receipt = award_all(credentials, curriculum.badge, [stranger, issuer], issuer)

    assert receipt.events == [
        log.Skipped(curriculum.badge, stranger, NOT_ENROLLED),
        log.Skipped(curriculum.badge, issuer, OWN_AWARD),
    ]
    receipt = award_all(credentials, curriculum.badge, enrolled, issuer)
    assert opened(receipt) == [1]


def test_a_batch_opens_its_conferral_before_its_first_award(
    credentials, curriculum, enrolled, issuer, stranger, log, day
):
    receipt = award_all(credentials, curriculum.badge, [stranger, enrolled[0]], issuer)

    assert receipt.events[:2] == [
        log.Skipped(curriculum.badge, stranger, NOT_ENROLLED),
        log.ConferralOpened(curriculum.number, 1, issuer, 0, receipt.timestamp // day),
    ]


def test_a_batch_joins_the_conferral_of_the_day(credentials, curriculum, enrolled, issuer, award):
    award(to=enrolled[0])

    assert opened(award_all(credentials, curriculum.badge, enrolled, issuer)) == []


def test_where_all_would_be_skipped_the_caller_s_faults_are_told_all_the_same(
    credentials, curriculum, stranger
):
    with ape.reverts("credentials: not accredited for this curriculum"):
        award_all(credentials, curriculum.badge, [stranger], stranger)


@pytest.fixture(scope="session")
def hundreds(stand_in, together, script, act, credentials, curriculum, deployer):
    """256 learners that are contracts, all enrolled."""
    stand_in.spawn(128, sender=deployer)
    stand_in.spawn(128, sender=deployer)
    everybody = [create_address(str(stand_in.address), nonce) for nonce in range(1, 257)]
    enrol = script(act(credentials, "enrol", curriculum.number, curriculum.version))
    joining = [(learner, stand_in.act.encode_input(enrol)) for learner in everybody]
    for some in (joining[:128], joining[128:]):
        together(stand_in, *some)
    return everybody


def test_a_batch_holds_256_rows(credentials, curriculum, hundreds, issuer):
    receipt = award_all(credentials, curriculum.badge, hundreds, issuer)

    names = Counter(event.event_name for event in receipt.events)
    assert names == {"ConferralOpened": 1, "Transfer": 256, "Locked": 256, "Issued": 256}
    assert [credentials.balanceOf(who) for who in (hundreds[0], hundreds[127], hundreds[255])] == [
        1
    ] * 3
    assert receipt.gas_used < LARGEST_TRANSACTION
    assert receipt.gas_used / 256 < 13_500


def test_a_batch_of_257_rows_is_refused_whole(credentials, curriculum, hundreds, issuer):
    with ape.reverts(NO_REASON):
        award_all(credentials, curriculum.badge, [*hundreds, hundreds[0]], issuer)

    assert not credentials.is_held(curriculum.badge, hundreds[0])
