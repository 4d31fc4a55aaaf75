"""List what has been put to the vote."""

import json

import ape
import click
from rich.table import Table

from scripts._cairn.command import Stage, command, dao_option, json_option
from scripts._cairn.drafting import roles_by_address
from scripts._cairn.errors import CairnError
from scripts._cairn.motions import Motion, Outlook, all_motions, find, outlook, voters
from scripts._cairn.sentences import ActionTeller, span_of
from scripts._cairn.text import plain


@command()
@click.argument("proposal", required=False)
@dao_option
@json_option
def cli(proposal, dao, as_json):
    """List the proposals; or tell all about one PROPOSAL: what it changes, who voted how and why.

    \b
    ape run proposals
    ape run proposals 1
    """
    stage = Stage(dao)
    since = stage.since
    motions = [find(stage.suite, proposal, since)] if proposal else all_motions(stage.suite, since)
    listed = [(motion, outlook(stage.suite, motion)) for motion in motions]
    if as_json:
        stage.out.print_json(json.dumps([_as_dict(*entry) for entry in listed]))
        return
    if not listed:
        raise CairnError("nothing has been proposed yet: `ape run propose` makes a proposal")
    stage.out.print(_table(listed))
    if proposal:
        _tell(stage, listed[0][0])


def _table(listed: list[tuple[Motion, Outlook]]) -> Table:
    table = Table(title="Proposals")
    for column in ("#", "proposal", "state", "votes", "quorum", "time"):
        table.add_column(column)
    for motion, now in listed:
        quorum = "" if now.quorum is None else f"{now.in_favour + now.abstaining} of {now.quorum}"
        votes = f"{now.in_favour} for, {now.against} against, {now.abstaining} abstaining"
        table.add_row(
            str(motion.number), motion.title, now.state, votes, quorum, _time(motion, now)
        )
    return table


def _time(motion: Motion, now: Outlook) -> str:
    """Return what happens next, and when, in the words of a person."""
    clock = ape.chain.blocks.head.timestamp
    if now.state == "Pending":
        return f"the vote opens in {span_of(motion.opens_at - clock)}"
    if now.state == "Active":
        return f"the vote closes in {span_of(motion.closes_at - clock)}"
    if now.state in ("Queued", "Succeeded"):
        if clock < now.executable_at:
            return f"can be executed in {span_of(now.executable_at - clock)}"
        return f"can be executed for {span_of(now.expires_at - clock)}"
    return ""


def _tell(stage: Stage, motion: Motion) -> None:
    stage.say(f"What it changes ({hex(motion.id)}, proposed by {motion.proposer}):")
    teller = ActionTeller(stage.suite, names=roles_by_address(stage))
    for sentence in teller.sentences(motion.actions):
        stage.say(f"  - {sentence}")
    for voter, support, reason in voters(stage.suite, motion, stage.since):
        stage.say(f"{teller.who(voter)} votes {support}{': ' + plain(reason) if reason else '.'}")


def _as_dict(motion: Motion, now: Outlook) -> dict:
    return {
        "number": motion.number,
        "id": str(motion.id),
        "title": motion.first_line,
        "proposer": motion.proposer,
        "state": now.state,
        "for": now.in_favour,
        "against": now.against,
        "abstain": now.abstaining,
        "quorum": now.quorum,
        "opens_at": motion.opens_at,
        "closes_at": motion.closes_at,
        "executable_at": now.executable_at,
        "expires_at": now.expires_at,
        "ether": str(motion.ether),  # wei, to be sent by whoever executes it
    }
