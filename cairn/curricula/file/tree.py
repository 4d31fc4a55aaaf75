"""The tree that YAML text makes: texts, lists and fields, and the line on which each stands.

Less than YAML allows is read, on purpose. Every value is text, so that a badge may be called 6.10
or "no"; tags, aliases and a field given twice are refused, for a reader may overlook what they do.
"""

from pathlib import Path

import yaml

from cairn.curricula.file.text import read_text
from cairn.say.errors import CairnError
from cairn.say.text import plain

MAX_DEPTH = 40
MAX_OPEN = 400  # brackets: more would keep the YAML reader busy for minutes
PLAIN = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")

Place = tuple[str | int, ...]  # fields and positions from the top of the file
Lines = dict[Place, int]


def read_tree(file: str | Path) -> tuple[object, Lines]:
    """Return what a file says and the line of each thing in it.

    Raises `CairnError` naming file and line if it cannot be read, or only with surprises.
    """
    text = read_text(file)
    if _open_brackets(text) > MAX_OPEN:
        raise CairnError(f"{file}: it nests too deeply: at most {MAX_DEPTH} levels")
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise CairnError(_refusal(str(file), text, error)) from error
    except RecursionError as error:
        raise CairnError(f"{file}: it nests too deeply: at most {MAX_DEPTH} levels") from error
    if node is None:
        raise CairnError(f'{file}: the file is empty: begin it with "curriculum: its-key"')

    return _NodeReader(str(file)).read(node)


def line_of(lines: Lines, place: Place) -> int | None:
    """Return the line of a place, or of the nearest thing around it."""
    while place and place not in lines:
        place = place[:-1]

    return lines.get(place)


def _open_brackets(text: str) -> int:
    """Return how many brackets are open at once, roughly: those in quotes and comments count."""
    deepest = depth = 0
    for letter in text:
        depth += (letter in "[{") - (letter in "]}")
        deepest = max(deepest, depth)

    return deepest


def _refusal(file: str, text: str, error: yaml.YAMLError) -> str:
    """Say where the text stops being YAML, and what mends that most often."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text[: error.position].count("\n") + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        return f"{file}, line {line}: the control character U+{code:04X} is not YAML: delete it"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = f"{file}, line {mark.line + 1}" if mark else file
    problem = " ".join((getattr(error, "problem", None) or str(error)).split())
    if "expected a single document" in str(error):
        return f'{at}: a second document begins: keep one curriculum a file, without "---"'
    if "\\t" in problem:
        return f"{at}: a tab indents here: indent with spaces"

    return f"{at}: this is not YAML ({problem}): check indentation, brackets, quotes and colons"


class _NodeReader:
    """Turns YAML nodes into text, lists and dictionaries, noting lines."""

    def __init__(self, file: str):
        self.file = file
        self.lines: Lines = {}
        self.seen: set[int] = set()

    def read(self, node: yaml.Node) -> tuple[object, Lines]:
        return self._value(node, ()), self.lines

    def _value(self, node: yaml.Node, place: Place) -> object:
        self.lines.setdefault(place, node.start_mark.line + 1)
        self._check(node, place)
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*place, at)) for at, item in enumerate(node.value)]

        return node.value

    def _fields(self, node: yaml.MappingNode, place: Place) -> dict:
        fields = {}
        for key_node, value_node in node.value:
            key = key_node.value
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(line, "a field's name is not text: write name: value")
            if key in fields:
                first = self.lines[(*place, key)]
                self._refuse(line, f'"{key}" stands here and in line {first}: keep one of them')
            self.lines[(*place, key)] = line
            fields[key] = self._value(value_node, (*place, key))

        return fields

    def _check(self, node: yaml.Node, place: Place) -> None:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            self._refuse(line, "an anchor (&) is used again by an alias (*): write it out")
        self.seen.add(id(node))
        if node.tag not in PLAIN:
            self._refuse(line, f"the tag {node.tag} is not used here: take it away")
        if len(place) > MAX_DEPTH:
            self._refuse(line, f"it nests too deeply: at most {MAX_DEPTH} levels")

    def _refuse(self, line: int, what: str) -> None:
        raise CairnError(f"{self.file}, line {line}: {plain(what)}")
