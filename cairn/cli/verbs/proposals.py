"""List what has been put to the vote."""

import json

import click
from rich.table import Table

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.governance.agenda import as_dict, quorum_bar, time_left
from cairn.governance.decisions import SUBJECTS
from cairn.governance.motions import all_motions, outlook
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed

COLUMNS = ("#", "proposal", "state", "quorum", "time")


@command()
@dao_option
@json_option
def cli(dao, as_json):
    """List the proposals, with votes, quorum and the time left. Needs no account.

    `ape run proposal 1` tells all about one.

    \b
    ape run proposals
    """
    stage = Stage(dao)
    motions = all_motions(stage.suite, stage.since)
    listed = [(motion, outlook(stage.suite, motion)) for motion in motions]
    if as_json:
        click.echo(json.dumps([as_dict(*entry) for entry in listed], indent=2))
        return
    if not listed:
        raise CairnError(f"nothing has been proposed yet: {as_typed('propose')} makes a proposal")
    clock = stage.node.now
    table = Table(title="Proposals")
    for column in COLUMNS:
        table.add_column(column)
    for motion, now in listed:
        votes = f"{now.in_favour} for, {now.against} against, {now.abstaining} abstaining"
        title = f"{motion.title}\n(a decision on {SUBJECTS[now.class_]})"
        quorum = f"{quorum_bar(now)}\n{votes}".strip()
        table.add_row(str(motion.number), title, now.state, quorum, time_left(motion, now, clock))
    stage.out.print(table)
