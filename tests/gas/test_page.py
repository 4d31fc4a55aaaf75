"""`docs/gas.md` says what `benchmarks/` has."""

import pytest
from rig.glamsterdam import FLOOR_BYTE, SLOT_CLEARED

from gas import page

REMEDY = "`make gas` writes the tables anew."


@pytest.mark.parametrize("table", [page.prices, page.acts], ids=lambda table: table.__name__)
def test_each_table_is_on_the_page_as_the_files_have_it(table):
    assert "\n".join(table()) in page.PAGE.read_text(encoding="utf-8"), REMEDY


def test_the_prices_told_beside_the_tables_are_those_of_the_meter():
    text = page.PAGE.read_text(encoding="utf-8")

    assert f"For a cleared word {SLOT_CLEARED:,} come back instead of 4,800." in text
    assert f"at least {FLOOR_BYTE} a byte of its calldata" in text


def test_a_table_that_is_not_so_any_more_is_written_anew():
    text = page.PAGE.read_text(encoding="utf-8")
    stale = text.replace("| a vote |", "| a vote of yesterday |")

    assert stale != text
    assert page.with_tables(stale) == text
