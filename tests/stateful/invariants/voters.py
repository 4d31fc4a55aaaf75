"""Invariants of ballots, proxies and members: G2, G3, G8 and G10."""

from collections import Counter

from cairn.chain.suite import DAY
from stateful import state as s
from stateful.governing import ballot_digest
from stateful.invariants.registry import each_event, each_step
from stateful.invariants.sight import in_turn, touched_proposals
from stateful.parts import is_signed

BY_SIGNATURE = ("castVoteBySig", "castVoteWithReasonAndParamsBySig", "castVotesBySig")
COMING = {"Admitted": 1, "Departed": -1}


@each_event("VoteCast", "VoteCastWithParams")
def g2_one_vote_while_it_is_open(world, event):
    """G2: each vote is its seat's first on this proposal, and cast while it is active."""
    known, voted = world.replay.state, event.args["proposalId"]
    assert known.proposal_state(voted, world.now) == s.ACTIVE
    number = known.number_at(event.args["voter"], known.proposals[voted].snapshot)
    assert number
    assert (voted, number) not in known.ballots
    assert event.args["weight"] == 1


@each_event("VoteChanged")
def g2_a_changed_vote_takes_the_place_of_one(world, event):
    """G2: a ballot changes while the vote is open: a proxy's at any time, one's own early."""
    known, told = world.replay.state, event.args
    voted = told["proposalId"]
    proposal = known.proposals[voted]
    key = voted, known.number_at(told["voter"], proposal.snapshot)
    assert known.proposal_state(voted, world.now) == s.ACTIVE
    assert known.ballots[key] == told["before"]
    if world.step.method == "changeVote":
        assert world.now < proposal.late_from
        assert not proposal.is_extended or proposal.is_returned
    elif world.step.method.startswith("castVote"):
        assert key in known.by_proxy


@each_step
def g2_tallies_are_the_votes_logged(world):
    """G2: a tally is the sum of the votes in the logs, whoever voted can be asked."""
    known, dao = world.replay.state, world.suite.dao
    for voted in [*touched_proposals(world), *in_turn(world, list(known.proposals), 1)]:
        tally = dao.proposalVotes(voted)
        assert tally == known.tally(voted)
        assert sum(tally) == sum(each == voted for each, _ in known.ballots)
        for who in in_turn(world, world.educators, 1):
            assert dao.hasVoted(voted, who) == known.has_voted(voted, who, world.now)


@each_step
def g2_nobody_votes_twice(world):
    """G2: neither by another key nor through a proxy: a seat has one ballot, a key one seat."""
    known = world.replay.state
    for key, number in _ballots_logged(world):
        assert world.seen.setdefault(key, number) == number
    for voted in touched_proposals(world):
        snapshot = known.proposals[voted].snapshot
        seats = [(who, known.number_at(who, snapshot)) for who in world.educators]
        of_each = Counter(number for _, number in seats if number)
        assert max(of_each.values(), default=0) <= 1
        heads = world.suite.educators.getPastTotalSupply(snapshot) if snapshot < world.now else 0
        if snapshot < world.now:
            assert sum(world.suite.dao.proposalVotes(voted)) <= heads


def _ballots_logged(world) -> list[tuple]:
    """By proposal and by account, the seat by which it has just voted."""
    known = world.replay.state
    return [
        (
            ("voted", told["proposalId"], told["voter"]),
            known.number_at(told["voter"], known.proposals[told["proposalId"]].snapshot),
        )
        for told in (each.args for each in world.step.events if each.name.startswith("Vote"))
    ]


@each_event("CastByProxy")
def g2_a_proxy_votes_for_those_who_named_it_and_no_others(world, event):
    """G2: until the day named, where no ballot stood, for three, and never at second hand."""
    known, told = world.replay.state, event.args
    proxy, until = known.namings[told["voter"]]
    assert proxy == told["proxy"]
    assert until >= world.now
    at = world.step.events.index(event)
    assert world.step.events[at - 1].name == "VoteCast"
    assert world.step.events[at - 1].args["voter"] == told["voter"]
    assert 1 <= sum(each.name == "CastByProxy" for each in world.step.events) <= s.MOST_PRINCIPALS


@each_step
def g2_proxies_are_as_named(world):
    """G2: who stands in for whom, and until when, is as the logs told it; for three at most."""
    known, educators = world.replay.state, world.suite.educators
    for who in in_turn(world, world.educators, 2):
        principals = educators.principals(who)
        assert list(principals) == known.principals(who, world.now)
        assert len(set(principals)) == len(principals) <= s.MOST_PRINCIPALS
        assert who not in principals
        proxy, until = known.namings.get(who, (s.ZERO, 0))
        is_on = until >= world.now
        assert educators.proxy_of(who) == ((proxy, until) if is_on else (s.ZERO, 0))


@each_event("VoteCast", "VoteCastWithParams", "VoteChanged")
def g10_a_ballot_on_paper_was_signed_by_its_voter(world, event):
    """G10: over this DAO, proposal, support and reason; by its key, or by the contract itself."""
    if world.step.method not in BY_SIGNATURE:
        return
    told = event.args
    plain = told["proposalId"], told["support"], told["voter"]
    if world.step.method == "castVotesBySig":
        signatures = [each[3] for each in world.step.args[1] if each[0] == told["voter"]]
        texts = (told["reason"], b"") if told["reason"] else ()
    else:
        signatures = [world.step.args[-1]]
        texts = world.step.args[3:-1]
    digest = ballot_digest(world.addresses["dao"], *plain, *texts)
    by_contract = told["voter"] in world.roles and digest in signatures
    assert by_contract or any(is_signed(told["voter"], digest, each) for each in signatures)


@each_step
def g3_the_electorate_is_fixed_at_the_snapshot(world):
    """G3: once a vote has opened, its quorum never changes, nor which seats may vote on it."""
    seen = world.seen.setdefault("electorates", {})
    known = world.replay.state
    opened = [v for v in known.proposals if known.proposals[v].snapshot < world.now]
    for voted in in_turn(world, opened, 1):
        snapshot = known.proposals[voted].snapshot
        dao, asked = world.suite.dao, in_turn(world, world.educators, 2)
        weights = {(voted, who): dao.getVotes(who, snapshot) for who in asked}
        assert weights == {key: int(known.number_at(key[1], snapshot) != 0) for key in weights}
        told = dao.proposalQuorum(voted), world.suite.educators.electorate(snapshot)
        assert seen.setdefault(voted, told) == told
        assert told[0] == known.quorum(voted)
        founding = snapshot < known.founded_at + 90 * DAY
        heads = world.suite.educators.getPastTotalSupply(snapshot)
        assert told[1][0] == (max(heads, known.founders) if founding and heads >= 3 else heads)


@each_step
def g3_the_past_never_changes(world):
    """G3: who was a member when, and how many there were, is as the logs told it, to the second."""
    known, educators = world.replay.state, world.suite.educators
    terms = [(who, term) for who, held in known.seats.items() for term in held]
    times = [
        (who, when)
        for who, term in terms
        for when in (term.since - 1, term.since, term.until - 1, term.until, term.seated)
        if 0 < when < world.now
    ]
    seen = world.seen.setdefault("past", {})
    for who, when in in_turn(world, times, 2):
        told = educators.getPastVotes(who, when), educators.electorate(when)
        assert seen.setdefault((who, when), told) == told
        assert told[0] == known.weight_at(who, when)
        assert told[1][0] == known.electorate(when)
        assert educators.getPastTotalSupply(when) == known.heads_at(when)
        assert educators.number_at(who, when) == known.number_at(who, when)


@each_step
def g3_a_seat_votes_by_its_key_alone(world):
    """G3: on whatever was ever open, a seat's vote is of whoever has it, or had it last."""
    known, educators = world.replay.state, world.suite.educators
    for voted in in_turn(world, list(known.proposals), 1):
        snapshot = known.proposals[voted].snapshot
        for who in in_turn(world, world.educators, 2) if snapshot < world.now else ():
            number = educators.number_at(who, snapshot)
            assert not number or educators.holder(number) == who == known.holders[number]


@each_event("Admitted", "Departed", "KeyReplaced")
def g8_members_are_who_came_less_who_went(world, event):
    """G8: the headcount is admitted less departed, and no departure leaves fewer than three."""
    heads = len(world.replay.state.members()) + COMING.get(event.name, 0)
    if event is [each for each in world.step.events if each.name in _COUNTED][-1]:
        assert world.suite.educators.totalSupply() == heads
    assert event.name != "Departed" or heads >= s.FEWEST


_COUNTED = ("Admitted", "Departed", "KeyReplaced")


@each_event("Departed")
def g8_only_who_is_silent_is_struck(world, event):
    """G8: nobody is struck off who has voted on any of eight votes over sixty days, or since."""
    if event.args["cause"] != s.STRUCK:
        return
    known, who = world.replay.state, event.args["member"]
    missed, heard_at = [world.now], known.heard_at(who)
    number = known.seats[who][-1].number
    for voted, proposal in reversed(known.proposals.items()):
        if proposal.snapshot < heard_at or (voted, number) in known.ballots:
            break
        is_apart = proposal.snapshot + 60 * DAY // 8 <= missed[-1]
        is_before = proposal.deadline < missed[-1] and is_apart
        if is_before and proposal.end != s.CANCELED:
            missed.append(proposal.snapshot)
    assert len(missed) > 8
    assert missed[8] <= world.now - 60 * DAY


@each_event("NoticeGiven", "SeatKept")
def g8_a_notice_is_to_a_member_and_ended_by_nobody_else(world, event):
    """G8: it lasts fourteen days; the member ends it, or posts or has posted what it has signed."""
    known, told = world.replay.state, event.args
    who = told["member"]
    assert told["number"] == known.seats[who][-1].number
    if event.name == "NoticeGiven":
        assert told["until"] - world.now == 14 * DAY - 1
        assert known.notice(who, world.now) == 0
    else:
        assert known.notice(who, world.now)
        in_person = world.step.sender == who and world.step.method == "keep_seat"
        assert in_person or world.step.method in ("keep_seat_by_signature", "run", "execute")


@each_event("Departed")
def g8_nobody_is_struck_without_fourteen_days_notice(world, event):
    """G8: and without a ballot or a word since; all of it within thirty days."""
    if event.args["cause"] != s.STRUCK:
        return
    known, who = world.replay.state, event.args["member"]
    number = known.seats[who][-1].number
    until = known.notice(who, world.now)
    given_at = until + 1 - 14 * DAY
    assert until < world.now < given_at + 30 * DAY
    open_since = [v for v, each in known.proposals.items() if each.deadline >= given_at]
    recent = [v for v in open_since if known.proposals[v].snapshot >= given_at - 30 * DAY]
    cast_since = world.seen.get("ballots since", {}).get(number, 0)
    assert cast_since < given_at or not recent


@each_event("VoteCast", "VoteCastWithParams", "VoteChanged")
def g8_when_a_seat_last_voted_is_remembered(world, event):
    """G8: for the one above."""
    known, voted = world.replay.state, event.args["proposalId"]
    number = known.number_at(event.args["voter"], known.proposals[voted].snapshot)
    world.seen.setdefault("ballots since", {})[number] = world.now


@each_event("Departed")
def g8_at_most_a_quarter_is_struck_in_sixty_days(world, event):
    """G8: counted by the logs; a quarter of those who would be there, or one."""
    if event.args["cause"] != s.STRUCK:
        return
    struck = world.seen.setdefault("struck", [])
    recent = [when for when in struck if world.now - when < 60 * DAY]
    there = len(world.replay.state.members()) + len(recent)
    assert len(recent) + 1 <= max(1, there // 4)
    struck.append(world.now)


@each_step
def g8_who_is_under_notice_is_told(world):
    """G8: until when, and until when the seat can be struck after that, as the logs told it."""
    known, educators = world.replay.state, world.suite.educators
    for who in in_turn(world, world.educators, 2):
        until = known.notice(who, world.now)
        assert educators.notice_of(who) == ((until, until + 16 * DAY) if until else (0, 0))
