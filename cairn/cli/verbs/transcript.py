"""Show all that somebody holds."""

import json

import click

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.credentials.learners import Learner
from cairn.credentials.library import Library
from cairn.credentials.transcripts import Transcript, chapter_of
from cairn.credentials.verdicts import Words


@command()
@click.argument("holder")
@json_option
@dao_option
def cli(holder, as_json, dao):
    """Show what HOLDER has been awarded, and how far the composites are. Needs no account.

    Days are UTC. ✔ stands, ✘ does not any more, ○ is still missing.

    \b
    ape run transcript 0xBcd4042DE499D14e55001CcbB24a551F3b954096
    """
    stage = Stage(dao)
    library = Library(stage.suite)
    learner = Learner(library, stage.address_of(holder))
    chapters = [chapter_of(learner, number) for number in learner.curricula]
    transcript = Transcript(Words(library, stage.roles_by_address()))

    if as_json:
        click.echo(json.dumps(transcript.as_json(learner.address, chapters), indent=2))
        return
    stage.out.print(transcript.tree(learner.address, chapters), soft_wrap=False)
    verdicts = [verdict for chapter in chapters for verdict in chapter.verdicts.values()]
    valid = sum(verdict.is_valid for verdict in verdicts)
    stage.say(f"{learner.address}: {valid} of {len(verdicts)} credentials ever awarded stand.")
