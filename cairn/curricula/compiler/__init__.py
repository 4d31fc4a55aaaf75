"""The compiler: from a typed curriculum to the record that a vote adopts."""

from cairn.curricula.compiler.badges import changes
from cairn.curricula.compiler.compile import compile_record
from cairn.curricula.compiler.dry_run import DryRun

__all__ = ["DryRun", "changes", "compile_record"]
