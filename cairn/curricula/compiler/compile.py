"""From a curriculum file to its record: all that a vote on the file would adopt."""

from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from cairn.curricula.compiler.issuers import AddressOf, issuers_of
from cairn.curricula.compiler.numbering import Numbering, Resolve
from cairn.curricula.file import Curriculum
from cairn.curricula.record import CURRENCY, ORDER, UNSET, Known, Record
from cairn.say.errors import CairnError

# A field whose rule nothing on chain enforces yet: its name for --without, its bit.
UNENFORCED = {"order": ("order", ORDER), "current": ("currency", CURRENCY)}


def compile_record(
    curriculum: Curriculum,
    address_of: AddressOf,
    *,
    curriculum_id: int = 0,
    version: int = 1,
    known: Mapping[str, Known] | None = None,
    resolve: Resolve | None = None,
    without: Collection[str] = (),
) -> Record:
    """Make the record that a vote adopts.

    For a new version of a curriculum on chain give its number, the version that this becomes and
    its `known` classes by key. `without` names the rules ("order", "currency") that are knowingly
    left out. Raises `CairnError` naming file and line if the curriculum cannot be written down.
    """
    numbers = Numbering(curriculum, known or {}, resolve or _nowhere)
    record = Record(
        key=curriculum.key,
        title=curriculum.title,
        classes=numbers.new_classes(),
        rules=tuple(numbers.rule(place, composite) for place, composite in curriculum.rules()),
        foreign=tuple(class_id for class_id, _ in numbers.foreign.values()),
        issuers=tuple(
            sorted(issuers_of(curriculum, address_of), key=lambda who: int(who.address, 16))
        ),
        curriculum=curriculum_id,
        version=version,
        omitted=_omitted(curriculum, without),
        review_day=_day_number(curriculum.review_by),
        document=_document_hash(curriculum),
    )
    numbers.check(record)

    return record


def _document_hash(curriculum: Curriculum) -> bytes:
    """Return the SHA-256 of the published document: as stated, or of the file that is named."""
    stated, file = curriculum.document.sha256, curriculum.document.file
    if file is None:
        return bytes.fromhex(stated) if stated else UNSET
    place = ("document", "file")
    try:
        found = sha256((Path(curriculum.file).parent / file).read_bytes()).digest()
    except OSError as error:
        fault = curriculum.fault(place, f'"{file}" cannot be read', "correct the path")
        raise CairnError.of(fault) from error
    if stated and found.hex() != stated:
        message = f'the SHA-256 of "{file}" is {found.hex()}, another than the one stated'
        remedy = "state this one, or fetch the document that was published"
        raise CairnError.of(curriculum.fault(place, message, remedy))

    return found


def _omitted(curriculum: Curriculum, without: Collection[str]) -> int:
    """Return the bits of the rules that the file has and nobody enforces yet, if all are named."""
    omitted = 0
    for field, (word, bit) in UNENFORCED.items():
        if getattr(curriculum, field):
            if word not in without:
                message = f'the rule under "{field}" cannot be enforced yet'
                remedy = f"leave it out knowingly with --without {word}"
                raise CairnError.of(curriculum.fault((field,), message, remedy))
            omitted |= bit

    return omitted


def _day_number(day: date | None) -> int:
    """Return days since 1970, 0 for none."""
    return (day - date(1970, 1, 1)).days if day else 0


def _nowhere(key: str) -> tuple[int, int]:
    raise CairnError(f'"{key}" is of another curriculum, whose number only the chain knows')
