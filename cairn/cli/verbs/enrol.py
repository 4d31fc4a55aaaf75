"""Enrol in a curriculum, or leave it."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.credentials.consent import terms_of
from cairn.credentials.learners import Learner
from cairn.credentials.library import Library
from cairn.say.errors import CairnError


@command()
@click.argument("curriculum")
@click.option("--version", type=click.IntRange(1, 255), help="By default the newest of that key.")
@click.option("--leave", is_flag=True, help="Withdraw the consent; badges already held stay.")
@account_option
@dao_option
@yes_option
def cli(curriculum, version, leave, account, dao, yes):
    """Enrol in CURRICULUM: consent to be awarded its badges, by the rules of one version.

    Shows in plain sentences what that means, unless --yes is said. The version is named in the
    transaction, so a vote in the meantime changes nothing of what was agreed to.

    \b
    ape run enrol mitx-sds-v1
    ape run enrol mitx-sds-v1 --leave
    """
    stage = Stage(dao)
    signer = stage.account(account, "learner")
    known = Learner(Library(stage.suite), str(signer.address))
    if leave:
        withdraw(stage, known, known.library.find(curriculum), signer, yes)
    else:
        consent(stage, known, terms_of(known.library, curriculum, version), signer, yes)


def consent(stage, known, terms, signer, yes):
    """Show the terms and agree to them."""
    before = known.standing(terms.adopted.number).version
    if before == terms.version.number:
        stage.say(f"{known.address} is enrolled in {terms.title} already: nothing to do.")
        return
    for sentence in () if yes else terms.sentences(before):
        stage.say(sentence)
    confirm(stage, yes)
    stage.suite.credentials.enrol(terms.adopted.number, terms.version.number, sender=signer)
    stage.say(f"{known.address} is enrolled in {terms.title}.")


def withdraw(stage, known, adopted, signer, yes):
    """Say what leaving means and leave."""
    standing = known.standing(adopted.number)
    if not standing.version:
        raise CairnError(f'{known.address} is not enrolled in "{adopted.key}": nothing to leave')
    held = len(standing.held)
    stage.say(f"Badges held stay ({held}); no more can be awarded unless you enrol again.")
    confirm(stage, yes)
    stage.suite.credentials.leave(adopted.number, sender=signer)
    stage.say(f'{known.address} has left "{adopted.key}".')
