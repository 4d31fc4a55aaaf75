"""Ape rolls the chain back by the names of fixtures alone: a name must mean one scope everywhere.

What a session fixture does stays, what a function fixture does is undone after its test. A name
with both scopes, in two files, would be set up like the one and undone like the other."""

import ast
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).parents[1]


def scope_of(decorator):
    """The scope that a decorator gives its fixture, None unless it makes one."""
    call = decorator if isinstance(decorator, ast.Call) else None
    if ast.unparse(call.func if call else decorator) != "pytest.fixture":
        return None
    return next(
        (k.value.value for k in (call.keywords if call else []) if k.arg == "scope"), "function"
    )


def scopes_by_name():
    scopes = defaultdict(set)
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for decorator in getattr(node, "decorator_list", []):
                if scope := scope_of(decorator):
                    scopes[node.name].add(scope)
    return scopes


def test_a_fixtures_name_means_one_scope_everywhere():
    scopes = scopes_by_name()
    assert scopes["suite"] == {"session"}
    assert {name: found for name, found in scopes.items() if len(found) > 1} == {}


def test_no_fixture_lives_between_a_test_and_the_session():
    assert set().union(*scopes_by_name().values()) == {"session", "function"}
