"""A proxy votes for who named it and does not vote; one's own ballot always overrides."""

import ape
import pytest

from cairn.chain.suite import DAY

AGAINST, FOR, ABSTAIN = 0, 1, 2
NOBODYS = "dao: you are nobody's proxy who has not voted yet"
NOT_A_MEMBER = "dao: not a member when the vote opened"
VOTED = "dao: you have voted on this proposal already"
REASON = "For all of us."


@pytest.fixture
def name(membership, chain):
    """Let a member name another for long enough."""

    def name(member, proxy, until=None):
        until = until or chain.blocks.head.timestamp + 300 * DAY
        return membership.name_proxy(proxy, until, sender=member)

    return name


@pytest.fixture
def speak_for(dao, running):
    """Let a member vote for those who have named it."""

    def speak_for(proxy, support=FOR, reason=REASON):
        return dao.castVoteAsProxy(running.id, support, reason, sender=proxy)

    return speak_for


@pytest.fixture
def told(dao, running):
    """The events of one ballot by proxy."""

    def told(proxy, member, support=FOR, reason=REASON):
        return [
            dao.VoteCast(
                voter=member, proposalId=running.id, support=support, weight=1, reason=reason
            ),
            dao.CastByProxy(proxy=proxy, voter=member, proposalId=running.id),
        ]

    return told


@pytest.fixture
def changed(dao, running):
    """The event of a ballot that takes another's place."""

    def changed(member, before, support, reason=""):
        return dao.VoteChanged(
            voter=member, proposalId=running.id, before=before, support=support, reason=reason
        )

    return changed


@pytest.mark.parametrize("support", [AGAINST, FOR, ABSTAIN])
def test_a_proxy_votes_for_who_named_it(
    dao, running, educators, name, speak_for, told, tally, support
):
    member, proxy = educators[:2]
    name(member, proxy)

    assert dao.castVoteAsProxy.call(running.id, support, REASON, sender=proxy) == 1
    tx = speak_for(proxy, support)

    assert tx.events == told(proxy, member, support)
    assert tally(running) == tuple(int(support == n) for n in range(3))
    assert dao.hasVoted(running.id, member)
    assert not dao.hasVoted(running.id, proxy)


def test_a_proxy_votes_for_three_at_once_and_for_itself_apart(
    running, educators, name, speak_for, told, tally
):
    proxy, *members = educators[:4]
    for member in members:
        name(member, proxy)

    tx = speak_for(proxy)

    assert tx.events == [line for member in members for line in told(proxy, member)]
    running.vote(proxy, AGAINST)
    assert tally(running) == (1, 3, 0)


def test_a_proxy_may_vote_another_way_than_for_itself(running, educators, name, speak_for, tally):
    name(educators[0], educators[1])
    running.vote(educators[1], AGAINST)
    speak_for(educators[1], FOR)

    assert tally(running) == (1, 1, 0)


def test_nothing_is_passed_on(dao, running, educators, name, speak_for, told, tally):
    """The first names the second, the second the third: the third has no word for the first."""
    first, second, third = educators[:3]
    name(first, second)
    name(second, third)

    assert speak_for(third).events == told(third, second)
    assert not dao.hasVoted(running.id, first)
    with ape.reverts(NOBODYS):
        speak_for(third)
    assert speak_for(second).events == told(second, first)
    assert tally(running) == (0, 2, 0)


def test_nobody_s_proxy_votes_for_nobody(running, educators, speak_for, tally):
    with ape.reverts(NOBODYS):
        speak_for(educators[0])
    assert tally(running) == (0, 0, 0)


def test_a_proxy_does_not_vote_over_a_member_s_own_ballot(
    running, educators, name, speak_for, told, tally
):
    proxy, voted, silent = educators[:3]
    for member in (voted, silent):
        name(member, proxy)
    running.vote(voted, AGAINST)

    assert speak_for(proxy).events == told(proxy, silent)
    assert tally(running) == (1, 1, 0)
    with ape.reverts(NOBODYS):
        speak_for(proxy)


def test_a_proxy_votes_once(running, educators, name, speak_for, tally):
    name(educators[0], educators[1])
    speak_for(educators[1], FOR)

    for again in (AGAINST, FOR):
        with ape.reverts(NOBODYS):
            speak_for(educators[1], again)
    assert tally(running) == (0, 1, 0)


@pytest.mark.parametrize("way", ["in person", "with a reason", "with parameters", "by signature"])
def test_one_s_own_ballot_overrides_the_proxy_s_and_is_told_as_a_change(
    dao, running, educators, name, speak_for, changed, signed_by, stranger, tally, way
):
    """Never a second `VoteCast` for one voter: indexers would count both."""
    member, proxy = educators[:2]
    name(member, proxy)
    speak_for(proxy, FOR)

    if way == "in person":
        tx, reason = running.vote(member, AGAINST), ""
    elif way == "with a reason":
        reason = "Myself."
        tx = dao.castVoteWithReason(running.id, AGAINST, reason, sender=member)
    elif way == "with parameters":
        reason = "Myself."
        tx = dao.castVoteWithReasonAndParams(running.id, AGAINST, reason, b"\5", sender=member)
    else:
        reason = ""
        *_, signature = signed_by(member, running, AGAINST)
        tx = dao.castVoteBySig(running.id, AGAINST, member, signature, sender=stranger)

    assert tx.events == [changed(member, FOR, AGAINST, reason)]
    assert tally(running) == (1, 0, 0)
    with ape.reverts(VOTED):
        running.vote(member, FOR)
    with ape.reverts(NOBODYS):
        speak_for(proxy, FOR)


def test_one_s_own_ballot_of_the_same_kind_overrides_too(
    running, educators, name, speak_for, changed, tally
):
    member, proxy = educators[:2]
    name(member, proxy)
    speak_for(proxy, FOR)

    assert running.vote(member, FOR).events == [changed(member, FOR, FOR)]
    assert tally(running) == (0, 1, 0)
    with ape.reverts(VOTED):
        running.vote(member, FOR)


def test_a_member_changes_its_proxy_s_ballot_as_its_own(
    dao, running, educators, name, speak_for, changed, tally
):
    member, proxy = educators[:2]
    name(member, proxy)
    speak_for(proxy, FOR)

    tx = dao.changeVote(running.id, ABSTAIN, "Better so.", sender=member)
    assert tx.events == [changed(member, FOR, ABSTAIN, "Better so.")]
    with ape.reverts(VOTED):
        running.vote(member, AGAINST)
    assert tally(running) == (0, 0, 1)


def test_a_proxy_s_change_of_mind_is_about_its_own_ballot_alone(
    dao, running, educators, name, speak_for, tally
):
    member, proxy = educators[:2]
    name(member, proxy)
    speak_for(proxy, FOR)
    with ape.reverts("dao: you have not voted on this proposal yet"):
        dao.changeVote(running.id, AGAINST, "", sender=proxy)

    running.vote(proxy, FOR)
    dao.changeVote(running.id, AGAINST, "", sender=proxy)
    assert tally(running) == (1, 1, 0)


def test_even_in_the_last_second_one_s_own_ballot_overrides(
    dao, running, educators, name, speak_for, at, tally
):
    member, proxy = educators[:2]
    name(member, proxy)
    speak_for(proxy, FOR)
    at(dao.proposalDeadline(running.id))
    running.vote(member, AGAINST)

    assert tally(running) == (1, 0, 0)


@pytest.mark.parametrize(("second", "error"), [(-1, None), (0, None), (1, NOBODYS)])
def test_a_proxy_votes_up_to_its_last_second(
    dao, running, educators, name, speak_for, at, now, second, error
):
    until = now() + 1_000
    name(educators[0], educators[1], until)
    at(until + second)

    if error is None:
        speak_for(educators[1])
        assert dao.hasVoted(running.id, educators[0])
    else:
        with ape.reverts(error):
            speak_for(educators[1])


@pytest.mark.parametrize("who", [0, 1], ids=["the member", "the proxy"])
def test_a_proxy_that_was_ended_votes_for_nobody(membership, educators, name, speak_for, who):
    name(educators[0], educators[1])
    membership.end_proxy(educators[0], sender=educators[who])

    with ape.reverts(NOBODYS):
        speak_for(educators[1])


def test_a_ballot_by_proxy_stays_when_the_proxy_is_ended(
    running, membership, educators, name, speak_for, tally
):
    name(educators[0], educators[1])
    speak_for(educators[1])
    membership.end_proxy(educators[0], sender=educators[0])

    assert tally(running) == (0, 1, 0)
    running.vote(educators[0], AGAINST)
    assert tally(running) == (1, 0, 0)


def test_a_new_proxy_does_not_vote_over_the_old_one_s_ballot(
    running, educators, name, speak_for, tally
):
    name(educators[0], educators[1])
    speak_for(educators[1], FOR)
    name(educators[0], educators[2])

    with ape.reverts(NOBODYS):
        speak_for(educators[2], AGAINST)
    assert tally(running) == (0, 1, 0)


def test_a_proxy_was_a_member_itself_when_the_vote_opened(
    running, membership, decide, act, educators, stranger, name, speak_for, propose
):
    """So nobody brings a friend in during a vote to let it vote for others."""
    decide(act(membership, "admit", stranger))
    other = propose(description="Under way.")
    other.open()
    membership.accept(sender=stranger)
    name(educators[0], stranger)

    with ape.reverts(NOT_A_MEMBER):
        other.dao.castVoteAsProxy(other.id, FOR, REASON, sender=stranger)
    later = propose(description="Later.")
    later.open()
    other.dao.castVoteAsProxy(later.id, FOR, REASON, sender=stranger)
    assert other.dao.hasVoted(later.id, educators[0])


def test_a_stranger_is_nobody_s_proxy(stranger, deployer, speak_for):
    for outsider in (stranger, deployer):
        with ape.reverts(NOT_A_MEMBER):
            speak_for(outsider)


def test_nobody_votes_for_who_was_no_member_when_the_vote_opened(
    membership, decide, act, educators, stranger, name, propose, tally
):
    """The others count; the newcomer has to wait."""
    proxy, silent = educators[:2]
    decide(act(membership, "admit", stranger))
    other = propose(description="Under way.")
    other.open()
    membership.accept(sender=stranger)
    name(stranger, proxy)
    with ape.reverts(NOBODYS):
        other.dao.castVoteAsProxy(other.id, FOR, REASON, sender=proxy)

    name(silent, proxy)
    tx = other.dao.castVoteAsProxy(other.id, FOR, REASON, sender=proxy)
    assert [event.event_name for event in tx.events] == ["VoteCast", "CastByProxy"]
    assert tally(other) == (0, 1, 0)
    assert not other.dao.hasVoted(other.id, stranger)


def test_whose_vote_it_was_when_the_vote_opened_may_be_cast_after_it_left(
    running, membership, educators, name, speak_for, told, tally
):
    """As it could cast it itself; whoever is removed keeps its last votes."""
    name(educators[0], educators[1])
    membership.resign(sender=educators[0])

    assert speak_for(educators[1]).events == told(educators[1], educators[0])
    assert tally(running) == (0, 1, 0)


def test_who_left_before_the_vote_opened_has_no_vote_for_a_proxy(
    membership, educators, name, propose
):
    name(educators[0], educators[1])
    membership.resign(sender=educators[0])
    other = propose(description="Later.", sender=educators[1])
    other.open()

    with ape.reverts(NOBODYS):
        other.dao.castVoteAsProxy(other.id, FOR, REASON, sender=educators[1])


@pytest.mark.parametrize("whose", ["the member's", "the proxy's"])
def test_a_replaced_key_neither_has_a_proxy_nor_is_one(
    membership, chain, educators, decide, act, learner, name, propose, whose
):
    """Who named it, or was named, has to name anew: a lost key's word is worth nothing."""
    member, proxy = educators[3:]
    name(member, proxy)
    old = member if whose == "the member's" else proxy
    decide(act(membership, "replace_key", old, learner))
    chain.mine(deltatime=7 * DAY)
    running = propose(description="Under way.")
    running.open()
    membership.accept(sender=learner)

    acting = learner if whose == "the proxy's" else proxy
    with ape.reverts(NOBODYS):
        running.dao.castVoteAsProxy(running.id, FOR, REASON, sender=acting)
    if whose == "the proxy's":
        with ape.reverts(NOT_A_MEMBER):
            running.dao.castVoteAsProxy(running.id, FOR, REASON, sender=old)
        name(member, learner)
    else:
        name(learner, proxy)
    running.dao.castVoteAsProxy(running.id, FOR, REASON, sender=acting)
    assert tuple(running.dao.proposalVotes(running.id)) == (0, 1, 0)


@pytest.mark.parametrize("support", [3, 255])
def test_a_proxy_has_no_fourth_way_to_vote(educators, name, speak_for, support):
    name(educators[0], educators[1])

    with ape.reverts("dao: vote 0 against, 1 for or 2 to abstain"):
        speak_for(educators[1], support)


def test_a_proxy_votes_only_while_the_vote_is_open(dao, educators, name, propose, unknown):
    name(educators[0], educators[1])
    proposal = propose()

    def cast():
        dao.castVoteAsProxy(proposal.id, FOR, REASON, sender=educators[1])

    with ape.reverts("dao: the vote on this proposal has not opened yet"):
        cast()
    proposal.close()
    with ape.reverts("dao: the vote on this proposal has closed"):
        cast()
    with unknown(1):
        dao.castVoteAsProxy(1, FOR, REASON, sender=educators[1])


def test_two_people_s_ballots_by_proxy_make_a_quorum(running, educators, name, speak_for):
    proxy, *members = educators[:3]
    for member in members:
        name(member, proxy)
    speak_for(proxy)
    running.vote(proxy)
    running.close()

    assert running.state == 5


def test_a_proxy_that_turns_the_outcome_late_extends_the_vote(
    dao, running, educators, name, speak_for, told, at
):
    proxy, *members = educators[:4]
    for member in members:
        name(member, proxy)
    deadline = dao.proposalDeadline(running.id)
    at(deadline)

    assert speak_for(proxy).events == [
        *(line for member in members for line in told(proxy, member)),
        dao.ProposalExtended(proposalId=running.id, extendedDeadline=deadline + 75_600),
    ]


def test_an_override_that_turns_the_outcome_late_extends_the_vote(
    dao, running, educators, name, speak_for, changed, at
):
    proxy, *members = educators[:4]
    for member in members:
        name(member, proxy)
    speak_for(proxy)
    deadline = dao.proposalDeadline(running.id)
    at(deadline)

    assert running.vote(members[0], AGAINST).events == [
        dao.ProposalExtended(proposalId=running.id, extendedDeadline=deadline + 75_600),
        changed(members[0], FOR, AGAINST),
    ]
