"""The faults of a well-formed curriculum: of entries, of rules, of what was published of it."""

from cairn.curricula.faults.semantics import semantic_faults

__all__ = ["semantic_faults"]
