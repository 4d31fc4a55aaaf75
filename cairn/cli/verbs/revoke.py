"""Take a credential back for cause."""

import click

from cairn.cli.command import Stage, account_option, command, confirm, dao_option, yes_option
from cairn.credentials.library import Library
from cairn.credentials.reasons import TABLE, code_of, sentence_of
from cairn.credentials.revoking import check
from cairn.credentials.verdicts import Words, verdict_of

HELP = f"""Take a credential back for cause: BADGE of CURRICULUM from HOLDER.

The token goes at once, so wallets and gates no longer find it. The record stays, public for ever,
with the reason and who gave it; only the DAO can reinstate it. Composites that it helped to earn
stay, and their verdict names it. Only its issuer may do this, while accredited, and the DAO.

\b
Reasons, by number or word:
{TABLE}

\b
ape run revoke mitx-sds-v1/DS.CFx 0xBcd4042DE499D14e55001CcbB24a551F3b954096 --reason misconduct
"""


@command(help=HELP)
@click.argument("badge", metavar="CURRICULUM/BADGE")
@click.argument("holder")
@click.option("--reason", required=True, metavar="CODE|WORD", help="Why; see the list above.")
@account_option
@dao_option
@yes_option
def cli(badge, holder, reason, account, dao, yes):
    code = code_of(reason)
    stage = Stage(dao)
    library = Library(stage.suite)
    signer = stage.account(account, "issuer")
    verdict = verdict_of(library, stage.address_of(holder), library.class_id(badge))
    check(Words(library, stage.roles_by_address()), verdict, code, signer)
    name = library.name(verdict.class_id)

    stage.say(f"{name} is taken from {verdict.holder}: {sentence_of(code)}.")
    stage.say("The token goes; the record and this reason stay, public for ever.")
    confirm(stage, yes)
    stage.suite.credentials.revoke(verdict.token_id, code, sender=signer)
    stage.say(f"{name} of {verdict.holder} is revoked.")
