"""Is a record well-formed? What the chain asks before it adopts, asked beforehand."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from cairn.curricula.record.bitfields import bits_of
from cairn.curricula.record.parts import CARRIED, CARRY, COUNT, MAX_RANK, Gate, Rule
from cairn.curricula.record.record import Record

Ranks = Mapping[int, int]
LAST_DAY = (date.max - date(1970, 1, 1)).days  # of any calendar that shows it: in the year 9999
LAST_SECOND = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())


def why_ill_formed(record: Record, ranks: Ranks, foreign_ranks: Ranks) -> str | None:
    """Say why the chain would refuse the rules or dates of this record, or None.

    `ranks` are those of every class of the curriculum by index, with the record's new ones;
    `foreign_ranks` those of the record's foreign classes by class id.
    """
    return next(_faults(record, ranks, foreign_ranks), None)


def _faults(record: Record, ranks: Ranks, foreign_ranks: Ranks) -> Iterator[str]:
    if len({rule.index for rule in record.rules}) < len(record.rules):
        yield "a composite has two rules"
    for rule in record.rules:
        yield from _rule_faults(record, rule, ranks, foreign_ranks)
    yield from _missing_rules(record, ranks)
    yield from _foreign_faults(record)
    yield from _height_faults(record, ranks, foreign_ranks)
    yield from _date_faults(record)


def _date_faults(record: Record) -> Iterator[str]:
    """A day that no calendar can show breaks whatever shows it."""
    if record.review_day > LAST_DAY:
        yield "its review is planned for no day of a calendar"
    if any(issuer.until > LAST_SECOND for issuer in record.issuers):
        yield "an issuer's accreditation ends on no day of a calendar"


def _missing_rules(record: Record, ranks: Ranks) -> Iterator[str]:
    """A composite that counts needs a rule in the same version."""
    gates = [gate for rule in record.rules for gate in rule.gates]
    counting = {index for gate in gates for index in bits_of(gate.classes)}
    for index in sorted(counting - {rule.index for rule in record.rules}):
        if ranks.get(index, 0):
            yield f"composite {index} counts, and this version has no rule for it"


def _foreign_faults(record: Record) -> Iterator[str]:
    """Foreign classes are listed once, in rising order, and only those that count."""
    used = {bit for rule in record.rules for gate in rule.gates for bit in bits_of(gate.foreign)}
    if used != set(range(len(record.foreign))):
        yield "a foreign class counts nowhere"
    if list(record.foreign) != sorted(set(record.foreign)):
        yield "the foreign classes are not in rising order"


def _height_faults(record: Record, ranks: Ranks, foreign_ranks: Ranks) -> Iterator[str]:
    """A new composite ranks one above the highest that its rule names, and none above the most."""
    if max(ranks.values(), default=0) > MAX_RANK:
        yield f"composites are stacked more than {MAX_RANK} high"
    new = sorted(ranks)[-len(record.classes) :] if record.classes else ()
    for rule in record.rules:
        below = max(_ranks_named(record, rule, ranks, foreign_ranks), default=0)
        if rule.index in new and ranks[rule.index] > below + 1:
            yield f"composite {rule.index} ranks higher than what its rule names asks for"


def _rule_faults(record: Record, rule: Rule, ranks: Ranks, foreign_ranks: Ranks) -> Iterator[str]:
    if not rule.gates:
        yield "a rule has no gate"
    yield from _threshold_faults(rule)
    used = {earlier for gate in rule.gates for earlier in bits_of(gate.gates)}
    used |= {number - 1 for number, gate in enumerate(rule.gates) if gate.op == CARRY}
    if used != set(range(len(rule.gates) - 1)):
        yield "a gate other than the last is used by no later one"
    for gate in rule.gates:
        yield from _rank_faults(record, rule, gate, ranks, foreign_ranks)


def _threshold_faults(rule: Rule) -> Iterator[str]:
    most = never = 0
    for number, gate in enumerate(rule.gates):
        if gate.gates & never:
            yield f"gate {number} counts one that can never be met"
        if gate.op not in (COUNT, CARRY) or (gate.op == CARRY and number == 0):
            yield f"gate {number} does nothing known"
        if gate.gates >> number:
            yield f"gate {number} looks at itself or a later one"
        most = 2 * most if gate.op == CARRY else 0
        most += sum(mask.bit_count() for mask in (gate.classes, gate.gates, gate.foreign))
        follower = rule.gates[number + 1].op if number + 1 < len(rule.gates) else COUNT
        is_carried = gate.threshold == CARRIED and follower == CARRY and most < CARRIED
        never |= is_carried << number
        if not is_carried and not 1 <= gate.threshold <= most:
            yield f"gate {number} asks for {gate.threshold} where {most} can be had"


def _rank_faults(
    record: Record, rule: Rule, gate: Gate, ranks: Ranks, foreign_ranks: Ranks
) -> Iterator[str]:
    own = ranks.get(rule.index, 0)
    for index in bits_of(gate.classes):
        if index not in ranks:
            yield f"class {index} counts and does not exist"
        elif ranks[index] >= own:
            yield f"composite {rule.index} does not rank above class {index}, which counts"
    for bit in bits_of(gate.foreign):
        if bit >= len(record.foreign):
            yield f"foreign class {bit} counts and is not listed"
        elif foreign_ranks[record.foreign[bit]] >= own:
            yield f"composite {rule.index} does not rank above a foreign class that counts"


def _ranks_named(record: Record, rule: Rule, ranks: Ranks, foreign_ranks: Ranks) -> Iterator[int]:
    for gate in rule.gates:
        yield from (ranks[index] for index in bits_of(gate.classes))
        yield from (foreign_ranks[record.foreign[bit]] for bit in bits_of(gate.foreign))
