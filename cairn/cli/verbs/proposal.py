"""Tell all about one proposal."""

import json

import click

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.governance.agenda import as_dict, quorum_bar, time_left
from cairn.governance.decisions import needs
from cairn.governance.motions import SUPPORTS, Motion, Outlook, find, outlook
from cairn.governance.polls import Ballot, ballots_of
from cairn.governance.roll import Roll
from cairn.governance.sentences import ActionTeller
from cairn.say.times import moment_of


@command()
@click.argument("proposal")
@dao_option
@json_option
def cli(proposal, dao, as_json):
    """Tell what PROPOSAL changes and needs, and who voted how and why. Needs no account.

    PROPOSAL is its number in `proposals`, its id, or the first six digits of that or more. What it
    changes is read from what it would call, never from its description.

    \b
    ape run proposal 1
    """
    stage = Stage(dao)
    motion = find(stage.suite, proposal, stage.since)
    now = outlook(stage.suite, motion)
    teller = ActionTeller(stage.suite, names=stage.roles_by_address())
    sentences = teller.sentences(motion.actions)
    ballots = ballots_of(stage.suite, motion, Roll(stage.suite, stage.since), stage.since)
    if as_json:
        votes = [ballot_as_dict(ballot) for ballot in ballots]
        told = {**as_dict(motion, now), "changes": sentences, "ballots": votes}
        click.echo(json.dumps(told, indent=2))
        return
    stage.say(f"Proposal {motion.number}: {motion.title}.")
    stage.say(f"{hex(motion.id)}, proposed by {teller.who(motion.proposer)}. What it changes:")
    for sentence in sentences:
        stage.say(f"  - {sentence}")
    stage.say(needs(now.class_, now.rules, now.members, now.electorate, now.majority))
    tell_course(stage, motion, now)
    tell_votes(stage, teller, now, ballots)


def tell_course(stage: Stage, motion: Motion, now: Outlook) -> None:
    """Say where it is on its way, and what has put that off."""
    left = time_left(motion, now, stage.node.now)
    stage.say(f"It is {now.state}{': ' + left if left else ''}.")
    if now.is_returned:
        stage.say("The chamber returned it: the vote lasts twice as long, for two thirds.")
    if now.is_extended:
        stage.say("Its outcome turned late, so the vote was extended, once.")
    stage.say(
        f"The vote opens after {moment_of(motion.opens_at)} and closes at "
        f"{moment_of(now.closes_at)}."
    )


def tell_votes(stage: Stage, teller: ActionTeller, now: Outlook, ballots: list[Ballot]) -> None:
    """Say who voted how and why, and what that comes to."""
    for ballot in ballots:
        why = f": {ballot.reason}" if ballot.reason else "."
        vote = f"{SUPPORTS[ballot.support]}{ballot.story}"
        stage.say(f"{teller.who(ballot.voter)} votes {vote}{why}")
    quorum = f" Quorum: {quorum_bar(now)}." if now.quorum is not None else ""
    counts = f"{now.in_favour} for, {now.against} against, {now.abstaining} abstaining"
    stage.say(f"{counts}; {now.members - len(ballots)} of {now.members} have not voted.{quorum}")


def ballot_as_dict(ballot: Ballot) -> dict:
    """Return a ballot for a program."""
    return {
        "voter": ballot.voter,
        "vote": SUPPORTS[ballot.support],
        "reason": ballot.reason,
        "proxy": ballot.proxy,
        "earlier": [SUPPORTS[was] for was in ballot.earlier],
    }
