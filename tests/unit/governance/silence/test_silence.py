"""Who has left in silence, and how that is shown: by the ballots that are not there."""

import pytest
from rig import Reverted, reverts

from cairn.chain.suite import DAY

FOR, ABSTAIN = 1, 2
SILENCE = 60 * DAY
APART = SILENCE // 8
NOT_A_MEMBER = "educators: not a member"
WITH_A_GAP = "educators: show the newest proposals, newest first, without a gap"
HAS_VOTED = "educators: this member has voted on one of these proposals"
TOO_FEW = "educators: this member has not missed eight votes over sixty days"


@pytest.mark.parametrize(("second", "error"), [(-1, TOO_FEW), (0, None), (1, None)])
def test_sixty_days_lie_between_the_first_missed_vote_and_the_notice(
    is_under_notice, hold, notify, dao, made, at, second, error
):
    hold(8)
    at(dao.proposalSnapshot(made[0].id) + SILENCE + second)

    if error is None:
        notify()
        assert is_under_notice()
    else:
        with reverts(error):
            notify()
        assert not is_under_notice()


@pytest.mark.parametrize(("second", "error"), [(-1, TOO_FEW), (0, None)])
def test_the_newest_missed_vote_opened_seven_and_a_half_days_before_the_notice(
    is_under_notice, hold, notify, dao, made, at, second, error
):
    """However long ago the others were."""
    hold(8, apart=30 * DAY)
    at(dao.proposalSnapshot(made[-1].id) + APART + second)

    if error is None:
        notify()
    else:
        with reverts(error):
            notify()
    assert is_under_notice() == (error is None)


@pytest.mark.parametrize("before", [1, 4, 7])
@pytest.mark.parametrize(("apart", "error"), [(APART - 1, TOO_FEW), (APART, None)])
def test_one_missed_vote_opens_seven_and_a_half_days_after_another(
    is_under_notice, hold, sixty_days_on, notify, dao, made, before, apart, error
):
    hold(before)
    hold(1, apart=apart)
    hold(7 - before)
    snapshots = [dao.proposalSnapshot(made[n].id) for n in (before - 1, before)]
    assert snapshots[1] - snapshots[0] == apart
    sixty_days_on()

    if error is None:
        notify()
    else:
        with reverts(error):
            notify()
    assert is_under_notice() == (error is None)


def test_where_two_of_eight_are_closer_together_a_ninth_is_needed(
    is_under_notice, hold, made, sixty_days_on, notify
):
    hold(4)
    hold(1, apart=DAY)
    hold(3)
    sixty_days_on()
    with reverts(TOO_FEW):
        notify()

    hold(1)
    sixty_days_on()
    with reverts(TOO_FEW):
        notify()
    notify(shown=made[::-1])
    assert is_under_notice()


def test_eight_votes_of_one_night_and_sixty_quiet_days_are_no_departure(
    is_under_notice, hold, made, sixty_days_on, notify, dao
):
    hold(8, apart=0)
    assert dao.proposalDeadline(made[-1].id) - dao.proposalSnapshot(made[0].id) < DAY

    for later in (0, 300 * DAY):
        sixty_days_on(seconds=later)
        with reverts(TOO_FEW):
            notify()
    assert not is_under_notice()


def test_the_votes_of_one_night_count_once_among_others(
    is_under_notice, hold, made, sixty_days_on, notify
):
    hold(3)
    hold(4, apart=0)
    hold(3)
    sixty_days_on(proposal=made[0])
    with reverts(TOO_FEW):
        notify(shown=made[::-1])

    hold(2)
    sixty_days_on()
    with reverts(TOO_FEW):
        notify(shown=made[:0:-1])
    notify(shown=made[::-1])
    assert is_under_notice()


def test_a_ninth_vote_of_yesterday_does_not_put_the_notice_off(is_under_notice, hold, made, notify):
    hold(9)

    with reverts(TOO_FEW):
        notify()
    notify(shown=made[::-1])
    assert is_under_notice()


def test_seven_missed_votes_are_too_few(hold, sixty_days_on, notify, made):
    hold(7)
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        notify(shown=made[::-1])
    with reverts(TOO_FEW):
        notify(shown=[])


def test_many_votes_at_once_are_one_absence(is_under_notice, make, made, sixty_days_on, notify):
    """Whoever is away for a week in which there is much to decide has not left."""
    make(12)
    made[-1].close()
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        notify(shown=made[::-1])
    assert not is_under_notice()


@pytest.mark.parametrize("apart", [0, 1], ids=["in one second", "a second apart"])
def test_a_vote_is_over_before_the_next_one_opens(
    slow, begin, made, hold, sixty_days_on, notify, is_under_notice, apart
):
    """Of two of which one closes in the second in which the other opens, one is missed."""
    begin()
    begin(apart=10 * DAY + apart)
    made[-1].close()
    hold(6)
    sixty_days_on(proposal=made[0])

    if apart:
        notify()
    else:
        with reverts(TOO_FEW):
            notify()
    assert is_under_notice() == bool(apart)


@pytest.mark.parametrize("missed", range(8))
def test_one_vote_among_eight_keeps_the_seat(
    is_under_notice, make, made, silent, sixty_days_on, notify, missed
):
    make(8)
    made[-1].open()
    made[missed].vote(silent, ABSTAIN)
    sixty_days_on()

    with reverts(HAS_VOTED):
        notify()
    assert not is_under_notice()


def test_who_voted_once_has_to_miss_eight_more(
    is_under_notice, make, made, hold, silent, sixty_days_on, notify
):
    make(1)
    made[0].open()
    made[0].vote(silent)
    made[0].close()
    hold(7)
    sixty_days_on(proposal=made[0])
    with reverts(HAS_VOTED):
        notify(shown=made[::-1])

    hold(1)
    sixty_days_on()
    notify()
    assert is_under_notice()


def test_no_proposal_is_left_out_of_the_proof(hold, make, made, sixty_days_on, notify):
    """Not the newest, none in between, none twice, and all in their order."""
    hold(10)
    sixty_days_on()
    newest_first = made[::-1]

    for shown in (
        newest_first[1:9],
        newest_first[:4] + newest_first[5:9],
        newest_first[:1] + newest_first[:7],
        newest_first[:7] + newest_first[6:7],
        made[:8],
        newest_first[1::-1] + newest_first[2:8],
    ):
        with reverts(WITH_A_GAP):
            notify(shown=shown)
    notify(shown=newest_first[:9])


def test_a_proof_of_what_was_never_proposed_is_none(
    hold, sixty_days_on, membership, silent, made, stranger
):
    hold(8)
    sixty_days_on()

    with pytest.raises(Reverted) as refused:
        membership.give_notice(silent, [1], sender=stranger)
    assert str(refused.value).startswith("0x6ad06075")


@pytest.mark.parametrize("which", [0, 3, 7])
def test_what_was_withdrawn_was_no_vote_to_miss(
    is_under_notice, begin, made, hold, sixty_days_on, notify, educators, which
):
    hold(which)
    begin()
    made[-1].cancel(educators[which % 4])
    made[-1].close()
    hold(7 - which)
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        notify(shown=made[::-1])
    assert not is_under_notice()


def test_what_was_withdrawn_stands_in_the_proof_without_counting(
    is_under_notice, make, made, hold, sixty_days_on, notify, educators
):
    hold(4)
    make(2)
    for n in (4, 5):
        made[n].cancel(educators[n % 4])
    hold(4)
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        notify(shown=made[:1:-1])
    notify(shown=made[::-1])
    assert is_under_notice()


@pytest.mark.parametrize("moment", ["pending", "open", "open for eight days", "in its last second"])
def test_a_vote_that_is_not_over_is_not_missed_yet(
    is_under_notice, slow, hold, begin, made, sixty_days_on, notify, at, dao, moment
):
    hold(7)
    sixty_days_on(proposal=made[0])
    begin()
    if moment != "pending":
        made[-1].open()
    if moment == "open for eight days":
        at(dao.proposalSnapshot(made[-1].id) + 8 * DAY)
    if moment == "in its last second":
        at(dao.proposalDeadline(made[-1].id))

    with reverts(TOO_FEW):
        notify()
    made[-1].close()
    notify()
    assert is_under_notice()


def test_who_votes_in_the_vote_that_is_open_keeps_its_seat(
    is_under_notice, hold, make, made, sixty_days_on, notify, silent
):
    """Until the last moment one can come back by a single ballot."""
    hold(8)
    sixty_days_on()
    make(1)
    made[-1].open()
    made[-1].vote(silent)

    with reverts(HAS_VOTED):
        notify(shown=made[::-1])
    with reverts(WITH_A_GAP):
        notify(shown=made[-2::-1])
    assert not is_under_notice()


@pytest.mark.parametrize("who", ["another member", "the member itself"])
def test_who_proposes_just_before_the_notice_only_makes_the_proof_longer(
    is_under_notice, hold, made, sixty_days_on, notify, silent, educator, propose, who
):
    hold(8)
    sixty_days_on()
    proposer = {"another member": educator, "the member itself": silent}[who]
    late = propose(description="Just before the notice.", sender=proposer)

    with reverts(WITH_A_GAP):
        notify()
    notify(shown=[late, *made[::-1]])
    assert is_under_notice()


def test_a_ballot_on_a_vote_older_than_the_eighth_missed_is_not_looked_at(
    is_under_notice,
    dao,
    decision_rules,
    curricula,
    decide,
    act,
    quick,
    propose,
    hold,
    made,
    sixty_days_on,
    notify,
    silent,
):
    """A vote that lasts sixty days can have the member's ballot while eight others are missed."""
    decide(act(decision_rules, "set_rules", 0, quick._replace(voting_period=60 * DAY)))
    long = propose(act(curricula, "close_enrolment", 1, 1), description="Sixty days to vote.")
    hold(7)
    long.vote(silent, FOR)
    hold(1)
    sixty_days_on()

    with reverts(HAS_VOTED):
        notify(shown=[*made[::-1], long])
    notify()
    assert is_under_notice()
    assert tuple(dao.proposalVotes(long.id)) == (0, 1, 0)


def test_a_ballot_by_proxy_is_a_vote(
    membership, make, made, sixty_days_on, notify, silent, educators, dao, now, is_under_notice
):
    """Who has somebody vote in its place has not left in silence."""
    membership.name_proxy(educators[0], now() + 200 * DAY, sender=silent)
    make(8)
    made[-1].open()
    dao.castVoteAsProxy(made[3].id, FOR, "", sender=educators[0])
    sixty_days_on()

    with reverts(HAS_VOTED):
        notify()
    assert not is_under_notice()


def test_a_proxy_that_does_not_vote_keeps_nobody(
    membership, hold, sixty_days_on, notify, silent, educators, now, is_under_notice
):
    membership.name_proxy(educators[0], now() + 200 * DAY, sender=silent)
    hold(8)
    sixty_days_on()
    notify()

    assert is_under_notice()


def test_who_was_not_a_member_yet_has_missed_nothing(
    membership, hold, made, sixty_days_on, notify, decide, act, learner, propose
):
    decide(act(membership, "admit", learner))
    hold(8)
    membership.accept(sender=learner)
    sixty_days_on()

    with reverts(TOO_FEW):
        notify(learner)


@pytest.mark.parametrize(("second", "counts"), [(0, True), (1, False)])
def test_a_vote_counts_for_who_was_a_member_in_the_second_of_its_snapshot(
    membership,
    decide,
    act,
    learner,
    make,
    made,
    hold,
    dao,
    at,
    sixty_days_on,
    notify,
    second,
    counts,
    is_under_notice,
):
    decide(act(membership, "admit", learner))
    make(1)
    at(dao.proposalSnapshot(made[0].id) + second)
    membership.accept(sender=learner)
    made[0].close()
    hold(7)
    sixty_days_on(seconds=100, proposal=made[0])

    if counts:
        notify(learner)
    else:
        with reverts(TOO_FEW):
            notify(learner)
    assert is_under_notice(learner) == counts


def test_a_new_key_is_silent_from_its_own_first_day_on(
    membership, hold, made, sixty_days_on, notify, decide, act, silent, learner, is_under_notice
):
    """Whoever gets a new key after a long absence has time to show up."""
    decide(act(membership, "replace_key", silent, learner))
    hold(8)
    membership.accept(sender=learner)
    sixty_days_on()
    with reverts(NOT_A_MEMBER):
        notify(silent)
    with reverts(TOO_FEW):
        notify(learner)

    hold(7)
    sixty_days_on(proposal=made[8])
    with reverts(TOO_FEW):
        notify(learner, shown=made[::-1])
    hold(1)
    sixty_days_on()
    notify(learner)
    assert is_under_notice(learner)


def test_only_a_member_is_given_notice(hold, sixty_days_on, notify, stranger, deployer):
    hold(8)
    sixty_days_on()

    for outsider in (stranger, deployer):
        with reverts(NOT_A_MEMBER):
            notify(outsider)


@pytest.mark.parametrize(("shown", "is_read"), [(1_024, True), (1_025, False)])
def test_a_proof_has_1024_proposals_at_most(membership, silent, stranger, shown, is_read):
    """Of more, not even the first is looked at, so that none is named in the refusal."""
    with pytest.raises(Reverted) as refused:
        membership.give_notice(silent, [1] * shown, sender=stranger)
    assert str(refused.value).startswith("0x6ad06075") == is_read
