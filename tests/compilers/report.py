"""What `make compilers` prints: sizes, then what differs."""

from collections.abc import Sequence
from typing import NamedTuple

from variants import SHIPPING

from compilers.shown import shipping


class Made(NamedTuple):
    """What a build has made of a contract."""

    build: str
    contract: str
    size: int | None  # bytes on chain; None if it does not compile
    faults: list[str]  # in what it differs from the shipping build


def table(made: Sequence[Made]) -> list[str]:
    """A contract a line, a build a column."""
    sizes = {(each.build, each.contract): each.size for each in made}
    names = list(dict.fromkeys(each.contract for each in made))
    sizes |= {(SHIPPING, name): shipping(name).size for name in names}
    builds = [SHIPPING, *dict.fromkeys(each.build for each in made)]
    rows = [[_cell(sizes[build, name]) for build in builds] for name in names]
    lines = [("bytes on chain", builds), *zip(names, rows, strict=True)]
    return [f"{head:<18}" + "".join(f"{cell:>10}" for cell in cells) for head, cells in lines]


def _cell(size: int | None) -> str:
    return "-" if size is None else f"{size:,}"


def closing(found: Sequence[str]) -> list[str]:
    """All findings, and their number."""
    number = f"{len(found)} differ" if found else "Nothing differs"
    return [*found, f"{number} from the shipping build."]
