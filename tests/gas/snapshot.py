"""The figures that are kept, and what to say when those of today are others.

One file a schedule: `gas.json` has what each act costs today, `gas-glamsterdam.json` what it would
cost then, and how much of that is state gas.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rig.cost import Cost

from gas.budgets import HELD

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
KEPT = {"cancun": BENCHMARKS / "gas.json", "glamsterdam": BENCHMARKS / "gas-glamsterdam.json"}
Figures = Mapping[str, Cost]
Amounts = Mapping[str, int]  # what is compared: one amount a line


def kept(schedule: str) -> dict[str, int]:
    """Return the amounts that are kept; none where there is no file yet."""
    path = KEPT[schedule]
    return _flat(json.loads(path.read_text())) if path.exists() else {}


def measured(figures: Figures, schedule: str) -> dict[str, int]:
    """Return the amounts of today, named alike."""
    return _flat(_told(figures, schedule))


def write(figures: Figures) -> None:
    for schedule, path in KEPT.items():
        path.write_text(json.dumps(_told(figures, schedule), indent=2) + "\n")


def _told(figures: Figures, schedule: str) -> dict:
    if schedule == "cancun":
        return {name: gas.cancun for name, gas in figures.items()}
    return {name: {"gas": gas.glamsterdam, "state": gas.state} for name, gas in figures.items()}


def _flat(told: dict) -> dict[str, int]:
    """One line for each amount: `enrol_first`, `enrol_first, state gas`."""
    flat = {}
    for name, amounts in told.items():
        if isinstance(amounts, int):
            flat[name] = amounts
        else:
            flat |= {name: amounts["gas"], f"{name}, state gas": amounts["state"]}
    return flat


def rises(kept: Amounts, today: Amounts) -> list[str]:
    """A line for each scenario that costs more than it did."""
    return [
        f"{name}: {gas:,} gas, {gas - kept[name]:,} more than the {kept[name]:,} that are kept"
        for name, gas in today.items()
        if gas > kept.get(name, gas)
    ]


def staleness(kept: Amounts, today: Amounts) -> list[str]:
    """A line for each scenario that costs less, is new, or is gone."""
    return list(_stale(kept, today))


def _stale(kept: Amounts, today: Amounts) -> Iterator[str]:
    for name, gas in today.items():
        if name not in kept:
            yield f"{name}: {gas:,} gas, not kept yet"
        elif gas < kept[name]:
            yield f"{name}: {gas:,} gas, {kept[name] - gas:,} less than is kept"
    yield from (f"{name}: kept, and measured no more" for name in kept if name not in today)


def table(figures: Figures) -> Table:
    """All figures beside their budgets, those over one in yellow."""
    title = "Gas of whole transactions: cancun with its budgets, glamsterdam"
    table = Table("scenario", title=title, box=SIMPLE_HEAD)
    for column in ("cancun", "held", "then", "of it state"):
        table.add_column(column, justify="right")
    for name, gas in figures.items():
        style = "yellow" if gas.cancun > HELD.get(name, gas.cancun) else ""
        told = (gas.cancun, HELD.get(name), gas.glamsterdam, gas.state)
        table.add_row(name, *(f"{each:,}" if each else "" for each in told), style=style)
    return table
