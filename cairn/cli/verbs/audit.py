"""Prove that nobody but the DAO has power."""

import json

import click
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from cairn.audit import probes
from cairn.chain import leftovers
from cairn.chain.accounts import TEST_COUNT
from cairn.chain.powers import table
from cairn.cli.command import Address, Stage, command, dao_option, json_option
from cairn.say.errors import CairnError

# An address that nobody has a key for and that no contract knows.
STRANGER = to_checksum_address(keccak(text="a stranger to every Cairn")[:20])


@command()
@click.option("--deployer", type=Address(), help="Who deployed; by default as in the book.")
@dao_option
@json_option
def cli(deployer, dao, as_json):
    """Prove that nobody but the DAO has power over this deployment.

    Holds ownership and wiring, every function that changes anything against the table of powers
    (a stranger and the deployer try each, on the node alone), and looks for the deployer in the
    contracts' storage. Exit code 0 if all holds, 1 if not.

    \b
    ape run audit
    """
    stage = Stage(dao)
    suite, since = stage.suite, stage.since
    deployer = deployer or known_deployer(stage)
    faults = [*probes.wiring(suite), *probes.gaps(suite)]
    outsiders = stranger(stage), deployer
    tried = [trial for who in outsiders for trial in probes.probe(suite, who, since)]
    faults += [str(trial) for trial in tried if not trial.is_as_it_should_be]
    faults += [f"the deployer stands in {place}" for place in leftovers.places(suite, deployer)]

    refused = [trial for trial in tried if not trial.is_untried]
    if as_json:
        told = [str(trial) for trial in tried]
        stage.out.print_json(json.dumps({"holds": not faults, "faults": faults, "tried": told}))
    else:
        tell(stage, len(refused), len(tried) - len(refused), deployer)
    if faults:
        raise CairnError("; ".join(faults))


def known_deployer(stage: Stage) -> str:
    """Return who deployed, as the address book has it."""
    return stage.address_in_role("deployer")


def stranger(stage: Stage) -> str:
    """Return an address that has no part in anything; the embedded chain lets only the rich ask."""
    return stage.address_of(f"TEST::{TEST_COUNT - 1}") if stage.node.is_embedded else STRANGER


def tell(stage: Stage, refused: int, untried: int, deployer: str) -> None:
    """Say what has been looked at."""
    open_to_all = sum(power.is_open for power in table())
    stage.say(
        "The DAO owns educators and credentials and their doors; nobody is about to take over."
    )
    stage.say(f"A stranger and the deployer tried every restricted function: {refused} refusals.")
    if untried:
        stage.say(f"{untried} had nothing on this chain to be tried on yet.")
    stage.say(f"{open_to_all} functions are open to anyone, each for the reason the table gives.")
    stage.say(f"No contract's storage or code knows the deployer, {deployer}.")
