"""Show who may decide what, and by which majority."""

import json

import click

from cairn.chain.suite import CLASSES, Rules
from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.credentials.library import NOBODY
from cairn.governance.constitution import as_dict
from cairn.governance.decisions import decided_so
from cairn.say.programs import as_typed

OBEYING = {
    "credentials": ", and with them curricula and reinstatements,"
}  # what has no owner itself


@command()
@dao_option
@json_option
def cli(dao, as_json):
    """Show who may decide what, by which majority, read from the chain. Needs no account.

    Each act of the contracts is of a class; each class has its rules. What a vote has classed
    nowhere is constitution; what moves a token or carries ether is treasury at least. A proposal is
    of its strictest act's class.

    \b
    ape run powers
    """
    stage = Stage(dao)
    told = as_dict(stage.suite, stage.since)
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for class_, name in enumerate(CLASSES):
        stage.say(f"{decided_so(class_, Rules(**told['classes'][name]['rules']))}.")
        for act in told["classes"][name]["acts"]:
            stage.say(f"  - {act}")
        if not told["classes"][name]["acts"]:
            stage.say("  - (whatever moves a token or sends ether)")
    chamber = told["chamber"]
    stage.say(
        "There is no chamber: no proposal can be returned."
        if chamber == NOBODY
        else f"The chamber, which may return a proposal on a curriculum once, is {chamber}."
    )
    for role, owner in told["owners"].items():
        is_dao = owner == str(stage.suite.dao.address)
        stage.say(
            f"The {role}{OBEYING.get(role, '')} belong to {'the DAO alone' if is_dao else owner}."
        )
    stage.say(f"{told['members']} members have one vote each; {as_typed('audit')} proves the rest.")
