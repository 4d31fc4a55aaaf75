"""What every command shares: the network, the suite it speaks to, who signs, and how it fails.

Bad input, a refusal by a contract and a dead node each end in one line and exit code 1.
"""

import re
import sys
from contextlib import contextmanager

import click
from ape.cli import ConnectedProviderCommand
from ape.exceptions import AccountsError, ApeException, ContractLogicError, ProviderError
from requests import RequestException
from web3.exceptions import CannotHandleRequest

from cairn.chain.refusals import reason_of
from cairn.cli.stage import Stage, checked_address, load_account, quiet
from cairn.say.errors import CairnError, refuse_unreadable
from cairn.say.text import plain

__all__ = ["CairnCommand", "Stage", "checked_address", "command", "confirm", "load_account"]

BROKEN = (RequestException, CannotHandleRequest)  # what becomes of a node that goes down meanwhile
# How nodes say that an account cannot pay for its gas.
TOO_LITTLE = re.compile("insufficient funds|exceeds allowance|cannot afford", re.IGNORECASE)
POOR = "the account has too little ether for the gas: send it some, or sign with --account"


class CairnCommand(ConnectedProviderCommand):
    """A command that is connected to a node while it runs, quiet, and fails in one line."""

    def make_context(self, info_name, args, *more, **kwargs):
        # Exit code 2 is an answer here (`verify`: not valid), not click's "wrongly used".
        try:
            with one_line_errors():
                refuse_unreadable(args)
                return super().make_context(info_name, args, *more, **kwargs)
        except click.UsageError as error:
            said = " ".join(error.format_message().split())
            raise click.ClickException(plain(f"{said} --help says more.")) from error

    def invoke(self, ctx):
        with one_line_errors(), quiet():
            return super().invoke(ctx)


@contextmanager
def one_line_errors():
    """Turn what a person can mend into one line."""
    try:
        yield
    except (CairnError, ApeException, ConnectionError, *BROKEN) as error:
        raise click.ClickException(plain(_told(error))) from error


def _told(error: Exception) -> str:
    """Say what a person can do about it. Part of it may come off a chain, so it is shown plain."""
    if isinstance(error, CairnError):
        return str(error)
    if isinstance(error, ContractLogicError):
        return f"refused: {reason_of(error)}"
    if isinstance(error, AccountsError):
        return f"the account cannot sign: {_one_line(error)}"
    if isinstance(error, (ProviderError, ConnectionError, *BROKEN)):
        why = "the connection broke" if isinstance(error, BROKEN) else _one_line(error)
        return (
            f"no node answers ({why}): start one with `make chain`, or name another with --network"
        )
    return POOR if TOO_LITTLE.search(str(error)) else _one_line(error)


def _one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


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


def command(**options):
    """Declare a command of Cairn."""
    return click.command(cls=CairnCommand, **options)


def confirm(stage: Stage, yes: bool, question: str = "Sign and send?") -> None:
    """Ask before signing, if somebody is there to answer."""
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True)


yes_option = click.option("--yes", is_flag=True, help="Sign without asking.")
