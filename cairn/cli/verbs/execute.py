"""Let a proposal that has passed take effect."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.governance.motions import find
from cairn.governance.sentences import ActionTeller, ether_of
from cairn.say.errors import CairnError


@command()
@click.argument("proposal")
@account_option
@dao_option
@yes_option
def cli(proposal, account, dao, yes):
    """Execute PROPOSAL, once it has passed and its delay is over. Anyone may.

    Shows in plain sentences what takes effect, before anything is signed. If its actions send ether
    along, whoever executes it pays that.

    \b
    ape run execute 1
    """
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    motion = find(stage.suite, proposal, stage.since)
    refuse_too_poor(stage, signer, motion.ether)
    with_ether = {"value": motion.ether, "sender": signer}
    stage.suite.dao.execute.call(*motion.content, **with_ether)

    stage.say(f"Proposal {motion.number}: {motion.title}.")
    for sentence in ActionTeller(stage.suite, names=stage.roles_by_address()).sentences(
        motion.actions
    ):
        stage.say(f"  - {sentence}")
    confirm(stage, yes)
    stage.suite.dao.execute(*motion.content, **with_ether)
    stage.say(f"Proposal {motion.number} is in force: {motion.title}.")


def refuse_too_poor(stage, signer, needed):
    """Say so at once if the account lacks the ether that the actions send along."""
    balance = stage.node.balance(signer.address)
    if balance < needed:
        raise CairnError(
            f"executing this sends {ether_of(needed)} along, and {signer.address} has "
            f"{ether_of(balance)}: send it some, or sign with --account"
        )
