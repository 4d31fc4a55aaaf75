"""Invariants of what a credential is, and how it comes and goes: S4 to S11, and X1."""

from collections.abc import Iterator
from contextlib import contextmanager

from rig import Reverted

from stateful import state as s
from stateful.invariants.registry import at_the_end, each_event, each_step
from stateful.invariants.sight import all_tokens, in_turn, tokens, touched_tokens

FIELDS = ("code", "issuer", "version", "awarded_at", "expires_at")
# How a verdict can change with no log to tell of it.
UNTOLD = {(code, code) for code in range(6)} | {(s.STANDS, s.EXPIRED)}


@each_event("Issued")
def s4_only_issuers_rules_and_votes_mint(world, event):
    """S4: a credential comes from an issuer accredited then, a met rule, or a vote to reinstate."""
    known = world.replay.state
    class_id, holder = s.class_and_holder(event.args["token_id"])
    if _was_revoked(known, class_id, holder):
        token_id = event.args["token_id"]
        reinstated = [e.args["token_id"] for e in world.step.events if e.name == "Reinstated"]
        assert token_id in reinstated
        assert any(each.name == "ProposalExecuted" for each in world.step.events)
    elif event.args["issuer"] == world.addresses["pathways"]:
        version, _ = known.enrolments[class_id >> 8, holder]
        assert world.library.explain(known, class_id, version, holder)[-1][2]
    else:
        assert known.is_accredited(class_id >> 8, event.args["issuer"], world.now)
        assert not known.definitions[class_id] & 255


@each_event("Issued")
def s5_no_credential_without_consent(world, event):
    """S5: whoever gets a credential is enrolled in a version of it, and has not renounced it."""
    known = world.replay.state
    class_id, holder = s.class_and_holder(event.args["token_id"])
    _, covers = known.enrolments[class_id >> 8, holder]
    assert class_id & 255 <= covers
    before = known.credentials.get((class_id, holder))
    if before is not None:
        assert before.status != s.RENOUNCED or before.is_wanted_again
        assert not before.is_given_up


@each_event("Enrolled")
def s5_consent_is_the_learners_own(world, event):
    """S5: nobody is enrolled but by a call of one's own, in the version that it names."""
    assert event.args["learner"] == world.step.sender
    assert event.args["version"] == world.step.args[1]


@each_step
def s6_a_credential_stands_if_it_exists_and_has_not_expired(world):
    """S6: it stands if and only if its token exists and its last second is not over."""
    for token_id in tokens(world):
        class_id, holder = s.class_and_holder(token_id)
        code, *_, expires_at = world.suite.credentials.verify_token(token_id)[:5]
        exists = world.suite.credentials.is_held(class_id, holder)
        is_over = 0 < expires_at < world.now
        assert exists == (code in (s.STANDS, s.EXPIRED))
        assert (code == s.EXPIRED) == (exists and is_over)


@each_event("Issued")
def s6_revoked_is_final_but_for_a_vote(world, event):
    """S6: a revoked credential never comes back, except when the DAO reinstates it."""
    token_id = event.args["token_id"]
    if _was_revoked(world.replay.state, *s.class_and_holder(token_id)):
        following = world.step.events[world.step.events.index(event) + 1]
        assert following == (world.addresses["status"], "Reinstated", {"token_id": token_id})


@each_event("Reinstated")
def s10_what_its_holder_gave_up_stays_given_up(world, event):
    """S10: reinstating brings back what its holder still wanted; what was given up stays so."""
    token_id = event.args["token_id"]
    credential = world.replay.state.credentials[s.class_and_holder(token_id)]
    at = world.step.events.index(event)
    preceding = world.step.events[at - 1]
    is_back = preceding.name == "Issued" and preceding.args["token_id"] == token_id
    assert is_back == (not credential.is_given_up)
    world.counts["brought nothing back"] += not is_back


@each_event("Revoked")
def s7_only_its_issuer_or_the_dao_revokes(world, event):
    """S7: a revocation is its issuer's, accredited still, or the DAO's by a vote; with a reason."""
    class_id, holder = s.class_and_holder(event.args["token_id"])
    known, by = world.replay.state, event.args["by"]
    assert event.args["reason"]
    if by == world.addresses["dao"]:
        assert any(each.name == "ProposalExecuted" for each in world.step.events)
    else:
        assert by == known.credentials[class_id, holder].conferral.issuer
        assert known.is_accredited(class_id >> 8, by, world.now)


@each_step
def s7_s9_what_a_credential_says_never_changes(world):
    """S7, S9: issuer, version and dates stay; its code changes by time once, or by a log."""
    seen = world.seen.setdefault("verdicts", {})
    told = touched_tokens(world)
    for token_id in tokens(world):
        now = dict(zip(FIELDS, world.suite.credentials.verify_token(token_id), strict=False))
        before = seen.get(token_id, now)
        seen[token_id] = now
        reissued = [each for each in world.step.events if each.name == "Issued"]
        if token_id in [each.args["token_id"] for each in reissued]:
            continue  # a new award, or what it was before it fell
        assert {**now, "code": 0} == {**before, "code": 0}
        if token_id not in told:
            assert (before["code"], now["code"]) in UNTOLD


@each_step
def s8_one_credential_of_a_class(world):
    """S8: of each class a learner holds one credential or none: as many bits as tokens."""
    pairs = [(n, who) for n in range(1, world.state.curricula + 1) for who in world.learners]
    for curriculum, learner in in_turn(world, pairs, 1):
        pinned, held, fallen = world.suite.credentials.standing(curriculum, learner)
        known = world.replay.state
        assert pinned == known.enrolments.get((curriculum, learner), (0, 0))[0]
        assert _bits(held) == sorted(known.held_indices(curriculum, learner))
        gone = [known.held_indices(curriculum, learner, each) for each in (s.REVOKED, s.RENOUNCED)]
        assert _bits(fallen) == sorted(gone[0] + gone[1])


@each_event("Renounced", "ConsentRenewed")
def s10_only_the_holder_renounces(world, event):
    """S10: a credential is renounced, and consented to anew, by its holder alone."""
    _, holder = s.class_and_holder(event.args["token_id"])
    assert holder == world.step.sender


@each_step
def s10_renouncing_never_blocks_for_ever(world):
    """S10: what could be awarded now can be asked; new consent opens what was renounced."""
    known = world.replay.state
    for token_id in tokens(world)[:3]:
        class_id, holder = s.class_and_holder(token_id)
        could = known.outcome(class_id, holder) == s.AWARDED and _is_earned(world, class_id, holder)
        assert world.suite.credentials.isTransferable(token_id, s.ZERO, holder) == could


def _is_earned(world, class_id: int, holder: str) -> bool:
    """A badge waits for its issuer alone, a composite for its rule."""
    known = world.replay.state
    if not known.definitions[class_id] & 255:
        return True
    version, _ = known.enrolments[s.curriculum_of(class_id), holder]
    found = world.library.rule(known, class_id, version)
    return bool(found) and world.library.explain(known, class_id, version, holder)[-1][2]


@contextmanager
def batch_equals_singles(world, badge: int, learners: list[str], issuer: str) -> Iterator[None]:
    """S11: a batch does what the same awards one by one do, and skips what they would refuse."""
    engine = world.rig.engine
    snapshot = engine.snapshot()
    singles = [_award(world, badge, learner, issuer) for learner in learners]
    alone = [world.suite.credentials.verify(learner, badge) for learner in learners]
    engine.revert(snapshot)
    yield
    if world.step.refusal is None:
        together = [world.suite.credentials.verify(learner, badge) for learner in learners]
        assert together == alone
        told = [event for events in singles for event in events or ()]
        assert _less(world.step.events, "ConferralOpened", "Skipped") == _less(
            told, "ConferralOpened"
        )
        skipped = [e.args["learner"] for e in world.step.events if e.name == "Skipped"]
        assert skipped == [who for who, told in zip(learners, singles, strict=True) if told is None]


def _less(events: list, *names: str) -> list:
    return [event for event in events if event.name not in names]


def _award(world, badge: int, learner: str, issuer: str) -> list | None:
    try:
        return world.send("credentials", "award", (badge, learner), issuer)
    except Reverted:
        return None


@each_step
def x1_the_verdict_is_the_models(world):
    """X1: `verify`, by holder or by token, gives the model's verdict, field by field."""
    for token_id in tokens(world):
        _check_verdict(world, token_id)


@at_the_end
def x1_every_verdict_is_the_models(world):
    """X1: so it is of every class in every learner's hands."""
    for token_id in all_tokens(world):
        _check_verdict(world, token_id)


def _check_verdict(world, token_id: int) -> None:
    class_id, holder = s.class_and_holder(token_id)
    verdict = world.library.verdict(world.state, class_id, holder, world.now)
    assert world.suite.credentials.verify(holder, class_id) == verdict
    assert world.suite.credentials.verify_token(token_id) == verdict


@each_step
def x1_the_record_behind_it_is_the_models(world):
    """X1: of a credential that has fallen, or was reinstated, the record says all there is."""
    for token_id in tokens(world):
        became = world.state.credentials.get(s.class_and_holder(token_id))
        if became is None or (became.status == s.STANDS and not became.is_reinstated):
            continue  # nothing happened, or what did is not about this award
        told = world.suite.credentials.record_of(token_id)
        status, reason, conferral, at, by, is_reinstated, is_given_up = told
        assert (status, reason, conferral) == (
            became.status,
            became.reason,
            became.conferral.number,
        )
        assert (is_reinstated, is_given_up) == (became.is_reinstated, became.is_given_up)
        if status != s.STANDS:
            assert (at, by) == (became.changed_at, became.changed_by)


def _was_revoked(known: s.State, class_id: int, holder: str) -> bool:
    before = known.credentials.get((class_id, holder))
    return before is not None and before.status == s.REVOKED


def _bits(word: int) -> list[int]:
    return [bit for bit in range(256) if word >> bit & 1]
