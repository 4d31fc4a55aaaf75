"""Bring in a new member, or take the seat one has been offered."""

import click

from scripts._cairn import drafting
from scripts._cairn.command import Stage, account_option, command, confirm, dao_option, yes_option
from scripts._cairn.errors import CairnError


@command()
@click.argument("candidate", required=False)
@click.option("--accept", is_flag=True, help="Take the seat one has been offered.")
@click.option("--resign", is_flag=True, help="Give one's own seat up.")
@click.option("--note", default="", help="Why; it becomes part of the proposal's text.")
@account_option
@dao_option
@yes_option
def cli(candidate, accept, resign, note, account, dao, yes):
    """Propose to admit CANDIDATE as a member; with --accept, become one.

    Nobody is seated unasked: what passes is an invitation, good for 90 days.

    \b
    ape run admit 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC --note "Teaches statistics."
    ape run admit --accept --account ada
    """
    if sum([bool(candidate), accept, resign]) != 1:
        raise CairnError("name one candidate to propose, or say --accept or --resign")
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    if candidate:
        draft = drafting.draft(stage, None, [], {"admit": [candidate]})
        drafting.show(stage, draft)
        drafting.refuse_unready(stage, draft, note, signer)
        confirm(stage, yes)
        drafting.put_forward(stage, draft, note, signer)
    elif accept:
        stage.suite.educators.accept.call(sender=signer)
        stage.say(f"{signer.address} takes a seat: one vote, and every vote is public.")
        confirm(stage, yes)
        receipt = stage.suite.educators.accept(sender=signer)
        [seated] = receipt.decode_logs(stage.suite.educators.Admitted)
        stage.say(f"{signer.address} is a member now, with seat {seated.number}.")
    else:
        stage.say("A seat once given up comes back only by a vote.")
        confirm(stage, yes)
        stage.suite.educators.resign(sender=signer)
        stage.say(f"{signer.address} is not a member any more. Ballots already cast stay.")
