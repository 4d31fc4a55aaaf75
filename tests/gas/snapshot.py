"""The figures that are kept, and what to say when those of today are others."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.table import Table

from gas.budgets import AIMED_AT, HELD

KEPT = Path(__file__).resolve().parents[2] / "benchmarks" / "gas.json"
Figures = Mapping[str, int]


def read() -> dict[str, int]:
    return json.loads(KEPT.read_text())


def write(figures: Figures) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(dict(figures), indent=2) + "\n")


def rises(kept: Figures, today: Figures) -> list[str]:
    """A line for each scenario that costs more than it did."""
    return [
        f"{name}: {gas:,} gas, {gas - kept[name]:,} more than the {kept[name]:,} that are kept"
        for name, gas in today.items()
        if gas > kept.get(name, gas)
    ]


def staleness(kept: Figures, today: Figures) -> list[str]:
    """A line for each scenario that costs less, is new, or is gone."""
    return list(_stale(kept, today))


def _stale(kept: Figures, today: Figures) -> Iterator[str]:
    for name, gas in today.items():
        if name not in kept:
            yield f"{name}: {gas:,} gas, not kept yet"
        elif gas < kept[name]:
            yield f"{name}: {gas:,} gas, {kept[name] - gas:,} less than is kept"
    yield from (f"{name}: kept, and measured no more" for name in kept if name not in today)


def table(figures: Figures) -> Table:
    """All figures beside their budgets, those over what is aimed at in yellow."""
    table = Table("scenario", title="Gas, cancun, whole transactions")
    for column in ("gas", "held", "aimed at"):
        table.add_column(column, justify="right")
    for name, gas in figures.items():
        style = "yellow" if gas > AIMED_AT.get(name, gas) else ""
        budgets = (HELD.get(name), AIMED_AT.get(name))
        told = (f"{each:,}" if each else "" for each in budgets)
        table.add_row(name, f"{gas:,}", *told, style=style)
    return table
