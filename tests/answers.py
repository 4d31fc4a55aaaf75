"""Holds what a command answers a program to the schema that the package has of it.

The tests' `run` does so with every `--json` answer; a process's output is held by `hold`.
"""

import json
from functools import cache
from importlib.resources import files

from jsonschema import Draft202012Validator
from referencing import Registry

FOLDER = files("cairn") / "schemas"
PARTS = "parts"  # what several schemas have in common: no verb's own


@cache
def schemas() -> dict[str, dict]:
    """Every schema, by the verb whose answer it tells of."""
    return {
        path.name.removesuffix(".json"): json.loads(path.read_text()) for path in FOLDER.iterdir()
    }


@cache
def validator(verb: str) -> Draft202012Validator:
    registry = Registry().with_contents((each["$id"], each) for each in schemas().values())
    return Draft202012Validator(schemas()[verb], registry=registry)


def hold(verb: str, output: str) -> None:
    """Hold the answer to its schema; a command that could not answer says so in one line."""
    if output.startswith("Error: "):
        return
    answer, end = json.JSONDecoder().raw_decode(output)
    rest = output[end:].strip()
    assert rest == "" or rest.startswith("Error: "), f"{verb} --json tells more: {rest}"
    validator(verb).validate(answer)
