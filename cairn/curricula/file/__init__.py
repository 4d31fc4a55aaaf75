"""A curriculum file: its text, the tree in it, the typed curriculum, and the files beside it."""

from cairn.curricula.file.curriculum import Accredited, Badge, Composite, Constraint, Curriculum
from cairn.curricula.file.folder import Folder
from cairn.curricula.file.loading import load, read
from cairn.curricula.file.rule import Group, Published
from cairn.curricula.file.tree import Place

__all__ = [
    "Accredited",
    "Badge",
    "Composite",
    "Constraint",
    "Curriculum",
    "Folder",
    "Group",
    "Place",
    "Published",
    "load",
    "read",
]
