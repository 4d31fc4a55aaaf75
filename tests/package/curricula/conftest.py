"""What the tests of curricula share: files, and the command that reads them."""

import pytest
from click.testing import CliRunner

from cairn.cli.verbs.curriculum import cli


@pytest.fixture
def run():
    """Run `curriculum`, which asks no chain."""

    def run(*words):
        return CliRunner().invoke(cli, [str(word) for word in words])

    return run


@pytest.fixture
def write(tmp_path):
    """Write a file, text or bytes, and return its path."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
