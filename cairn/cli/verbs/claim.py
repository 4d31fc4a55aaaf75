"""Claim a composite."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.credentials.claiming import check_claimable
from cairn.credentials.learners import Learner
from cairn.credentials.library import Library


@command()
@click.argument("composite", metavar="CURRICULUM/BADGE")
@account_option
@dao_option
@yes_option
def cli(composite, account, dao, yes):
    """Claim a composite of one's own, whose rule is met: CURRICULUM/BADGE.

    The rule is the one of the version one is enrolled in. If it is not met yet, says what is
    missing and sends nothing.

    \b
    ape run claim mitx-sds-v1/micromasters
    """
    stage = Stage(dao)
    library = Library(stage.suite)
    class_id = library.class_id(composite)
    signer = stage.account(account, "learner")
    learner = Learner(library, str(signer.address))
    name = library.name(class_id)

    if class_id in learner.standing(class_id >> 8).held:
        stage.say(f"{signer.address} holds {name} already: nothing to do.")
        return
    check_claimable(learner, class_id)
    version = learner.version(class_id >> 8)
    stage.say(f"{name} is claimed for {signer.address}, by the rule of version {version}.")
    stage.say("Everybody can see it, and nobody can move it to another address.")
    confirm(stage, yes)
    stage.suite.pathways.claim(class_id, sender=signer)
    stage.say(f"{signer.address} has claimed {name}.")
