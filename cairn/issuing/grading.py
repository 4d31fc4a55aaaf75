"""From the files that an issuer names to every row of a gradebook and what becomes of it.

Names, e-mail addresses and scores stay with the issuer: only wallets go on chain.
"""

from collections.abc import Iterable

from cairn.issuing.desk import Desk, sort_out
from cairn.issuing.gradebooks import parse_columns, parse_mark, parse_maximum, read_gradebook
from cairn.issuing.plans import Entry, Plan, plan
from cairn.issuing.rosters import read_roster


def read_plan(
    file: str, roster: str | None, mark: str | None, maximum: str | None, columns: Iterable[str]
) -> Plan:
    """Read the files that an issuer names on the command line, by what else she says of them."""
    pass_mark = parse_mark(mark) if mark else None
    full = parse_maximum(maximum) if maximum else None
    gradebook = read_gradebook(file, parse_columns(columns), full)

    return plan(gradebook, read_roster(roster) if roster else None, pass_mark)


def sorted_rows(desk: Desk, found: Plan, marked: bool) -> dict[str, list[Entry]]:
    """Ask the chain about all who have passed, and return every row by what becomes of it."""
    outcomes = desk.outcomes([entry.recipient for entry in found.to_award])
    return sort_out(found, outcomes, "below the mark" if marked else "not passed")
