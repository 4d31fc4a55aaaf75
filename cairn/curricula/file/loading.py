"""Reading a curriculum file: text, tree, typed parts, or every fault of its form.

The form of a file is that every field is known and every text fit to show. Whether the whole makes
sense is asked in `faults`.
"""

from pathlib import Path

from pydantic import BaseModel, ValidationError

from cairn.curricula.file.curriculum import (
    Accredited,
    Composite,
    Constraint,
    Curriculum,
    Document,
)
from cairn.curricula.file.rule import Group, Published
from cairn.curricula.file.tree import read_tree
from cairn.curricula.file.validation import validation_faults
from cairn.say.errors import CairnError, Fault

MODELS: tuple[type[BaseModel], ...] = (
    Curriculum,
    Document,
    Accredited,
    Composite,
    Group,
    Published,
    Constraint,
)


def load(file: str | Path) -> Curriculum:
    """Read a curriculum file. Raises `CairnError` with its first fault of form."""
    curriculum, faults = read(file)
    if curriculum is None:
        raise CairnError(str(faults[0]))

    return curriculum


def read(file: str | Path) -> tuple[Curriculum | None, list[Fault]]:
    """Read a curriculum file, or return None and all its faults of form.

    Raises `CairnError` if it cannot be read at all.
    """
    data, lines = read_tree(file)
    try:
        return Curriculum.model_validate(data).at(str(file), lines), []
    except ValidationError as error:
        return None, validation_faults(error, str(file), data, lines, _field_names())


def _field_names() -> set[str]:
    """Return every field there is, as the file spells it."""
    return {field.alias or name for model in MODELS for name, field in model.model_fields.items()}
