"""Whatever anybody does, both governors decide alike, but where they are meant to differ.

Hypothesis tells short stories and shortens one in which they do not; a seeded generator tells long
ones. SEED=n tells others than those of every run.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from stateful.picks import Pick, Seeded, picks

from oracle import differences as d
from oracle.acts import HAT
from oracle.checks import check
from oracle.forms import FORMS
from oracle.pair import Form
from oracle.story import Story

LENGTH = 150  # acts of a story
ACTS = (
    *("propose", "castVote", "castVoteWithReason", "castVoteWithReasonAndParams"),
    *("castVoteBySig", "castVoteWithReasonAndParamsBySig", "queue", "execute", "cancel"),
    *("accept", "resign"),
)


@pytest.fixture(autouse=True)
def _needs(oracle):
    pass


@settings(
    max_examples=50,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(picks())
def test_whatever_happens_both_decide_alike(pick):
    tell(pick.one(FORMS), pick, acts=40, counts=Counter())


def test_both_decide_alike_in_long_stories():
    counts = tell_all(stories=60, seed=int(os.environ.get("SEED", "2027")))

    check_counts(counts, acts=20, differences=3)


@pytest.mark.long
def test_both_decide_alike_for_a_hundred_thousand_acts():
    counts = tell_all(stories=700, seed=int(os.environ.get("SEED", "2028")))

    check_counts(counts, acts=300, differences=30)


def tell_all(stories: int, seed: int) -> Counter:
    print(f"SEED={seed}")
    pick, counts = Seeded(seed), Counter()
    for n in range(stories):
        tell(FORMS[n % len(FORMS)], pick, LENGTH, counts)
    return counts


def tell(form: Form, pick: Pick, acts: int, counts: Counter) -> None:
    """Tell one story; if they disagree, tell also how it came to that."""
    story = Story(form, counts)
    try:
        for _ in range(acts):
            pick.one(HAT)(story, pick)
            check(story, pick)
            counts["act"] += 1
    except AssertionError as disagreement:
        raise AssertionError("\n".join([*story.trace, str(disagreement)])) from disagreement


def check_counts(counts: Counter, acts: int, differences: int) -> None:
    """Each act was done by both so many times; each difference, and each state, was met."""
    for name, count in sorted(counts.items()):
        print(f"{count:9,} {name}")
    needed = dict.fromkeys(ACTS, acts) | {f"refused {name}": acts for name in ACTS[:-2]}
    needed |= {f"difference: {name}": differences for name in d.IN_STORIES}
    needed |= {f"state {n}": acts for n in range(8)}
    rare = {name: counts[name] for name, least in needed.items() if counts[name] < least}
    assert not rare, f"seldom or never met: {rare}"
