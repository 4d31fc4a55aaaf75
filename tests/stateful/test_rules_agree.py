"""The chain and the scripts say the same of any rule, well-formed or not, and of anybody."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rig import Contract, Reverted, Rig, account

from cairn.chain.suite import create_address
from cairn.curricula.compiler.gates import Masks, gates_of
from cairn.curricula.record import (
    CARRIED,
    CARRY,
    COUNT,
    BadgeClass,
    Gate,
    Record,
    Rule,
    class_indices,
    evaluate,
    why_ill_formed,
)
from stateful.curricula import draw_part, keys_of
from stateful.picks import Seeded, picks

RULES, HOLDINGS = 200, 40  # 8,000 cases
WORDS, AT_ONCE = 20_000, 1_000
LEARNER = account("learner")
OTHER, OWN = 1, 2  # curricula: the badges of one may count in the rule of the next
OTHERS = tuple(OTHER << 8 | index for index in range(1, 4))


@pytest.fixture(scope="session")
def judge():
    """Both registries over holdings that are simply said, and an account that may adopt."""
    return Judge()


class Judge:
    def __init__(self):
        self.rig, self.owner = Rig(), account("owner")
        self.holdings = self._deploy("holdings")
        credentials, pathways = self.holdings.address, create_address(self.owner, 2)
        self.curricula = self._deploy("CurriculumRegistry", credentials, pathways)
        self.pathways = self._deploy("PathwayRegistry", credentials, self.curricula.address)
        self.adopt(other_curriculum())
        self._fresh = self.rig.engine.snapshot()

    def _deploy(self, name: str, *told: str) -> Contract:
        return self.rig.deploy(name, *told, sender=self.owner)

    def adopt(self, record: Record) -> None:
        self.curricula.stage(record.encode(), sender=self.owner)
        self.curricula.adopt(record.hash, sender=self.owner)

    def begin(self) -> None:
        """Start over, with nothing but the other curriculum on chain."""
        self.rig.engine.revert(self._fresh)
        self._fresh = self.rig.engine.snapshot()

    def explain(self, record: Record, held: int, foreign: list[bool]) -> list[tuple]:
        self.holdings.hold(held, record.foreign, foreign, sender=self.owner)
        return [*self.pathways.explain(LEARNER, OWN << 8 | record.rules[0].index, 1)]

    def refusal(self, record: Record) -> str | None:
        """Why the record could not take effect, if it could not."""
        self.begin()
        self.curricula.stage(record.encode(), sender=self.owner)
        try:
            self.curricula.check(record.hash)
        except Reverted as reverted:
            return str(reverted)
        return None


def other_curriculum() -> Record:
    """As many badges as a rule may name of it."""
    named = tuple(BadgeClass(f"o{n}", f"Other badge {n}") for n in range(len(OTHERS)))
    return Record(key="other", title="Another curriculum", classes=named)


def record_with(rule: tuple[Gate, ...], badges: int, foreign: tuple[int, ...] = ()) -> Record:
    """A new curriculum of so many badges and one composite, which has this rule."""
    named = [BadgeClass(f"b{n}", f"Badge {n}") for n in range(badges)]
    composite = class_indices(badges + 1)[-1]
    return Record(
        key="any",
        title="Any rule",
        classes=(*named, BadgeClass("whole", "The whole", rank=1)),
        rules=(Rule(composite, rule),),
        foreign=foreign,
    )


def draw_rule(pick) -> Record:
    """A well-formed rule of any shape: counts, sums and groups, over two curricula."""
    badges = pick.one((3, 8, 20, 60))
    indices = {str(index): index for index in class_indices(badges)}
    others = {f"other {each}": each for each in OTHERS} if pick.chance(40) else {}
    part = draw_part(pick, [*indices, *others], depth=3)
    foreign = tuple(sorted(others[key] for key in keys_of(part) if key in others))
    masks = Masks(indices, {key: foreign.index(it) for key, it in others.items() if it in foreign})
    return record_with(gates_of(part, masks), badges, foreign)


def draw_gates(pick) -> Record:
    """Gates that mean nothing in particular: some can be met, most break a rule of form."""
    badges, gates, others = pick.number(1, 6), pick.number(1, 4), pick.number(0, 2)
    rule = tuple(_draw_gate(pick, badges, others, number) for number in range(gates))
    return record_with(rule, badges, OTHERS[:others])


def _draw_gate(pick, badges: int, others: int, number: int) -> Gate:
    """Names badges, perhaps the composite itself, and earlier gates, perhaps itself."""
    named = pick.number(0, 2**badges - 1) | pick.chance(5) << badges
    earlier = 2 ** (number + pick.chance(5)) - 1
    return Gate(
        threshold=pick.one((0, 1, 1, 1, 1, 2, 2, 3, badges, CARRIED)),
        classes=named << 1,
        gates=earlier if pick.chance(60) else pick.number(0, earlier),
        foreign=pick.number(0, 2 ** (others + pick.chance(5)) - 1),
        op=CARRY if pick.chance(25) else COUNT,
    )


@settings(
    max_examples=RULES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(pick=picks(), seed=st.integers(0, 2**32))
def test_the_chain_evaluates_every_rule_as_the_scripts_do(judge, pick, seed):
    record, luck = draw_rule(pick), random.Random(seed)
    rule = record.rules[0]
    judge.begin()
    judge.adopt(record)

    for _ in range(HOLDINGS):
        held = luck.getrandbits(256) & luck.choice((0, luck.getrandbits(256), 2**256 - 1))
        foreign = [luck.random() < 0.5 for _ in record.foreign]
        told = judge.explain(record, held, foreign)
        indices = [index for index in range(256) if held >> index & 1]
        others = [each for each, is_held in zip(record.foreign, foreign, strict=True) if is_held]
        assert told == [tuple(outcome) for outcome in evaluate(record, rule, indices, others)]


def test_the_chain_refuses_exactly_the_rules_that_the_scripts_refuse(judge):
    pick, refused, accepted = Seeded(403), 0, 0

    for _ in range(4_000):
        record = draw_gates(pick)
        ranks = dict.fromkeys(class_indices(len(record.classes)), 0) | {record.rules[0].index: 1}
        fault = why_ill_formed(record, ranks, dict.fromkeys(record.foreign, 0))
        refusal = judge.refusal(record)
        assert (fault is None) == (refusal is None), (fault, refusal, record.rules)
        refused, accepted = refused + (refusal is not None), accepted + (refusal is None)

    assert refused > 1_000
    assert accepted > 500


def test_whole_words_are_read_as_lane_by_lane():
    """More words than a node could be asked about in a test, of lanes that are mostly edges."""
    rig, luck = Rig(), random.Random(256)
    words = rig.deploy("words", sender=account("owner"))
    edges = (0, 0, 1, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF)

    for _ in range(WORDS // AT_ONCE):
        sheets = [
            sum((luck.choice(edges) or luck.getrandbits(16)) << 16 * lane for lane in range(16))
            & ~(luck.getrandbits(16) * 0xFFFF)
            for _ in range(AT_ONCE)
        ]
        lanes = [[sheet >> 16 * lane & 0xFFFF for lane in range(16)] for sheet in sheets]
        held = [_where(row, lambda content: content not in (0, 0xFFFF)) for row in lanes]
        fallen = [_where(row, lambda content: content == 0xFFFF) for row in lanes]
        assert [*words.held(sheets)] == held
        assert [*words.fallen(sheets)] == fallen
        assert [*words.filled(sheets)] == [sum(map(bool, row)) for row in lanes]
        assert [*words.contains(sheets, 0x8000)] == [0x8000 in row for row in lanes]
        assert [*words.counts(sheets)] == [sheet.bit_count() for sheet in sheets]


def _where(lanes: list[int], meets) -> int:
    """Lane 0 is the enrolment's, and no badge."""
    return sum(1 << lane for lane, content in enumerate(lanes) if lane and meets(content))
