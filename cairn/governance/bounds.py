"""What the contracts take at most. Vyper refuses more without a word, so it is said here first."""

from collections.abc import Iterable, Sequence

from cairn.chain.suite import CLASSES, DAY, HOUR, Rules
from cairn.say.errors import CairnError
from cairn.say.text import natural

MAX_ACTIONS = 8  # of one proposal
MAX_CALLDATA = 1_024  # bytes, of one action
MAX_DESCRIPTION = 4_096  # bytes of UTF-8
MAX_REASON = 1_024  # bytes of UTF-8
FEWEST_FOUNDERS, MOST_FOUNDERS = 3, 64

# Rule -> what it is called, its least and its greatest value, and the contract's words for both.
RULES = {
    "voting_delay": ("the voting delay", 0, 30 * DAY, "30 days or less"),
    "voting_period": ("the voting period", HOUR, 60 * DAY, "between an hour and 60 days"),
    "quorum": ("the quorum", 0, 10_000, "10,000 basis points or less"),
    "minimum": ("the smallest quorum", 3, 255, "between three heads and 255"),
    "majority": ("the majority", 1, 3, "1, 2 or 3 votes for each vote against"),
    "delay": ("the delay", 0, 30 * DAY, "30 days or less"),
    "grace": ("the grace period", DAY, 60 * DAY, "between a day and 60 days"),
}


def check_rules(name_of_class: str, rules: Rules) -> None:
    """Refuse rules by which a class of decisions would not be decided, in the contract's words."""
    for name, value in rules._asdict().items():
        title, least, most, words = RULES[name]
        if not least <= value <= most:
            raise CairnError(f"--rule {name_of_class}.{name}={value}: {title} must be {words}")


def changed(rulebook: Sequence[Rules], settings: Iterable[str]) -> tuple[Rules, ...]:
    """Return rules with settings like "people.quorum=4000" made. No class is ever guessed."""
    told = {name: rules._asdict() for name, rules in zip(CLASSES, rulebook, strict=True)}
    for text in settings:
        written, _, number = text.partition("=")
        class_, _, name = written.partition(".")
        if class_ not in CLASSES or name not in RULES or natural(number) is None:
            raise CairnError(
                f'"{text}" is no rule: write CLASS.NAME=NUMBER, where CLASS is '
                f"{', '.join(CLASSES)} and NAME is {', '.join(RULES)}"
            )
        told[class_][name] = natural(number)
    made = {name: Rules(**rules) for name, rules in told.items()}
    for name, rules in made.items():
        check_rules(name, rules)
    return tuple(made.values())


def check_founders(count: int, file: str) -> None:
    """Refuse too few founders or too many."""
    if count < FEWEST_FOUNDERS:
        raise CairnError(f"{file}: {count} founders are too few: a DAO needs three or more")
    if count > MOST_FOUNDERS:
        raise CairnError(
            f"{file}: {count} founders are too many: at most {MOST_FOUNDERS} can begin a DAO, "
            "which can admit more"
        )


def check_size(text: str, most: int, what: str) -> None:
    """Refuse a text that is too long, counted as the chain counts: in bytes of UTF-8."""
    size = len(text.encode())
    if size > most:
        raise CairnError(f"{what} has {size:,} bytes, of which {most:,} fit: shorten it")


def check_actions(calldatas: list[bytes]) -> None:
    """Refuse a proposal that does too much at once."""
    if len(calldatas) > MAX_ACTIONS:
        raise CairnError(
            f"{len(calldatas)} acts are too many for one proposal: at most {MAX_ACTIONS}; "
            "make two proposals of it"
        )
    for number, data in enumerate(calldatas, start=1):
        if len(data) > MAX_CALLDATA:
            raise CairnError(
                f"act {number} has {len(data):,} bytes of calldata: at most {MAX_CALLDATA:,} fit"
            )
