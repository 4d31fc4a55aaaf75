"""What pydantic finds in a curriculum file, told by line: fields missing, misspelt or misused."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cairn.curricula.file.tree import Lines, Place, line_of
from cairn.say.errors import Fault

SECTIONS = {"badges": "badge", "composites": "composite", "issuers": "issuer"}


def validation_faults(
    error: ValidationError, file: str, data: object, lines: Lines, fields: Collection[str]
) -> list[Fault]:
    """Return a fault for each error that pydantic found, in the order of the lines.

    `fields` are the names of all fields there are, to guess at a misspelt one.
    """
    faults = dict.fromkeys(_fault(found, file, data, lines, fields) for found in error.errors())
    return sorted(faults, key=lambda fault: fault.line or 0)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ' (did you mean "…"?)' for the known word that is nearest, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""


def _fault(
    found: ErrorDetails, file: str, data: object, lines: Lines, fields: Collection[str]
) -> Fault:
    place = _place(found["loc"], lines)
    message, remedy = _sentence(found, fields)

    return Fault(file, line_of(lines, place), _where(place, data) + message, remedy)


def _place(loc: tuple, lines: Lines) -> Place:
    """Drop the steps that are pydantic's and not the file's."""
    place: Place = ()
    for step in loc:
        if (*place, step) in lines:
            place = (*place, step)

    return place


def _where(place: Place, data: object) -> str:
    """Name the entry that the fault is in: by its key if it has one, else by its position."""
    match place, data:
        case (section, int(at), *inner), dict() if section in SECTIONS:
            entry = data[section][at]
        case _:
            return ""
    if not isinstance(entry, dict):
        return ""
    key = entry.get("key") or entry.get("name")
    if isinstance(key, str) and inner != ["key"]:
        return f'{SECTIONS[section]} "{key}": '

    return f"{SECTIONS[section]} {at + 1}: "


def _sentence(found: ErrorDetails, fields: Collection[str]) -> tuple[str, str]:
    """Return what is wrong and the remedy."""
    context = found.get("ctx", {})
    spot, field = _spot(found["loc"])
    match found["type"]:
        case "wrong":
            # A refusal of a whole entry names itself, one of a value needs the field's name.
            name = f"{field} " if isinstance(found["input"], str) else ""
            return name + context["what"], context["remedy"]
        case "missing":
            return f"{spot} is missing", "add it"
        case "extra_forbidden":
            return f"{spot} is no field here", f"take it out{did_you_mean(field, fields)}"
        case "too_short" if context["min_length"] == 1:
            return f"{spot} is an empty list", "name at least one, or take the group out"
        case "too_long" if context["max_length"] > 2:
            return f"{spot} lists too much", f"list at most {context['max_length']}"
        case "too_short" | "too_long":
            return f"{spot} is no pair", "write [earlier, later]"
        case "list_type":
            return f"{spot} is no list", 'write [a, b], or one "- " a line'
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{spot} has no fields where it needs them", "write them as name: value"
        case "string_type":
            return f"{spot} is no single text", "write one value"

    return f"{spot} cannot be read ({found['msg']})", "correct it"


def _spot(loc: tuple) -> tuple[str, str]:
    """Name a field, or an entry of it by its position, and the field by itself."""
    steps = [step for step in loc if isinstance(step, int) or not step.startswith("<")]
    field = next((step for step in reversed(steps) if isinstance(step, str)), "")
    if steps and isinstance(steps[-1], int):
        return f'entry {steps[-1] + 1} of "{field}"', field

    return f'"{field}"' if field else "the file", field
