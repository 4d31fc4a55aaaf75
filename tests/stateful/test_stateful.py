"""The whole suite against its model: whatever anybody does, every invariant holds.

Hypothesis tells short stories, and shortens one that breaks something; a seeded generator tells
long ones, `make long` a hundred thousand steps of them. None is worth anything if its moves only
ever fail, so each move, each kind of decision and each event of a member's, a ballot's or a
proposal's life must have come about so many times.
"""

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from stateful import invariants, learning_moves, member_moves, voting_moves
from stateful.decisions import WEIGHTS
from stateful.governing_moves import open_for_business
from stateful.moves import MOVES, any_move, make
from stateful.picks import Seeded, picks
from stateful.world import World

DECISIONS = [f"decided {kind.__name__}" for kind in WEIGHTS]
RARE = ["brought nothing back"]  # of the decisions to reinstate
MARKS = [
    f"logged {name}"
    for name in (
        *("VoteCast", "VoteCastWithParams", "VoteChanged", "CastByProxy", "BallotSkipped"),
        *("ProposalExtended", "ProposalReturned", "ProposalCanceled", "ProposalExecuted"),
        *("Admitted", "Departed", "KeyReplaced", "ProxyNamed", "ProxyEnded"),
        *("NoticeGiven", "SeatKept"),
    )
]
STORY = 250  # moves
SETTINGS = settings(
    max_examples=30,
    stateful_step_count=100,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="session")
def world():
    return World()


class Story(RuleBasedStateMachine):
    """A story on a fresh suite, move by move.

    All moves are one rule to hypothesis: it would switch whole rules off at random, and hardly any
    story would come as far as a composite, or the second proposal of a contract.
    """

    def __init__(self, world):
        super().__init__()
        self.world = world
        self.is_sound = False  # only between two steps that have succeeded
        world.begin()

    @initialize(pick=picks())
    def begin(self, pick):
        open_for_business(self.world, pick)

    @rule(pick=picks())
    def move(self, pick):
        self.is_sound = False
        make(self.world, pick, any_move(self.world, pick))

    @invariant()
    def all_holds(self):
        self.is_sound = False
        invariants.check_step(self.world)
        self.is_sound = True

    def teardown(self):
        note("\n".join(self.world.trace))
        if self.is_sound:
            invariants.check_end(self.world)


def test_whatever_happens_every_invariant_holds(world):
    world.counts.clear()

    run_state_machine_as_test(lambda: Story(world), settings=SETTINGS)

    # Of its short stories few come as far as a rare move or decision: the long ones count those.
    check_successes(world, moves=1, decisions=0)


def test_every_invariant_holds_in_long_stories(world):
    tell(world, steps=5_000)

    check_successes(world, moves=20, decisions=2)


@pytest.mark.long
def test_every_invariant_holds_for_more_than_a_hundred_thousand_steps(world):
    tell(world, steps=125_000)

    check_successes(world, moves=1_000, decisions=100)


def tell(world, steps: int) -> None:
    """Tell stories of 250 moves each, the same ones in every run."""
    world.counts.clear()
    pick = Seeded(2027)
    for _ in range(steps // STORY):
        world.begin()
        open_for_business(world, pick)
        for _ in range(STORY):
            make(world, pick, any_move(world, pick))
            invariants.check_step(world)
        invariants.check_end(world)


def check_successes(world, moves: int, decisions: int) -> None:
    """Each move, event and kind of decision came about so many times."""
    for name, count in sorted(world.counts.items()):
        print(f"{count:8,} {name}")
    needed = dict.fromkeys([*MOVES, *MARKS], moves)
    needed |= dict.fromkeys(DECISIONS, decisions) | dict.fromkeys(RARE, decisions // 4)
    rare = {
        name: world.counts[name] for name, least in needed.items() if world.counts[name] < least
    }
    assert not rare, f"seldom or never made to work: {rare}"


assert all((learning_moves, member_moves, voting_moves))  # they fill MOVES
