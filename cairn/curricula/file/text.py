"""The text of a curriculum file: UTF-8, and no more of it than a person writes."""

from pathlib import Path

from cairn.say.errors import CairnError, why

MAX_FILE = 250_000  # bytes


def read_text(file: str | Path) -> str:
    """Return the text of a file. Raises `CairnError` naming the file if it is no such text."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise CairnError(
            f"{file}: cannot be read ({why(error)}): give the path of a file"
        ) from error
    if len(data) > MAX_FILE:
        raise CairnError(f"{file}: {len(data):,} bytes are too many: at most {MAX_FILE:,}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CairnError(
            f"{file}, line {line}: this is not UTF-8 text: save the file as UTF-8"
        ) from error
