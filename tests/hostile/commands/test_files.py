"""Small files that are misread: gradebooks that badges follow from, curricula to be checked."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile.mending import mended_by

from scripts.curriculum import cli as curriculum_command

FAILING = Path(__file__).parents[2] / "data" / "failing"


@pytest.fixture(scope="session")
def on_the_roster(curriculum, credentials, accounts):
    """Whom the roster knows, enrolled: nothing but a file keeps them from a badge."""
    for person in accounts[1:3]:
        credentials.enrol(curriculum.number, 1, sender=person)


@pytest.fixture
def dry_run(answer, on_the_roster):
    """Say what would become of a gradebook, from 60 % on; return exit code and text."""

    def dry_run(name, *options, roster="roster.csv"):
        code, lines = answer(
            *("issue", "--class", "bees/b1", "--from-csv", FAILING / name),
            *("--roster", FAILING / roster, "--min", "60%", "--dry-run", *options),
        )
        return code, "\n".join(lines)

    return dry_run


@mended_by(10, "a share is a share only where the format says so")
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("01-canvas-final-points.csv", "Final Points"),
        ("02-canvas-custom-column.csv", "Oral exam"),
    ],
)
def test_points_of_unknown_maximum_are_taken_for_no_percentage(dry_run, name, column):
    code, told = dry_run(name, "--column", f"score={column}")
    assert (code, "--max" in told) == (1, True)


@mended_by(10, "ids have kinds, and two kinds are never joined silently")
def test_a_platforms_own_id_is_not_taken_for_somebody_elses_student_number(dry_run):
    _, told = dry_run("05-id-of-another-kind.csv", roster="05-roster-student-numbers.csv")
    assert "to be awarded" not in told


@mended_by(10, "an uncertain separator or scale refuses the whole file")
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("06-thousands.csv", ("--max", "2000")),
        ("10-moodle-percent-resaved-by-excel.csv", ()),
    ],
)
def test_a_score_that_can_be_read_in_two_ways_is_refused(dry_run, name, options):
    assert dry_run(name, *options)[0] == 1


@mended_by(10, "a row that cannot be read is an outcome, and the others are awarded")
@pytest.mark.parametrize("name", ["07-canvas-no-login.csv", "08-moodle-negative.csv"])
def test_a_row_without_a_login_or_below_zero_keeps_nobody_from_an_award(dry_run, name):
    _, told = dry_run(name)
    assert "1 to be awarded; 1 below the mark" in told


@mended_by(10, "the platform is recognised, and rows that are no learners are skipped")
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("11-sep-hint.csv", ()),
        (
            "13-brightspace.csv",
            ("--column", "score=Calculated Final Grade Numerator", "--max", "100"),
        ),
        ("15-google-classroom.csv", ("--column", "score=Hive report", "--max", "100")),
    ],
)
def test_what_a_spreadsheet_or_another_platform_saves_is_read(dry_run, name, options):
    code, told = dry_run(name, *options)
    assert (code, told.count("1 to be awarded")) == (0, 2)  # in the table, and in the totals


@pytest.fixture
def checked():
    """Check a curriculum file; return exit code and text."""

    def checked(name):
        result = CliRunner().invoke(curriculum_command, ["check", str(FAILING / name)])
        return result.exit_code, result.output.replace(name, "")

    return checked


@mended_by(10, "check tells a badge of an either/or that counts in a group, too")
def test_a_badge_that_counts_in_two_groups_of_a_rule_is_told(checked):
    code, told = checked("17-either-or-counted-twice.yaml")
    assert (code, "b0" in told, "b1" in told) == (1, True, True)


@mended_by(10, "the steps of credits are told")
def test_who_writes_a_quarter_of_a_credit_is_told_in_which_steps_credits_go(checked):
    assert "0.1" in checked("19-quarter-credits.yaml")[1]


@mended_by(10, "check refuses what propose refuses")
def test_an_order_that_nobody_enforces_is_no_sound_curriculum(checked):
    code, told = checked("20-check-silent-on-order.yaml")
    assert (code, "order" in told) == (1, True)


@mended_by(10, "the remedy for a rule too long is a composite in between")
def test_who_writes_too_long_a_rule_is_told_what_helps(checked):
    assert "composite" in checked("21-66-gates.yaml")[1]
