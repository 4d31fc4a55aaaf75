"""The words of a curriculum record as bit fields: a table in `docs/curriculum-file.md`."""

from collections.abc import Mapping

from cairn.say.errors import CairnError

WORD = 32  # bytes
Layout = tuple[tuple[str, int, int], ...]

# A word's fields: name, lowest bit, width. Whatever no field covers is zero.
HEADER = (
    ("format", 0, 8),
    ("curriculum", 8, 16),
    ("version", 24, 8),
    ("classes", 32, 8),
    ("rules", 40, 8),
    ("gates", 48, 8),
    ("foreign", 56, 8),
    ("issuers", 64, 8),
    ("omitted", 72, 8),
    ("review_day", 80, 24),
    ("key_length", 104, 8),
    ("title_length", 112, 8),
    ("text_length", 120, 16),
)
CLASS = (
    ("rank", 0, 8),
    ("valid_days", 8, 16),
    ("type", 24, 8),
    ("participation", 32, 4),
    ("assessment", 36, 4),
    ("supervision", 40, 4),
    ("identity", 44, 4),
    ("tenths", 48, 16),
    ("level", 64, 8),
    ("text_offset", 72, 16),
    ("key_length", 88, 8),
    ("name_length", 96, 8),
    ("version", 104, 8),
)
RULE = (("index", 0, 8), ("first_gate", 8, 8), ("gates", 16, 8))
GATE_A = (("classes", 0, 256),)
GATE_B = (("gates", 0, 64), ("foreign", 64, 64), ("threshold", 128, 16), ("op", 144, 8))
FOREIGN = (("class_id", 0, 24),)
ISSUER = (("address", 0, 160), ("until", 160, 40))


def pack(layout: Layout, values: Mapping[str, int]) -> int:
    """Put values into a word. Raises `CairnError` for one that does not fit its field."""
    word = 0
    for name, low, width in layout:
        if not 0 <= values[name] < 1 << width:
            raise CairnError(f"{name} {values[name]} does not fit: from 0 to {(1 << width) - 1}")
        word |= values[name] << low

    return word


def unpack(layout: Layout, word: int) -> dict[str, int]:
    """Take the fields out of a word."""
    return {name: word >> low & (1 << width) - 1 for name, low, width in layout}


def bits_of(mask: int) -> list[int]:
    """Return the numbers of the bits that are set."""
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
