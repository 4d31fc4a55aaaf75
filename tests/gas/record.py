"""Measure every scenario, keep the figures and tell them in the docs: `make gas`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT), str(ROOT / "tests")]

from rich.console import Console  # noqa: E402

from gas import page, snapshot  # noqa: E402, once it can be found
from gas.scenarios import measure  # noqa: E402

if __name__ == "__main__":
    figures = measure()
    console = Console(width=100)
    console.print(snapshot.table(figures))
    for schedule, path in snapshot.KEPT.items():
        before, today = snapshot.kept(schedule), snapshot.measured(figures, schedule)
        for line in snapshot.rises(before, today) + snapshot.staleness(before, today):
            console.print(line)
        console.print(f"Kept in {path.relative_to(ROOT)}.")
    snapshot.write(figures)
    page.write()
    console.print(f"Told in {page.PAGE.relative_to(ROOT)}.")
