"""Put Cairn up on a chain."""

import click

from cairn.chain import address_book as book
from cairn.chain.node import TEST_CHAINS
from cairn.chain.suite import RULEBOOK, ahead, deploy
from cairn.cli.command import (
    Stage,
    account_option,
    command,
    confirm,
    load_account,
    yes_option,
)
from cairn.governance.bounds import changed, check_founders
from cairn.governance.decisions import decided_so
from cairn.issuing.rosters import read_founders
from cairn.say.errors import CairnError


@command()
@click.option("--roster", required=True, type=click.Path(), help="The founders: name,wallet.")
@click.option("--rule", "settings", multiple=True, metavar="CLASS.NAME=NUMBER", help="A rule.")
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
    ape run deploy --roster examples/educators.csv --rule curriculum.voting_period=604800
    """
    stage = Stage()
    founders, rulebook = read_founders(roster), changed(RULEBOOK, settings)
    check_founders(len(founders), roster)
    accounts = book.TEST_ACCOUNTS if stage.node.chain_id in TEST_CHAINS else {}
    accounts = accounts | _pairs(roles)
    accounts["deployer"] = account or accounts.get("deployer", "deployer")
    signer = load_account(accounts["deployer"], stage.node.chain_id)
    replacing = check_replaceable(stage, replace)

    tell(stage, founders, rulebook, signer)
    confirm(stage, yes)
    suite, where = put_up(stage, signer, founders, rulebook, accounts, replacing)
    for name, address in suite.addresses().items():
        stage.say(f"{name:12} {address}")
    stage.say(f"Deployed. {len(founders)} founders are invited. The address book is {where}.")


def check_replaceable(stage, replace):
    """Refuse to lose an address book; return whether one is to be kept aside."""
    chain_id = stage.node.chain_id
    if not book.exists(chain_id, stage.node.network) or replace:
        return book.exists(chain_id, stage.node.network)
    file, there = book.path_of(chain_id), book.read(chain_id, stage.node.network)
    if stage.has_ended(there):
        raise CairnError(
            f"{file}: this chain has an address book already, of the DAO {there.dao}: to deploy "
            "another DAO add --replace, which keeps the old book aside"
        )
    stage.say("An earlier deploy did not end, and nothing of it is of use: this one begins anew.")
    return False


def tell(stage, founders, rulebook, signer):
    """Say what is about to be deployed."""
    stage.say(f"Eight contracts go up on chain {stage.node.chain_id}, paid by {signer.address}.")
    stage.say("Founders, each of them invited:")
    for founder in founders:
        stage.say(f"  - {founder.name}, {founder.wallet}")
    for class_, rules in enumerate(rulebook):
        stage.say(f"{decided_so(class_, rules)}.")


def put_up(stage, signer, founders, rulebook, accounts, replacing):
    """Deploy; the book is written first, so that a run that was killed is known for one."""
    chain_id = stage.node.chain_id
    places = ahead(signer.address, stage.node.nonce(signer.address))
    opened = book.Book(places["dao"], stage.node.height, accounts, places["credentials"])
    book.write(opened, chain_id, stage.node.network, replacing)
    suite = deploy(stage.node, signer, [founder.wallet for founder in founders], rulebook)
    opened.dao, opened.awaits = str(suite.dao.address), ""
    return suite, book.write(opened, chain_id, stage.node.network)


def _pairs(texts) -> dict:
    """Read NAME=ACCOUNT."""
    pairs = {}
    for text in texts:
        name, equals, what = text.partition("=")
        if not equals:
            raise CairnError(f'"{text}" is not understood: write NAME=ACCOUNT')
        pairs[name] = what
    return pairs
