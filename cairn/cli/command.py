"""What every command shares: the network, the suite it speaks to, who signs, and how it fails.

Bad input, a refusal by a contract and a dead node each end in one line and exit code 1.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
from requests import RequestException
from web3.exceptions import CannotHandleRequest, Web3Exception, Web3RPCError

from cairn.chain.accounts import checked_address, load_account
from cairn.cli.stage import Stage
from cairn.say.errors import CairnError, refuse_unreadable
from cairn.say.text import plain

__all__ = ["OneLine", "Stage", "checked_address", "command", "confirm", "load_account"]

# What becomes of a node that does not answer, or goes down meanwhile.
BROKEN = (RequestException, CannotHandleRequest, ConnectionError, TimeoutError)
# How nodes say that an account cannot pay for its gas.
TOO_LITTLE = re.compile("insufficient funds|exceeds allowance|cannot afford", re.IGNORECASE)
POOR = "the account has too little ether for the gas: send it some, or sign with --account"


class OneLine(click.Command):
    """A command that fails in one line, which says what a person can do about it."""

    names_a_node = "--network"

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is told in one line; all else is a fault of Cairn."""
        return (CairnError, Web3Exception, *BROKEN)

    def told(self, error: Exception) -> str:
        """Say what a person can do about it."""
        if isinstance(error, CairnError):
            return str(error)
        if isinstance(error, BROKEN):
            return self.no_node("the connection broke")
        if TOO_LITTLE.search(str(error)):
            return POOR
        if isinstance(error, Web3RPCError):
            return f"the node refuses: {rpc_message(error)}"
        return first_line(error)

    def no_node(self, why: str) -> str:
        """Say that there is no node, and what to do about it."""
        return (
            f"no node answers ({why}): start one with `make chain`, or name another with "
            f"{self.names_a_node}"
        )

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> click.Context:
        with self.one_line_errors():
            refuse_unreadable(args)
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with self.one_line_errors():
            return super().invoke(ctx)

    @contextmanager
    def one_line_errors(self) -> Iterator[None]:
        """Turn what a person can mend into one line. Part of it may come off a chain, so it is
        shown plain. Exit code 2 is an answer here (`verify`: not valid), not "wrongly used"."""
        try:
            yield
        except click.UsageError as error:
            said = " ".join(error.format_message().split())
            raise click.ClickException(plain(f"{said} --help says more.")) from error
        except self.failures as error:
            raise click.ClickException(plain(self.told(error))) from error


class OneLineGroup(OneLine, click.Group):
    """A group of commands that fails in one line, too."""


def rpc_message(error: Web3RPCError) -> str:
    """Return what a node says of why it does not answer."""
    told = (error.rpc_response or {}).get("error")
    message = told.get("message") if isinstance(told, dict) else told
    return str(message) if message else first_line(error)


def first_line(error: Exception) -> str:
    """Return the first line of what an error says."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def what_it_does(verb: str) -> str:
    """Return what a verb is for, as the first line of its module has it."""
    told = import_module(f"cairn.cli.verbs.{verb}").__doc__ or ""
    return told.partition("\n")[0]


class Address(click.ParamType):
    """An address, in capitals that fit (EIP-55) or none."""

    name = "address"

    def convert(self, value, param, ctx):
        try:
            return checked_address(value)
        except CairnError as error:
            self.fail(str(error), param, ctx)


account_option = click.option(
    "--account", metavar="ALIAS", help="Who signs; by default the role's account in the book."
)
dao_option = click.option(
    "--dao", type=Address(), help="The DAO's address, if there is no address book."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


def command(**options: Any):
    """Declare a command of Cairn."""
    return click.command(cls=OneLine, **options)


def confirm(stage: Stage, yes: bool, question: str = "Sign and send?") -> None:
    """Ask before signing, if somebody is there to answer."""
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True)


yes_option = click.option("--yes", is_flag=True, help="Sign without asking.")
