"""What the contracts take at most. Vyper refuses more without a word, so it is said here first."""

from scripts._cairn.errors import CairnError
from scripts._cairn.suite import DAY, HOUR, Rules

MAX_ACTIONS = 8  # of one proposal
MAX_CALLDATA = 1_024  # bytes, of one action
MAX_DESCRIPTION = 4_096  # bytes of UTF-8
MAX_REASON = 1_024  # bytes of UTF-8
FEWEST_FOUNDERS, MOST_FOUNDERS = 3, 64

# Rule -> what it is called, its least and its greatest value, each with the DAO's words for it.
RULES = {
    "voting_delay": ("the voting delay", (0, ""), (30 * DAY, "30 days or less")),
    "voting_period": (
        "the voting period",
        (HOUR, "an hour or more"),
        (60 * DAY, "60 days or less"),
    ),
    "quorum": ("the quorum", (0, ""), (10_000, "10,000 basis points or less")),
    "minimum": ("the smallest quorum", (3, "three heads or more"), (255, "255 heads or fewer")),
    "majority": (
        "the majority",
        (1, "1, 2 or 3 votes for each vote against"),
        (3, "1, 2 or 3 votes for each vote against"),
    ),
    "delay": ("the delay", (0, ""), (30 * DAY, "30 days or less")),
    "grace": ("the grace period", (DAY, "a day or more"), (60 * DAY, "60 days or less")),
}


def check_rules(rules: Rules) -> None:
    """Refuse rules by which the DAO would not decide, in the DAO's own words."""
    for name, value in rules._asdict().items():
        title, (least, least_words), (most, most_words) = RULES[name]
        if not least <= value <= most:
            words = least_words if value < least else most_words
            raise CairnError(f"--rule {name}={value}: {title} must be {words}")


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
