"""A programme against what was published of it."""

from pathlib import Path

from cairn.curricula.check import check

ROOT = Path(__file__).parents[4]


def test_the_faults_of_heriot_watt_are_told():
    _, faults = check(ROOT / "curricula/heriot-watt-bsc-cs-as-published.yaml")
    told = "\n".join(str(fault).partition(": ")[2] for fault in faults)
    for fault in (
        '"project-testing" is required (line 107) and also counts among these electives, '
        "so 1 of the others is enough",
        'published as "Select 2 out of 9 courses.", with 9 listed, 8 distinct '
        '("text-analytics" more than once)',
        "stage 2: the sum of credits LTEQ 240: who earns more would lose it, "
        "and the 5 other sums say GTEQ: a slip for GTEQ, it seems",
        "stage 1: the sum of credits GTEQ 120: no rule here asks for it",
        "stage 3: the sum of credits GTEQ 360: no rule here asks for it",
        "stage 4: the sum of credits GTEQ 480: no rule here asks for it",
        "stage 2: the sum of credits at level 8 GTEQ 120: no rule here asks for it",
        "stage 3: the sum of credits at level 9 GTEQ 120: no rule here asks for it",
        "a grade GTEQ D in 7 of 8: grades and sittings are not on chain",
        "a grade GTEQ D in 8 of 8: grades and sittings are not on chain",
        "a grade GTEQ D in 6 of 8 at the first sitting: grades and sittings are not on chain",
        "the mean mark GTEQ 50 % at the first sitting: a mean can fall when more is earned",
    ):
        assert fault in told
    assert len(faults) == 12
