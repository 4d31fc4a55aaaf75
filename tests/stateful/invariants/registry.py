"""Three times to check: at each event of a log, after each step, and at the end of a run."""

from collections.abc import Callable

EACH_EVENT: dict[str, list[Callable]] = {}  # by the event's name
EACH_STEP: list[Callable] = []
AT_THE_END: list[Callable] = []


def each_event(*names: str) -> Callable:
    """Check at each event of these names, before the replay reads it."""

    def register(invariant: Callable) -> Callable:
        for name in names:
            EACH_EVENT.setdefault(name, []).append(invariant)
        return invariant

    return register


def each_step(invariant: Callable) -> Callable:
    EACH_STEP.append(invariant)
    return invariant


def at_the_end(invariant: Callable) -> Callable:
    AT_THE_END.append(invariant)
    return invariant
