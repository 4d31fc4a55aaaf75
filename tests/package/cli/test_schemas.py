"""What a program may rely on: every answer has a schema, which is whole, closed and true."""

import json
import re
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import pytest
from answers import PARTS, hold, schemas, validator
from jsonschema import Draft202012Validator, ValidationError

from cairn.chain.suite import CLASSES, DAY, Rules
from cairn.credentials.verdicts import Code
from cairn.governance.minutes import FORMAT, LIFE
from cairn.governance.motions import STATES, SUPPORTS
from cairn.governance.roll import CAUSES, REPLACED

VERBS = sorted(path.stem for path in Path("cairn/cli/verbs").glob("[!_]*.py"))
ANSWERING = sorted(set(schemas()) - {PARTS})
PAGE = Path("docs/programs.md").read_text(encoding="utf-8")
COMMON = re.compile(rf"urn:cairn:schema:{PARTS}:[0-9]+#/\$defs/(\w+)")
PARTS_OF = schemas()[PARTS]["$defs"]


def takes_json(verb):
    cli = import_module(f"cairn.cli.verbs.{verb}").cli
    return any("--json" in param.opts for param in cli.params)


def test_every_verb_that_answers_programs_has_its_schema_and_no_other_has():
    assert [verb for verb in VERBS if takes_json(verb)] == ANSWERING


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_says_by_which_rules_it_is_read_and_of_which_version_it_is(name):
    schema = schemas()[name]

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert re.fullmatch(rf"urn:cairn:schema:{name}:[1-9][0-9]*", schema["$id"])


def test_the_page_for_programs_names_them_all_and_shows_how_to_check_an_answer():
    [listed] = re.findall(r"of that answer,\nfor (.*?);", PAGE, re.S)
    assert sorted(re.findall(r"`(\w+)`", listed)) == ANSWERING

    [_, shown] = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    names = {}
    exec(shown, names)
    answer = {"holds": True, "faults": [], "tried": []}
    names["check"]("audit", answer)
    with pytest.raises(ValidationError, match="'new' was unexpected"):
        names["check"]("audit", answer | {"new": 1})


def objects(schema, place):
    """Every part of a schema that tells of an object's fields, or takes them from another part."""
    if isinstance(schema, dict):
        if "properties" in schema or is_open(COMMON.sub(r"\1", schema.get("$ref", ""))):
            yield place, schema
        for key, inner in schema.items():
            yield from objects(inner, f"{place}/{key}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner, place)


def is_open(part):
    """Whether a part is for others to add to, and to close."""
    return "properties" in PARTS_OF.get(part, {}) and not is_closed(PARTS_OF[part])


def is_closed(schema):
    return False in (
        schema.get("additionalProperties"),
        schema.get("unevaluatedProperties"),
    )


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_field_is_always_there_and_there_is_no_other(name):
    for place, schema in objects(schemas()[name], name):
        assert schema.get("required", []) == list(schema.get("properties", {})), place
        assert is_closed(schema) or place.startswith(f"{PARTS}/$defs/"), place


def test_every_part_is_of_use():
    told = json.dumps(schemas())
    assert [part for part in PARTS_OF if f'/$defs/{part}"' not in told] == []


def test_what_can_only_be_one_of_some_words_is_told_as_the_code_has_it():
    departed = schemas()["members"]["properties"]["departed"]["items"]["properties"]
    minutes = schemas()["minutes"]["properties"]
    credential = PARTS_OF["credential"]["properties"]

    assert PARTS_OF["class"]["enum"] == list(CLASSES)
    assert PARTS_OF["state"]["enum"] == list(STATES)
    assert PARTS_OF["vote"]["enum"] == list(SUPPORTS)
    assert list(PARTS_OF["rules"]["properties"]) == list(Rules._fields)
    assert credential["verdict"]["enum"] == [code.word for code in Code]
    assert credential["code"]["enum"] == [int(code) for code in Code]
    assert departed["end"]["enum"] == [*CAUSES, REPLACED]
    assert minutes["format"]["const"] == FORMAT
    assert set(minutes["events"]["items"]["properties"]["what"]["enum"]) == {
        "ProposalCreated",
        *LIFE,
    }


@pytest.fixture
def answers(run, suite, chain, curriculum, enrol, award, learner, educators, act, decide, accounts):
    """An answer of every verb, on a chain with something of each kind."""
    token, until = suite.educators, chain.pending_timestamp + 90 * DAY
    enrol()
    award()
    decide(act(token, "replace_key", educators[3], accounts[21]))
    token.name_proxy(educators[0], until, sender=educators[1])
    token.resign(sender=educators[4])

    badge, first = f"{curriculum.number}/b1", ("1",)
    words = {"verify": (learner, badge), "transcript": (learner,), "progress": (learner,)}
    words |= {"proposal": first, "minutes": first}
    asked = {verb: run(verb, *words.get(verb, ()), "--json") for verb in ANSWERING}
    return {verb: json.loads("\n".join(lines)) for verb, (_, lines) in asked.items()}


def shapes(answer):
    """Every object within an answer."""
    if isinstance(answer, dict):
        yield answer
    inner = answer.values() if isinstance(answer, dict) else answer
    for each in inner if isinstance(answer, (dict, list)) else ():
        yield from shapes(each)


def spoilt(answer):
    """Every answer that has one field more than this one, or one less."""
    for number, shape in enumerate(shapes(answer)):
        for field in (*shape, None):
            other = deepcopy(answer)
            wrong = list(shapes(other))[number]
            if field is None:
                wrong["new"] = 1
            else:
                del wrong[field]
            yield field or "new", other


def test_a_field_that_no_schema_tells_of_fails_and_so_does_one_left_out(answers):
    for verb, answer in answers.items():
        assert validator(verb).is_valid(answer), verb
        held = [field for field, other in spoilt(answer) if validator(verb).is_valid(other)]
        assert held == [], verb


def test_the_tests_hold_every_answer_that_they_see_but_no_refusal(run, curriculum, learner):
    hold("verify", "Error: no node answers\n")
    with pytest.raises(ValidationError, match="'new' was unexpected"):
        hold("audit", '{"holds": true, "faults": [], "tried": [], "new": 1}\nError: a fault\n')
    with pytest.raises(AssertionError, match="audit --json tells more: Done"):
        hold("audit", '{"holds": true, "faults": [], "tried": []}\nDone.\n')
