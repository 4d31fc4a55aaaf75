"""Ask whether a credential stands."""

import json

import click

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.credentials.verdicts import verify

NOT_VALID = 2  # exit code


@command()
@click.argument("holder", metavar="HOLDER|TOKEN_ID")
@click.argument("badge", metavar="CURRICULUM/BADGE", required=False)
@json_option
@dao_option
@click.pass_context
def cli(ctx, holder, badge, as_json, dao):
    """Verify a credential, by its holder and badge or by its token id. Needs no account.

    Says whether it stands and if not, why. Days are UTC. The exit code is 0 if it is valid, 2 if it
    is not, and 1 if that could not be found out.

    \b
    ape run verify 0xBcd4042DE499D14e55001CcbB24a551F3b954096 mitx-sds-v1/micromasters
    ape run verify 376683939181004733189180082920511595376922582139030 --json
    """
    stage = Stage(dao)
    answer = verify(stage, holder, badge)
    if as_json:
        click.echo(json.dumps(answer.as_json(), indent=2))
    else:
        for what, fact in answer.facts():
            stage.say(f"{what:15} {fact}")
        stage.say(answer.sentence)
    ctx.exit(0 if answer.is_valid else NOT_VALID)
