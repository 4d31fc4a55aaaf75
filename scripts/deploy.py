"""Put Cairn up on a chain."""

import ape
import click

from scripts._cairn import book
from scripts._cairn.bounds import check_founders, check_rules
from scripts._cairn.command import (
    Stage,
    account_option,
    command,
    confirm,
    load_account,
    yes_option,
)
from scripts._cairn.errors import CairnError
from scripts._cairn.roster import read_founders
from scripts._cairn.sentences import decided_so
from scripts._cairn.suite import Rules, ahead, deploy
from scripts._cairn.text import natural


@command()
@click.option("--roster", required=True, type=click.Path(), help="The founders: name,wallet.")
@click.option("--rule", "settings", multiple=True, metavar="NAME=NUMBER", help="A rule of the DAO.")
@click.option(
    "--role", "roles", multiple=True, metavar="NAME=ACCOUNT", help="For the address book."
)
@click.option("--replace", is_flag=True, help="Keep the chain's address book aside for a new one.")
@account_option
@yes_option
def cli(roster, settings, roles, replace, account, yes):
    """Deploy the contracts, owned by their DAO from the first block on.

    The founders are invited; each takes a seat with `ape run admit --accept`. Whoever deploys has
    no power at all, then or later: `ape run audit` proves it.

    \b
    ape run deploy --roster examples/educators.csv --rule voting_period=604800
    """
    stage = Stage()
    founders, rules = read_founders(roster), Rules(**_pairs(settings, Rules._fields))
    check_founders(len(founders), roster)
    check_rules(rules)
    accounts = book.TEST_ACCOUNTS if stage.provider.chain_id in book.TEST_CHAINS else {}
    accounts = accounts | _pairs(roles)
    accounts["deployer"] = account or accounts.get("deployer", "deployer")
    signer = load_account(accounts["deployer"], stage.provider.chain_id)
    replacing = check_replaceable(stage, replace)

    tell(stage, founders, rules, signer)
    confirm(stage, yes)
    suite, where = put_up(stage, signer, founders, rules, accounts, replacing)
    for name, address in suite.addresses().items():
        stage.say(f"{name:12} {address}")
    stage.say(f"Deployed. {len(founders)} founders are invited. The address book is {where}.")


def check_replaceable(stage, replace):
    """Refuse to lose an address book; return whether one is to be kept aside."""
    chain_id = stage.provider.chain_id
    if not book.exists(chain_id, stage.network) or replace:
        return book.exists(chain_id, stage.network)
    file, there = book.path_of(chain_id), book.read(chain_id, stage.network)
    if stage.has_ended(there):
        raise CairnError(
            f"{file}: this chain has an address book already, of the DAO {there.dao}: to deploy "
            "another DAO add --replace, which keeps the old book aside"
        )
    stage.say("An earlier deploy did not end, and nothing of it is of use: this one begins anew.")
    return False


def tell(stage, founders, rules, signer):
    """Say what is about to be deployed."""
    stage.say(f"Five contracts go up on chain {stage.provider.chain_id}, paid by {signer.address}.")
    stage.say("Founders, each of them invited:")
    for founder in founders:
        stage.say(f"  - {founder.name}, {founder.wallet}")
    stage.say(f"They decide so: {decided_so(rules)}.")


def put_up(stage, signer, founders, rules, accounts, replacing):
    """Deploy; the book is written first, so that a run that was killed is known for one."""
    places, chain_id = ahead(signer), stage.provider.chain_id
    opened = book.Book(places["dao"], ape.chain.blocks.height, accounts, places["credentials"])
    book.write(opened, chain_id, stage.network, replacing)
    suite = deploy(ape.project, signer, [founder.wallet for founder in founders], rules)
    opened.dao, opened.awaits = str(suite.dao.address), ""
    return suite, book.write(opened, chain_id, stage.network)


def _pairs(texts, known=None) -> dict:
    """Read NAME=WHAT; numbers where the names are `known` rules."""
    pairs = {}
    for text in texts:
        name, equals, what = text.partition("=")
        if not equals or (known and (name not in known or natural(what) is None)):
            names = ", ".join(known) if known else "any name"
            raise CairnError(f'"{text}" is not understood: write NAME=WHAT, where NAME is {names}')
        pairs[name] = natural(what) if known else what
    return pairs
