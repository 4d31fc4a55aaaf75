"""Look at curriculum files before a vote on them."""

import sys
from contextlib import contextmanager

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from cairn.cli.command import OneLineGroup
from cairn.curricula.check import check as check_file
from cairn.curricula.check import load_sound
from cairn.curricula.compiler import DryRun, compile_record
from cairn.curricula.file import Folder, load
from cairn.curricula.words.outline import badge_line, rule_as_written, summary
from cairn.say.errors import CairnError

files = click.Path(dir_okay=False)


@contextmanager
def one_line():
    """Say what a person got wrong in one line, with exit code 1."""
    try:
        yield
    except CairnError as error:
        raise click.ClickException(str(error)) from error


@click.group(cls=OneLineGroup)
def cli():
    """Check, show or hash curriculum files."""


@cli.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=files)
def check(paths):
    """Tell every fault of each FILE, a line each; of a sound one, what it holds."""
    told = [_tell(path) for path in paths]
    sys.exit(1 if any(told) else 0)


def _tell(path: str) -> int:
    """Print the faults of a file, or what it comes to; return how many faults there are."""
    try:
        curriculum, faults = check_file(path)
    except CairnError as error:
        click.echo(str(error))
        return 1
    for fault in faults:
        click.echo(str(fault))
    if curriculum is None or any(fault.stops for fault in faults):
        return len(faults)
    click.echo(f"{path}: {summary(curriculum)}{_doubts(len(faults))}")

    return len(faults)


def _doubts(number: int) -> str:
    if not number:
        return ""
    it = "the line above does" if number == 1 else f"the {number} lines above do"
    return f"; it may be proposed as it is: {it} not stop it"


@cli.command()
@click.argument("path", metavar="FILE", type=files)
def show(path):
    """Show what FILE says, each rule as a tree in plain words."""
    with one_line():
        curriculum = load(path)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    console.print(Text(f"{curriculum.title} ({curriculum.key})", style="bold"))
    if curriculum.follows:
        console.print(Text(f"a new version of {curriculum.follows}"))
    for issuer in curriculum.issuers:
        until = f" until {issuer.until}" if issuer.until else ""
        console.print(Text(f"awarded by {issuer.name} ({issuer.account}){until}"))
    for composite in curriculum.composites:
        console.print(_tree(badge_line(composite), rule_as_written(curriculum, composite)))
    for earlier, later in curriculum.order:
        console.print(Text(f"{earlier} before {later} (not enforced yet)"))
    for key in curriculum.current:
        console.print(Text(f"{key} unexpired when it counts (not enforced yet)"))


def _tree(title: str, lines) -> Tree:
    """Hang lines with depths under one another."""
    branches = [Tree(Text(title, style="bold"))]
    for depth, words in lines:
        del branches[depth + 1 :]
        branches.append(branches[depth].add(Text(words)))

    return branches[0]


@cli.command("hash")
@click.argument("path", metavar="FILE", type=files)
@click.option("--curriculum", "number", default=0, help="Its number on chain; 0 for a new one.")
@click.option("--version", default=1, show_default=True, help="The version that this becomes.")
@click.option("--account", "accounts", multiple=True, metavar="ROLE=0x…", help="Who an issuer is.")
@click.option("--without", default="", help="Rules left out knowingly: order, currency.")
def hash_(path, number, version, accounts, without):
    """Print the hash of the record that FILE makes: what a vote on it adopts.

    A new version is written down after the versions beside FILE that it follows.
    """
    roles = dict(account.partition("=")[::2] for account in accounts)
    with one_line():
        curriculum = load_sound(path)
        record = compile_record(
            curriculum,
            lambda role: _address(roles, role),
            curriculum_id=number,
            version=version,
            known=DryRun(Folder(curriculum)).known(curriculum),
            without=set(without.split(",")),
        )
    click.echo(f"0x{record.hash.hex()}")


def _address(roles: dict[str, str], role: str) -> str:
    if role not in roles:
        raise CairnError(f'the address of "{role}" is not known: add --account {role}=0x…')
    return roles[role]
