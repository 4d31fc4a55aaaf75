"""What must hold, whatever anybody does: each invariant is a function, and its sentence says it.

The letters are those of the project's list: S of soulbound tokens, P of pathways, G of governing, A
of roles and logs, X across all. A step asks the chain about what it touched and about the next few
of everything else, in turn; the end of a run asks about everything.
"""

from stateful.invariants import credentials, governors, pathways, tokens, voters
from stateful.invariants.registry import AT_THE_END, EACH_EVENT, EACH_STEP

KINDS = (credentials, governors, pathways, tokens, voters)  # each registers its own


def check_event(world, event) -> None:
    for invariant in EACH_EVENT.get(event.name, ()):
        invariant(world, event)


def check_step(world) -> None:
    world.turn += 1
    for invariant in EACH_STEP:
        invariant(world)


def check_end(world) -> None:
    for invariant in AT_THE_END:
        invariant(world)
