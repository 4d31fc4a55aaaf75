"""The curriculum files beside one another: which there are, and which follow which."""

from pathlib import Path

from cairn.curricula.file.curriculum import Curriculum
from cairn.curricula.file.loading import load
from cairn.say.errors import CairnError


class Folder:
    """The files around a curriculum, by the key that each bears as its name."""

    def __init__(self, curriculum: Curriculum):
        self.path = Path(curriculum.file).parent
        self.files: dict[str, Curriculum | None] = {curriculum.key: curriculum}

    def find(self, key: str) -> Curriculum | None:
        """Return the curriculum of this key, None if no file here bears it.

        Raises `CairnError` if that file is unsound in form.
        """
        if key not in self.files:
            path = self.path / f"{key}.yaml"
            self.files[key] = load(path) if path.is_file() else None
            found = self.files[key]
            if found and found.key != key:
                raise CairnError(
                    f'{path}: it calls itself "{found.key}": let the file bear the name of its key'
                )

        return self.files[key]

    def forerunners(self, curriculum: Curriculum) -> list[Curriculum]:
        """Return the curricula here that this one follows, oldest first."""
        line = [curriculum]
        while line[0].follows and (found := self.find(line[0].follows)):
            if found.key in [later.key for later in line]:
                message = f'"{found.key}" follows itself in the end'
                raise CairnError.of(found.fault(("follows",), message, "break the circle"))
            line.insert(0, found)

        return line[:-1]
