"""Invariants of proposals: G1 and G4 to G9, A1 and A2."""

from collections import Counter
from dataclasses import fields

from eth_utils import keccak

from cairn.chain.suite import DAY, HOUR
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
    *("VersionOpened", "VersionClosed", "VersionAdopted", "Accredited"),
    *("AccreditationEnded", "Reinstated", "RendererSet"),
    *("Invited", "InvitationWithdrawn", "RulesSet", "ActClassed", "ChamberSet"),
)
CHANGES = ("RulesSet", "ActClassed", "ChamberSet")  # of how decisions are reached
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
    "withdraw_invitation": ["InvitationWithdrawn"],
    "remove": ["Departed"],
    "replace_key": ["Invited"],
    "set_rules": ["RulesSet"],
    "set_class": ["ActClassed"],
    "set_chamber": ["ChamberSet"],
}
OWNED = ("credentials", "educators")  # the doors obey the first's owner; rules keep their DAO


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


@each_step
def g1_no_change_of_rules_changes_what_was_proposed_before(world):
    """G1, G7: rules, classes and chambers are changed for what is proposed from then on."""
    if not any(each.name in CHANGES for each in world.step.events):
        return
    known = world.replay.state
    for voted, proposal in known.proposals.items():
        assert world.suite.dao.state(voted) == known.proposal_state(voted, world.now)
        assert world.suite.dao.proposalEta(voted) == proposal.eta
        assert world.suite.rules.rules_at(proposal.class_, proposal.serial) == proposal.rules


@each_event("ProposalExecuted")
def g4_executed_once_as_voted_and_in_time(world, event):
    """G4: only what has passed, with its quorum and its delay over, in time, once, byte by byte."""
    known, voted = world.replay.state, event.args["proposalId"]
    proposal = known.proposals[voted]
    assert known.proposal_state(voted, world.now) in (s.QUEUED, s.SUCCEEDED)
    assert proposal.eta <= world.now <= proposal.expiry
    against, in_favour, abstaining = known.tally(voted)
    assert in_favour > against
    assert in_favour >= proposal.majority * against
    assert not proposal.is_returned or in_favour >= 2 * against
    assert in_favour + abstaining >= known.quorum(voted) >= 2
    assert proposal_id(world.drafts[voted].content) == voted


@each_event(*GOVERNED, "Departed")
def g5_what_is_governed_changes_by_a_vote_alone(world, event):
    """G5: curricula, issuers, members and rules change in no transaction but an execution."""
    is_own = event.name == "InvitationWithdrawn" and world.step.method == "keep_key"
    if not is_own and event.args.get("cause", s.REMOVED) == s.REMOVED:
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
    for target, selector in in_turn(world, list(known.acts), 1):
        assert world.suite.rules.class_of(target, selector) == known.acts[target, selector]
    assert world.suite.dao.chamber() == known.chamber
    rules = tuple(world.suite.rules.rules(class_) for class_ in known.rules)
    assert rules == tuple(known.rules.values())
    return credentials.curriculum_count(), credentials.renderer(), known.chamber, rules


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


@each_event("ProposalCreated")
def g7_a_proposal_is_of_its_strictest_act_s_class(world, event):
    """G7: nobody declares a class: it follows from every act, by target, function and ether."""
    told, known = event.args, world.replay.state
    actions = zip(told["targets"], told["values"], told["calldatas"], strict=True)
    classes = [known.class_of(*each) for each in actions]
    class_, serial, is_extended, is_returned = world.suite.dao.proposalKind(told["proposalId"])
    if world.step.method == "propose":
        assert (class_, serial) == (max(classes), len(known.proposals) + 1)
    assert not is_extended
    assert not is_returned
    own = [world.addresses[role] for role in ("dao", "rules")]
    assert class_ == s.CONSTITUTION or not any(each in own for each in told["targets"])
    assert class_ >= s.TREASURY or not any(told["values"])


@each_event("ProposalCreated")
def g7_nobody_floods_the_members(world, event):
    """G7: of one seat, five proposals are never undecided by their first deadlines."""
    known = world.replay.state
    number = known.number_at(event.args["proposer"], world.now - 1)
    assert number
    undecided = [
        each
        for each in known.proposals.values()
        if each.proposer == number and each.first_deadline >= world.now
    ]
    assert len(undecided) < s.MOST_ALIVE


@each_event("ProposalExtended")
def g7_a_vote_is_lengthened_once_for_each_reason(world, event):
    """G7: a vote goes on for one late turn, and for one second reading, and is never shortened."""
    voted = event.args["proposalId"]
    proposal = world.replay.state.proposals[voted]
    assert world.replay.state.proposal_state(voted, world.now) == s.ACTIVE
    assert event.args["extendedDeadline"] >= proposal.deadline
    at = world.step.events.index(event)
    if at and world.step.events[at - 1].name == "ProposalReturned":
        assert event.args["extendedDeadline"] == proposal.deadline + proposal.length
    else:
        assert not proposal.is_extended
        assert world.now >= proposal.late_from
        assert event.args["extendedDeadline"] == proposal.deadline + proposal.length // s.LATE


@each_event("ProposalReturned")
def g7_only_the_chamber_returns_and_only_what_is_on_a_curriculum(world, event):
    """G7: what holds an act on a curriculum is returned once, by the chamber, while it is open."""
    known, voted = world.replay.state, event.args["proposalId"]
    proposal = known.proposals[voted]
    assert known.proposal_state(voted, world.now) == s.ACTIVE
    assert proposal.is_on_curriculum
    assert not proposal.is_returned
    assert world.step.method != "returnProposal" or world.step.sender == known.chamber


@each_step
def g7_rules_stay_in_range_and_proposals_keep_theirs(world):
    """G7: no rule leaves its range, and a proposal keeps those that it was made under."""
    for rules in world.state.rules.values():
        assert rules.voting_period >= HOUR
        assert rules.grace >= DAY
        assert rules.minimum >= 3
        assert 1 <= rules.majority <= 3
    dao, known = world.suite.dao, world.replay.state.proposals
    for voted in in_turn(world, list(known), 1) + touched_proposals(world):
        proposal = known[voted]
        marks = (proposal.is_extended, proposal.is_returned)
        assert dao.proposalKind(voted) == (proposal.class_, proposal.serial, *marks)
        assert world.suite.rules.rules_at(proposal.class_, proposal.serial) == proposal.rules
        assert dao.proposalSnapshot(voted) == proposal.snapshot
        assert dao.proposalDeadline(voted) == proposal.deadline
        assert dao.proposalEta(voted) == proposal.eta
        assert dao.proposalProposer(voted) == world.replay.state.holders[proposal.proposer]


@at_the_end
def g8_all_members_but_one_can_always_decide(world):
    """G8: whatever was decided before, all members but one can change the rules of any class."""
    before = world.rig.engine.snapshot()
    for class_ in range(4):
        world.rig.now += 200 * DAY  # each of them may propose again
        *together, _ = world.state.members()
        target, data = world.contracts["rules"], world.contracts["rules"].encode
        told = data("set_rules", class_, world.state.rules[s.CURRICULUM])
        content = [target.address], [0], [told], f"Class {class_} anew."
        world.send("dao", "propose", content, together[0])
        voted = proposal_id((*content[:3], keccak(text=content[3])))
        world.rig.now = world.suite.dao.proposalSnapshot(voted) + 1
        for member in together:
            world.send("dao", "castVote", (voted, s.FOR), member)
        world.rig.now = world.suite.dao.proposalEta(voted) + 1
        world.send("dao", "execute", (*content[:3], keccak(text=content[3])), together[0])
    world.rig.engine.revert(before)


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
    holder = world.replay.state.holders[proposal.proposer]
    assert world.step.method != "cancel" or world.step.sender == holder


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
        until, _ = world.replay.state.invitations.get(candidate, (0, 0))
        assert world.suite.educators.invitations(candidate) == until
