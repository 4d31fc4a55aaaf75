"""Show who the members are; strike one who has left in silence."""

import json

import click

from cairn.cli.command import (
    Stage,
    account_option,
    command,
    confirm,
    dao_option,
    json_option,
    yes_option,
)
from cairn.governance.motions import all_motions
from cairn.governance.roll import Roll, Term, offered_keys
from cairn.governance.silence import held_since, silence_of
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed
from cairn.say.times import date_of, moment_of


@command()
@click.option("--last", type=click.IntRange(1, 64), default=8, help="How many votes to look at.")
@click.option("--strike", metavar="ADDRESS", help="Take the seat of one who has left in silence.")
@account_option
@dao_option
@yes_option
@json_option
def cli(last, strike, account, dao, yes, as_json):
    """Show the roll: seat, member, since when, proxy, and ballots on the last votes.

    With --strike, take the seat of a member who has no ballot on any of the newest proposals, back
    over sixty days or more with eight votes one after the other. Anyone may; the proof is gathered
    from the chain. Who is struck returns by a vote.

    \b
    ape run members
    ape run members --strike 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65
    """
    stage = Stage(dao)
    roll = Roll(stage.suite, stage.since)
    motions = all_motions(stage.suite, stage.since)
    if strike:
        strike_off(stage, roll, motions, stage.address_of(strike), account, yes)
        return
    keys = offered_keys(stage.suite, roll, stage.since)
    listed = [entry(stage, motions, keys, term, last) for term in roll.members]
    gone = [vars(term) for term in roll.departed]
    if as_json:
        click.echo(json.dumps({"members": listed, "departed": gone}, indent=2))
    else:
        show(stage, listed, roll)


def entry(stage: Stage, motions: list, keys: list, term: Term, last: int) -> dict:
    """Return what there is to say of one member."""
    held = list(held_since(stage.suite, motions, term, last))
    cast = sum(stage.suite.dao.hasVoted(motion.id, term.account) for motion in held)
    proxy, until = stage.suite.educators.proxy_of(term.account)
    silence = silence_of(stage.suite, motions, term)
    return {
        "seat": term.number,
        "member": term.account,
        "since": term.seated_at,
        "proxy": str(proxy) if until else None,
        "proxy_until": until or None,
        "offered_to": [vars(each) for each in keys if each.number == term.number],
        "ballots": cast,
        "votes": len(held),
        "can_be_struck": silence.is_proven,
        "silence": "can be struck off" if silence.is_proven else silence.why_not,
    }


def show(stage: Stage, listed: list[dict], roll: Roll) -> None:
    """Print the roll, a line a member, and who has left."""
    names = stage.roles_by_address()
    for one in listed:
        name = names.get(one["member"].lower())
        facts = [
            f"since {date_of(one['since'])}",
            f"{one['ballots']} of the last {one['votes']} votes",
            one["proxy"] and f"proxy {one['proxy']} until {date_of(one['proxy_until'])}",
            one["can_be_struck"] and "can be struck off",
            *(
                f"the key {key['key']} may take the seat over from {moment_of(key['takes_from'])} "
                f"on, unless {as_typed('admit --keep')} turns it down"
                for key in one["offered_to"]
            ),
        ]
        who = f"{name} ({one['member']})" if name else one["member"]
        stage.say(f"Seat {one['seat']}, {who}: {'; '.join(filter(None, facts))}.")
    for term in roll.departed:
        stage.say(f"Seat {term.number}, {term.account}: {term.end} on {date_of(term.until)}.")
    stage.say(f"{len(listed)} members. The DAO keeps three at least.")


def strike_off(stage, roll, motions, member, account, yes):
    """Send the proof that a member has left in silence."""
    term = next((term for term in roll.members if term.account == member), None)
    if term is None:
        raise CairnError(f"{member} is not a member: {as_typed('members')} shows who is")
    silence = silence_of(stage.suite, motions, term)
    if not silence.is_proven:
        raise CairnError(f"{member} cannot be struck off: it {silence.why_not}")
    signer = stage.account(account, "educator")
    stage.suite.educators.strike.call(member, silence.proof, sender=signer)
    stage.say(f"{member} has missed the last {silence.missed} votes, and loses seat {term.number}.")
    stage.say("Ballots already cast stay. It comes back only by a vote.")
    confirm(stage, yes)
    stage.suite.educators.strike(member, silence.proof, sender=signer)
    stage.say(f"{member} is struck off: {len(roll.members) - 1} members are left.")
