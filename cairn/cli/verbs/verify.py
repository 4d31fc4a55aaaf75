"""Ask whether a credential stands."""

import json

import click

from cairn.cli.command import Stage, command, dao_option, json_option
from cairn.credentials.library import Library
from cairn.credentials.verdicts import Words, read_token_id, verdict_of
from cairn.governance.drafting import roles_by_address

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
    library = Library(stage.suite)
    if badge:
        credential = stage.address_of(holder), library.class_id(badge)
    else:
        credential = read_token_id(holder)
    verdict = verdict_of(library, *credential)
    words = Words(library, roles_by_address(stage))

    if as_json:
        where = {"chain_id": stage.provider.chain_id, "contract": stage.suite.credentials.address}
        click.echo(json.dumps({**words.as_json(verdict), **where}, indent=2))
    else:
        for what, fact in words.facts(verdict):
            stage.say(f"{what:15} {fact}")
        stage.say(words.sentence(verdict))
    ctx.exit(0 if verdict.is_valid else NOT_VALID)
