"""`cairn VERB`: the same verbs on any node, without Ape, a checkout or a compiler."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from answering import answering
from answers import hold
from click.testing import CliRunner

from cairn import __version__
from cairn.chain.node import Node
from cairn.cli.main import FOR, VERBS, main

READING = (
    ("verify", "{learner}", "bees/b1"),
    ("transcript", "{learner}"),
    ("progress", "{learner}", "bees"),
    ("proposals",),
    ("proposal", "1"),
    ("minutes", "1"),
    ("members",),
    ("powers",),
    ("audit",),
    ("proxy",),
)
HEAVY = ("ape", "vyper", "eth_tester", "eth", "pandas")  # what a reader has to do without


@pytest.fixture
def cairn(run, node, monkeypatch):
    """Run `cairn` on the test's own chain; return exit code and lines."""
    monkeypatch.setattr(Node, "at", lambda url: node)

    def cairn(*words):
        result = CliRunner(env={"COLUMNS": "100"}).invoke(main, [*map(str, words)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        if "--json" in words:
            hold(words[0], result.output)
        return result.exit_code, [line.rstrip() for line in result.output.splitlines()]

    return cairn


@pytest.fixture
def busy(propose, enrol, award, learner):
    """A badge held, a proposal open."""
    enrol()
    award()
    propose(description="Seen by two programs.")


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_reading_verb_answers_as_under_ape(cairn, run, busy, learner, words):
    words = [word.format(learner=learner) for word in words]

    code, lines = cairn(*words)

    assert (code, [line.replace("`cairn ", "`ape run ") for line in lines]) == run(*words)
    if words[0] != "proxy":
        assert cairn(*words, "--json") == run(*words, "--json")


def test_what_it_sends_is_on_chain(cairn, curriculum, credentials, learner):
    code, lines = cairn("enrol", "bees", "--account", "TEST::10")

    assert (code, lines[-1]) == (
        *(0, f"{learner.address} is enrolled in Beekeeping (bees), version 1."),
    )
    assert credentials.standing(curriculum.number, learner)[0] == 1


def test_a_refusal_is_one_line_that_names_commands_as_they_are_typed(cairn, curriculum, learners):
    assert cairn("claim", "bees/keeper", "--account", "TEST::11") == (
        1,
        [f'Error: {learners[1].address} is not enrolled in "bees": `cairn enrol bees` comes first'],
    )


def test_the_dao_s_address_is_all_that_a_reader_needs(cairn, suite, busy, learner):
    code, lines = cairn("verify", learner, "bees/b1", "--dao", suite.dao.address)

    assert code == 0
    assert lines[-1].startswith("Valid: awarded on ")


# Its help


def test_help_lists_every_verb_by_whom_it_is_for(cairn):
    _, lines = cairn("--help")

    heads = [line.removesuffix(":") for line in lines if re.fullmatch(r"[A-Z]\w+:", line)]
    assert [head for head in heads if head != "Options"] == list(FOR)
    listed = [line.split()[0] for line in lines if re.match(r"  [a-z]+  ", line)]
    assert listed == VERBS
    assert sorted(VERBS) == sorted(
        path.stem for path in Path("cairn/cli/verbs").glob("*.py") if path.stem != "__init__"
    )


def test_every_verb_says_how_it_is_typed_and_takes_a_node(cairn):
    for verb in VERBS:
        code, lines = cairn(verb, "--help")
        assert code == 0
        assert not [line for line in lines if "ape run" in line]
        assert any("--node URL" in line for line in lines) == (verb != "curriculum")


def test_the_version_is_told(cairn):
    assert cairn("--version") == (0, [f"cairn, version {__version__}"])


def test_a_verb_that_is_none_is_one_line(cairn):
    assert cairn("bees") == (1, ["Error: No such command 'bees'. --help says more."])


def test_an_option_before_the_verb_is_one_line(cairn):
    code, [line] = cairn("--dao", "0x", "members")
    assert code == 1
    assert line.startswith("Error: No such option: --dao")


@pytest.mark.parametrize("url", ["bees", "ftp://example.org", "127.0.0.1:8545", "http:"])
def test_what_is_no_address_of_a_node_is_refused(cairn, url):
    assert cairn("proposals", "--node", url) == (
        1,
        [
            f"Error: Invalid value for '--node': {url} is no node: write http://… or https://… "
            "--help says more."
        ],
    )


# In a process of its own


def python(script, *words, **env):
    """Run Python; return what it printed."""
    told = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False, env=env
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_no_verb_imports_ape_or_the_compiler():
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from cairn.cli.main import VERBS, main\n"
        "for verb in VERBS:\n"
        "    assert CliRunner().invoke(main, [verb, '--help']).exit_code == 0, verb\n"
        "print(*sys.modules)"
    )
    loaded = set(python(script).split())
    assert loaded >= {f"cairn.cli.verbs.{verb}" for verb in VERBS} | {"web3"}
    assert not loaded & set(HEAVY)


def test_the_public_names_cost_nothing_until_they_are_used():
    assert "web3" not in python("import cairn, sys; print(*sys.modules)").split()


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("<html>", "what answers there is no node of Ethereum, or a broken one: name another"),
        ('{"jsonrpc":"2.0","id":0,"result":null}', "what answers there is no node of Ethereum"),
        ('{"jsonrpc":"2.0","id":0,"result":"bees"}', "what answers there is no node of Ethereum"),
        ("[]", "Malformed response: "),
        (
            '{"jsonrpc":"2.0","id":0,"error":{"code":-32005,"message":"ask less"}}',
            "the node refuses: ask less",
        ),
    ],
)
def test_a_node_that_answers_nonsense_is_one_line(suite, answer, line):
    with answering(answer) as url:
        words = ["proposals", "--dao", str(suite.dao.address), "--node", url]
        result = CliRunner().invoke(main, words)

    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {line}")
    assert len(result.output.splitlines()) == 1


def test_a_node_that_is_down_is_one_line():
    result = CliRunner().invoke(main, ["verify", "1", "--node", "http://127.0.0.1:1"])

    assert (result.exit_code, result.output) == (
        1,
        "Error: no node answers (the connection broke): start one with `make chain`, or name "
        "another with --node\n",
    )
