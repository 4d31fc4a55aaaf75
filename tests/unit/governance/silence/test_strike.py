"""Who has left in silence is struck off the roll by anyone who shows it, so that no quorum dies."""

import pytest
from rig import Reverted, reverts

from cairn.chain.suite import DAY, HOUR

AGAINST, FOR, ABSTAIN = 0, 1, 2
ZERO_ADDRESS = "0x" + 40 * "0"
STRUCK = 2
SILENCE = 60 * DAY
APART = SILENCE // 8
NOT_A_MEMBER = "educators: not a member"
WITH_A_GAP = "educators: show the newest proposals, newest first, without a gap"
HAS_VOTED = "educators: this member has voted on one of these proposals"
TOO_FEW = "educators: this member has not missed eight votes over sixty days"
KEEPS_THREE = "educators: the DAO must keep three members"


@pytest.fixture
def silent(educators):
    """Who never votes."""
    return educators[4]


@pytest.fixture
def made():
    """The proposals, oldest first."""
    return []


@pytest.fixture
def quick(decide, decision_rules, act, rules):
    """Votes open after an hour and last another, so that eight can be held in one night."""
    quick = rules._replace(voting_delay=HOUR, voting_period=HOUR)
    decide(act(decision_rules, "set_rules", 3, quick))
    return quick


@pytest.fixture
def slow(decide, decision_rules, act, quick):
    """Votes open after an hour and last ten days."""
    decide(act(decision_rules, "set_rules", 3, quick._replace(voting_period=10 * DAY)))


@pytest.fixture
def make(quick, propose, educators, made):
    """Make proposals, each by the next of four members."""

    def make(count):
        for n in range(len(made), len(made) + count):
            made.append(propose(description=f"Matter {n}.", sender=educators[n % 4]))

    return make


@pytest.fixture
def begin(make, made, quick, dao, at, now):
    """Make a proposal whose vote opens so long after the newest one's, by default 7.5 days, or as
    soon as can be."""

    def begin(apart=APART):
        if made:
            then = dao.proposalSnapshot(made[-1].id) + apart - quick.voting_delay
            if then > now():
                at(then)
        make(1)

    return begin


@pytest.fixture
def hold(begin, made, educators):
    """Hold so many votes, one after the other, in which two educators take part."""

    def hold(count, voters=tuple(educators[:2]), apart=APART):
        for _ in range(count):
            begin(apart)
            made[-1].open()
            for voter in voters:
                made[-1].vote(voter, AGAINST)
            made[-1].close()

    return hold


@pytest.fixture
def sixty_days_on(chain, dao, made, now):
    """Be sixty days after a proposal's vote opened, by default the eighth last's, and 7.5 after the
    newest one's, or later."""

    def sixty_days_on(seconds=0, proposal=None):
        sixtieth = dao.proposalSnapshot((proposal or made[-8]).id) + SILENCE
        last = dao.proposalSnapshot(made[-1].id) + APART
        chain.mine(timestamp=max(sixtieth + seconds, last, now() + 1))

    return sixty_days_on


@pytest.fixture
def strike(membership, made, silent, stranger):
    """Strike a member off; by default the newest eight proposals are shown by a stranger."""

    def strike(member=silent, shown=None, sender=stranger):
        shown = made[:-9:-1] if shown is None else shown
        return membership.strike(member, [proposal.id for proposal in shown], sender=sender)

    return strike


def test_anyone_strikes_off_who_has_missed_eight_votes_over_sixty_days(
    membership, hold, sixty_days_on, strike, silent
):
    hold(8)
    sixty_days_on()

    tx = strike()

    assert tx.events == [
        membership.Transfer(sender=silent, receiver=ZERO_ADDRESS, token_id=5),
        membership.DelegateChanged(
            delegator=silent, from_delegate=silent, to_delegate=ZERO_ADDRESS
        ),
        membership.DelegateVotesChanged(delegate=silent, previous_votes=1, new_votes=0),
        membership.Departed(member=silent, number=5, cause=STRUCK),
    ]
    assert membership.getVotes(silent) == 0
    assert membership.totalSupply() == 4
    with reverts(NOT_A_MEMBER):
        strike()


def test_who_was_struck_off_comes_back_by_vote(
    membership, hold, sixty_days_on, strike, silent, decide, act
):
    hold(8)
    sixty_days_on()
    strike()
    decide(act(membership, "admit", silent))
    membership.accept(sender=silent)

    assert membership.ownerOf(6) == silent
    with reverts(TOO_FEW):
        strike(shown=[])


def test_a_quorum_does_not_die_of_the_departed(
    hold, sixty_days_on, strike, dao, decision_rules, decide, act, quick, propose, educators
):
    """A class that needs four of five is stuck when two have gone, until they are struck off."""
    decide(act(decision_rules, "set_rules", 3, quick._replace(quorum=8_000)))
    hold(8, voters=tuple(educators[:3]))
    sixty_days_on()
    strike(educators[3])
    strike(educators[4])

    later = propose(description="By the three who are left.")
    later.open()
    assert dao.proposalQuorum(later.id) == 2


@pytest.mark.parametrize("who", ["a stranger", "a member", "the deployer", "the member itself"])
def test_it_takes_no_office_to_strike(
    membership, hold, sixty_days_on, strike, silent, educator, stranger, deployer, who
):
    hold(8)
    sixty_days_on()
    strike(
        sender={
            "a stranger": stranger,
            "a member": educator,
            "the deployer": deployer,
            "the member itself": silent,
        }[who]
    )

    assert membership.getVotes(silent) == 0


@pytest.mark.parametrize(("second", "error"), [(-1, TOO_FEW), (0, None), (1, None)])
def test_sixty_days_lie_between_the_first_missed_vote_and_the_strike(
    membership, hold, strike, silent, dao, made, at, second, error
):
    hold(8)
    at(dao.proposalSnapshot(made[0].id) + SILENCE + second)

    if error is None:
        strike()
        assert membership.getVotes(silent) == 0
    else:
        with reverts(error):
            strike()
        assert membership.getVotes(silent) == 1


@pytest.mark.parametrize(("second", "error"), [(-1, TOO_FEW), (0, None)])
def test_the_newest_missed_vote_opened_seven_and_a_half_days_before_the_strike(
    membership, hold, strike, silent, dao, made, at, second, error
):
    """However long ago the others were."""
    hold(8, apart=30 * DAY)
    at(dao.proposalSnapshot(made[-1].id) + APART + second)

    if error is None:
        strike()
    else:
        with reverts(error):
            strike()
    assert membership.getVotes(silent) == int(error is not None)


@pytest.mark.parametrize("before", [1, 4, 7])
@pytest.mark.parametrize(("apart", "error"), [(APART - 1, TOO_FEW), (APART, None)])
def test_one_missed_vote_opens_seven_and_a_half_days_after_another(
    membership, hold, sixty_days_on, strike, silent, dao, made, before, apart, error
):
    hold(before)
    hold(1, apart=apart)
    hold(7 - before)
    snapshots = [dao.proposalSnapshot(made[n].id) for n in (before - 1, before)]
    assert snapshots[1] - snapshots[0] == apart
    sixty_days_on()

    if error is None:
        strike()
    else:
        with reverts(error):
            strike()
    assert membership.getVotes(silent) == int(error is not None)


def test_where_two_of_eight_are_closer_together_a_ninth_is_needed(
    membership, hold, made, sixty_days_on, strike, silent
):
    hold(4)
    hold(1, apart=DAY)
    hold(3)
    sixty_days_on()
    with reverts(TOO_FEW):
        strike()

    hold(1)
    sixty_days_on()
    with reverts(TOO_FEW):
        strike()
    strike(shown=made[::-1])
    assert membership.getVotes(silent) == 0


def test_eight_votes_of_one_night_and_sixty_quiet_days_are_no_departure(
    membership, hold, made, sixty_days_on, strike, silent, dao
):
    hold(8, apart=0)
    assert dao.proposalDeadline(made[-1].id) - dao.proposalSnapshot(made[0].id) < DAY

    for later in (0, 300 * DAY):
        sixty_days_on(seconds=later)
        with reverts(TOO_FEW):
            strike()
    assert membership.getVotes(silent) == 1


def test_the_votes_of_one_night_count_once_among_others(
    membership, hold, made, sixty_days_on, strike, silent
):
    hold(3)
    hold(4, apart=0)
    hold(3)
    sixty_days_on(proposal=made[0])
    with reverts(TOO_FEW):
        strike(shown=made[::-1])

    hold(2)
    sixty_days_on()
    with reverts(TOO_FEW):
        strike(shown=made[:0:-1])
    strike(shown=made[::-1])
    assert membership.getVotes(silent) == 0


def test_a_ninth_vote_of_yesterday_does_not_put_the_strike_off(
    membership, hold, made, strike, silent
):
    hold(9)

    with reverts(TOO_FEW):
        strike()
    strike(shown=made[::-1])
    assert membership.getVotes(silent) == 0


def test_seven_missed_votes_are_too_few(hold, sixty_days_on, strike, made):
    hold(7)
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        strike(shown=made[::-1])
    with reverts(TOO_FEW):
        strike(shown=[])


def test_many_votes_at_once_are_one_absence(membership, make, made, sixty_days_on, strike, silent):
    """Whoever is away for a week in which there is much to decide has not left."""
    make(12)
    made[-1].close()
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        strike(shown=made[::-1])
    assert membership.getVotes(silent) == 1


@pytest.mark.parametrize("apart", [0, 1], ids=["in one second", "a second apart"])
def test_a_vote_is_over_before_the_next_one_opens(
    slow, begin, made, hold, sixty_days_on, strike, membership, silent, apart
):
    """Of two of which one closes in the second in which the other opens, one is missed."""
    begin()
    begin(apart=10 * DAY + apart)
    made[-1].close()
    hold(6)
    sixty_days_on(proposal=made[0])

    if apart:
        strike()
    else:
        with reverts(TOO_FEW):
            strike()
    assert membership.getVotes(silent) == 1 - apart


@pytest.mark.parametrize("missed", range(8))
def test_one_vote_among_eight_keeps_the_seat(
    membership, make, made, silent, sixty_days_on, strike, missed
):
    make(8)
    made[-1].open()
    made[missed].vote(silent, ABSTAIN)
    sixty_days_on()

    with reverts(HAS_VOTED):
        strike()
    assert membership.getVotes(silent) == 1


def test_who_voted_once_has_to_miss_eight_more(
    membership, make, made, hold, silent, sixty_days_on, strike
):
    make(1)
    made[0].open()
    made[0].vote(silent)
    made[0].close()
    hold(7)
    sixty_days_on(proposal=made[0])
    with reverts(HAS_VOTED):
        strike(shown=made[::-1])

    hold(1)
    sixty_days_on()
    strike()
    assert membership.getVotes(silent) == 0


def test_no_proposal_is_left_out_of_the_proof(hold, make, made, sixty_days_on, strike):
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
            strike(shown=shown)
    strike(shown=newest_first[:9])


def test_a_proof_of_what_was_never_proposed_is_none(
    hold, sixty_days_on, membership, silent, made, stranger
):
    hold(8)
    sixty_days_on()

    with pytest.raises(Reverted) as refused:
        membership.strike(silent, [1], sender=stranger)
    assert str(refused.value).startswith("0x6ad06075")


@pytest.mark.parametrize("which", [0, 3, 7])
def test_what_was_withdrawn_was_no_vote_to_miss(
    membership, begin, made, hold, sixty_days_on, strike, educators, which
):
    hold(which)
    begin()
    made[-1].cancel(educators[which % 4])
    made[-1].close()
    hold(7 - which)
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        strike(shown=made[::-1])
    assert membership.totalSupply() == 5


def test_what_was_withdrawn_stands_in_the_proof_without_counting(
    membership, make, made, hold, sixty_days_on, strike, silent, educators
):
    hold(4)
    make(2)
    for n in (4, 5):
        made[n].cancel(educators[n % 4])
    hold(4)
    sixty_days_on(proposal=made[0])

    with reverts(TOO_FEW):
        strike(shown=made[:1:-1])
    strike(shown=made[::-1])
    assert membership.getVotes(silent) == 0


@pytest.mark.parametrize("moment", ["pending", "open", "open for eight days", "in its last second"])
def test_a_vote_that_is_not_over_is_not_missed_yet(
    membership, slow, hold, begin, made, sixty_days_on, strike, at, dao, silent, moment
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
        strike()
    made[-1].close()
    strike()
    assert membership.getVotes(silent) == 0


def test_who_votes_in_the_vote_that_is_open_keeps_its_seat(
    membership, hold, make, made, sixty_days_on, strike, silent
):
    """Until the last moment one can come back by a single ballot."""
    hold(8)
    sixty_days_on()
    make(1)
    made[-1].open()
    made[-1].vote(silent)

    with reverts(HAS_VOTED):
        strike(shown=made[::-1])
    with reverts(WITH_A_GAP):
        strike(shown=made[-2::-1])
    assert membership.getVotes(silent) == 1


@pytest.mark.parametrize("who", ["another member", "the member itself"])
def test_who_proposes_just_before_the_strike_only_makes_the_proof_longer(
    membership, hold, made, sixty_days_on, strike, silent, educator, propose, who
):
    hold(8)
    sixty_days_on()
    proposer = {"another member": educator, "the member itself": silent}[who]
    late = propose(description="Just before the strike.", sender=proposer)

    with reverts(WITH_A_GAP):
        strike()
    strike(shown=[late, *made[::-1]])
    assert membership.getVotes(silent) == 0


def test_a_strike_leaves_the_vote_that_is_open_as_it_was(
    hold,
    make,
    made,
    sixty_days_on,
    strike,
    dao,
    decision_rules,
    decide,
    act,
    quick,
    propose,
    educators,
):
    decide(act(decision_rules, "set_rules", 3, quick._replace(quorum=8_000)))
    hold(8)
    sixty_days_on()
    make(1)
    running = made[-1]
    running.open()
    running.vote(educators[0], FOR)
    running.vote(educators[1], AGAINST)

    strike(shown=made[::-1])

    assert dao.proposalQuorum(running.id) == 4
    assert tuple(dao.proposalVotes(running.id)) == (1, 1, 0)
    running.vote(educators[2], FOR)
    assert tuple(dao.proposalVotes(running.id)) == (1, 2, 0)
    assert [dao.hasVoted(running.id, who) for who in educators] == [True] * 3 + [False] * 2
    later = propose(description="By the four who are left.")
    later.open()
    assert dao.proposalQuorum(later.id) == 3


def test_a_ballot_on_a_vote_older_than_the_eighth_missed_is_not_looked_at(
    membership,
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
    strike,
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
        strike(shown=[*made[::-1], long])
    strike()
    assert membership.getVotes(silent) == 0
    assert tuple(dao.proposalVotes(long.id)) == (0, 1, 0)


def test_a_ballot_by_proxy_is_a_vote(
    membership, make, made, sixty_days_on, strike, silent, educators, dao, now
):
    """Who has somebody vote in its place has not left in silence."""
    membership.name_proxy(educators[0], now() + 200 * DAY, sender=silent)
    make(8)
    made[-1].open()
    dao.castVoteAsProxy(made[3].id, FOR, "", sender=educators[0])
    sixty_days_on()

    with reverts(HAS_VOTED):
        strike()
    assert membership.getVotes(silent) == 1


def test_a_proxy_that_does_not_vote_keeps_nobody(
    membership, hold, sixty_days_on, strike, silent, educators, now
):
    membership.name_proxy(educators[0], now() + 200 * DAY, sender=silent)
    hold(8)
    sixty_days_on()
    strike()

    assert membership.getVotes(silent) == 0


def test_who_was_not_a_member_yet_has_missed_nothing(
    membership, hold, made, sixty_days_on, strike, decide, act, learner, propose
):
    decide(act(membership, "admit", learner))
    hold(8)
    membership.accept(sender=learner)
    sixty_days_on()

    with reverts(TOO_FEW):
        strike(learner)


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
    strike,
    second,
    counts,
):
    decide(act(membership, "admit", learner))
    make(1)
    at(dao.proposalSnapshot(made[0].id) + second)
    membership.accept(sender=learner)
    made[0].close()
    hold(7)
    sixty_days_on(seconds=100, proposal=made[0])

    if counts:
        strike(learner)
    else:
        with reverts(TOO_FEW):
            strike(learner)
    assert membership.getVotes(learner) == int(not counts)


def test_a_new_key_is_silent_from_its_own_first_day_on(
    membership, hold, made, sixty_days_on, strike, decide, act, silent, learner
):
    """Whoever gets a new key after a long absence has time to show up."""
    decide(act(membership, "replace_key", silent, learner))
    hold(8)
    membership.accept(sender=learner)
    sixty_days_on()
    with reverts(NOT_A_MEMBER):
        strike(silent)
    with reverts(TOO_FEW):
        strike(learner)

    hold(7)
    sixty_days_on(proposal=made[8])
    with reverts(TOO_FEW):
        strike(learner, shown=made[::-1])
    hold(1)
    sixty_days_on()
    strike(learner)
    assert membership.getVotes(learner) == 0


def test_the_last_three_are_not_struck_off(
    membership, hold, sixty_days_on, strike, educators, silent
):
    hold(8)
    sixty_days_on()
    strike(educators[2])
    strike(educators[3])

    with reverts(KEEPS_THREE):
        strike(silent)
    assert membership.totalSupply() == 3


def test_only_a_member_is_struck_off(hold, sixty_days_on, strike, stranger, deployer):
    hold(8)
    sixty_days_on()

    for outsider in (stranger, deployer):
        with reverts(NOT_A_MEMBER):
            strike(outsider)


@pytest.mark.parametrize(("shown", "is_read"), [(1_024, True), (1_025, False)])
def test_a_proof_has_1024_proposals_at_most(membership, silent, stranger, shown, is_read):
    """Of more, not even the first is looked at, so that none is named in the refusal."""
    with pytest.raises(Reverted) as refused:
        membership.strike(silent, [1] * shown, sender=stranger)
    assert str(refused.value).startswith("0x6ad06075") == is_read
