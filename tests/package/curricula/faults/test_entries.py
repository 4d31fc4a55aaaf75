"""Days that are past."""

from datetime import date

from cairn.curricula.check import check


def test_a_day_is_past_when_it_is_over(write):
    path = write(
        "a.yaml",
        "curriculum: a\ntitle: A\nreview_by: 2028-09-01\n"
        "issuers: [{name: S, account: s, until: 2028-09-01}]\nbadges: [{key: a, name: A}]\n",
    )
    assert check(path, date(2028, 9, 1))[1] == []
    assert [fault.line for fault in check(path, date(2028, 9, 2))[1]] == [3, 4]
