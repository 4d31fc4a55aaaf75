"""Telling a story by running Cairn's own commands, in this process or each in its own.

On the embedded chain, which dies with its process, the commands run here; on a lasting chain each
runs as a person would type it.
"""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module

import ape
import click
from rich.console import Console
from rich.panel import Panel

from cairn.chain.address_book import EPHEMERAL
from cairn.cli.stage import quiet


class Teller:
    """Runs commands and shows them."""

    def __init__(self, out: Console, network: str):
        self.out, self.network = out, network

    def chapter(self, title: str, text: str = "") -> None:
        """Say what comes."""
        self.out.print()
        self.out.print(Panel(text or title, title=title if text else None, expand=False))

    def run(self, line: str, expect: int = 0) -> None:
        """Run one command; a story that goes another way than it should ends here."""
        self.out.print(f"$ ape run {line}", style="bold", markup=False, soft_wrap=True)
        words = shlex.split(line)
        code = self._here(words) if self.network == EPHEMERAL else self._apart(words)
        if code != expect:
            raise click.ClickException(f"`ape run {line}` ended with {code}, not {expect}")

    def _here(self, words: Sequence[str]) -> int:
        command = import_module(f"scripts.{words[0]}").cli
        try:
            code = command.main([*words[1:], "--network", "none"], standalone_mode=False)
        except click.ClickException as error:
            self.out.print(f"Error: {error.format_message()}", markup=False, soft_wrap=True)
            return error.exit_code
        return code if isinstance(code, int) else 0

    def _apart(self, words: Sequence[str]) -> int:
        sys.stdout.flush()
        network = ape.chain.provider.network_choice
        command = ["ape", "run", *words, "--network", network]
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode


def wait(seconds: int) -> None:
    """Let time pass on a test chain."""
    then = ape.chain.blocks.head.timestamp + seconds
    provider = ape.chain.provider
    if provider.network.name == EPHEMERAL:
        ape.chain.mine(timestamp=then)
        return
    with quiet():
        provider.make_request("evm_setNextBlockTimestamp", [then])
        provider.make_request("evm_mine", [])
