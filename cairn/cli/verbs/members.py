"""Show who the members are; give notice to one who is silent, strike it after that; keep a seat."""

import json

import click

from cairn.cli import seats
from cairn.cli.command import Stage, account_option, command, dao_option, json_option, yes_option
from cairn.governance import notices
from cairn.governance.motions import all_motions
from cairn.governance.roll import Roll, Term, offered_keys
from cairn.governance.silence import held_since, silence_of
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed
from cairn.say.times import date_of, moment_of

ENDED = ("number", "account", "seated_at", "since", "until", "end")  # what is told of a term

UNDER_NOTICE = "is under notice"
WAITS = "was silent through its notice; a quarter of the members were struck within sixty days"


@command()
@click.option("--last", type=click.IntRange(1, 64), default=8, help="How many votes to look at.")
@click.option("--strike", metavar="ADDRESS", help="Give a silent member notice; later strike it.")
@click.option("--keep", is_flag=True, help="Keep one's own seat against a notice.")
@click.option("--sign", metavar="FILE|FOLDER", help="With --keep: write it signed; send nothing.")
@click.option("--post", metavar="FILE", help="Send what another has signed to keep its seat.")
@account_option
@dao_option
@yes_option
@json_option
def cli(last, strike, keep, sign, post, account, dao, yes, as_json):
    """Show the roll: seat, member, since when, proxy, ballots on the last votes, and notices.

    With --strike, give notice to a member who has no ballot on any of the newest proposals, back
    over sixty days or more with eight votes one after the other; said again after fourteen days,
    take its seat. Anyone may; the proof is gathered from the chain. The member keeps the seat by a
    ballot, or by --keep. Who is struck returns by a vote.

    \b
    ape run members
    ape run members --strike 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65
    ape run members --keep --account ada
    """
    if sum(map(bool, (strike, keep, post))) > 1 or (sign and not keep):
        raise CairnError("say one of --strike, --keep and --post; --sign goes with --keep")
    stage = Stage(dao)
    if post:
        seats.post(stage, post, account, yes)
        return
    roll = Roll(stage.suite, stage.since)
    if strike:
        seats.strike(stage, roll, stage.address_of(strike), account, yes)
    elif keep:
        seats.keep(stage, roll, sign, account, yes)
    else:
        tell(stage, roll, last, as_json)


def tell(stage: Stage, roll: Roll, last: int, as_json: bool) -> None:
    """Show the whole roll."""
    motions = all_motions(stage.suite, stage.since)
    keys = offered_keys(stage.suite, roll, stage.since)
    listed = [entry(stage, roll, motions, keys, term, last) for term in roll.members]
    gone = [{name: getattr(term, name) for name in ENDED} for term in roll.departed]
    if as_json:
        click.echo(json.dumps({"members": listed, "departed": gone}, indent=2))
    else:
        show(stage, listed, roll)


def entry(stage: Stage, roll: Roll, motions: list, keys: list, term: Term, last: int) -> dict:
    """Return what there is to say of one member."""
    held = list(held_since(stage.suite, motions, term, last))
    cast = sum(stage.suite.dao.hasVoted(motion.id, term.account) for motion in held)
    proxy, until = stage.suite.educators.proxy_of(term.account)
    return {
        "seat": term.number,
        "member": term.account,
        "since": term.seated_at,
        "proxy": str(proxy) if until else None,
        "proxy_until": until or None,
        "offered_to": [vars(each) for each in keys if each.number == term.number],
        "ballots": cast,
        "votes": len(held),
        **silent(stage, roll, motions, term),
    }


def silent(stage: Stage, roll: Roll, motions: list, term: Term) -> dict:
    """Return what a member's silence comes to."""
    now = stage.suite.node.now
    silence = silence_of(stage.suite, motions, term)
    notice = notices.notice_of(stage.suite, term.account)
    is_over = silence.is_proven and notice is not None and notice.is_over(now)
    can_be_struck = is_over and notices.next_strike_at(roll, now) <= now
    can_be_noticed = silence.is_proven and notice is None
    told = "can be struck off" if can_be_struck else WAITS if is_over else UNDER_NOTICE
    if can_be_noticed:
        told = "can be given notice"
    return {
        "notice_until": notice.until if notice else None,
        "strike_until": notice.strike_until if notice else None,
        "can_be_given_notice": can_be_noticed,
        "can_be_struck": can_be_struck,
        "silence": told if silence.is_proven else silence.why_not,
    }


def show(stage: Stage, listed: list[dict], roll: Roll) -> None:
    """Print the roll, a line a member, and who has left."""
    names = stage.roles_by_address()
    for one in listed:
        name = names.get(one["member"].lower())
        who = f"{name} ({one['member']})" if name else one["member"]
        stage.say(f"Seat {one['seat']}, {who}: {'; '.join(filter(None, facts(one)))}.")
    for term in roll.departed:
        stage.say(f"Seat {term.number}, {term.account}: {term.end} on {date_of(term.until)}.")
    stage.say(f"{len(listed)} members. The DAO keeps three at least.")


def facts(one: dict) -> list[str | None]:
    """Return what a line says of a member; what is empty, it leaves out."""
    return [
        f"since {date_of(one['since'])}",
        f"{one['ballots']} of the last {one['votes']} votes",
        one["proxy"] and f"proxy {one['proxy']} until {date_of(one['proxy_until'])}",
        *(
            f"the key {key['key']} may take the seat over from {moment_of(key['takes_from'])} "
            f"on, unless {as_typed('admit --keep')} turns it down"
            for key in one["offered_to"]
        ),
        silence_told(one),
    ]


def silence_told(one: dict) -> str | None:
    """Return what a line says of a member's silence, if it is shown."""
    if one["can_be_struck"]:
        return f"can be struck off until {moment_of(one['strike_until'])}"
    if one["can_be_given_notice"]:
        return "can be given notice of a strike"
    if one["silence"] == UNDER_NOTICE:
        return (
            f"under notice until {moment_of(one['notice_until'])}, unless "
            f"{as_typed('members --keep')} or a ballot ends it"
        )
    return WAITS if one["silence"] == WAITS else None
