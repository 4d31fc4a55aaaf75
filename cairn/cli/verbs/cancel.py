"""Withdraw a proposal."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.governance.motions import find


@command()
@click.argument("proposal")
@account_option
@dao_option
@yes_option
def cli(proposal, account, dao, yes):
    """Withdraw PROPOSAL, one's own, before its vote opens.

    \b
    ape run cancel 1
    """
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    motion = find(stage.suite, proposal, stage.since)
    stage.suite.dao.cancel.call(*motion.content, sender=signer)

    stage.say(f"Proposal {motion.number} is withdrawn for good: nobody can vote on it any more.")
    confirm(stage, yes)
    stage.suite.dao.cancel(*motion.content, sender=signer)
    stage.say(f"Proposal {motion.number} is withdrawn: {motion.title}.")
