"""The tables of `docs/gas.md`: what the two schedules say, in the words of who has to pay."""

import re
from collections.abc import Sequence
from pathlib import Path

from rig import glamsterdam as then

from gas import snapshot

PAGE = Path(__file__).resolve().parents[2] / "docs" / "gas.md"

RULER = "|---|---:|---:|---:|---:|"

PRICES = (
    ("a call from outside", 21_000, then.base(is_create=False, to_itself=False, value=0), 0),
    ("a new word in storage", 22_100, then.COLD_SLOT + then.SLOT_WRITE, then.NEW_SLOT),
    ("a changed word in storage", 5_000, then.COLD_SLOT + then.SLOT_WRITE, 0),
    ("a word read for the first time", 2_100, then.COLD_SLOT, 0),
    ("another contract asked for the first time", 2_600, then.COLD_ACCOUNT, 0),
    ("a new contract's account", 32_000, then.CREATE_ACCESS, then.NEW_ACCOUNT),
    ("each byte of its code", 200, 0, then.STATE_BYTE),
)
# What is paid, how often, and the scenario that has been measured.
ACTS = (
    ("**once**: the suite deployed", ((1, "deploy"),)),
    ("its largest contract alone", ((1, "deploy_largest_contract"),)),
    ("a curriculum of 25 badges adopted, ten voting", ((1, "adopt_deep_24_gates"),)),
    ("of that, its record staged", ((1, "stage_deep_24_gates"),)),
    ("a seat taken", ((1, "admit_educator"),)),
    ("**each learner**: the first enrolment", ((1, "enrol_first"),)),
    ("another enrolment", ((1, "enrol_later"),)),
    ("a badge awarded", ((1, "award_open_conferral"),)),
    ("the day's first of an issuer", ((1, "award_opening_conferral"),)),
    ("each of a hundred in a batch", ((1, "award_batch_100_each"),)),
    ("a learner's sixteenth badge, on a new sheet", ((1, "award_later_sheet_first"),)),
    ("a composite of 14 badges claimed", ((1, "claim_14"),)),
    ("a badge revoked", ((1, "revoke"),)),
    ("a credential verified by a contract", ((1, "verify_from_contract"),)),
    ("**each decision**: a proposal", ((1, "propose_1_action"),)),
    ("a vote", ((1, "vote_later"),)),
    ("the first of 128 votes", ((1, "vote_first"),)),
    ("the whole, ten voting", ((1, "decision_10_voters"),)),
    (
        "**together**: 200 learners enrolled, 14 badges each in batches, and their composite",
        ((200, "enrol_first"), (200 * 14, "award_batch_100_each"), (200, "claim_14")),
    ),
)


def prices() -> list[str]:
    """Return the table of what the rules charge for."""
    rows = [(words, today, execution + state, state) for words, today, execution, state in PRICES]
    return _table("what is charged for", rows)


def acts() -> list[str]:
    """Return the table of what our acts come to, from the figures that are kept."""
    today, later = snapshot.kept("cancun"), snapshot.kept("glamsterdam")
    rows = []
    for words, parts in ACTS:
        whole, state = _sum(parts, later), _sum(parts, later, ", state gas")
        rows.append((words, _sum(parts, today), whole, state))
    return _table("act", rows)


def _sum(parts: Sequence[tuple[int, str]], amounts: snapshot.Amounts, suffix: str = "") -> int:
    return sum(times * amounts[scenario + suffix] for times, scenario in parts)


def _table(first: str, rows: Sequence[tuple[str, int, int, int]]) -> list[str]:
    lines = [f"| {first} | today | Glamsterdam | of it state gas | times |", RULER]
    for words, today, later, state in rows:
        told = f"{state:,}" if state else ""
        lines.append(f"| {words} | {today:,} | {later:,} | {told} | {later / today:.1f} |")
    return lines


def with_tables(text: str) -> str:
    """Put today's tables in the place of those that stand between the marks."""
    for name, table in (("prices", prices), ("acts", acts)):
        marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(marks, rf"\g<1>{chr(10).join(table())}\n\g<2>", text, flags=re.S)
    return text


def write() -> None:
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
