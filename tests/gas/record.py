"""Measure every scenario and take the figures as those to keep: `make gas`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT), str(ROOT / "tests")]

from rich.console import Console  # noqa: E402

from gas import snapshot  # noqa: E402, once it can be found
from gas.scenarios import measure  # noqa: E402

if __name__ == "__main__":
    figures = measure()
    before = snapshot.read() if snapshot.KEPT.exists() else {}
    snapshot.write(figures)
    console = Console()
    console.print(snapshot.table(figures))
    for line in snapshot.rises(before, figures) + snapshot.staleness(before, figures):
        console.print(line)
    console.print(f"Kept in {snapshot.KEPT.relative_to(ROOT)}.")
