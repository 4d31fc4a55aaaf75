"""Award badges."""

from functools import partial

import click

from cairn.cli.awarding import award_one, award_passed, show
from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.credentials.library import Library
from cairn.issuing.desk import MAX_BATCH, Desk
from cairn.issuing.grading import read_plan, sorted_rows
from cairn.say.errors import CairnError

size = click.IntRange(1, MAX_BATCH)


@command()
@click.argument("wallet", required=False)
@click.option("--class", "path", required=True, metavar="CURRICULUM/BADGE", help="Which badge.")
@click.option("--from-csv", "file", metavar="FILE", help="A gradebook, as the platform exports it.")
@click.option("--roster", metavar="FILE", help="Whose wallet is which: email,wallet.")
@click.option("--min", "mark", metavar="60%", help="Pass mark, where the file does not say.")
@click.option("--max", "maximum", metavar="100", help="Full marks, where the file does not say.")
@click.option("--column", "columns", multiple=True, metavar="KIND=HEADER", help="Name a column.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and send nothing.")
@click.option("--all", "everything", is_flag=True, help="Show every row, however many.")
@click.option("--batch", type=size, default=100, help="Learners a transaction; by default 100.")
@account_option
@dao_option
@yes_option
def cli(wallet, path, file, account, dao, yes, dry_run, everything, batch, **reading):
    """Award a badge to WALLET, or to all who have passed in a gradebook.

    Shows first what becomes of every row. Names and e-mail addresses stay on this machine: only
    wallets go on chain. Stopped half-way, the same command run again does the rest, and nobody
    gets a badge twice.

    \b
    ape run issue --class mitx-sds-v1/6.431x 0xBcd4042DE499D14e55001CcbB24a551F3b954096
    ape run issue --class mitx-sds-v1/6.431x --from-csv grades.csv --roster roster.csv --dry-run
    """
    if bool(wallet) == bool(file):
        raise CairnError("name one WALLET, or a gradebook: --from-csv FILE")
    if wallet and any(reading.values()):
        raise CairnError("--roster, --min, --max and --column go with --from-csv FILE")
    found = read_plan(file, **reading) if file else None
    stage = Stage(dao)
    library = Library(stage.suite)
    desk = Desk(library, library.class_id(path), stage.account(account, "issuer"))

    ask = partial(confirm, stage, yes)
    if found is None:
        award_one(stage, desk, stage.address_of(wallet), None if dry_run else ask)
        return
    groups = sorted_rows(desk, found, marked=bool(reading["mark"]))
    show(stage, desk, groups, everything)
    award_passed(stage, desk, groups, batch, None if dry_run else ask)
