"""Give up a credential of one's own."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.credentials.library import Library
from cairn.credentials.renouncing import Own
from cairn.credentials.verdicts import Words


@command()
@click.argument("badge", metavar="CURRICULUM/BADGE")
@click.option("--renew-consent", is_flag=True, help="Let what was renounced be awarded again.")
@account_option
@dao_option
@yes_option
def cli(badge, renew_consent, account, dao, yes):
    """Give up BADGE of CURRICULUM, a credential of one's own.

    The token goes at once. The record stays, public for ever, and says who gave it up and when; it
    can still be revoked. Nobody can award the badge again unless its holder renews the consent.

    \b
    ape run renounce mitx-sds-v1/DS.CFx
    ape run renounce mitx-sds-v1/DS.CFx --renew-consent
    """
    stage = Stage(dao)
    library = Library(stage.suite)
    signer = stage.account(account, "learner")
    own = Own.of(Words(library), str(signer.address), library.class_id(badge))
    if renew_consent:
        renew(stage, own, signer, yes)
    else:
        renounce(stage, own, signer, yes)


def renounce(stage, own, signer, yes):
    """Say what giving up means and give up."""
    own.check_renounceable()
    if own.is_renounced:
        stage.say(f"{own.name} of {own.verdict.holder} is renounced already: nothing to do.")
        return
    for sentence in own.giving_up():
        stage.say(sentence)
    confirm(stage, yes)
    stage.suite.credentials.renounce(own.verdict.class_id, sender=signer)
    stage.say(f"{own.name} of {own.verdict.holder} is renounced.")


def renew(stage, own, signer, yes):
    """Say what consenting again means and consent."""
    own.check_renewable()
    if not own.is_given_up:
        stage.say(f"The consent to {own.name} is renewed already: nothing to do.")
        return
    for sentence in own.consenting():
        stage.say(sentence)
    confirm(stage, yes)
    stage.suite.credentials.renew_consent(own.verdict.class_id, sender=signer)
    stage.say(f"{own.verdict.holder} consents to {own.name} again.")
