"""Which of all the credentials, learners and proposals a step looks at."""

from collections.abc import Sequence

from stateful import state as s

IN_TURN = 4  # credentials asked about in each step beside those that it touched


def touched_tokens(world) -> list[int]:
    """The credentials that the last call logged something about."""
    found = [
        event.args["token_id"]
        for event in world.step.events
        if event.contract != world.addresses["educators"] and "token_id" in event.args
    ]
    return list(dict.fromkeys(found))


def touched_proposals(world) -> list[int]:
    found = [event.args["proposalId"] for event in world.step.events if "proposalId" in event.args]
    return list(dict.fromkeys(found))


def all_tokens(world) -> list[int]:
    """Every class in everybody's hands, held or not."""
    return [
        s.token_of(class_id, learner)
        for class_id in world.state.definitions
        for learner in world.learners
    ]


def tokens(world) -> list[int]:
    return touched_tokens(world) + in_turn(world, all_tokens(world), IN_TURN)


def proposals(world) -> list[int]:
    """Those touched, those alive, and one of the others."""
    alive = [voted for voted, proposal in world.state.proposals.items() if not proposal.end][-8:]
    others = in_turn(world, list(world.state.proposals), 1)
    return list(dict.fromkeys([*touched_proposals(world), *alive, *others]))


def in_turn(world, choices: Sequence, count: int) -> list:
    """The next `count` of the choices, going round."""
    at = world.turn * count
    return [choices[(at + n) % len(choices)] for n in range(min(count, len(choices)))]
