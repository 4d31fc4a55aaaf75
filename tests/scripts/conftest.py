"""What the tests of commands share: running one in process, and real curricula in force."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from scripts._cairn import book
from scripts._cairn.compiler import compile_record
from scripts._cairn.faults import load_sound

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(suite, chain):
    """Run a command as `ape run` does, on the test's own chain; return exit code and lines."""
    accounts = {**book.TEST_ACCOUNTS, "mitx": "TEST::6", "bismarck": "TEST::7"}
    opened = book.Book(dao=str(suite.dao.address), accounts=accounts)
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
