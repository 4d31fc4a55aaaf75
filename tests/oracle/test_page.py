"""The page that tells where the DAO differs names what the comparison allows, and nothing else."""

import re
from pathlib import Path

from oracle import differences as d

PAGE = Path("docs/openzeppelin.md")


def test_every_difference_is_a_row_and_no_row_is_made_up():
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|", text, re.M)

    assert sorted(rows) == sorted((*d.IN_STORIES, *d.SHOWN))


def test_every_row_tells_what_each_does_and_why():
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| **"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 4, line
            assert all(cells), line
