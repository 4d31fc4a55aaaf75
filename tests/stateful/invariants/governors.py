"""Invariants of governing: G1 to G9, A1 and A2."""

from collections import Counter
from dataclasses import fields

from eth_utils import keccak

from scripts._cairn.suite import DAY, HOUR
from stateful import state as s
from stateful.governing import proposal_id
from stateful.invariants.registry import at_the_end, each_event, each_step
from stateful.invariants.sight import in_turn, proposals, touched_proposals

# What a proposal can become, by time or by its named call.
OVER = {s.DEFEATED, s.SUCCEEDED, s.QUEUED, s.EXPIRED_UNUSED}
NEXT = {
    s.PENDING: {s.PENDING, s.ACTIVE, s.CANCELED} | OVER | {s.EXECUTED},
    s.ACTIVE: {s.ACTIVE} | OVER | {s.EXECUTED},
    s.SUCCEEDED: {s.SUCCEEDED, s.EXPIRED_UNUSED, s.EXECUTED},
    s.QUEUED: {s.QUEUED, s.EXPIRED_UNUSED, s.EXECUTED},
    **{end: {end} for end in (s.CANCELED, s.DEFEATED, s.EXPIRED_UNUSED, s.EXECUTED)},
}
# Events that only an executed proposal brings about.
GOVERNED = (
    *("ClassCreated", "VersionOpened", "VersionClosed", "VersionAdopted", "Accredited"),
    *("AccreditationEnded", "Reinstated", "RendererSet"),
    *("Invited", "InvitationWithdrawn", "RulesSet"),
)
# What each kind of decision logs; one that calls an actor need not log a thing.
EFFECTS = {
    "adopt": ["VersionAdopted"],
    "close_enrolment": ["VersionClosed"],
    "accredit": ["Accredited"],
    "end_accreditation": ["AccreditationEnded"],
    "revoke": ["Revoked"],
    "reinstate": ["Reinstated"],
    "set_renderer": ["RendererSet"],
    "admit": ["Invited"],
    "remove": ["Departed", "InvitationWithdrawn"],
    "set_rules": ["RulesSet"],
}
OWNED = ("credentials", "registry", "educators")


@each_step
def g1_only_legal_changes_of_state(world):
    """G1: a proposal goes from state to state as it may: by its named call, or by time alone."""
    seen = world.seen.setdefault("states", {})
    for voted in proposals(world):
        state = world.suite.dao.state(voted)
        assert state == world.state.proposal_state(voted, world.now)
        before, at = seen.get(voted, (s.PENDING, world.now))
        assert state in NEXT[before]
        if state != before and at == world.now and voted in seen:
            assert state in (s.CANCELED, s.EXECUTED)
            assert voted in touched_proposals(world)
        seen[voted] = (state, world.now)


@each_event("VoteCast", "VoteCastWithParams")
def g2_one_vote_while_it_is_open(world, event):
    """G2: each vote is a member's first on this proposal, and cast while it is active."""
    known, voted = world.replay.state, event.args["proposalId"]
    assert known.proposal_state(voted, world.now) == s.ACTIVE
    number = known.number_at(event.args["voter"], known.proposals[voted].snapshot)
    assert number
    assert (voted, number) not in known.ballots
    assert event.args["weight"] == 1


@each_step
def g2_tallies_are_the_votes_logged(world):
    """G2: a tally is the sum of the votes in the logs, whoever voted can be asked."""
    known = world.replay.state
    for voted in [*touched_proposals(world), *in_turn(world, list(known.proposals), 1)]:
        assert world.suite.dao.proposalVotes(voted) == known.tally(voted)
        for who in in_turn(world, world.educators, 1):
            number = known.number_at(who, known.proposals[voted].snapshot)
            has_voted = (voted, number) in known.ballots
            assert world.suite.dao.hasVoted(voted, who) == has_voted


@each_step
def g3_the_electorate_is_fixed_at_the_snapshot(world):
    """G3: once a vote has opened, its quorum and everybody's weight in it never change."""
    seen = world.seen.setdefault("electorates", {})
    known = world.replay.state
    opened = [v for v in known.proposals if known.proposals[v].snapshot < world.now]
    for voted in in_turn(world, opened, 1):
        snapshot = known.proposals[voted].snapshot
        dao, asked = world.suite.dao, in_turn(world, world.educators, 2)
        weights = {(voted, who): dao.getVotes(who, snapshot) for who in asked}
        told = weights | {voted: dao.proposalQuorum(voted)}
        assert all(seen.get(key, value) == value for key, value in told.items())
        seen.update(told)
        assert told[voted] == known.quorum(voted)
        assert weights == {key: int(known.number_at(key[1], snapshot) != 0) for key in weights}


@each_step
def g3_the_past_never_changes(world):
    """G3: who was a member when, and how many there were, is as the logs told it, to the second."""
    known, educators = world.replay.state, world.suite.educators
    terms = [(who, term) for who, held in known.seats.items() for term in held]
    times = [
        (who, when)
        for who, term in terms
        for when in (term.since - 1, term.since, term.until - 1, term.until)
        if 0 < when < world.now
    ]
    for who, when in in_turn(world, times, 2):
        assert educators.number_at(who, when) == known.number_at(who, when)
        assert educators.getPastTotalSupply(when) == known.heads_at(when)


@each_event("ProposalExecuted")
def g4_executed_once_as_voted_and_in_time(world, event):
    """G4: only what has passed, with its quorum and its delay over, in time, once, byte by byte."""
    known, voted = world.replay.state, event.args["proposalId"]
    proposal = known.proposals[voted]
    assert known.proposal_state(voted, world.now) in (s.QUEUED, s.SUCCEEDED)
    assert proposal.eta <= world.now <= proposal.eta + proposal.rules.grace
    against, in_favour, abstaining = known.tally(voted)
    assert in_favour > against
    assert in_favour + abstaining >= known.quorum(voted) >= 2
    assert voted in {proposal_id(draft.content) for draft in world.drafts.values()}


@each_event(*GOVERNED, "Departed")
def g5_what_is_governed_changes_by_a_vote_alone(world, event):
    """G5: curricula, issuers, members and rules change in no transaction but an execution."""
    is_own = event.name == "Departed" and not event.args["removed"]
    if not is_own:
        assert any(each.name == "ProposalExecuted" for each in world.step.events)


@each_step
def g5_g6_nothing_changes_that_was_not_executed(world):
    """G5, G6: what is governed is as before unless something was executed; a failure is not."""
    before, now = world.seen.get("governed"), _governed(world)
    if before is not None and not any(e.name == "ProposalExecuted" for e in world.step.events):
        assert now == before
    world.seen["governed"] = now


def _governed(world) -> tuple:
    """All that only a vote may change, as the chain tells it; some of it in turn, by the logs."""
    credentials, known = world.suite.credentials, world.replay.state
    for number, issuer in in_turn(world, list(known.accredited), 1):
        since, until = known.accredited[number, issuer]
        is_on = known.is_accredited(number, issuer, world.now)
        assert credentials.accreditation(number, issuer) == ((since, until) if is_on else (0, 0))
    for number, version in in_turn(world, list(known.terms), 1):
        assert credentials.covered(number, version) == known.terms[number, version]
        assert credentials.last_index(number) == known.last_indices[number]
    assert credentials.curriculum_count() == known.curricula
    assert credentials.renderer() == known.renderer
    return credentials.curriculum_count(), credentials.renderer(), world.suite.dao.rules()


@each_event("ProposalExecuted")
def g6_all_of_it_or_nothing(world, event):
    """G6: what was executed took effect action by action; whatever fails takes back all of it."""
    told = Counter(each.name for each in world.step.events)
    kinds = Counter(world.drafts[event.args["proposalId"]].kinds)
    for kind, names in EFFECTS.items():
        assert sum(told[name] for name in names) >= kinds[kind]


@each_event("ProposalCreated")
def g7_votes_open_before_they_close(world, event):
    """G7: a vote lasts an hour or more, and opens no earlier than it was proposed."""
    told = event.args
    assert world.now <= told["voteStart"] <= told["voteEnd"] - HOUR


@each_step
def g7_rules_stay_in_range_and_proposals_keep_theirs(world):
    """G7: no rule leaves its range, and a proposal keeps those that it was made under."""
    rules = world.state.rules
    assert world.suite.dao.rules() == rules
    assert rules.voting_period >= HOUR
    assert rules.grace >= DAY
    assert rules.minimum >= 3
    known = world.replay.state.proposals
    for voted in in_turn(world, list(known), 1):
        assert world.suite.dao.proposalRules(voted) == known[voted].rules
        assert world.suite.dao.proposalSnapshot(voted) == known[voted].snapshot
        assert world.suite.dao.proposalDeadline(voted) == known[voted].deadline
        assert world.suite.dao.proposalEta(voted) == known[voted].eta


@each_event("ProposalCreated")
def g9_the_id_is_the_hash_of_the_content(world, event):
    """G9: a proposal's id follows from its content, so nobody can take another's."""
    content = world.step.args[:3]
    if world.step.method == "propose":
        assert event.args["proposer"] == world.step.sender
        assert world.suite.dao.hashProposal(*_content(world)) == event.args["proposalId"]
        assert proposal_id(_content(world)) == event.args["proposalId"]
        assert [list(event.args[name]) for name in ("targets", "values", "calldatas")] == [*content]


def _content(world) -> tuple:
    *lists, description = world.step.args
    return (*lists, keccak(text=description))


@each_event("ProposalCanceled")
def g9_only_the_proposer_withdraws_and_in_time(world, event):
    """G9: a proposal is withdrawn by its proposer alone, before its vote opens."""
    proposal = world.replay.state.proposals[event.args["proposalId"]]
    assert world.now <= proposal.snapshot
    assert world.step.method != "cancel" or world.step.sender == proposal.proposer


@each_step
def a1_the_dao_owns_everything(world):
    """A1: the DAO owns every contract that has an owner, and nobody is waiting to take over."""
    for role in in_turn(world, OWNED, 1):
        contract = getattr(world.suite, role)
        assert contract.owner() == world.addresses["dao"]
        assert contract.pending_owner() == s.ZERO


@at_the_end
def a2_the_logs_alone_rebuild_the_state(world):
    """A2: replaying the logs gives the state, entry by entry; the chain's lists say the same."""
    for each in fields(s.State):
        assert getattr(world.replay.state, each.name) == getattr(world.state, each.name), each.name
    for learner in world.learners:
        told = world.suite.credentials.curricula_of(learner)
        assert tuple(told) == world.replay.state.listed.get(learner, ())
    for candidate in world.educators:
        until = world.replay.state.invitations.get(candidate, 0)
        assert world.suite.educators.invitations(candidate) == until
