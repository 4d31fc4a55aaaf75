"""What earlier runs found out, kept in .mutants/ until `make clean`, and which mutants are named as
equivalent."""

import json
from hashlib import sha256
from pathlib import Path

import yaml

from mutants.mutant import Mutant
from mutants.trial import Verdict

EQUIVALENT = Path(__file__).with_name("equivalent.yaml")


def equivalents() -> dict[str, str]:
    """Name of a mutant -> why no test could tell it from the contract."""
    return {row["mutant"]: row["why"] for row in yaml.safe_load(EQUIVALENT.read_text())}


class Ledger:
    """Verdicts, one a line as they come, so that a run that is stopped loses none."""

    def __init__(self, place: Path):
        self.path = place / "verdicts.jsonl"
        place.mkdir(parents=True, exist_ok=True)
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        self.verdicts = {name: Verdict(**told) for name, told in map(json.loads, lines)}

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        self.verdicts[mutant.name] = verdict
        with self.path.open("a") as lines:
            lines.write(json.dumps([mutant.name, verdict._asdict()]) + "\n")


class Soundness:
    """Which folders of unit tests pass on the contracts as they are, and how long that takes."""

    def __init__(self, place: Path, tree: Path):
        self.path, self.tree = place / "sound.json", tree
        self.kept = json.loads(self.path.read_text()) if self.path.exists() else {}

    def seconds(self, folder: str) -> float | None:
        """None if the tests have not passed yet as they stand now."""
        digest, seconds = self.kept.get(folder, (None, None))
        return seconds if digest == self._digest(folder) else None

    def add(self, folder: str, seconds: float) -> None:
        self.kept[folder] = self._digest(folder), seconds
        self.path.write_text(json.dumps(self.kept))

    def _digest(self, folder: str) -> str:
        """Of all sources that take part."""
        own = self.tree / "tests/unit" / folder
        shared = {parent / "conftest.py" for parent in own.parents}
        found = sha256()
        for place in ("contracts", "cairn", "tests"):
            for path in sorted((self.tree / place).rglob("*")):
                of_others = self.tree / "tests/unit" in path.parents and own not in path.parents
                of_mutants = Path(__file__).parent.name == path.parent.name
                takes_part = path in shared or not (of_others or of_mutants)
                if path.suffix in (".py", ".vy", ".vyi") and takes_part:
                    found.update(f"{path.relative_to(self.tree)}\n".encode() + path.read_bytes())
        return found.hexdigest()
