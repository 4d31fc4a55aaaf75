"""Telling a story by running Cairn's own commands, in this process or each in its own.

On the embedded chain, which dies with its process, the commands run here; on a lasting chain each
runs as a person would type it.
"""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module

import click
from rich.console import Console
from rich.panel import Panel

from cairn.chain.clock import move_to
from cairn.chain.node import EPHEMERAL, Node


class Teller:
    """Runs commands and shows them."""

    def __init__(self, out: Console, node: Node):
        self.out, self.node = out, node
        self.program = ("ape", "run") if node.network else ("cairn",)

    def wait(self, seconds: int) -> None:
        """Let time pass on a test chain."""
        move_to(self.node, self.node.now + seconds)

    def chapter(self, title: str, text: str = "") -> None:
        """Say what comes."""
        self.out.print()
        self.out.print(Panel(text or title, title=title if text else None, expand=False))

    def run(self, line: str, expect: int = 0) -> None:
        """Run one command; a story that goes another way than it should ends here."""
        typed = f"{' '.join(self.program)} {line}"
        self.out.print(f"$ {typed}", style="bold", markup=False, soft_wrap=True)
        words = shlex.split(line)
        code = self._here(words) if self.node.network == EPHEMERAL else self._apart(words)
        if code != expect:
            raise click.ClickException(f"`{typed}` ended with {code}, not {expect}")

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
        command = [*self.program, *words, *self.node.words]
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
