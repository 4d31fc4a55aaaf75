"""Files of people and wallets: a class roster, and the founding educators.

The reading of any such file as a table stands here too. A file that can be read in two ways is
refused, never guessed at; each refusal is one line that names the file, the row and the remedy.
Rows are numbered as a spreadsheet does: the header is row 1, a cell of two lines is one row.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path

from cairn.chain.addresses import checked_wallet
from cairn.say.errors import CairnError, why
from cairn.say.text import shown

# How a person may be known, and what the column is then called.
PERSON = {
    "email": ("email", "e-mail", "email address"),
    "id": ("id", "id number", "student id"),
    "username": ("username",),
}
DELIMITERS = ",;\t:"
# First bytes of what a browser or a spreadsheet saves when it was not asked for CSV.
NOT_CSV = {
    b"PK\x03\x04": "an Excel or OpenDocument workbook",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"%pdf": "a PDF",
    b"<!doctype": "a web page",
    b"<html": "a web page",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}


def fold(text: str) -> str:
    """The form in which two spellings of the same header or key are equal."""
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def listed(names: Iterable[str], most: int = 8) -> str:
    """The columns that were found, the first of them by name."""
    names = [shown(name) for name in names]
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


@dataclass(frozen=True)
class Table:
    """A delimited file: its header, and its other rows with their numbers."""

    file: str
    header: list[str]
    records: list[tuple[int, list[str]]] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether some column is called one of `names`."""
        return any(fold(name) in names for name in self.header)

    def find(self, *names: str) -> int | None:
        """The place of the column called the first of `names` that the header has."""
        for name in names:
            places = [place for place, found in enumerate(self.header) if fold(found) == name]
            if len(places) > 1:
                raise CairnError(
                    f"{self.file}: the column {shown(self.header[places[0]])} occurs "
                    f"{len(places)} times; rename or delete all but one"
                )
            if places:
                return places[0]
        return None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, each of which has a cell for every column and no more."""
        for row, cells in self.records:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                raise CairnError(
                    f"{self.file}, row {row}: has {len(cells)} of {len(self.header)} cells; "
                    "quote a cell that holds the separator, or export again"
                )
            yield row, cells


def read_table(path: str | PathLike[str], known: Callable[[Table], object]) -> Table:
    """
    Read a delimited file. Its separator is the one under which the header is `known`, else the
    one that makes most columns of it.
    """
    file, text = fspath(path), _text(fspath(path))
    headers = {delimiter: Table(file, _header(text, delimiter)) for delimiter in DELIMITERS}
    widest = max(DELIMITERS, key=lambda delimiter: len(headers[delimiter].header))
    delimiter = next((d for d in DELIMITERS if known(headers[d])), widest)
    records = _records(file, text, delimiter)
    while not any(cell.strip() for cell in records[0][1]):
        del records[0]
    return Table(file, records[0][1], records[1:])


def _text(file: str) -> str:
    try:
        raw = Path(file).read_bytes()
    except OSError as error:
        raise CairnError(f"{file}: cannot be read ({why(error)}); check the path") from None
    start = raw[:16].lstrip().lower()
    for sign, kind in NOT_CSV.items():
        if start.startswith(sign.lower()):
            raise CairnError(f"{file}: is {kind}, not CSV; save or export it as CSV (UTF-8)")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CairnError(
            f"{file}, line {line}: is not UTF-8 (byte 0x{raw[error.start]:02X}, perhaps Latin-1 "
            "or Windows-1252); save it as CSV UTF-8"
        ) from None
    if "\0" in text:
        raise CairnError(f"{file}: is a binary file, not CSV; save or export it as CSV (UTF-8)")
    if not any(character.isalnum() for character in text):
        raise CairnError(f"{file}: is empty; export it again")
    return text


def _header(text: str, delimiter: str) -> list[str]:
    """The first row that is not blank, read leniently; nothing if it cannot be read so."""
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return next((row for row in rows if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return []


def _records(file: str, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """All rows, read strictly: a quote that is never closed would swallow every row after it."""
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append((len(records) + 1, cells))
    except csv.Error as error:
        if "field larger" in str(error):
            most = csv.field_size_limit()
            raise CairnError(
                f"{file}, row {len(records) + 1}: a cell holds more than {most:,} characters; "
                "shorten it, or close the quote that begins it"
            ) from None
        raise CairnError(
            f"{file}, row {len(records) + 1}: a quoted cell does not end as it should ({error}); "
            "close the quote, or write a quote inside a cell twice"
        ) from None
    return records


class Seen:
    """What earlier rows have held, so that nothing and nobody comes twice."""

    def __init__(self, file: str):
        self.file = file
        self.rows: dict[tuple[str, str], int] = {}

    def refuse_nobody_and_twice(self, row: int, keys: Mapping[str, str | None]) -> None:
        """Refuse a row about nobody, or about somebody that an earlier row was about."""
        if not any(keys.values()):
            raise CairnError(
                f"{self.file}, row {row}: names nobody; fill in {' or '.join(keys)}, or delete it"
            )
        for kind, key in keys.items():
            self._refuse_twice(row, kind, key, "keep one row for each person")

    def refuse_shared_wallet(self, row: int, wallet: str | None) -> None:
        """Refuse the wallet of somebody else; any number of people may have none."""
        self._refuse_twice(row, "wallet", wallet, "give each person a wallet of their own")

    def _refuse_twice(self, row: int, kind: str, value: str | None, remedy: str) -> None:
        first = row if value is None else self.rows.setdefault((kind, fold(value)), row)
        if first != row:
            raise CairnError(
                f"{self.file}, rows {first} and {row}: the same {kind} twice ({value}); {remedy}"
            )


def cell_of(cells: list[str], place: int | None, where: str) -> str | None:
    """What stands in a cell, trimmed; None if it is blank or the column is missing."""
    text = "" if place is None else cells[place].strip()
    if not text.isprintable():
        raise CairnError(f"{where}: {shown(text)} holds an invisible character; type it anew")
    return text or None


@dataclass(frozen=True)
class Roster:
    """Whose wallet is which, by e-mail, id or username."""

    file: str
    kinds: tuple[str, ...]
    wallets: Mapping[tuple[str, str], str]

    def wallet_of(self, keys: Mapping[str, str | None]) -> str | None:
        """The wallet of the person known by `keys`; None if the roster has none."""
        known = [(kind, fold(key)) for kind, key in keys.items() if key is not None]
        found = {self.wallets[key] for key in known if key in self.wallets}
        if len(found) > 1:
            raise CairnError(
                f"{self.file}: {listed(key for _, key in known)} lead to {len(found)} wallets; "
                "correct the roster"
            )
        return next(iter(found), None)


def read_roster(path: str | PathLike[str]) -> Roster:
    """
    Read `email,wallet` (or `id,wallet`, `username,wallet`, or several of these keys). A blank
    wallet is somebody who has none yet.
    """
    table = read_table(path, lambda table: table.has("wallet"))
    places = {kind: table.find(*names) for kind, names in PERSON.items()}
    kinds = tuple(kind for kind, place in places.items() if place is not None)
    column = table.find("wallet")
    if column is None or not kinds:
        raise CairnError(
            f"{table.file}: needs the columns wallet and email, id or username; "
            f"has {listed(table.header)}; rename them"
        )
    seen, wallets = Seen(table.file), {}
    for row, cells in table.rows():
        where = f"{table.file}, row {row}"
        keys = {kind: cell_of(cells, places[kind], where) for kind in kinds}
        wallet = checked_wallet(cell_of(cells, column, where), where)
        seen.refuse_nobody_and_twice(row, keys)
        seen.refuse_shared_wallet(row, wallet)
        wallets |= {(kind, fold(key)): wallet for kind, key in keys.items() if key and wallet}
    return Roster(table.file, kinds, wallets)


@dataclass(frozen=True)
class Founder:
    """A founding educator. The name is for the terminal only; the wallet becomes a member."""

    name: str
    wallet: str
    line: int


def read_founders(path: str | PathLike[str]) -> list[Founder]:
    """Read `name,wallet`: the members with which the DAO begins."""
    table = read_table(path, lambda table: table.has("wallet"))
    name, wallet = table.find("name"), table.find("wallet")
    if name is None or wallet is None:
        raise CairnError(
            f"{table.file}: needs the columns name and wallet; has {listed(table.header)}; "
            "rename them"
        )
    seen, founders = Seen(table.file), []
    for row, cells in table.rows():
        founder = _founder(table.file, row, cells[name], cells[wallet])
        seen.refuse_nobody_and_twice(row, {"name": founder.name})
        seen.refuse_shared_wallet(row, founder.wallet)
        founders.append(founder)
    if not founders:
        raise CairnError(f"{table.file}: names no educator; add a row for each founding member")
    return founders


def _founder(file: str, row: int, name: str, wallet: str) -> Founder:
    where = f"{file}, row {row}"
    called, account = cell_of([name], 0, where), cell_of([wallet], 0, where)
    if called is None or account is None:
        raise CairnError(f"{where}: needs a name and a wallet; fill both in, or delete the row")
    return Founder(called, checked_wallet(account, where), row)
