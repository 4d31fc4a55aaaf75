"""Let a proposal that has passed take effect."""

import click

from scripts._cairn.command import Stage, account_option, command, dao_option
from scripts._cairn.drafting import roles_by_address
from scripts._cairn.motions import find
from scripts._cairn.sentences import Teller


@command()
@click.argument("proposal")
@account_option
@dao_option
def cli(proposal, account, dao):
    """Execute PROPOSAL, once it has passed and its delay is over. Anyone may.

    \b
    ape run execute 1
    """
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    motion = find(stage.suite, proposal, stage.book.block)
    sentences = Teller(stage.suite, names=roles_by_address(stage)).sentences(motion.actions)

    stage.suite.dao.execute(*motion.content, sender=signer)
    stage.say(f"Proposal {motion.number} is in force: {motion.title}.")
    for sentence in sentences:
        stage.say(f"  - {sentence}")
