"""The chain that a command is connected to, Cairn on it, and the terminal that it answers on."""

import click
from rich.console import Console

from cairn.chain.deployment import Deployment
from cairn.chain.node import Node
from cairn.say.text import plain

CONNECT = "cairn.connect"  # where a command finds how it comes by its node


class Stage(Deployment):
    """The deployment that a command is about, and its terminal."""

    def __init__(self, dao: str | None = None):
        super().__init__(current_node(), dao)
        self.out = Console(highlight=False, emoji=False, markup=False, soft_wrap=True)

    def say(self, text: str = "") -> None:
        """Print one sentence. Part of it may come off the chain, so it is shown plain."""
        self.out.print(plain(text), markup=False)


def current_node() -> Node:
    """Return the node that the running command is connected to."""
    return click.get_current_context().meta[CONNECT]()
