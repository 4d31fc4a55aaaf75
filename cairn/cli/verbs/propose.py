"""Put something to the vote."""

from functools import partial

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.cli.proposing import propose
from cairn.governance import drafting


@command()
@click.argument("file", required=False, type=click.Path())
@click.option("--without", metavar="RULES", help="Rules of the file knowingly not enforced.")
@click.option("--accredit", nargs=2, multiple=True, metavar="CURRICULUM ISSUER")
@click.option("--end-accreditation", nargs=2, multiple=True, metavar="CURRICULUM ISSUER")
@click.option("--close-enrolment", nargs=2, multiple=True, metavar="CURRICULUM VERSION")
@click.option("--revoke", nargs=3, multiple=True, metavar="CURRICULUM/BADGE HOLDER REASON")
@click.option("--reinstate", nargs=2, multiple=True, metavar="CURRICULUM/BADGE HOLDER")
@click.option("--remove", multiple=True, metavar="MEMBER", help="Take a seat away.")
@click.option("--uninvite", multiple=True, metavar="CANDIDATE", help="Take an invitation back.")
@click.option("--replace-key", multiple=True, metavar="OLD=NEW", help="Of a member's lost key.")
@click.option("--chamber", multiple=True, metavar="CONTRACT", help="Who may return; none: nobody.")
@click.option("--class", "classes", multiple=True, metavar="CONTRACT.FUNCTION=CLASS")
@click.option(
    "--rule", "settings", multiple=True, metavar="CLASS.NAME=NUMBER", help="How to decide."
)
@click.option("--note", default="", help="Why; it becomes part of the proposal's text.")
@account_option
@dao_option
@yes_option
def cli(file, without, note, account, dao, yes, **acts):
    """Propose a curriculum FILE, or other acts, to the educators.

    Shows in plain sentences everything that changes if it passes, and how much agreement it needs,
    before anything is signed.

    \b
    ape run propose curricula/mitx-sds-v1.yaml
    ape run propose curricula/mitx-scm.yaml --without order
    ape run propose --accredit mitx-sds-v1 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
    """
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    draft = drafting.draft(stage, file, drafting.words(without), acts)
    propose(stage, draft, note, signer, partial(confirm, stage, yes))
