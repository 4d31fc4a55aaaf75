"""The curriculum files beside one another: what they say of each other, with no chain to ask."""

from pathlib import Path

from cairn.curricula.classes import Known, known_classes
from cairn.curricula.compiler import UNENFORCED, compile_record
from cairn.curricula.curriculum import Curriculum, load
from cairn.curricula.record import Record
from cairn.say.errors import CairnError


class Folder:
    """The files around a curriculum, by the key that each bears as its name."""

    def __init__(self, curriculum: Curriculum):
        self.folder = Path(curriculum.file).parent
        self.files: dict[str, Curriculum | None] = {curriculum.key: curriculum}
        self.records: dict[str, Record | None] = {}  # None: being written down
        self.strangers: dict[str, int] = {}  # stand-in class ids, by curriculum/badge

    def find(self, key: str) -> Curriculum | None:
        """Return the curriculum of this key, None if no file here bears it.

        Raises `CairnError` if that file is unsound in form.
        """
        if key not in self.files:
            path = self.folder / f"{key}.yaml"
            self.files[key] = load(path) if path.is_file() else None
            found = self.files[key]
            if found and found.key != key:
                raise CairnError(
                    f'{path}: it calls itself "{found.key}": let the file bear the name of its key'
                )

        return self.files[key]

    def record(self, curriculum: Curriculum) -> Record:
        """Write down a curriculum as if its forerunners here stood on chain, issuers aside."""
        if curriculum.key not in self.records:
            self.records[curriculum.key] = None
            forerunners = self.forerunners(curriculum)
            self.records[curriculum.key] = compile_record(
                curriculum,
                _placeholder_addresses(),
                curriculum_id=1 if forerunners else 0,
                version=1 + len(forerunners),
                known=self.known(curriculum),
                resolve=self.resolve,
                without={word for word, _ in UNENFORCED.values()},
            )

        if (record := self.records[curriculum.key]) is None:
            raise CairnError(
                f"{curriculum.file}: it counts badges that count its own: break the circle"
            )
        return record

    def forerunners(self, curriculum: Curriculum) -> list[Curriculum]:
        """Return the curricula here that this one follows, oldest first."""
        line = [curriculum]
        while line[0].follows and (found := self.find(line[0].follows)):
            if found.key in [later.key for later in line]:
                message = f'"{found.key}" follows itself in the end'
                raise CairnError.of(found.fault(("follows",), message, "break the circle"))
            line.insert(0, found)

        return line[:-1]

    def known(self, curriculum: Curriculum) -> dict[str, Known]:
        """Return the classes that the forerunners here bring."""
        return known_classes(self.record(found) for found in self.forerunners(curriculum))

    def classes(self, curriculum: Curriculum) -> dict[str, Known]:
        """Return all of a curriculum's classes, those of its forerunners here among them."""
        versions = [*self.forerunners(curriculum), curriculum]
        return known_classes(self.record(version) for version in versions)

    def resolve(self, key: str) -> tuple[int, int]:
        """Return a stand-in class id for `curriculum/badge`, and its rank as far as known here."""
        of, badge = key.split("/")
        found = self.find(of)
        class_id = self.strangers.setdefault(key, len(self.strangers) + 1)
        if found is None:
            return class_id, 0
        classes = self.classes(found)
        if badge not in classes:
            raise CairnError(f'{found.file} has no badge "{badge}": add it there')

        return class_id, classes[badge].badge.rank


def _placeholder_addresses():
    """Give each role an address of its own, so that the record has its true length."""
    given: dict[str, str] = {}

    def address_of(role: str) -> str:
        return given.setdefault(role, f"0x{len(given) + 1:040x}")

    return address_of
