"""Name another member who votes in one's place."""

from datetime import UTC, datetime

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.governance.roll import Roll, proxies_of
from cairn.say.errors import CairnError
from cairn.say.times import DAY, date_of


@command()
@click.argument("member", required=False)
@click.option("--until", metavar="DATE", help="The last day, as 2027-01-01 (UTC); a year at most.")
@click.option("--end", is_flag=True, help="End one's own proxy, or the one that MEMBER has named.")
@account_option
@dao_option
@yes_option
def cli(member, until, end, account, dao, yes):
    """Name MEMBER as one's proxy, until a day; without MEMBER, show who is whose.

    A proxy votes where one does not vote oneself (`ape run vote 1 for --as-proxy`). One's own vote
    overrides it, before or after. It passes on to nobody, and stands in for three others at most.

    \b
    ape run proxy 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC --until 2027-01-01
    ape run proxy --end
    """
    if end and until:
        raise CairnError("--end ends a proxy at once: leave --until out")
    if member and not end and not until:
        raise CairnError("say until when, as in --until 2027-01-01")
    last = last_second(until) if until else 0
    stage = Stage(dao)
    if end:
        end_one(stage, member, account, yes)
    elif until:
        name_one(stage, member, last, account, yes)
    else:
        show(stage)


def last_second(day: str) -> int:
    """Return the last second of a UTC day."""
    try:
        begins = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise CairnError(f'--until "{day}" is no day: write it as 2027-01-01') from error
    return int(begins.timestamp()) + DAY - 1


def name_one(stage, member, last, account, yes):
    """Name a proxy, in place of another if there is one."""
    if not member:
        raise CairnError("name the member who is to be your proxy")
    signer, proxy = stage.account(account, "educator"), stage.address_of(member)
    stage.suite.educators.name_proxy.call(proxy, last, sender=signer)
    stage.say(
        f"{proxy} may vote for {signer.address} until {date_of(last)}, wherever "
        f"{signer.address} does not. One's own vote always overrides it."
    )
    confirm(stage, yes)
    stage.suite.educators.name_proxy(proxy, last, sender=signer)
    stage.say(f"{proxy} is the proxy of {signer.address} until {date_of(last)}.")


def end_one(stage, member, account, yes):
    """End a proxy: one's own, or the one that another has named one to be."""
    signer = stage.account(account, "educator")
    principal = stage.address_of(member) if member else str(signer.address)
    stage.suite.educators.end_proxy.call(principal, sender=signer)
    stage.say(f"{principal} will have no proxy any more; ballots already cast stay.")
    confirm(stage, yes)
    stage.suite.educators.end_proxy(principal, sender=signer)
    stage.say(f"{principal} has no proxy any more.")


def show(stage):
    """List the proxies that stand."""
    names = stage.roles_by_address()
    standing = list(proxies_of(stage.suite, Roll(stage.suite, stage.since)))
    for member, proxy, until in standing:
        told = [
            f"{names[who.lower()]} ({who})" if who.lower() in names else who
            for who in (member, proxy)
        ]
        stage.say(f"{told[1]} votes for {told[0]} until {date_of(until)}.")
    if not standing:
        stage.say("Nobody has a proxy: every member votes in person.")
