"""Which unit tests a source answers to, and which of them are likeliest to notice."""

import re
from math import sqrt
from pathlib import Path

from vyper.cli.vyper_compile import get_search_paths
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.phases import CompilerData

from mutants.mutant import Mutant

# Deployable contract -> the folders of tests/unit/ that put it up in order to test it. A module
# answers to the tests of every contract that it is compiled into; one of modules/shared/ to those
# of its own folder, too.
TESTS = {
    "BadgeRenderer": ("shared", "credentials"),
    "CredentialToken": ("credentials",),
    "CredentialStatus": ("credentials",),
    "CurriculumDAO": ("governance/dao",),
    "CurriculumRegistry": ("curricula", "pathways"),
    "DecisionRules": ("governance/dao",),
    "EducatorToken": ("governance/educators", "governance/silence"),
    "PathwayRegistry": ("pathways",),
}


def deployed(contracts: Path) -> dict[str, set[str]]:
    """Deployable contract -> all sources that it is compiled from, as paths below `contracts`."""
    found = {}
    for path in sorted(contracts.glob("*.vy")):
        bundle = FilesystemInputBundle(get_search_paths())
        file = bundle.load_file(path)
        imported = CompilerData(file, bundle).resolved_imports.compiler_inputs.values()
        places = [Path(source.resolved_path) for source in (file, *imported)]
        within = [place for place in places if contracts in place.parents]
        found[path.stem] = {place.relative_to(contracts).as_posix() for place in within}
    return found


def folders(file: str, contracts: dict[str, set[str]]) -> list[str]:
    """The folders of unit tests that this source answers to."""
    found = [folder for name in contracts if file in contracts[name] for folder in TESTS[name]]
    return list(dict.fromkeys(["shared"] * file.startswith("modules/shared/") + found))


def files_in(root: Path, folder: str) -> list[Path]:
    return sorted((root / "tests/unit" / folder).glob("test_*.py"))


def likeliest_first(mutant: Mutant, files: list[Path]) -> list[Path]:
    """First those that say what the lines about the fault say, the more the fewer others say it;
    and rather a short one, which is soon over."""
    texts = {file: file.read_text() for file in files}
    words = set(re.findall(r"\w+", f"{mutant.function.strip('_')} {mutant.about}"))
    speak = {word: [f for f in files if re.search(rf"\b{word}\b", texts[f])] for word in words}

    def likeliness(file: Path) -> float:
        said = sum(1 / len(speak[word]) for word in words if file in speak[word])
        return said / sqrt(len(texts[file]))

    return sorted(files, key=likeliness, reverse=True)
