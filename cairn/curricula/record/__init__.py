"""A curriculum record: what goes on chain, its bytes, and what its gates say."""

from cairn.curricula.record.bitfields import bits_of
from cairn.curricula.record.classes import Known, class_indices, known_classes
from cairn.curricula.record.decoding import decode
from cairn.curricula.record.evaluation import GateValue, evaluate
from cairn.curricula.record.naming import why_misnamed
from cairn.curricula.record.parts import (
    CARRIED,
    CARRY,
    COUNT,
    CURRENCY,
    ORDER,
    UNSET,
    BadgeClass,
    Gate,
    Issuer,
    Rule,
)
from cairn.curricula.record.record import Record, record_hash
from cairn.curricula.record.well_formed import why_ill_formed

__all__ = [
    "CARRIED",
    "CARRY",
    "COUNT",
    "CURRENCY",
    "ORDER",
    "UNSET",
    "BadgeClass",
    "Gate",
    "GateValue",
    "Issuer",
    "Known",
    "Record",
    "Rule",
    "bits_of",
    "class_indices",
    "decode",
    "evaluate",
    "known_classes",
    "record_hash",
    "why_ill_formed",
    "why_misnamed",
]
