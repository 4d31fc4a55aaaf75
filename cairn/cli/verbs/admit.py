"""Bring in a new member, or take the seat one has been offered."""

from functools import partial

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.cli.proposing import propose
from cairn.governance import drafting
from cairn.governance.roll import offered_seat
from cairn.say.errors import CairnError


@command()
@click.argument("candidate", required=False)
@click.option("--accept", is_flag=True, help="Take the seat one has been offered.")
@click.option("--resign", is_flag=True, help="Give one's own seat up.")
@click.option("--keep", metavar="KEY", help="Turn down another key for one's own seat.")
@click.option("--note", default="", help="Why; it becomes part of the proposal's text.")
@account_option
@dao_option
@yes_option
def cli(candidate, accept, resign, keep, note, account, dao, yes):
    """Propose to admit CANDIDATE as a member; with --accept, become one.

    Nobody is seated unasked: what passes is an invitation, good for 90 days. The new key of a
    member whose old one is lost (`ape run propose --replace-key`) accepts likewise, after a week in
    which the old key, if it is not lost, turns the other down with --keep.

    \b
    ape run admit 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC --note "Teaches statistics."
    ape run admit --accept --account ada
    ape run admit --keep 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC
    """
    if sum([bool(candidate), accept, resign, bool(keep)]) != 1:
        raise CairnError("name one candidate to propose, or say --accept, --resign or --keep KEY")
    stage = Stage(dao)
    signer = stage.account(account, "educator")
    if candidate:
        draft = drafting.draft(stage, None, [], {"admit": [candidate]})
        propose(stage, draft, note, signer, partial(confirm, stage, yes))
    elif accept:
        take_seat(stage, signer, yes)
    elif keep:
        keep_seat(stage, signer, stage.address_of(keep), yes)
    else:
        stage.say("A seat once given up comes back only by a vote.")
        confirm(stage, yes)
        stage.suite.educators.resign(sender=signer)
        stage.say(f"{signer.address} is not a member any more. Ballots already cast stay.")


def take_seat(stage, signer, yes):
    """Accept: a seat of one's own, or as a member's new key."""
    token = stage.suite.educators
    token.accept.call(sender=signer)
    number = offered_seat(stage.suite, signer.address, stage.since)
    if number:
        old = token.holder(number)
        stage.say(f"{signer.address} takes over seat {number} from {old}, which can do no more.")
    else:
        stage.say(f"{signer.address} takes a seat: one vote, and every vote is public.")
    confirm(stage, yes)
    receipt = token.accept(sender=signer)
    [seated] = receipt.logs_of(token.KeyReplaced if number else token.Admitted)
    stage.say(f"{signer.address} is a member now, with seat {seated.number}.")


def keep_seat(stage, signer, key, yes):
    """Turn down another key for one's own seat."""
    token = stage.suite.educators
    token.keep_key.call(key, sender=signer)
    stage.say(f"{key} can no longer take the seat of {signer.address} over.")
    confirm(stage, yes)
    token.keep_key(key, sender=signer)
    stage.say(f"{signer.address} keeps its seat.")
