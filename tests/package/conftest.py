"""What the tests of commands share: running one in process, and real curricula in force."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from answers import hold
from click.testing import CliRunner

from cairn.chain import address_book as book
from cairn.chain.accounts import load_account
from cairn.chain.ape_bridge import connected_node
from cairn.chain.events import block_of
from cairn.chain.suite import Suite
from cairn.curricula.check import load_sound
from cairn.curricula.compiler import compile_record
from cairn.governance.motions import all_motions

ROOT = Path(__file__).parents[2]


@pytest.fixture
def open_vote(suite, on_chain, since, chain):
    """Move to the first second in which votes count on a proposal, by its number."""

    def open_vote(number=1):
        proposal_id = all_motions(on_chain, since)[number - 1].id
        chain.mine(timestamp=suite.dao.proposalSnapshot(proposal_id) + 1)
        return proposal_id

    return open_vote


@pytest.fixture
def pass_one(run, suite, chain, open_vote, educators):
    """Let founders vote for a proposal, and execute it."""

    def pass_one(number=1, voters=4):
        proposal_id = open_vote(number)
        for voter in educators[:voters]:
            suite.dao.castVote(proposal_id, 1, sender=voter)
        chain.mine(timestamp=suite.dao.proposalEta(proposal_id))
        code, lines = run("execute", number)
        assert code == 0, lines
        return lines

    return pass_one


@pytest.fixture
def node(chain):
    """The node of the test's own chain, as the package asks it."""
    return connected_node()


@pytest.fixture
def on_chain(node, suite):
    """The deployment that a test is about, as the package finds it: `suite` is Ape's view of it."""
    return Suite.find(node, str(suite.dao.address))


@pytest.fixture
def signing(node):
    """Return an account of Ape's as the package signs by it."""

    def signing(account):
        return load_account(str(account.address), node.chain_id)

    return signing


@pytest.fixture
def since(node, suite):
    """The block of the deployment."""
    return block_of(node, str(suite.educators.address))


@pytest.fixture
def run(suite, since, chain):
    """Run a command as `ape run` does, on the test's own chain; return exit code and lines. What it
    answers a program is held to its schema."""
    accounts = {**book.TEST_ACCOUNTS, "mitx": "TEST::6", "bismarck": "TEST::7"}
    opened = book.Book(dao=str(suite.dao.address), block=since, accounts=accounts)
    book.write(opened, chain.provider.chain_id, book.EPHEMERAL)

    def run(name, *words, answer=None):
        command = import_module(f"scripts.{name}").cli
        runner = CliRunner(env={"COLUMNS": "100"})
        with pytest.MonkeyPatch.context() as patch:
            if answer:  # somebody sits at a terminal
                patch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
            result = runner.invoke(command, [*map(str, words), "--network", "none"], input=answer)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        if "--json" in words:
            hold(name, result.output)
        return result.exit_code, [line.rstrip() for line in result.output.splitlines()]

    yield run
    book.forget()


@pytest.fixture
def lasting(run, tmp_path, monkeypatch):
    """Keep address books in files, as on a chain that lasts; return the folder."""
    monkeypatch.setattr(book, "EPHEMERAL", "another")
    monkeypatch.setenv(book.VARIABLE, str(tmp_path / "deployments"))
    return tmp_path / "deployments"


@pytest.fixture
def last_line(run):
    """Run a command that succeeds; return the sentence with which it ends."""

    def last_line(*words):
        code, lines = run(*words)
        assert code == 0, lines
        return lines[-1]

    return last_line


@pytest.fixture
def refusal(run, chain):
    """Run a command that is refused before anything is sent; return its one line."""

    def refusal(*words):
        before = chain.blocks.height
        code, lines = run(*words)
        assert code == 1
        assert len(lines) == 1, lines
        assert chain.blocks.height == before
        return lines[0].removeprefix("Error: ")

    return refusal


@pytest.fixture(scope="session")
def mitx(adopt, issuer):
    """The MicroMasters of curricula/mitx-sds-v1.yaml, in force: its badges' class ids by key."""
    curriculum = load_sound(ROOT / "curricula/mitx-sds-v1.yaml")
    adopted = adopt(compile_record(curriculum, lambda role: str(issuer.address)))
    keys = [badge.key for _, badge in curriculum.own()]
    ids = dict(zip(keys, adopted.classes, strict=True))
    return SimpleNamespace(number=adopted.number, ids=ids, composite=adopted.composite)
