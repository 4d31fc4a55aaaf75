"""Invariants of the pathways: P1 to P5."""

from collections.abc import Iterator
from contextlib import contextmanager

from rig import Reverted

from stateful import state as s
from stateful.invariants.registry import at_the_end, each_event, each_step
from stateful.invariants.sight import in_turn

MARGIN = 96  # bytes of code behind a record


@each_event("VersionAdopted")
def p1_composites_rank_above_their_parts(world, event):
    """P1: no composite counts one of its own rank or higher, so every chain of them ends."""
    curriculum, version = event.args["curriculum"], event.args["version"]
    record = world.library.records[event.args["record_hash"]]
    for rule in record.rules:
        composite = curriculum << 8 | rule.index
        for component in world.library.components(composite, record, rule):
            ranks = [
                world.suite.curricula.definition(each) & 255 for each in (component, composite)
            ]
            assert ranks[0] < ranks[1]
    assert world.suite.curricula.latest_version(curriculum) == version


@contextmanager
def claim_is_as_explained(world, composite: int, learner: str) -> Iterator[None]:
    """P2: a claim passes if and only if `explain` says that the rule is met, all else apart."""
    told = _explained(world, composite, learner)
    _check_explanation(world, composite, learner, told)
    yield
    refusal = world.step.refusal or ""
    if refusal.startswith("pathways: the rule is not met yet"):
        assert not told[-1][2]
    elif world.step.refusal is None or refusal.startswith("credentials:"):
        assert told[-1][2]


def _explained(world, composite: int, learner: str) -> list[tuple] | None:
    try:
        return list(world.suite.pathways.explain(learner, composite))
    except Reverted as reverted:
        if str(reverted) != "pathways: this version has no rule for this badge":
            raise
        return None


def _check_explanation(world, composite: int, learner: str, told) -> None:
    """Value, threshold and met of each gate are what Python makes of the record."""
    version, _ = world.state.enrolments.get((composite >> 8, learner), (0, 0))
    version = version or max([0, *(v for c, v in world.state.versions if c == composite >> 8)])
    found = world.library.rule(world.state, composite, version)
    assert (told is not None) == (found is not None)
    if found:
        assert told == world.library.explain(world.state, composite, version, learner)


@each_step
def p2_progress_is_told_rightly(world):
    """P2: `explain` tells the progress in any version, the learner's own or not, as Python does."""
    asked = [
        (number << 8 | rule.index, version, learner)
        for (number, version), (name, _) in world.state.versions.items()
        for rule in world.library.records[name].rules
        for learner in world.learners
    ]
    for composite, version, learner in in_turn(world, asked, 1):
        told = world.suite.pathways.explain(learner, composite, version)
        assert list(told) == world.library.explain(world.state, composite, version, learner)


@each_step
def p3_a_version_never_changes(world):
    """P3, S9: a version keeps its record and its date, a class its definition."""
    known = world.replay.state
    for number, version in in_turn(world, list(known.versions), 1):
        name, adopted_at = known.versions[number, version]
        told = world.suite.curricula.version_of(number, version)
        assert told == (known.staged[name], adopted_at)
    for class_id in in_turn(world, list(known.definitions), 2):
        assert world.suite.curricula.definition(class_id) == known.definitions[class_id]


@at_the_end
def p3_every_record_is_on_chain(world):
    """P3: behind each version stand the very bytes that the vote adopted."""
    for name, _ in world.replay.state.versions.values():
        code = world.rig.engine.code(world.replay.state.staged[name])
        assert code[1:-MARGIN] == world.library.records[name].encode()


@each_event("VersionAdopted")
def p3_adopting_touches_no_credential(world, event):
    """P3: a new version, or any other, mints, burns and changes nothing that is held."""
    told = world.step.events[: world.step.events.index(event)]
    opened = max(at for at, each in enumerate(told) if each.name == "VersionOpened")
    assert told[opened].args["curriculum"] == event.args["curriculum"]
    assert told[opened].args["version"] == event.args["version"]
    assert {each.name for each in told[opened + 1 :]} <= {"Accredited"}


@each_event("Issued")
def p5_a_claim_takes_nothing(world, event):
    """P5: a composite is held once; claiming it takes none of the components away."""
    if event.args["issuer"] != world.addresses["pathways"]:
        return
    class_id, holder = s.class_and_holder(event.args["token_id"])
    assert not world.replay.state.is_held(class_id, holder)
    if world.step.method == "claim":
        names = [each.name for each in world.step.events if each.name != "ConferralOpened"]
        assert names == ["Transfer", "Locked", "Issued"]
