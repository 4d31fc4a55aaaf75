"""Gates: what a rule means, and what the chain makes of it, for every set of badges."""

from itertools import chain as joined
from itertools import combinations
from random import Random

import ape
import pytest

from cairn.curricula.record import CARRY, COUNT, BadgeClass, Gate, Rule
from cairn.curricula.record.bitfields import GATE_A, GATE_B, WORD, pack

CARRIED = 0xFFFF
NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"
CREDITS = {1: 30, 2: 25, 3: 75, 4: 120, 5: 15}  # class index -> tenths
NEEDED = 150


def sum_gates(credits, needed):
    """Write "these credits, `needed` tenths of them" as gates: a digit each, the highest first."""
    digits = max(credits.values()).bit_length()
    for digit in reversed(range(digits)):
        classes = sum(1 << index for index, tenths in credits.items() if tenths >> digit & 1)
        first, last = digit == digits - 1, digit == 0
        yield Gate(needed if last else CARRIED, classes, op=COUNT if first else CARRY)


def words(gates):
    pairs = ((pack(GATE_A, vars(gate)), pack(GATE_B, vars(gate))) for gate in gates)
    return b"".join(word.to_bytes(WORD, "big") for word in joined.from_iterable(pairs))


def subsets(indices):
    return [set(some) for n in range(len(indices) + 1) for some in combinations(indices, n)]


def mask(indices):
    return sum(1 << index for index in indices)


@pytest.fixture
def reader(double):
    return double("rule_reader")


@pytest.fixture
def read(reader, deployer):
    """Return what the last gate counts for each of these sets of class indices."""

    def read(gates, sets, foreign=0):
        gates = list(gates)
        reader.keep(words(gates), sender=deployer)
        return reader.read([mask(some) for some in sets], foreign)[len(gates) - 1 :: len(gates)]

    return read


def test_credits_are_summed_exactly(read):
    everything = subsets(list(CREDITS))

    sums = read(sum_gates(CREDITS, NEEDED), everything)

    assert sums == [sum(CREDITS[index] for index in some) for some in everything]


def test_credits_as_large_as_they_can_be_are_summed(read):
    """65,535 tenths on one badge, one tenth on another: 16 digits."""
    gates = sum_gates({1: 65_535, 2: 1, 255: 40_000}, 65_534)

    assert read(gates, [{1}, {2}, {1, 2}, {255}, {1, 2, 255}]) == [
        65_535,
        1,
        65_536,
        40_000,
        105_536,
    ]


def test_a_sum_is_met_at_its_threshold_and_not_a_tenth_below(reader, deployer):
    for needed, met in ((NEEDED - 1, True), (NEEDED, True), (NEEDED + 1, False)):
        reader.keep(words(sum_gates(CREDITS, needed)), sender=deployer)
        assert reader.is_met(mask({1, 4}), 0) is met  # 3.0 and 12.0


def test_a_count_takes_badges_gates_and_foreign_badges_together(read):
    gates = [Gate(1, classes=0b10), Gate(4, classes=0b1100, gates=0b1, foreign=0b101)]

    assert read(gates, [set(), {1}, {2}, {1, 2, 3}]) == [0, 1, 1, 3]
    assert read(gates, [{1, 2, 3}], foreign=0b111) == [5]
    assert read(gates, [set()], foreign=0b010) == [0]


def test_badges_that_the_rule_does_not_name_change_nothing(read):
    gates = [Gate(1, classes=0b110)]

    assert read(gates, [{3, 4, 5, 17, 255}, {1, 3}, {1, 2, 255}]) == [0, 1, 2]


def test_a_met_gate_counts_once_however_often_it_is_exceeded(read):
    gates = [Gate(1, classes=0b1110), Gate(1, gates=0b1)]

    assert read(gates, [{1}, {1, 2, 3}]) == [1, 1]


@pytest.mark.parametrize("seed", range(8))
def test_any_rule_counts_as_it_says(read, seed):
    """Random lists of gates against what each gate is defined to count."""
    draw = Random(seed)
    gates = []
    for number in range(draw.randint(2, 12)):
        earlier = draw.getrandbits(number) if number else 0
        classes, foreign = draw.getrandbits(256), draw.getrandbits(64)
        op = CARRY if number and draw.random() < 0.3 else COUNT
        gates.append(Gate(draw.randint(1, 150), classes, earlier, foreign, op))
    sets = [set(draw.sample(range(256), draw.randint(0, 250))) for _ in range(12)]
    abroad = draw.getrandbits(64)

    assert read(gates, sets, abroad) == [defined(gates, mask(some), abroad) for some in sets]


def defined(gates, held, abroad):
    counts, met = [], set()
    for number, gate in enumerate(gates):
        named = [bit for bit in range(number) if gate.gates >> bit & 1]
        count = sum(bit in met for bit in named)
        count += sum(gate.classes >> bit & held >> bit & 1 for bit in range(256))
        count += sum(gate.foreign >> bit & abroad >> bit & 1 for bit in range(64))
        count += 2 * counts[-1] if gate.op == CARRY else 0
        counts.append(count)
        if count >= gate.threshold:
            met.add(number)
    return counts[-1]


@pytest.mark.parametrize("seed", range(3))
def test_earning_more_never_loses_what_was_met(reader, deployer, seed):
    draw = Random(seed)
    gates = [Gate(draw.randint(1, 4), draw.getrandbits(256) & draw.getrandbits(256))]
    gates += [
        Gate(draw.randint(1, 60), draw.getrandbits(256), gates=1 << number, op=draw.choice((0, 1)))
        for number in range(3)
    ]
    reader.keep(words(gates), sender=deployer)
    growing = [mask(range(top)) for top in range(0, 257, 16)]

    counts = reader.read(growing, 0)[len(gates) - 1 :: len(gates)]

    assert counts == sorted(counts)


@pytest.fixture(scope="session")
def weighed(adopt, record_of):
    """Five badges with credits, and a composite of 15.0 credits of them."""
    badges = [BadgeClass(f"b{n}", f"Badge {n}", tenths=tenths) for n, tenths in CREDITS.items()]
    rule = Rule(6, tuple(sum_gates(CREDITS, NEEDED)))
    classes = (*badges, BadgeClass("sum", "Fifteen credits", rank=1))
    return adopt(record_of(key="weighed", title="Weighed", classes=classes, rules=(rule,)))


@pytest.mark.parametrize(
    ("held", "tenths"),
    [((1, 4), 150), ((2, 4), 145), ((3, 4), 195), ((1, 2, 3, 5), 145), ((2, 4, 5), 160), ((), 0)],
)
def test_a_sum_of_credits_is_enforced(pathways, credentials, weighed, earn, learner, held, tenths):
    credentials.enrol(weighed.number, 1, sender=learner)
    earn(*(weighed.classes[index - 1] for index in held))

    last = pathways.explain(learner, weighed.composite)[-1]

    assert (last.value, last.threshold, last.met) == (tenths, NEEDED, tenths >= NEEDED)
    if tenths >= NEEDED:
        pathways.claim(weighed.composite, sender=learner)
    else:
        with ape.reverts(NOT_MET):
            pathways.claim(weighed.composite, sender=learner)
