"""Put Cairn up on a chain."""

import ape
import click

from scripts._cairn import book
from scripts._cairn.command import Stage, account_option, command, load_account
from scripts._cairn.errors import CairnError
from scripts._cairn.roster import read_founders
from scripts._cairn.suite import Rules, deploy


@command()
@click.option("--roster", required=True, type=click.Path(), help="The founders: name,wallet.")
@click.option("--rule", "settings", multiple=True, metavar="NAME=NUMBER", help="A rule of the DAO.")
@click.option(
    "--role", "roles", multiple=True, metavar="NAME=ACCOUNT", help="For the address book."
)
@account_option
def cli(roster, settings, roles, account):
    """Deploy the contracts, owned by their DAO from the first block on.

    The founders are invited; each takes a seat with `ape run admit --accept`. Whoever deploys has
    no power at all, then or later: `ape run audit` proves it.

    \b
    ape run deploy --roster examples/educators.csv --rule voting_period=604800
    """
    stage = Stage()
    founders = read_founders(roster)
    rules = Rules(**_pairs(settings, Rules._fields))
    accounts = book.TEST_ACCOUNTS if stage.provider.chain_id in book.TEST_CHAINS else {}
    accounts = accounts | _pairs(roles)
    accounts["deployer"] = account or accounts.get("deployer", "deployer")
    signer = load_account(accounts["deployer"], stage.provider.chain_id)

    before = ape.chain.blocks.height
    suite = deploy(ape.project, signer, [founder.wallet for founder in founders], rules)
    opened = book.Book(dao=str(suite.dao.address), block=before, accounts=accounts)
    where = book.write(opened, stage.provider.chain_id, stage.network)
    for name, address in suite.addresses().items():
        stage.say(f"{name:12} {address}")
    stage.say(f"Deployed. {len(founders)} founders are invited. The address book is {where}.")


def _pairs(texts, known=None) -> dict:
    """Read NAME=WHAT; numbers where the names are `known` rules."""
    pairs = {}
    for text in texts:
        name, equals, what = text.partition("=")
        if not equals or (known and (name not in known or not what.isdecimal())):
            names = ", ".join(known) if known else "any name"
            raise CairnError(f'"{text}" is not understood: write NAME=WHAT, where NAME is {names}')
        pairs[name] = int(what) if known else what
    return pairs
