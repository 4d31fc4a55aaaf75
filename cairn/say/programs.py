"""How a command is typed, in the program that is running."""

from contextvars import ContextVar

_program = ContextVar("program", default="ape run")


def as_typed(words: str) -> str:
    """Return a command as a person types it, in marks: "`ape run enrol bees`"."""
    return f"`{_program.get()} {words}`"


def speak_for(program: str) -> None:
    """Name commands as this program has them, in whatever is said from now on."""
    _program.set(program)
