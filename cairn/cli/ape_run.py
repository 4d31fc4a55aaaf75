"""The verbs as Ape runs them: on the network that it is connected to, in all else the same.

`ape run VERB` finds them in scripts/, of which Ape reads every file, several times: so a verb is
imported once it is run or its help is asked for.
"""

from functools import cached_property
from importlib import import_module
from typing import Any

import click
from ape.cli import ConnectedProviderCommand
from ape.exceptions import ApeException, ProviderError

from cairn.chain.ape_bridge import connected_node, quiet
from cairn.cli.command import OneLine, first_line, what_it_does
from cairn.cli.stage import CONNECT
from cairn.say.programs import speak_for


class ApeVerb(OneLine, ConnectedProviderCommand):
    """A verb that is connected to a network of Ape's while it runs."""

    def __init__(self, verb: str):
        super().__init__(name=verb, callback=self._run)

    @cached_property
    def verb(self) -> click.Command:
        """The verb itself."""
        return import_module(f"cairn.cli.verbs.{self.name}").cli

    def _become(self) -> None:
        """Take on the options and the help of the verb."""
        if self.help is None:
            self.params[:0], self.help = self.verb.params, self.verb.help

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        return (*super().failures, ApeException)

    def told(self, error: Exception) -> str:
        if isinstance(error, ProviderError):
            return self.no_node(first_line(error))
        return super().told(error)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> click.Context:
        self._become()
        speak_for("ape run")
        return super().make_context(info_name, args, parent, **extra)

    def get_short_help_str(self, limit: int = 45) -> str:
        return what_it_does(str(self.name))

    def invoke(self, ctx: click.Context) -> Any:
        with quiet():
            return super().invoke(ctx)

    def _run(self, **options: Any) -> Any:
        click.get_current_context().meta[CONNECT] = connected_node
        return self.verb.callback and self.verb.callback(**options)
