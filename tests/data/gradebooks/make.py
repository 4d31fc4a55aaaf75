"""Synthetic gradebook exports: every person here is invented, every address is at example.org.

    python tests/data/gradebooks/make.py                    writes examples/ anew
    python tests/data/gradebooks/make.py 1000 DIRECTORY     writes exports of 1,000 learners

The same command always writes the same bytes.
"""

import csv
import io
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from eth_account import Account
from eth_utils import keccak

EXAMPLES = Path(__file__).parents[3] / "examples"
# The well-known test accounts of Ape and anvil: worth nothing on any public chain.
MNEMONIC = "test test test test test test test test test test test junk"
EXPORTED_AT = 1795132800  # Moodle's last column, Unix time
MARK = 60  # per cent
BOM = "\ufeff"

HOMEWORK = {
    "6.431x": ("Probability models and axioms", "Conditioning and independence", "Counting"),
    "6.86x": ("Linear classifiers", "Nonlinear classification", "Unsupervised learning"),
    "14.310x": ("Data in the world", "Describing data", "Causality"),
    "18.6501x": ("Foundations of inference", "Parametric hypothesis testing", "Regression"),
    "DS.CFx": ("Probability and statistics", "Machine learning", "Data analysis"),
}


@dataclass(frozen=True)
class Learner:
    """An invented person and one grade in per cent; None if there is none yet."""

    number: int
    first: str
    last: str
    email: str
    wallet: str | None
    grade: int | None
    username: str = ""
    track: str = "verified"
    enrolled: bool = True
    cohort: str = "Default Group"

    @property
    def eligible(self) -> bool:
        """Whether Open edX would give a certificate: at the mark or above, and not auditing."""
        return self.track == "verified" and (self.grade or 0) >= MARK


# first, last, test account (None: no wallet yet), then by course: a grade in per cent,
# with "a" for an auditing learner and "u" for one who has left the course.
CAST = [
    ("Amara", "Osei", 10, "6.431x=91 6.86x=88 14.310x=84 18.6501x=79 DS.CFx=83"),
    ("Bruno", "Silva", 11, "6.431x=86 6.86x=81 14.310x=77 18.6501x=58 DS.CFx=72"),
    ("Chiyo", "Tanaka", 12, "6.431x=74 6.86x=69 14.310x=0"),
    ("Dimitra", "Pappa", 13, "6.431x=60 6.86x=59 18.6501x=66 6.419x=41"),
    ("Elif", "Özkan", 14, "6.431x=95 6.86x=90 14.310x=83a 6.419x=88"),
    ("Farid", "Haddad", 15, "6.431x=31 14.310x=62"),
    ("Gráinne", "O'Byrne", 16, "6.431x=12u 14.310x=71 18.6501x=64"),
    ("Zoë, Maria", "Öst", 17, "6.431x=78 18.6501x=45 6.419x=77"),
    ("Ines", "Moreau", 18, "6.86x=66 14.310x=55 6.419x=64"),
    ("José", "Álvarez", 19, "6.431x=63 6.86x=47 18.6501x=82 6.419x="),
    ("José", "Álvarez", 20, "6.431x=59 6.86x=73 DS.CFx=38"),
    ('Kwame "Kay"', "Mensah", None, "6.431x=80 14.310x=68 6.419x=70"),
]
EDUCATORS = [
    "Ada Example",
    "Blaise Specimen",
    "Chandra Placeholder",
    "Dorothea Sample",
    "Émile Fiction",
]


def learner_key(number: int) -> bytes:
    """The private key of a synthetic learner's wallet."""
    return keccak(text=f"cairn synthetic learner {number}")


def account(index: int) -> str:
    """The address of a test account."""
    Account.enable_unaudited_hdwallet_features()
    return Account.from_mnemonic(MNEMONIC, account_path=f"m/44'/60'/0'/0/{index}").address


def cast(course: str) -> list[Learner]:
    """Those of the cast who took a course, with their grades in it."""
    people = []
    for number, (first, last, index, record) in enumerate(CAST):
        grades = dict(item.split("=") for item in record.split())
        if course in grades:
            people.append(_member(number, first, last, index, grades[course]))
    return people


def _member(number: int, first: str, last: str, index: int | None, grade: str) -> Learner:
    name = f"{first.split()[0].strip(',')}.{last.replace(chr(39), '')}".lower()
    name += "2" if number == 10 else ""
    return Learner(
        number=number,
        first=first,
        last=last,
        email=name.translate(str.maketrans("áéëö", "aeeo")) + "@example.org",
        wallet=None if index is None else account(index),
        grade=int(grade.rstrip("au")) if grade else None,
        username=name.replace(".", "_"),
        track="audit" if grade.endswith("a") else "verified",
        enrolled=not grade.endswith("u"),
    )


def crowd(count: int) -> list[Learner]:
    """Invented learners, among them the hard ones: at the mark, auditing, left, with no wallet."""
    chance = random.Random(431)
    return [_stranger(number, chance) for number in range(count)]


def _stranger(number: int, chance: random.Random) -> Learner:
    return Learner(
        number=number,
        first=chance.choice(["Ana", "Björn", 'Chen "CJ"', "Đặng, Thị", "Eoin", "Fátima"]),
        last=chance.choice(["Example", "Muster;mann", "O'Sample", "Δοκιμή", "Тест"]),
        email=f"learner{number}@example.org",
        wallet=None if number % 41 == 7 else Account.from_key(learner_key(number)).address,
        grade=MARK if number % 50 == 0 else chance.choice([None, 0, *range(20, 101)]),
        username=f"learner_{number}" if number % 9 else f"lërner_{number}",
        track="audit" if number % 17 == 3 else "verified",
        enrolled=number % 23 != 5,
        cohort="Evening\ncohort" if number % 7 == 4 else 'The "early" ones; Monday, 9:00',
    )


def open_edx(learners: list[Learner], course: str = "6.431x") -> str:
    """A grade report as Open edX writes it: grades from 0 to 1."""
    topics = [f"Homework {at}: {topic}" for at, topic in enumerate(HOMEWORK[course], 1)]
    header = ["Student ID", "Email", "Username", "Grade", *topics, "Homework (Avg)", "Final Exam"]
    header += ["Cohort Name", "Enrollment Track", "Verification Status"]
    header += ["Certificate Eligible", "Certificate Delivered", "Certificate Type"]
    rows = [_open_edx_row(learner) for learner in learners]
    return table([[*header, "Enrollment Status"], *rows])


def _open_edx_row(learner: Learner) -> list:
    grade, tried = learner.grade or 0, learner.grade is not None and learner.grade > 0
    parts = [min(grade + step, 100) / 100 if tried else "Not Attempted" for step in (6, 2, -8)]
    average = round(sum(parts) / 3, 4) if tried else 0.0
    verified = learner.track == "verified"
    return [
        *(40211 + 13 * learner.number, learner.email, learner.username, grade / 100),
        *(*parts, average, grade / 100 if tried else "Not Attempted"),
        *(learner.cohort, learner.track, "ID Verified" if verified else "N/A"),
        *("Y" if learner.eligible else "N", "N", "verified" if learner.eligible else "N/A"),
        "enrolled" if learner.enrolled else "unenrolled",
    ]


def moodle(learners: list[Learner], separator: str = ",", percentage: bool = True) -> str:
    """A grade export as Moodle writes it; without percentages, points out of 50."""
    header = ["First name", "Last name", "ID number", "Institution", "Department"]
    header += ["Email address", "Assignment: Essay (Real)", "Assignment: Essay (Feedback)"]
    header += ["Course total (Real)", *["Course total (Percentage)"] * percentage]
    rows = [_moodle_row(learner, separator == ";", percentage) for learner in learners]
    return php_table([[*header, "Last downloaded from this course"], *rows], separator)


def _moodle_row(learner: Learner, decimal_comma: bool, percentage: bool) -> list:
    half, whole = "-", "-"
    if learner.grade is not None:
        half, whole = f"{learner.grade / 2:.2f}", f"{learner.grade:.2f} %"
    if decimal_comma:
        half, whole = half.replace(".", ","), whole.replace(".", ",")
    return [
        *(learner.first, learner.last, f"S-{1000 + learner.number}", "Open Village College", ""),
        *(learner.email, half, 'Good.\nSee "Sources".' if learner.number % 3 == 1 else ""),
        *(half, *[whole] * percentage, EXPORTED_AT),
    ]


def canvas(learners: list[Learner], separator: str = ",") -> str:
    """A gradebook as Canvas writes it, with its rows of settings and its test student."""
    totals = ["Current Score", "Unposted Current Score", "Final Score", "Unposted Final Score"]
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (101)", *totals]
    rows = [
        [*[None] * 5, "Manual Posting", *[None] * 4],
        ["    Points Possible", *[None] * 4, "50.00", *["(read only)"] * 4],
        *(_canvas_row(learner, separator == ";") for learner in learners),
        ["Student, Test", 9999, None, f"{0x5EED:032x}", "BEE-101", "EX", *[None] * 4],
    ]
    return BOM + table([header, *rows], separator, "\n")


def _canvas_row(learner: Learner, decimal_comma: bool) -> list:
    half, whole = "N/A", None
    if learner.grade is not None:
        half, whole = f"{learner.grade / 2:.2f}", f"{learner.grade:.2f}"
        if decimal_comma:
            half, whole = half.replace(".", ","), whole.replace(".", ",")
    number = 70000 + learner.number
    name = f"{learner.last}, {learner.first}"
    return [
        name,
        number,
        f"S-{1000 + learner.number}",
        learner.email,
        "BEE-101",
        half,
        *[whole] * 4,
    ]


def roster(learners: list[Learner]) -> str:
    """Whose wallet is which; those without one are left out."""
    return table([["email", "wallet"], *([x.email, x.wallet] for x in learners if x.wallet)])


def table(rows: list[list], separator: str = ",", line_end: str = "\r\n") -> str:
    """Rows as delimited text."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def php_table(rows: list[list], separator: str) -> str:
    """Rows as PHP writes them: a cell with a space is quoted too, lines end in a line feed."""
    special = {separator, " ", '"', "\n", "\r", "\t"}
    return "".join(
        separator.join(_quoted(cell) if special & {*cell} else cell for cell in map(str, row))
        + "\n"
        for row in rows
    )


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def examples() -> dict[str, str]:
    """What the demo reads, by its path under examples/; with line feeds, as git keeps text."""
    everybody = {
        learner.number: learner for course in [*HOMEWORK, "6.419x"] for learner in cast(course)
    }
    files = {f"gradebooks/{course}.csv": open_edx(cast(course), course) for course in HOMEWORK}
    files["gradebooks/6.419x-moodle.csv"] = moodle(cast("6.419x"))
    files["gradebooks/roster.csv"] = roster([everybody[number] for number in sorted(everybody)])
    educators = [[name, account(index)] for index, name in enumerate(EDUCATORS, 1)]
    files["educators.csv"] = table([["name", "wallet"], *educators])
    return {name: text.replace("\r\n", "\n") for name, text in files.items()}


def exports(count: int) -> dict[str, str]:
    """Large exports of the same learners from each platform, and their roster."""
    learners = crowd(count)
    return {
        "openedx.csv": open_edx(learners),
        "moodle.csv": moodle(learners),
        "canvas.csv": canvas(learners),
        "roster.csv": roster(learners),
    }


def write(files: dict[str, str], folder: Path) -> None:
    """Write files byte for byte, line ends included."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        write(exports(int(sys.argv[1])), Path(sys.argv[2]))
    else:
        write(examples(), EXAMPLES)
