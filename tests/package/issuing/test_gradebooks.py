"""What a gradebook export says, what it may not say, and what becomes of each of its rows."""

import csv
import io
import os
import runpy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.issuing.gradebooks import (
    Row,
    parse_columns,
    parse_mark,
    parse_maximum,
    read_gradebook,
)
from cairn.issuing.plans import plan
from cairn.issuing.rosters import read_roster
from cairn.say.errors import CairnError

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
BOM = "\ufeff"
ANA, ZOE = "0x" + "a1" * 20, "0x" + "b2" * 20

EDX = "Student ID,Email,Username,Grade,Final Exam,Certificate Eligible,Enrollment Status\n"
MOODLE = '"First name","Last name","ID number","Email address","Course total (Real)"'
MOODLE_BOTH = MOODLE + ',"Course total (Percentage)","Last downloaded from this course"\n'
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (101),Final Score\n"
POINTS = "    Points Possible,,,,,20.00,(read only)\n"


@pytest.fixture
def save(tmp_path, monkeypatch):
    """Write a file to the folder in which the test then stands, so that errors name it shortly."""
    monkeypatch.chdir(tmp_path)

    def save(content, name="grades.csv"):
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return save


@pytest.fixture
def read(save):
    return lambda content, **options: read_gradebook(save(content), **options)


@pytest.fixture
def refusal(read):
    """The line with which a gradebook is refused."""

    def refusal(content, **options):
        with pytest.raises(CairnError) as refused:
            read(content, **options)
        return str(refused.value)

    return refusal


@pytest.fixture(scope="session")
def synthetic():
    return runpy.run_path(str(ROOT / "tests/data/gradebooks/make.py"))


def scores(gradebook):
    return [row.score for row in gradebook]


# Open edX


def test_an_open_edx_report_gives_scores_and_the_platforms_own_verdict(read):
    book = read(
        EDX + "11,ana@example.org,ana,0.9,Not Attempted,Y,enrolled\n"
        "12,Bobby@Example.org,bobby,0.41,0.41,N,enrolled\n"
    )
    assert book.layout == "Open edX grade report"
    assert book.rows == [
        Row(2, "ana@example.org", "11", "ana", Decimal("0.9"), eligible=True),
        Row(3, "Bobby@Example.org", "12", "bobby", Decimal("0.41"), eligible=False),
    ]


def test_an_older_open_edx_report_has_lower_case_headers_and_no_verdict(read):
    (row,) = read("id,email,username,grade\n11,ana@example.org,ana,0.9\n")
    assert (row.id, row.score, row.eligible) == ("11", Decimal("0.9"), None)


def test_a_subsection_not_attempted_is_no_grade(read):
    text = EDX + "11,ana@example.org,ana,0.9,Not Attempted,Y,enrolled\n"
    assert scores(read(text, columns={"score": "final exam"})) == [None]


@pytest.mark.parametrize("word", ["", "-", "N/A", "EX", "Not Attempted", "not available"])
def test_each_platform_has_its_word_for_no_grade(read, word):
    assert scores(read(f"email,score\nana,{word}\n")) == [None]


# Moodle


@pytest.mark.parametrize("start", ["", BOM], ids=["plain", "BOM"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("separator", [",", ";", "\t", ":"], ids=["comma", "semi", "tab", "colon"])
def test_a_moodle_export_reads_alike_however_it_was_saved(read, separator, line_end, start):
    rows = [
        MOODLE_BOTH.strip(),
        'Zoë,Öst,S-3,zoe@example.org,38.50,"77.00 %",1795132800',
        "Bo,Ek,,bo@example.org,-,-,1795132800",
    ]
    book = read(start + line_end.join(rows).replace(",", separator) + line_end)
    assert book.layout == "Moodle grade export"
    assert book.rows == [
        Row(2, "zoe@example.org", "S-3", score=Decimal("0.77")),
        Row(3, "bo@example.org"),
    ]


def test_an_older_moodle_says_surname_and_no_real_and_needs_the_maximum(read):
    text = '"First name",Surname,"Email address","Course total"\nAna,Able,ana@example.org,40.00\n'
    assert scores(read(text, maximum=Decimal(50))) == [Decimal("0.8")]


def test_a_percentage_counts_before_points(read):
    text = MOODLE_BOTH + 'Ana,Able,,ana@example.org,40.00,"80.00 %",1\n'
    assert scores(read(text, maximum=Decimal(40))) == [Decimal("0.8")]


def test_quotes_separators_and_newlines_inside_cells_are_text_and_rows_keep_their_numbers(read):
    text = (
        MOODLE_BOTH + '"Ana ""A"", the first",Able,,ana@example.org,1,"80 %",1\n'
        '"two\nlines",Ek,,bo@example.org,1,"70 %",1\n\n,,,,,,\n'
        "Cy,Day,,cy@example.org,1,60 %,1\n"
    )
    assert [(row.line, row.email) for row in read(text)] == [
        (2, "ana@example.org"),
        (3, "bo@example.org"),
        (6, "cy@example.org"),
    ]


@pytest.mark.parametrize("cell", ["77,50 %", "77,50\u00a0%", "77,5%", "77.50 %"])
def test_a_decimal_comma_is_a_decimal_point(read, cell):
    text = MOODLE_BOTH.replace(",", ";") + f"Ana;Able;;ana@example.org;40,00;{cell};1\n"
    assert scores(read(text)) == [Decimal("0.775")]


# Canvas


def test_a_canvas_gradebook_holds_rows_that_are_no_learners(read):
    book = read(
        BOM
        + CANVAS
        + ",,,,,Manual Posting,,,,,\n"
        + POINTS
        + '"Able, Ana",1001,S-1,ana@example.org,'
        'BEE,N/A,88.36\n"Ek, Bo",1002,S-2,bo,BEE,EX,\n'
        '"Student, Test",1999,,b1946ac92492d2347c6235b4d2611184,BEE,EX,\n'
    )
    assert book.layout == "Canvas gradebook"
    assert book.rows == [
        Row(4, "ana@example.org", "S-1", "ana@example.org", Decimal("0.8836")),
        Row(5, None, "S-2", "bo"),
    ]


def test_a_learner_who_is_called_test_student_is_a_learner(read):
    text = CANVAS + POINTS + '"Student, Test",1999,S-9,test.student@example.org,BEE,10,75.00\n'
    assert scores(read(text)) == [Decimal("0.75")]


def test_canvas_in_a_locale_with_semicolons_and_first_and_last_names(read):
    header = "LastName;FirstName;ID;SIS Login ID;Section;Final Score (Fall 2026)\n"
    text = header + "    Points Possible;;;;;(read only)\nAble;Ana;1001;ana;BEE;88,36\n"
    assert read(text).rows == [Row(3, None, "1001", "ana", Decimal("0.8836"))]


def test_canvas_ids_are_its_own_where_no_learner_has_a_sis_id(read):
    text = CANVAS + POINTS + '"Able, Ana",1001,,ana,BEE,1,50\n'
    assert [row.id for row in read(text)] == ["1001"]


def test_a_total_overridden_by_a_teacher_counts_instead(read):
    text = (
        CANVAS.strip() + ",Override Score\n" + '"Able, Ana",1,,ana,BEE,1,50,90\n'
        '"Ek, Bo",2,,bo,BEE,1,50,\n'
    )
    assert scores(read(text)) == [Decimal("0.9"), Decimal("0.5")]


def test_a_canvas_assignment_is_out_of_its_points_possible(read):
    text = CANVAS + POINTS + '"Able, Ana",1,,ana,BEE,15,50\n"Ek, Bo",2,,bo,BEE,EX,50\n'
    assert scores(read(text, columns={"score": "Essay (101)"})) == [Decimal("0.75"), None]


def test_extra_credit_is_full_marks(read):
    text = CANVAS + POINTS + '"Able, Ana",1,,ana,BEE,1,104.50\n'
    assert scores(read(text)) == [Decimal(1)]


def test_an_assignment_called_final_score_is_not_taken_for_the_total(read):
    text = CANVAS.replace("Essay", "Final Score") + POINTS + '"Able, Ana",1,,ana,BEE,15,50\n'
    assert scores(read(text)) == [Decimal("0.5")]


def test_a_canvas_assignment_without_points_needs_the_maximum(refusal):
    text = CANVAS + POINTS.replace("20.00", "") + '"Able, Ana",1,,ana,BEE,15,50\n'
    assert refusal(text, columns={"score": "Essay (101)"}) == (
        "grades.csv, row 3: the score 15 may be out of anything; add --max (often 100)"
    )


# Plain lists and named columns


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("email,score\nana@example.org,0.8", Row(2, "ana@example.org", score=Decimal("0.8"))),
        ("id;score\nS-1;80 %", Row(2, id="S-1", score=Decimal("0.8"))),
        ("username\tscore\nana\t1", Row(2, username="ana", score=Decimal(1))),
        (
            "Wallet,Score\n0x70997970c51812dc3a010c7d01b50e0d17dc79c8,0.5",
            Row(2, score=Decimal("0.5"), wallet="0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
        ),
    ],
    ids=["email", "id", "username", "wallet"],
)
def test_a_plain_list_is_a_key_and_a_score(read, text, row):
    assert read(text).rows == [row]


def test_a_username_is_no_email_where_there_is_a_column_for_that(read):
    (row,) = read("email,username,score\n,ana@example.org,1\n")
    assert (row.email, row.username) == (None, "ana@example.org")


@pytest.mark.parametrize("columns", [None, {"score": "Mark (of, say, ten)"}])
def test_the_separator_is_the_one_that_makes_sense_of_the_header_not_the_commonest(read, columns):
    text = 'Email\u00a0 address;score;"Mark (of, say, ten)"\nana@example.org;80 %;80 %\n'
    assert read(text, columns=columns).rows == [Row(2, "ana@example.org", score=Decimal("0.8"))]


def test_the_separator_is_found_by_the_columns_that_were_named(read):
    text = "E-Mail-Adresse;Punkte (von, je, zehn)\nana@example.org;80 %\n"
    columns = {"email": "E-Mail-Adresse", "score": "Punkte (von, je, zehn)"}
    assert scores(read(text, columns=columns)) == [Decimal("0.8")]


GERMAN = "Vorname;Nachname;E-Mail-Adresse;Kurs gesamt (Punkte);Kurs gesamt (Prozentsatz)\n"
GERMAN_ROW = "Zoë;Öst;zoe@example.org;38,50;77,00 %\n"


def test_translated_headers_are_refused_with_what_was_found_and_what_to_do(refusal):
    assert refusal(GERMAN + GERMAN_ROW) == (
        "grades.csv: is no gradebook with known columns (found 'Vorname', 'Nachname', "
        "'E-Mail-Adresse', 'Kurs gesamt (Punkte)', 'Kurs gesamt (Prozentsatz)'); "
        "name them: --column email=… --column score=…"
    )


def test_translated_headers_can_be_read_by_naming_them(read):
    columns = parse_columns(["email=e-mail-adresse", "score=Kurs gesamt (Prozentsatz)"])
    assert read(GERMAN + GERMAN_ROW, columns=columns).rows == [
        Row(2, "zoe@example.org", score=Decimal("0.77"))
    ]


def test_points_under_a_named_column_need_the_maximum(read, refusal):
    columns = {"email": "E-Mail-Adresse", "score": "Kurs gesamt (Punkte)"}
    assert refusal(GERMAN + GERMAN_ROW, columns=columns) == (
        "grades.csv, row 2: the score 38,50 may be out of anything; add --max (often 100)"
    )
    book = read(GERMAN + GERMAN_ROW, columns=columns, maximum=parse_maximum("50"))
    assert scores(book) == [Decimal("0.77")]


# Refusals


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "grades.csv: is empty; export it again"),
        (BOM + " \n,,,\n", "grades.csv: is empty; export it again"),
        (
            b"PK\x03\x04\x14\x00",
            (
                "grades.csv: is an Excel or OpenDocument workbook, not CSV; "
                "save or export it as CSV (UTF-8)"
            ),
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "grades.csv: is an Excel workbook, not CSV; save or export it as CSV (UTF-8)",
        ),
        (
            "<!DOCTYPE html><title>Log in</title>",
            "grades.csv: is a web page, not CSV; save or export it as CSV (UTF-8)",
        ),
        (
            "email,score\nana,1".encode("utf-16"),
            "grades.csv: is UTF-16 text, not CSV; save or export it as CSV (UTF-8)",
        ),
        (
            b"email,score\nana\0,1\n",
            "grades.csv: is a binary file, not CSV; save or export it as CSV (UTF-8)",
        ),
        (
            "email,score\nana,1\nzoë,1\n".encode("latin-1"),
            (
                "grades.csv, line 3: is not UTF-8 (byte 0xEB, perhaps Latin-1 or Windows-1252); "
                "save it as CSV UTF-8"
            ),
        ),
        (
            "email,score\nana,1\nbo,1,2\n",
            (
                "grades.csv, row 3: has 3 of 2 cells; "
                "quote a cell that holds the separator, or export again"
            ),
        ),
        (
            "email,score\nana\n",
            (
                "grades.csv, row 2: has 1 of 2 cells; "
                "quote a cell that holds the separator, or export again"
            ),
        ),
        (
            f"email,score\nana,1\nbo,{'9' * 131_073}\n",
            (
                "grades.csv, row 3: a cell holds more than 131,072 characters; shorten it, or "
                "close the quote that begins it"
            ),
        ),
        (
            'email,score,note\nana,1,fine\nbo,1,"never closed\ncy,1,fine\n',
            (
                "grades.csv, row 3: a quoted cell does not end as it should "
                "(unexpected end of data); close the quote, or write a quote inside a cell twice"
            ),
        ),
        (
            "email,score\nana@example.org,1\nbo,1\nANA@example.org,1\n",
            (
                "grades.csv, rows 2 and 4: the same email twice (ANA@example.org); "
                "keep one row for each person"
            ),
        ),
        (
            "email,id,score\na,7,1\nb,7,1\n",
            "grades.csv, rows 2 and 3: the same id twice (7); keep one row for each person",
        ),
        (
            "email,score\n,1\n",
            (
                "grades.csv, row 2: names nobody; fill in email or id or username or wallet, "
                "or delete it"
            ),
        ),
        (
            "email,score\nana,=1+1\n",
            "grades.csv, row 2: the score '=1+1' is not a number; correct it, or leave it empty",
        ),
        (
            "email,score\nana,\"=cmd|' /C calc'!A0\"\n",
            (
                "grades.csv, row 2: the score \"=cmd|' /C calc'!A0\" is not a number; "
                "correct it, or leave it empty"
            ),
        ),
        (
            'email,score\nana,"A\n+"\n',
            "grades.csv, row 2: the score 'A\\n+' is not a number; correct it, or leave it empty",
        ),
        (
            "email,score\nana,nan\n",
            "grades.csv, row 2: the score 'nan' is not a number; correct it, or leave it empty",
        ),
        (
            "email,score\nana,-5\n",
            "grades.csv, row 2: the score '-5' is not a number; correct it, or leave it empty",
        ),
        (
            "email,score\nana,٨٨\n",
            "grades.csv, row 2: the score '٨٨' is not a number; correct it, or leave it empty",
        ),
        (
            "email,score\nana,88\n",
            (
                "grades.csv, row 2: the score 88 is above 1; "
                "correct it, or say with --max what full marks are"
            ),
        ),
        (
            MOODLE_BOTH + "Ana,Able,,a@example.org,1,8836 %,1\n",
            (
                "grades.csv, row 2: the score 8836 % is above 200; "
                "correct it, or say with --max what full marks are"
            ),
        ),
        (
            MOODLE + "\nAna,Able,,ana@example.org,40.00\n",
            "grades.csv, row 2: the score 40.00 may be out of anything; add --max (often 100)",
        ),
        (
            "First name,Last name,Email address,Course total (Letter)\nA,B,c@example.org,A\n",
            (
                "grades.csv: this Moodle grade export has no total; export it with the course "
                "total, or pick a column: --column score=…"
            ),
        ),
        (
            CANVAS.strip() + ",Final Score (mine)\n" + "A,1,,a,BEE,1,50,60\n",
            (
                "grades.csv: any of 'Final Score', 'Final Score (mine)' may be the score; "
                "pick one: --column score=…"
            ),
        ),
        (
            "email,score,Score\nana,1,0\n",
            "grades.csv: any of 'score', 'Score' may be the score; pick one: --column score=…",
        ),
        (
            "email,Email,score\nana,bo,0\n",
            "grades.csv: the column 'email' occurs 2 times; rename or delete all but one",
        ),
        (
            EDX + "11,ana@example.org,ana,0.9,0.9,perhaps,enrolled\n",
            "grades.csv, row 2: eligible is 'perhaps'; write Y or N",
        ),
        (
            "email,score\nan\u200ba@example.org,1\n",
            (
                "grades.csv, row 2: 'an\\u200ba@example.org' holds an invisible character; "
                "type it anew"
            ),
        ),
        ("email,score\n", "grades.csv: holds no learner; export it again"),
        (
            "wallet,score\n0x70997970C51812dc3A010C7d01b50e0d17dc79c8,1\n",
            (
                "grades.csv, row 2: the address 0x70997970C51812dc3A010C7d01b50e0d17dc79c8 has a "
                "wrong checksum, so some letter or digit is mistyped; copy it from the wallet again"
            ),
        ),
    ],
)
def test_a_gradebook_that_cannot_be_trusted_is_refused_in_one_line(refusal, content, line):
    assert refusal(content) == line


def test_a_column_that_is_not_there_is_named_with_those_that_are(refusal):
    assert refusal("email,score\nana,1\n", columns={"score": "mark"}) == (
        "grades.csv: has no column 'mark' (found 'email', 'score'); correct --column score=…"
    )


def test_a_file_that_is_not_there_is_named(save):
    save("", "other.csv")
    with pytest.raises(CairnError) as refused:
        read_gradebook("grades.csv")
    assert str(refused.value) == (
        "grades.csv: cannot be read (no such file or directory); check the path"
    )


# Options


@pytest.mark.parametrize("text", ["60%", "60 %", "0.6", "0,6", "60.0%"])
def test_a_pass_mark_is_a_percentage_or_a_fraction(text):
    assert parse_mark(text) == Decimal("0.6")


@pytest.mark.parametrize("text", ["60", "0", "101%", "-1%", "most", "", "nan"])
def test_a_pass_mark_that_could_mean_two_things_is_refused(text):
    with pytest.raises(CairnError) as refused:
        parse_mark(text)
    assert str(refused.value) == (
        f"--min {text!r}: is no pass mark; write a percentage (60%) or a fraction (0.6)"
    )


@pytest.mark.parametrize("text", ["0", "100%", "all"])
def test_full_marks_are_a_number_above_zero(text):
    with pytest.raises(CairnError) as refused:
        parse_maximum(text)
    assert str(refused.value) == (f"--max {text!r}: write the full marks as a number above 0 (100)")


@pytest.mark.parametrize("pairs", [["mail=E-Mail"], ["email"], ["email="], ["id=a", "id=b"]])
def test_a_column_is_named_once_by_its_kind(pairs):
    with pytest.raises(CairnError) as refused:
        parse_columns(pairs)
    assert str(refused.value) == (
        f"--column {pairs[-1]!r}: write kind=header, each of "
        "email, id, username, score, wallet, eligible at most once"
    )


# The plan


@pytest.fixture
def planned(save):
    """The plan for a gradebook; Ana and Zoe are in the roster."""

    def planned(
        text, mark=None, roster=f"email,wallet\nana@example.org,{ANA}\nzoe@example.org,{ZOE}"
    ):
        book = read_gradebook(save(text))
        roster = roster and read_roster(save(roster, "roster.csv"))
        return plan(book, roster, mark and parse_mark(mark))

    return planned


def people(entries):
    return [entry.person for entry in entries]


PASSED_AND_NOT = EDX + (
    "1,Ana@example.org,ana,0.9,0.9,Y,enrolled\n"
    "2,bo@example.org,bo,0.7,0.7,Y,enrolled\n"
    "3,zoe@example.org,zoe,0.75,0.75,N,enrolled\n"
    "4,cy@example.org,cy,0.1,0.1,,enrolled\n"
)


def test_open_edx_decides_itself_who_has_passed(planned):
    result = planned(PASSED_AND_NOT)
    assert [(e.person, e.wallet.lower(), e.score, e.line) for e in result.to_award] == [
        ("Ana@example.org", ANA, Decimal("0.9"), 2)
    ]
    assert people(result.no_wallet) == ["bo@example.org"]
    assert people(result.below_mark) == ["zoe@example.org"]
    assert people(result.no_grade) == ["cy@example.org"]


def test_a_mark_overrules_what_open_edx_decided(planned):
    result = planned(PASSED_AND_NOT, mark="75%")
    assert people(result.to_award) == ["Ana@example.org", "zoe@example.org"]
    assert people(result.below_mark) == ["bo@example.org", "cy@example.org"]


def test_a_learner_exactly_at_the_mark_has_passed_and_one_a_hair_below_has_not(planned):
    result = planned(
        "email,score\nana@example.org,0.60000\nzoe@example.org,0.5999999999999999999999\n", "60%"
    )
    assert people(result.to_award) == ["ana@example.org"]
    assert people(result.below_mark) == ["zoe@example.org"]


def test_a_quotient_without_end_does_not_reach_a_mark_that_it_is_below(read):
    (row,) = read("email,score\nana,2\n", maximum=Decimal(3))
    assert Decimal("0." + 59 * "6") < row.score < Decimal("0." + 59 * "6" + "7")


@given(st.integers(0, 300), st.integers(1, 300), st.decimals(0, 1, places=9))
def test_a_score_out_of_anything_meets_a_mark_just_when_the_fractions_say_so(
    tmp_path_factory, points, full, mark
):
    path = tmp_path_factory.getbasetemp() / "fractions.csv"
    path.write_text(f"email,score\nana,{min(points, full)}\n")
    (row,) = read_gradebook(path, maximum=Decimal(full))
    assert (row.score >= mark) == (Fraction(min(points, full), full) >= Fraction(mark))


def test_a_platform_without_a_verdict_needs_a_mark(planned):
    with pytest.raises(CairnError) as refused:
        planned("email,score\nana@example.org,1\n")
    assert str(refused.value) == (
        "grades.csv: does not say who has passed; give the pass mark, as in --min 60%"
    )


def test_a_gradebook_without_wallets_needs_a_roster(planned):
    with pytest.raises(CairnError) as refused:
        planned("email,score\nana@example.org,1\n", "60%", roster=None)
    assert str(refused.value) == "grades.csv: holds no wallets; add a roster: --roster FILE"


def test_a_gradebook_with_wallets_needs_none(planned):
    result = planned(f"wallet,score\n{ANA},1\n", "60%", roster=None)
    assert [entry.wallet.lower() for entry in result.to_award] == [ANA]


def test_a_roster_by_another_key_is_refused_and_not_taken_for_nobody_matching(planned):
    with pytest.raises(CairnError) as refused:
        planned("email,score\nana@example.org,1\n", "60%", roster=f"id,wallet\nS-1,{ANA}\n")
    assert str(refused.value) == (
        "roster.csv: goes by id, which grades.csv lacks; make a roster by email"
    )


def test_gradebook_and_roster_must_agree_on_a_wallet(planned):
    with pytest.raises(CairnError) as refused:
        planned(f"email,wallet,score\nana@example.org,{ZOE},1\n", "60%")
    assert str(refused.value).lower() == (
        f"grades.csv, row 2: the wallet {ZOE} is not the one in roster.csv ({ANA}); "
        "correct one of them"
    )


def test_two_learners_cannot_come_to_one_wallet_by_different_ways(planned):
    with pytest.raises(CairnError) as refused:
        planned(f"email,wallet,score\nana@example.org,,1\nbo@example.org,{ANA},1\n", "60%")
    assert str(refused.value).lower() == (
        f"grades.csv, rows 2 and 3: the same wallet twice ({ANA}); "
        "give each person a wallet of their own"
    )


# The examples and the synthetic exports


def test_the_examples_are_what_their_generator_writes(synthetic):
    for name, text in synthetic["examples"]().items():
        assert (EXAMPLES / name).read_bytes().decode() == text, name


def test_in_the_examples_one_learner_passes_every_course_and_one_all_but_one(synthetic):
    roster = read_roster(EXAMPLES / "gradebooks/roster.csv")
    passed, unmatched = {}, set()
    for course in synthetic["HOMEWORK"]:
        result = plan(read_gradebook(EXAMPLES / f"gradebooks/{course}.csv"), roster)
        unmatched |= {entry.person for entry in result.no_wallet}
        for entry in result.to_award:
            passed.setdefault(entry.wallet, set()).add(course)
    counts = sorted(len(courses) for courses in passed.values())
    assert counts[-2:] == [4, 5]
    assert counts[-3] < 4
    assert passed[synthetic["account"](11)] == set(synthetic["HOMEWORK"]) - {"18.6501x"}
    assert unmatched == {"kwame.mensah@example.org"}


def test_the_moodle_example_reads_with_the_same_roster():
    roster = read_roster(EXAMPLES / "gradebooks/roster.csv")
    book = read_gradebook(EXAMPLES / "gradebooks/6.419x-moodle.csv")
    result = plan(book, roster, parse_mark("60%"))
    assert [
        len(x) for x in (result.to_award, result.below_mark, result.no_grade, result.no_wallet)
    ] == [3, 1, 1, 1]


def outcome_of(learner, verdict):
    if verdict is None:
        return "no_grade"
    if not verdict:
        return "below_mark"
    return "to_award" if learner.wallet else "no_wallet"


OUTCOMES = ("to_award", "below_mark", "no_grade", "no_wallet")


@pytest.mark.parametrize(
    ("export", "options", "mark"),
    [
        ("open_edx", {}, None),
        ("open_edx", {}, "60%"),
        ("moodle", {}, "60%"),
        ("moodle", {"separator": ";"}, "60%"),
        ("moodle", {"percentage": False}, "60%"),
        ("canvas", {}, "60%"),
        ("canvas", {"separator": ";"}, "60%"),
    ],
)
def test_each_of_a_thousand_rows_has_the_outcome_it_was_made_with(
    synthetic, save, export, options, mark
):
    learners = synthetic["crowd"](1000)
    maximum = None if options.get("percentage", True) else Decimal(50)
    book = read_gradebook(save(synthetic[export](learners, **options)), maximum=maximum)
    roster = read_roster(save(synthetic["roster"](learners), "roster.csv"))
    result = plan(book, roster, mark and parse_mark(mark))

    expected = {name: [] for name in OUTCOMES}
    for learner in learners:
        graded = learner.grade if export != "open_edx" else learner.grade or 0
        passed = None if graded is None else graded >= 60
        verdict = learner.eligible if mark is None else passed
        expected[outcome_of(learner, verdict)].append((learner.email, learner.wallet))
    for name in OUTCOMES:
        assert [(entry.person, entry.wallet) for entry in getattr(result, name)] == expected[name]
    assert all(expected[name] for name in ("to_award", "below_mark", "no_wallet"))


# Whatever the file holds

HEADERS = [
    ["Student ID", "Email", "Username", "Grade", "Certificate Eligible"],
    ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Final Score", "Override Score"],
    ["First name", "Surname", "Email address", "Course total (Percentage)"],
    ["email", "score", "wallet"],
]
WORDS = [
    "a@b",
    "0.5",
    "1",
    "80 %",
    "90",
    "1e9",
    "-",
    "Y",
    "",
    '"',
    '""',
    "=1+1",
    "0x",
    ANA,
    "score",
]
WORDS += ["Points Possible", "\n", "\r", "\x00", "\x1c", "\x85", "\u2028", "\ufeff"]
CELLS = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS[:4]), st.integers(2, 99).map(str))


def tables(header):
    """Rows under a header, as a rule as wide as it."""
    wide = st.lists(CELLS, min_size=len(header), max_size=len(header))
    rows = st.lists(st.one_of(wide, wide, wide, st.lists(CELLS, max_size=9)), max_size=4)
    return rows.map(lambda rows: [header, *rows])


def as_bytes(rows, separator, quoted):
    if quoted:
        text = io.StringIO()
        csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
        return text.getvalue().encode()
    return "\n".join(separator.join(row) for row in rows).encode()


MESSES = st.one_of(
    st.binary(max_size=200),
    st.builds(
        as_bytes,
        st.one_of(st.sampled_from(HEADERS), st.lists(CELLS, max_size=5)).flatmap(tables),
        st.sampled_from(",;\t:"),
        st.booleans(),
    ),
)
NAMED = st.one_of(
    st.none(),
    st.none(),
    st.none(),
    st.dictionaries(st.sampled_from(["email", "id", "score", "wallet", "eligible"]), CELLS),
)


def rows_or_refusal(path, columns, maximum):
    try:
        return read_gradebook(path, columns, maximum).rows
    except CairnError as refused:
        return str(refused)


@settings(max_examples=500, deadline=None)
@given(MESSES, NAMED, st.sampled_from([None, Decimal(50)]))
def test_no_file_at_all_leads_to_anything_but_rows_or_one_line(
    tmp_path_factory, mess, columns, maximum
):
    path = tmp_path_factory.getbasetemp() / "mess.csv"
    path.write_bytes(mess)
    result = rows_or_refusal(path, columns, maximum)
    if isinstance(result, str):
        assert result.startswith(os.fspath(path))
        assert result.isprintable()
    else:
        assert result
        assert all(row.score is None or 0 <= row.score <= 1 for row in result)


PLAIN_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(PLAIN_TEXT, st.decimals(0, 1, places=6), PLAIN_TEXT),
        min_size=1,
        unique_by=lambda row: " ".join(row[0].split()).casefold(),
    ),
    st.sampled_from(",;\t:"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", BOM]),
)
def test_what_a_spreadsheet_saves_comes_back_exactly(
    tmp_path_factory, rows, separator, line_end, start
):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
    writer.writerows([("id", "score", "note"), *rows])
    path = tmp_path_factory.getbasetemp() / "saved.csv"
    path.write_bytes((start + text.getvalue()).encode())
    assert [(row.id, row.score) for row in read_gradebook(path)] == [row[:2] for row in rows]
