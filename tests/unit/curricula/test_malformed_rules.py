"""Records that cannot take effect, part two: rules that nobody could meet or that never end."""

from dataclasses import replace

import pytest

from cairn.curricula.record import CARRY, BadgeClass, Gate, Rule, class_indices
from cairn.curricula.record.bitfields import RULE

OUT_OF_PLACE = (
    "curricula: a rule names a badge that does not exist or ranks no lower than its composite"
)
TOO_HIGH = "curricula: a new composite must rank just above the highest badge that its rule names"
NO_COMPOSITE = "curricula: a rule is for a badge that is not a composite"
NEVER_MET = "curricula: a step of a rule can never be met"
UNUSED = "curricula: a step of a rule is used by no later one"
OUT_OF_REACH = "curricula: a step of a rule asks for more than there is"
NO_RULE = "curricula: a composite has no rule"
FORWARD = "curricula: a step of a rule counts itself or a later one"
CARRIED = 0xFFFF
RULE_AT, GATE_AT = 6, 7  # words of a record of four classes
A, B, C, AB, ABC = 0b0010, 0b0100, 0b1000, 0b0110, 0b1110


@pytest.mark.parametrize(
    "gates",
    [
        [Gate(3, classes=ABC)],
        [Gate(1, classes=A)],
        [Gate(2, classes=AB), Gate(2, classes=C, gates=0b1)],
        [Gate(1, classes=AB), Gate(1, classes=A), Gate(2, gates=0b11)],
        [Gate(CARRIED, classes=A), Gate(3, classes=AB, op=CARRY)],
        [Gate(CARRIED, classes=A), Gate(CARRIED, classes=0, op=CARRY), Gate(4, op=CARRY)],
        [Gate(1, classes=A), Gate(3, classes=B, gates=0b1, op=CARRY), Gate(2, classes=C, gates=2)],
    ],
)
def test_what_can_be_met_and_ends_is_accepted(accepts, ruled, gates):
    accepts(ruled(*gates))


@pytest.mark.parametrize(
    ("gates", "reason"),
    [
        ([Gate(0, classes=ABC)], "curricula: a step of a rule asks for nothing"),
        ([Gate(1)], OUT_OF_REACH),
        ([Gate(4, classes=ABC)], OUT_OF_REACH),
        ([Gate(65_534, classes=ABC)], OUT_OF_REACH),
        ([Gate(1, classes=A), Gate(3, classes=B, gates=0b1)], OUT_OF_REACH),
        ([Gate(CARRIED, classes=A), Gate(4, classes=AB, op=CARRY)], "carry"),
        ([Gate(CARRIED, classes=ABC)], NEVER_MET),
        ([Gate(1, classes=A), Gate(CARRIED, gates=0b1)], NEVER_MET),
        ([Gate(CARRIED, classes=A), Gate(1, classes=B)], NEVER_MET),
        ([Gate(CARRIED, classes=A), Gate(CARRIED, classes=B, op=CARRY)], NEVER_MET),
        (
            [Gate(CARRIED, classes=A), Gate(2, classes=B, gates=0b1, op=CARRY)],
            "curricula: a step of a rule counts one that can never be met",
        ),
        (
            [Gate(CARRIED, classes=A), Gate(1, op=CARRY), Gate(1, classes=B, gates=0b11)],
            "curricula: a step of a rule counts one that can never be met",
        ),
        (
            [Gate(2, classes=A, op=CARRY)],
            "curricula: the first step of a rule has no sum to go on with",
        ),
        ([Gate(1, classes=A), Gate(1, classes=B)], UNUSED),
        ([Gate(1, classes=A), Gate(1, classes=B), Gate(1, classes=C, gates=0b10)], UNUSED),
        ([Gate(1, classes=A), Gate(1, classes=B), Gate(1, op=CARRY)], UNUSED),
        ([Gate(1, classes=A, gates=0b1)], FORWARD),
        ([Gate(1, classes=A, gates=0b10), Gate(1, gates=0b1)], FORWARD),
        ([Gate(1, classes=A, gates=1 << 63)], FORWARD),
        ([Gate(1, classes=A | 0b1)], OUT_OF_PLACE),
        ([Gate(1, classes=A | 1 << 4)], OUT_OF_PLACE),  # itself
        ([Gate(1, classes=A | 1 << 5)], OUT_OF_PLACE),
        ([Gate(1, classes=A | 1 << 16)], OUT_OF_PLACE),
        ([Gate(1, classes=A | 1 << 255)], OUT_OF_PLACE),
        ([Gate(1, classes=A, foreign=1)], OUT_OF_PLACE),
        ([Gate(1, classes=A, foreign=1 << 63)], OUT_OF_PLACE),
        ([], "curricula: a rule must have 1 to 64 steps"),
        ([Gate(1, classes=A)] * 65, "curricula: a rule must have 1 to 64 steps"),
    ],
)
def test_what_nobody_could_meet_is_refused(refuses, accepts, ruled, edited, gates, reason):
    if reason == "carry":  # 2 * 1 + 2 can be reached, and no more
        accepts(ruled(*gates))
        gates, reason = [gates[0], replace(gates[1], threshold=5)], OUT_OF_REACH
    if len(gates) > 64:
        data = ruled(*gates[:64]).encode()
        refuses(edited(data, RULE_AT, RULE, gates=65), reason)
        return
    refuses(ruled(*gates), reason)


@pytest.mark.parametrize("index", [1, 2, 3])
def test_a_badge_has_no_rule(refuses, ruled, index):
    refuses(ruled(Gate(1, classes=A), index=index), NO_COMPOSITE)


@pytest.mark.parametrize("index", [0, 5, 16, 255])
def test_what_does_not_exist_has_no_rule(refuses, ruled, index):
    refuses(ruled(Gate(1, classes=A), index=index), NO_COMPOSITE)


def test_a_composite_has_one_rule(refuses, record_of):
    twice = (Rule(4, (Gate(1, classes=A),)), Rule(4, (Gate(1, classes=B),)))
    refuses(record_of(key="twice", rules=twice), "curricula: a composite has two rules")
    refuses(record_of(key="none", rules=()), NO_RULE)


def test_the_gates_of_the_rules_follow_one_another(refuses, ruled, edited):
    data = ruled(Gate(2, classes=AB), Gate(2, classes=C, gates=0b1)).encode()

    refuses(
        edited(data, RULE_AT, RULE, first_gate=1),
        "curricula: the steps of the rules do not follow one another",
    )
    refuses(edited(data, RULE_AT, RULE, gates=1), "curricula: a step belongs to no rule")


@pytest.mark.parametrize("bit", [24, 255])
def test_a_rule_holds_nothing_else(refuses, ruled, flipped, bit):
    data = ruled(Gate(1, classes=A)).encode()
    refuses(flipped(data, RULE_AT, bit), "curricula: a rule holds something that means nothing")


@pytest.mark.parametrize("bit", [145, 152, 255])
def test_a_gate_holds_nothing_else(refuses, ruled, flipped, bit):
    data = ruled(Gate(1, classes=A)).encode()
    refuses(
        flipped(data, GATE_AT + 1, bit),
        "curricula: a step of a rule holds something that means nothing",
    )


def test_a_rule_that_reaches_past_the_gates_ends_in_a_reason(refuses, ruled, edited):
    """The words behind them are an issuer and text, and no gates."""
    data = edited(ruled(Gate(1, classes=A)).encode(), RULE_AT, RULE, gates=64)
    refuses(data, "curricula: a step of a rule holds something that means nothing")


def test_sums_of_credits_stay_below_what_says_never(accepts, refuses, record_of):
    """64 gates that double 239 badges would count beyond 65,535, which stands for never."""
    badges = sum(1 << index for index in class_indices(239))

    def doubling(times):
        chain = [Gate(CARRIED, classes=badges)]
        chain += [Gate(CARRIED, op=CARRY)] * (times - 1)
        gates = (*chain, Gate(1, op=CARRY))
        return record_of(239, key="sums", title="Sums", rules=(Rule(255, gates),))

    accepts(doubling(9))  # 239 * 2 ** 8 = 61,184
    refuses(doubling(10), "curricula: a sum of credits is too great")


def test_a_rule_holds_64_gates_and_a_record_120(accepts, record_of):
    first = [Gate(1, classes=A) for _ in range(63)]
    full = (*first, Gate(63, gates=2**63 - 1))
    rest = (*first[:55], Gate(55, gates=2**55 - 1))
    classes = [BadgeClass(f"b{n}", f"Badge {n}") for n in (1, 2)]
    classes += [BadgeClass(f"c{n}", f"Composite {n}", rank=1) for n in (1, 2)]

    accepts(record_of(key="deeper", classes=tuple(classes), rules=(Rule(3, full), Rule(4, rest))))


@pytest.fixture
def ranked(record_of):
    """A record of classes with these ranks, and a rule of one gate for each index named."""

    def ranked(*ranks, gates):
        classes = [BadgeClass(f"c{n}", f"Class {n}", rank=rank) for n, rank in enumerate(ranks)]
        rules = [Rule(index, (gate,)) for index, gate in gates.items()]
        return record_of(key="steeple", classes=tuple(classes), rules=tuple(rules))

    return ranked


def test_each_composite_is_stacked_on_lower_ones(accepts, refuses, ranked):
    """Ranks fall along every chain of composites, so each chain ends."""
    stacked = {2: Gate(1, classes=0b0010), 3: Gate(2, classes=0b0110)}
    accepts(ranked(0, 1, 2, gates=stacked))
    refuses(ranked(0, 1, 1, gates=stacked), OUT_OF_PLACE)
    refuses(ranked(0, 2, 1, gates=dict(reversed(stacked.items()))), OUT_OF_PLACE)
    circle = {2: Gate(2, classes=0b1010), 3: Gate(2, classes=0b0110)}
    refuses(ranked(0, 1, 2, gates=circle), OUT_OF_PLACE)
    refuses(ranked(0, 2, 2, gates=circle), OUT_OF_PLACE)


def test_a_new_composite_ranks_no_higher_than_it_need(
    accepts, refuses, adopt, record_of, ranked, ruled
):
    """So a rank says how many composites stand below, and a curriculum has one record."""
    straight = {2: Gate(1, classes=0b0010), 3: Gate(1, classes=0b0100)}
    accepts(ranked(0, 1, 2, gates=straight))
    refuses(ranked(0, 2, 3, gates=straight), TOO_HIGH)
    refuses(ranked(0, 1, 3, gates=straight), TOO_HIGH)
    refuses(ranked(0, 1, 15, gates=straight), TOO_HIGH)

    below = adopt(ranked(0, 1, gates={2: straight[2]}))
    on_top = {"classes": (BadgeClass("a", "A"), BadgeClass("t", "T", rank=2)), "index": 2}
    accepts(ruled(Gate(1, foreign=1), foreign=(below.composite,), **on_top))
    refuses(ruled(Gate(1, foreign=1), foreign=(below.badge,), **on_top), TOO_HIGH)


def test_a_composite_keeps_its_rank_when_a_later_version_asks_for_less(
    accepts, adopt, record_of, ranked
):
    first = adopt(ranked(0, 1, 2, gates={2: Gate(1, classes=0b10), 3: Gate(1, classes=0b100)}))
    easier = (Rule(3, (Gate(1, classes=0b10),)),)

    accepts(record_of(key="steeple", curriculum=first.number, version=2, classes=(), rules=easier))


def test_whoever_enrols_can_earn_all_that_the_version_asks_for(accepts, refuses, adopt, record_of):
    """A later version says again how an old composite is earned, if it builds on it."""
    first = adopt(record_of(1, key="again", title="Again"))
    old, new = Rule(2, (Gate(1, classes=A),)), Rule(3, (Gate(1, classes=B),))
    master = (BadgeClass("master", "Master", rank=2),)
    record = record_of(1, key="again", curriculum=first.number, version=2, classes=master)

    refuses(replace(record, rules=(new,)), NO_RULE)
    refuses(replace(record, rules=(old,)), NO_RULE)
    accepts(replace(record, rules=(old, new)))
    plain = (BadgeClass("plain", "Plain", rank=1),)
    accepts(replace(record, classes=plain, rules=(Rule(3, (Gate(1, classes=A),)),)))
