"""`cairn VERB`: the commands on any node, for whoever has neither Ape nor a checkout."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import click

from cairn import __version__
from cairn.chain.node import LOCAL_NODE, Node
from cairn.cli.command import OneLine, OneLineGroup, what_it_does
from cairn.cli.stage import CONNECT
from cairn.say.programs import speak_for

# The verbs, by who needs them first.
FOR: Mapping[str, Sequence[str]] = {
    "Educators": (
        *("curriculum", "propose", "vote", "proposals", "proposal", "execute", "cancel"),
        *("minutes", "admit", "members", "proxy"),
    ),
    "Issuers": ("issue", "revoke"),
    "Learners": ("enrol", "progress", "claim", "transcript", "renounce"),
    "Employers": ("verify",),
    "Everybody": ("powers", "audit", "deploy", "demo"),
}
VERBS = [verb for verbs in FOR.values() for verb in verbs]
WIDEST = max(map(len, VERBS))


class Verbs(OneLineGroup):
    """Every verb, imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return VERBS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _verb(cmd_name) if cmd_name in VERBS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for people, verbs in FOR.items():
            with formatter.section(people):
                rows = [(f"{verb:{WIDEST}}", what_it_does(verb)) for verb in verbs]
                formatter.write_dl(rows)


class NodeVerb(OneLine):
    """A verb that asks the node that is named on its command line."""

    names_a_node = "--node"

    def __init__(self, name: str, verb: click.Command):
        help_ = (verb.help or "").replace("ape run ", "cairn ")
        params = [*verb.params, _node_option()]
        super().__init__(name, callback=verb.callback, params=params, help=help_)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> click.Context:
        speak_for("cairn")
        return super().make_context(info_name, args, parent, **extra)


@cache
def _verb(name: str) -> click.Command:
    """Return a verb, which takes --node unless it needs none."""
    verb: click.Command = import_module(f"cairn.cli.verbs.{name}").cli
    return verb if isinstance(verb, click.Group) else NodeVerb(name, verb)


def _node_option() -> click.Option:
    return click.Option(
        ["--node"],
        metavar="URL",
        envvar="CAIRN_NODE",
        default=LOCAL_NODE,
        show_default=True,
        expose_value=False,
        callback=_connect,
        help="Which node to ask; CAIRN_NODE names it, too.",
    )


def _connect(ctx: click.Context, param: click.Parameter, url: str) -> None:
    if not url.lower().startswith(("http://", "https://")):
        raise click.BadParameter(f"{url} is no node: write http://… or https://…", ctx, param)
    node = Node.at(url)
    ctx.meta[CONNECT] = lambda: node


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cairn")
def main() -> None:
    """Curricula that educators govern, and credentials that learners own.

    Every verb says more: cairn VERB --help.
    """
