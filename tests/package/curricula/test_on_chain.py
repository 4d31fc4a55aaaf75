"""What is written down here and what the chain adopts: the same records, good and bad."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from ape.exceptions import ContractLogicError

from cairn.curricula.compiler import compile_record
from cairn.curricula.file import load
from cairn.curricula.record import (
    CARRIED,
    CARRY,
    COUNT,
    BadgeClass,
    Gate,
    Record,
    Rule,
    why_ill_formed,
)

CURRICULA = sorted(Path(__file__).parents[3].glob("curricula/*.yaml"))
FIRST = [path for path in CURRICULA if load(path).follows is None]


@pytest.mark.parametrize("path", FIRST, ids=lambda path: path.stem)
def test_the_chain_finds_no_fault_in_a_real_programme(curricula, stranger, path):
    curriculum = load(path)
    roles = [issuer.account for issuer in curriculum.issuers]
    record = compile_record(
        curriculum,
        lambda role: f"0x{roles.index(role) + 1:040x}",
        without={"order", "currency"},
    )
    record = replace(record, key=f"{path.stem}-anew")  # some are in force here under their own
    curricula.stage(record.encode(), sender=stranger)

    curricula.check(record.hash)


def some_rule(chance, index):
    """A rule that is sound, or has one or another flaw."""
    gates = []
    for number in range(chance.randint(1, 3)):
        op = chance.choice([COUNT, COUNT, CARRY]) if number else COUNT
        gates.append(
            Gate(
                chance.choice([1, 1, 2, 2, 3, 3, 0, CARRIED]),
                chance.choice([0b10, 0b1110, 0b111110, 0b111110, 1 << 6, 1 << 9]),
                chance.choice([(1 << number) - 1] * 5 + [0, 1 << number]),
                op=op,
            )
        )
    return Rule(index, tuple(gates))


def some_record(seed):
    """Five badges (1 to 5) and two composites (6, 7) with some rules."""
    chance = random.Random(seed)
    badges = tuple(BadgeClass(f"b{n}", f"Badge {n}") for n in range(1, 6))
    composites = (
        BadgeClass("low", "Low", rank=1),
        BadgeClass("high", "High", rank=chance.choice([1, 2])),
    )
    low = Rule(6, (Gate(1, 0b111110),))
    return Record(f"k{seed}", "Some record", badges + composites, (low, some_rule(chance, 7)))


def test_the_chain_and_the_check_here_refuse_the_same_records(curricula, stranger):
    verdicts = []
    for seed in range(240):
        record = some_record(seed)
        ranks = {1 + at: badge.rank for at, badge in enumerate(record.classes)}
        fault = why_ill_formed(record, ranks, {})
        curricula.stage(record.encode(), sender=stranger)
        try:
            curricula.check(record.hash)
            refusal = None
        except ContractLogicError as error:
            refusal = error.message
        assert (fault is None) == (refusal is None), (fault, refusal, record.rules)
        verdicts.append(fault)

    assert verdicts.count(None) > 20  # both kinds really occurred
    assert len(set(verdicts)) > 10
