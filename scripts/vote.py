"""Vote on a proposal."""

import click

from scripts._cairn.bounds import MAX_REASON, check_size
from scripts._cairn.command import Stage, account_option, command, confirm, dao_option, yes_option
from scripts._cairn.drafting import roles_by_address
from scripts._cairn.motions import SUPPORTS, find
from scripts._cairn.sentences import ActionTeller


@command()
@click.argument("proposal")
@click.argument("support", type=click.Choice(SUPPORTS))
@click.option("--reason", default="", help="Why; everybody can read it, for ever.")
@account_option
@dao_option
@yes_option
def cli(proposal, support, reason, account, dao, yes):
    """Vote for or against PROPOSAL, or abstain: one member, one vote, once.

    Shows in plain sentences what the proposal changes, read from the chain, unless --yes is said.

    \b
    ape run vote 1 for --reason "It says what a graduate can do."
    """
    check_size(reason, MAX_REASON, "the reason")
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    motion = find(stage.suite, proposal, stage.since)

    stage.say(f"Proposal {motion.number}: {motion.title}.")
    if not yes:
        teller = ActionTeller(stage.suite, names=roles_by_address(stage))
        for sentence in teller.sentences(motion.actions):
            stage.say(f"  - {sentence}")
    confirm(stage, yes)
    stage.suite.dao.castVoteWithReason(motion.id, SUPPORTS.index(support), reason, sender=signer)
    stage.say(f"{signer.address} has voted: {support}.")
