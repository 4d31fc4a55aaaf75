"""The records of files beside one another, as if they stood on chain: no chain is asked."""

from collections.abc import Callable

from cairn.curricula.compiler.compile import UNENFORCED, compile_record
from cairn.curricula.file import Curriculum, Folder
from cairn.curricula.record import Known, Record, known_classes
from cairn.say.errors import CairnError


class DryRun:
    """Writes down the curricula of a folder, each when it is first asked for."""

    def __init__(self, folder: Folder):
        self.folder = folder
        self.records: dict[str, Record | None] = {}  # None: being written down
        self.strangers: dict[str, int] = {}  # stand-in class ids, by curriculum/badge

    def record(self, curriculum: Curriculum) -> Record:
        """Write down a curriculum as if its forerunners here stood on chain, issuers aside."""
        if curriculum.key not in self.records:
            self.records[curriculum.key] = None
            forerunners = self.folder.forerunners(curriculum)
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

    def known(self, curriculum: Curriculum) -> dict[str, Known]:
        """Return the classes that the forerunners here bring."""
        return known_classes(self.record(found) for found in self.folder.forerunners(curriculum))

    def classes(self, curriculum: Curriculum) -> dict[str, Known]:
        """Return all of a curriculum's classes, those of its forerunners here among them."""
        versions = [*self.folder.forerunners(curriculum), curriculum]
        return known_classes(self.record(version) for version in versions)

    def resolve(self, key: str) -> tuple[int, int]:
        """Return a stand-in class id for `curriculum/badge`, and its rank as far as known here."""
        of, badge = key.split("/")
        found = self.folder.find(of)
        class_id = self.strangers.setdefault(key, len(self.strangers) + 1)
        if found is None:
            return class_id, 0
        classes = self.classes(found)
        if badge not in classes:
            raise CairnError(f'{found.file} has no badge "{badge}": add it there')

        return class_id, classes[badge].badge.rank


def _placeholder_addresses() -> Callable[[str], str]:
    """Give each role an address of its own, so that the record has its true length."""
    given: dict[str, str] = {}

    def address_of(role: str) -> str:
        return given.setdefault(role, f"0x{len(given) + 1:040x}")

    return address_of
