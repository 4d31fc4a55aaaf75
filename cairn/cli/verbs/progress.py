"""Show how far a learner is."""

import json

import click

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.credentials.learners import Learner
from cairn.credentials.library import Library
from cairn.credentials.transcripts import (
    chapter_of,
    composites_as_json,
    head_as_json,
    progress_tree,
    remaining,
)


@command()
@click.argument("holder")
@click.argument("curriculum", required=False)
@json_option
@dao_option
def cli(holder, curriculum, as_json, dao):
    """Show how far HOLDER is with each composite, of CURRICULUM or of all. Needs no account.

    Each group of a rule with how much of it counts and how much it takes, as the contract that
    decides on a claim reckons it; and what is still missing.

    \b
    ape run progress 0xBcd4042DE499D14e55001CcbB24a551F3b954096 mitx-sds-v1
    """
    stage = Stage(dao)
    library = Library(stage.suite)
    learner = Learner(library, stage.address_of(holder))
    numbers = [library.find(curriculum).number] if curriculum else learner.curricula
    chapters = [chapter_of(learner, number, with_verdicts=False) for number in numbers]

    if as_json:
        told = [
            {**head_as_json(it), "composites": composites_as_json(library, it)} for it in chapters
        ]
        click.echo(json.dumps({"holder": learner.address, "curricula": told}, indent=2))
        return
    for chapter in chapters:
        stage.out.print(progress_tree(library, chapter), soft_wrap=False)
    for chapter in chapters:
        for composite, headway in chapter.headways.items():
            stage.say(remaining(library, composite, headway, chapter.standing.held))
    if not chapters:
        stage.say(f"{learner.address} is not enrolled in any curriculum.")
