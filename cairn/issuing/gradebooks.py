"""Gradebook exports, just as a learning platform saves them, and what follows from each row.

The layout (Open edX, Canvas, Moodle, or a plain list) is told from the header alone. Scores are
exact decimals, never floats: a learner exactly at the mark has passed. What a row says of a person
serves to find her wallet and to talk to the issuer, and goes no further: only wallets go on chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Context, Decimal
from os import PathLike
from typing import NamedTuple

from cairn.chain.addresses import checked_wallet
from cairn.issuing.rosters import (
    PERSON,
    Seen,
    Table,
    cell_of,
    fold,
    listed,
    read_table,
)
from cairn.say.errors import CairnError
from cairn.say.text import shown


class Scale(NamedTuple):
    """What a number in the score column is out of, and the most it can be (extra credit)."""

    full: Decimal
    most: Decimal


HUNDRED = Decimal(100)
FRACTION = Scale(Decimal(1), Decimal(1))
PERCENT = Scale(HUNDRED, 2 * HUNDRED)

NUMBER = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,30})?)\s?(%?)")
# Rounding down, so that a quotient that never ends cannot reach a mark that it is below.
EXACT = Context(prec=60, rounding=ROUND_DOWN)
NO_GRADE = {"", "-", "n/a", "ex", "not attempted", "not available"}
YES_NO = {"y": True, "yes": True, "n": False, "no": False, "": None, "n/a": None}
COLUMNS = (*PERSON, "score", "wallet", "eligible")


@dataclass(frozen=True)
class Layout:
    """How one platform writes its columns: names folded, scores as patterns, best first."""

    name: str
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, tuple[str, ...]]
    scores: tuple[tuple[str, Scale | None], ...]
    mapped: Scale | None = None  # the scale of a score column that the issuer named

    def fits(self, table: Table) -> bool:
        """Whether a header is of this layout."""
        return all(table.has(*names) for names in self.needs)


OPEN_EDX = Layout(
    "Open edX grade report",
    needs=(("student id", "id"), ("email",), ("username",), ("grade",)),
    columns={
        "email": ("email",),
        "id": ("student id", "id"),
        "username": ("username",),
        "eligible": ("certificate eligible",),
    },
    scores=((r"grade", FRACTION),),
    mapped=FRACTION,
)
# A total may end in its grading period in brackets; an assignment ends in its number in brackets.
CANVAS_FINAL = r"final score(?: \((?!\d+\)).+\))?"
CANVAS_OVERRIDE = CANVAS_FINAL.replace("final", "override")
CANVAS = Layout(
    "Canvas gradebook",
    needs=(("student", "lastname"), ("id",), ("sis login id",), ("section",)),
    columns={"id": ("sis user id", "id"), "username": ("sis login id",)},
    scores=((CANVAS_FINAL, PERCENT),),
)
MOODLE = Layout(
    "Moodle grade export",
    needs=(
        ("first name",),
        ("last name", "surname"),
        ("email address", "id number", "username"),
    ),
    columns={"email": ("email address",), "id": ("id number",), "username": ("username",)},
    scores=((r"course total \(percentage\)", PERCENT), (r"course total(?: \(real\))?", None)),
)
PLAIN = Layout(
    "plain list",
    needs=((*(name for names in PERSON.values() for name in names), "wallet"), ("score",)),
    columns={**PERSON, "wallet": ("wallet",), "eligible": ("eligible",)},
    scores=((r"score", FRACTION),),
    mapped=FRACTION,
)
NAMED = Layout("file with named columns", needs=(), columns={}, scores=())
LAYOUTS = (OPEN_EDX, CANVAS, MOODLE, PLAIN)


@dataclass(frozen=True)
class Row:
    """One learner of a gradebook; `score` is a share of full marks, `line` the row in the file."""

    line: int
    email: str | None = None
    id: str | None = None
    username: str | None = None
    score: Decimal | None = None
    wallet: str | None = None
    eligible: bool | None = None

    @property
    def keys(self) -> dict[str, str | None]:
        """What the person is known by."""
        return {kind: getattr(self, kind) for kind in PERSON}

    @property
    def person(self) -> str:
        """The clearest of what she is known by."""
        return self.email or self.username or self.id or self.wallet or ""


@dataclass(frozen=True)
class Gradebook:
    """The rows of one file; iterating gives them."""

    file: str
    layout: str
    rows: list[Row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def parse_columns(pairs: Iterable[str]) -> dict[str, str]:
    """What `--column email=E-Mail --column score=Punkte` names, by kind."""
    columns: dict[str, str] = {}
    for pair in pairs:
        kind, _, header = pair.partition("=")
        if kind not in COLUMNS or not header.strip() or kind in columns:
            raise CairnError(
                f"--column {shown(pair)}: write kind=header, each of {', '.join(COLUMNS)} "
                "at most once"
            )
        columns[kind] = header
    return columns


def parse_mark(text: str) -> Decimal:
    """A pass mark as a share of full marks: `60%` and `0.6` are the same."""
    found = NUMBER.fullmatch(text.strip())
    full = HUNDRED if found and found[2] else Decimal(1)
    mark = EXACT.divide(_decimal(found[1]), full) if found else Decimal(0)
    if not 0 < mark <= 1:
        raise CairnError(
            f"--min {shown(text)}: is no pass mark; write a percentage (60%) or a fraction (0.6)"
        )
    return mark


def parse_maximum(text: str) -> Decimal:
    """What full marks are, as given by `--max`."""
    found = NUMBER.fullmatch(text.strip())
    if not found or found[2] or not _decimal(found[1]):
        raise CairnError(f"--max {shown(text)}: write the full marks as a number above 0 (100)")
    return _decimal(found[1])


def read_gradebook(
    path: str | PathLike[str],
    columns: Mapping[str, str] | None = None,
    maximum: Decimal | None = None,
) -> Gradebook:
    """
    Read an export. `columns` names columns by kind where the header does not say enough;
    `maximum` is what full marks are in the score column where the file does not say.
    """
    columns = columns or {}
    named = [fold(header) for header in columns.values()]
    table = read_table(
        path, lambda table: _layout(table) or (named and all(table.has(name) for name in named))
    )
    layout = _layout(table) or _named_layout(table, columns)
    if layout is CANVAS:
        table, layout = _from_canvas(table, columns.get("score"))
    return Gradebook(table.file, layout.name, _RowReader(table, layout, columns, maximum).rows())


def _layout(table: Table) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.fits(table)), None)


def _named_layout(table: Table, columns: Mapping[str, str]) -> Layout:
    """The layout that the issuer has spelt out, if she has."""
    if {*PERSON, "wallet"} & columns.keys() and {"score", "eligible"} & columns.keys():
        return NAMED
    raise CairnError(
        f"{table.file}: is no gradebook with known columns (found {listed(table.header)}); "
        "name them: --column email=… --column score=…"
    )


class _RowReader:
    """Turns the rows of a table into learners, by where its columns are."""

    def __init__(
        self, table: Table, layout: Layout, columns: Mapping[str, str], maximum: Decimal | None
    ):
        self.table = table
        self.places = {kind: table.find(*names) for kind, names in layout.columns.items()}
        self.places |= {kind: self._named(kind, header) for kind, header in columns.items()}
        self.scale = layout.mapped
        if "score" not in columns:
            self.places["score"], self.scale = self._score(layout)
        if maximum is not None:
            self.scale = Scale(maximum, maximum)

    def _named(self, kind: str, header: str) -> int:
        place = self.table.find(fold(header))
        if place is None:
            raise CairnError(
                f"{self.table.file}: has no column {shown(header)} (found "
                f"{listed(self.table.header)}); correct --column {kind}=…"
            )
        return place

    def _score(self, layout: Layout) -> tuple[int | None, Scale | None]:
        for pattern, scale in layout.scores:
            places = _matching(self.table, pattern)
            if len(places) > 1:
                both = listed(self.table.header[place] for place in places)
                raise CairnError(
                    f"{self.table.file}: any of {both} may be the score; pick one: --column score=…"
                )
            if places:
                return places[0], scale
        if layout.scores:
            raise CairnError(
                f"{self.table.file}: this {layout.name} has no total; export it with the course "
                "total, or pick a column: --column score=…"
            )
        return None, None

    def rows(self) -> list[Row]:
        """All learners; somebody who comes twice is refused."""
        seen, rows = Seen(self.table.file), []
        for line, cells in self.table.rows():
            row = self._row(f"{self.table.file}, row {line}", line, cells)
            seen.refuse_nobody_and_twice(line, {**row.keys, "wallet": row.wallet})
            rows.append(row)
        if not rows:
            raise CairnError(f"{self.table.file}: holds no learner; export it again")
        return rows

    def _row(self, where: str, line: int, cells: list[str]) -> Row:
        text = {kind: cell_of(cells, self.places.get(kind), where) for kind in (*PERSON, "wallet")}
        if self.places.get("email") is None and "@" in (text["username"] or ""):
            text["email"] = text["username"]
        return Row(
            line=line,
            **{kind: text[kind] for kind in PERSON},
            score=_share(_at(cells, self.places.get("score")), self.scale, where),
            wallet=checked_wallet(text["wallet"], where),
            eligible=_yes_or_no(_at(cells, self.places.get("eligible")), where),
        )


def _matching(table: Table, pattern: str) -> list[int]:
    return [place for place, name in enumerate(table.header) if re.fullmatch(pattern, fold(name))]


def _share(cell: str, scale: Scale | None, where: str) -> Decimal | None:
    """A score as an exact share of full marks. A formula is text like any other: no number."""
    if fold(cell) in NO_GRADE:
        return None
    found = NUMBER.fullmatch(cell)
    if not found:
        raise CairnError(
            f"{where}: the score {shown(cell)} is not a number; correct it, or leave it empty"
        )
    scale = PERCENT if found[2] else scale
    if scale is None:
        raise CairnError(f"{where}: the score {cell} may be out of anything; add --max (often 100)")
    value = _decimal(found[1])
    if value > scale.most:
        raise CairnError(
            f"{where}: the score {cell} is above {scale.most}; correct it, or say with --max "
            "what full marks are"
        )
    return min(EXACT.divide(value, scale.full), Decimal(1))


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "."))


def _yes_or_no(cell: str, where: str) -> bool | None:
    if fold(cell) not in YES_NO:
        raise CairnError(f"{where}: eligible is {shown(cell)}; write Y or N")
    return YES_NO[fold(cell)]


def _from_canvas(table: Table, score: str | None) -> tuple[Table, Layout]:
    """
    The learners of a Canvas gradebook: without its rows of settings and its test student, with a
    total that a teacher has overridden, and known by Canvas's own id where nobody has another.
    """
    points, learners = _learners_in_canvas(table)
    final, override = (_matching(table, pattern) for pattern in (CANVAS_FINAL, CANVAS_OVERRIDE))
    for _, cells in learners:
        if final and override and _at(cells, override[0]):
            cells[final[0]] = cells[override[0]]
    ids = [name for name in CANVAS.columns["id"] if _filled(learners, table.find(name))]
    layout = replace(
        CANVAS,
        columns={**CANVAS.columns, "id": tuple(ids[:1])},
        mapped=_canvas_scale(score, _at(points, table.find(fold(score)) if score else None)),
    )
    return Table(table.file, table.header, learners), layout


def _learners_in_canvas(table: Table) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The row of points possible, and the rows of learners."""
    name, first = table.find("student", "lastname"), table.find("firstname")
    number, login = table.find("id"), table.find("sis login id")
    points: list[str] = []
    learners = []
    for line, cells in table.records:
        who = fold(f"{_at(cells, name)}, {_at(cells, first)}".removesuffix(", "))
        if who == "points possible":
            points = cells
        elif who == "student, test" and re.fullmatch(r"[0-9a-f]{32,}|", _at(cells, login)):
            continue
        elif who or _at(cells, number):
            learners.append((line, cells))
    return points, learners


def _canvas_scale(header: str | None, points: str) -> Scale | None:
    """Of a column that the issuer picked: an assignment ends in its number and is out of points."""
    found = NUMBER.fullmatch(points)
    if found and _decimal(found[1]):
        return Scale(_decimal(found[1]), 2 * _decimal(found[1]))
    return None if re.search(r"\(\d+\)$", fold(header or "")) else PERCENT


def _at(cells: list[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _filled(learners: list[tuple[int, list[str]]], place: int | None) -> bool:
    return any(_at(cells, place) for _, cells in learners)
