"""Other assemblies than the shared five, exact seconds, and what OpenZeppelin fixes."""

import json
import re
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from ape.contracts import ContractContainer
from ape.exceptions import ContractLogicError, OutOfGasError
from eth_utils import keccak
from ethpm_types import ContractType

from scripts._cairn.suite import create_address

ONE_SECOND_ON = 1
# What the nodes say where a contract says nothing.
SILENCE = re.compile(r"Transaction failed\.|.*([Oo]ut of gas|OutOfGas).*")


@pytest.fixture(scope="session")
def standard():
    """What OpenZeppelin's governor and votes look like to the tools made for them."""
    return json.loads((Path(__file__).parents[2] / "data" / "igovernor.json").read_text())


@pytest.fixture(scope="session")
def now(chain):
    """The second of the last block."""
    return lambda: chain.blocks.head.timestamp


@pytest.fixture(scope="session")
def fails_without_reason():
    """A call fails and says nothing: beyond the compiler's bounds, or out of gas."""

    @contextmanager
    def fails_without_reason():
        with pytest.raises((ContractLogicError, OutOfGasError)) as refused:
            yield
        assert SILENCE.fullmatch(refused.value.message)

    return fails_without_reason


@pytest.fixture(scope="session")
def assembly(project, chain, deployer, proposal_of, act):
    """Put up a DAO of other people, or with other rules; puppets take their seats as people do."""
    kind = type(proposal_of((deployer, b"")))

    def assembly(members, rules):
        token = create_address(str(deployer.address), deployer.nonce)
        dao = create_address(str(deployer.address), deployer.nonce + 1)
        membership = deployer.deploy(project.EducatorToken, dao, [str(m.address) for m in members])
        dao = deployer.deploy(project.CurriculumDAO, token, deployer, rules)
        chain.mine(deltatime=ONE_SECOND_ON)

        def propose(*actions, description="A decision.", sender=members[0]):
            actions = actions or (act(dao, "set_rules", rules),)
            proposal = kind(dao, chain, actions, description)
            proposal.propose(sender)
            return proposal

        def seat(people=members):
            for member in people:
                membership.accept(sender=member)
            chain.mine(deltatime=ONE_SECOND_ON)

        return SimpleNamespace(dao=dao, membership=membership, propose=propose, seat=seat)

    return assembly


@pytest.fixture(scope="session")
def assembly_of_five(assembly, educators):
    """The five educators under other rules."""

    def assembly_of_five(rules):
        other = assembly(educators, rules)
        other.seat()
        return other

    return assembly_of_five


@pytest.fixture(scope="session")
def tally(dao):
    """Votes against, for, abstaining."""
    return lambda proposal: tuple(proposal.dao.proposalVotes(proposal.id))


@pytest.fixture(scope="session")
def target(double):
    """What proposals act upon."""
    return double("dao_target")


@pytest.fixture(scope="session")
def with_values(proposal_of):
    """Word a proposal whose actions carry ether."""

    def with_values(*actions, values, description="A payment."):
        proposal = proposal_of(*actions, description=description)
        proposal.values = list(values)
        proposal.id = proposal.dao.hashProposal(*proposal.content)
        return proposal

    return with_values


@pytest.fixture(scope="session")
def passed(educators):
    """Let a proposal be made and pass, up to the second in which it can be executed."""

    def passed(proposal, proposer=educators[0], voters=tuple(educators[:3])):
        proposal.propose(proposer)
        proposal.open()
        for voter in voters:
            proposal.vote(voter)
        proposal.ripen()
        return proposal

    return passed


@pytest.fixture(scope="session")
def raw(deployer):
    """Put up a contract of hand-written code."""

    def raw(runtime):
        code = bytes.fromhex(runtime)
        head = b"\x61" + len(code).to_bytes(2, "big") + bytes.fromhex("80600a3d393df3")
        kind = ContractType(
            contractName="Raw",
            abi=[],
            deploymentBytecode={"bytecode": "0x" + (head + code).hex()},
            runtimeBytecode={"bytecode": "0x" + runtime},
        )
        return deployer.deploy(ContractContainer(kind))

    return raw


@pytest.fixture(scope="session")
def digest():
    """The hash of a text, as a proposal holds its description."""
    return lambda text: keccak(text=text)
