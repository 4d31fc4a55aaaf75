"""Other assemblies than the shared five, exact seconds, and what OpenZeppelin fixes."""

import json
import re
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from ape.contracts import ContractContainer
from ape.exceptions import ContractLogicError, VirtualMachineError
from ape.types import MockContractLog
from eth_account import Account
from eth_utils import keccak
from ethpm_types import ContractType

from cairn.chain.suite import CLASSES, Rules, create_address

ONE_SECOND_ON = 1
FOR = 1
BALLOT = [
    {"name": "proposalId", "type": "uint256"},
    {"name": "support", "type": "uint8"},
    {"name": "voter", "type": "address"},
    {"name": "nonce", "type": "uint256"},
]
EXTENDED_BALLOT = [
    *BALLOT,
    {"name": "reason", "type": "string"},
    {"name": "params", "type": "bytes"},
]
# What the nodes say where a contract says nothing.
SILENCE = re.compile(r"Transaction failed\.|.*([Oo]ut of gas|OutOfGas|OOG).*")


@pytest.fixture(scope="session")
def standard():
    """What OpenZeppelin's governor and votes look like to the tools made for them."""
    return json.loads((Path(__file__).parents[3] / "data" / "igovernor.json").read_text())


@pytest.fixture(scope="session")
def now(chain):
    """The second of the last block."""
    return lambda: chain.blocks.head.timestamp


@pytest.fixture(scope="session")
def fails_without_reason():
    """A call fails and says nothing: beyond the compiler's bounds, or out of gas."""

    @contextmanager
    def fails_without_reason():
        with pytest.raises(VirtualMachineError) as refused:
            yield
        assert SILENCE.fullmatch(refused.value.message)

    return fails_without_reason


@pytest.fixture(scope="session")
def fails_with():
    """A call fails with these very bytes; where a view fails, anvil tells only the first four."""

    @contextmanager
    def fails_with(data):
        with pytest.raises(ContractLogicError) as refused:
            yield
        told = refused.value.message
        ways = (f"0x{data.hex()}", repr(data))  # the latter where a quotation mark is among them
        assert told in ways or told.startswith(f"custom error 0x{data[:4].hex()}")

    return fails_with


@pytest.fixture(scope="session")
def unknown(fails_with):
    """A call is refused as OpenZeppelin's governor refuses one about no proposal."""
    error = keccak(text="GovernorNonexistentProposal(uint256)")[:4]
    return lambda proposal_id: fails_with(error + proposal_id.to_bytes(32, "big"))


@pytest.fixture(scope="session")
def assembly(project, chain, deployer, proposal_of, act):
    """Put up a DAO of other people, or with other rules; puppets take their seats as people do."""
    kind = type(proposal_of((deployer, b"")))

    def assembly(members, rules, classed=()):
        """`rules` are every class's, or those of each; `classed` are its acts."""
        rulebook = [rules] * len(CLASSES) if isinstance(rules, Rules) else list(rules)
        nonce = deployer.nonce
        token, _, dao = (create_address(str(deployer.address), nonce + n) for n in range(3))
        membership = deployer.deploy(project.EducatorToken, dao, [str(m.address) for m in members])
        decision_rules = deployer.deploy(project.DecisionRules, dao, rulebook, list(classed))
        dao = deployer.deploy(project.CurriculumDAO, token, decision_rules, deployer)
        chain.mine(deltatime=ONE_SECOND_ON)

        def propose(*actions, description="A decision.", sender=members[0]):
            actions = actions or (act(decision_rules, "set_rules", 0, rulebook[0]),)
            proposal = kind(dao, chain, actions, description)
            proposal.propose(sender)
            return proposal

        def seat(people=members):
            for member in people:
                membership.accept(sender=member)
            chain.mine(deltatime=ONE_SECOND_ON)

        return SimpleNamespace(
            dao=dao, membership=membership, rules=decision_rules, propose=propose, seat=seat
        )

    return assembly


@pytest.fixture(scope="session")
def assembly_of_five(assembly, educators):
    """The five educators under other rules."""

    def assembly_of_five(rules, classed=()):
        other = assembly(educators, rules, classed)
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


@pytest.fixture
def running(propose):
    """A proposal whose vote is open."""
    proposal = propose()
    proposal.open()
    return proposal


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


@pytest.fixture(scope="session")
def ballot_of(chain):
    """A ballot as a signer's wallet shows it: domain, types, message; with a reason, an extended
    one."""

    def ballot_of(proposal, voter, support=FOR, reason=""):
        domain = {
            "name": "Curriculum DAO",
            "version": "1",
            "chainId": chain.chain_id,
            "verifyingContract": proposal.dao.address,
        }
        message = {
            "proposalId": proposal.id,
            "support": support,
            "voter": str(voter.address),
            "nonce": 0,
        }
        if not reason:
            return domain, {"Ballot": BALLOT}, message
        message |= {"reason": reason, "params": b""}
        return domain, {"ExtendedBallot": EXTENDED_BALLOT}, message

    return ballot_of


@pytest.fixture(scope="session")
def signed_by(ballot_of):
    """What a member signs at home, as the DAO takes it in a batch."""

    def signed_by(member, proposal, support=FOR, reason=""):
        key = Account.from_key(member.private_key)
        words = ballot_of(proposal, member, support, reason)
        return (str(member.address), support, reason, bytes(key.sign_typed_data(*words).signature))

    return signed_by


@pytest.fixture(scope="session")
def rules_for(project, deployer, double):
    """Decision rules on their own, and what stands in their DAO's place."""

    def rules_for(rules, classed=()):
        council = double("dao_counter")
        rulebook = [rules] * len(CLASSES) if isinstance(rules, Rules) else list(rules)
        contract = deployer.deploy(project.DecisionRules, council, rulebook, list(classed))
        return SimpleNamespace(contract=contract, council=council)

    return rules_for


@pytest.fixture(scope="session")
def rulebook(rules_for, rules, act, stranger):
    """Decision rules whose rules and classes change in one transaction each, in any second."""
    found = rules_for(rules)

    def change(method, *arguments):
        return found.council.act(*act(found.contract, method, *arguments), sender=stranger)

    return SimpleNamespace(
        contract=found.contract,
        council=found.council,
        set_rules=lambda class_, rules: change("set_rules", class_, rules),
        set_class=lambda *act: change("set_class", act),
        count_to=lambda proposals: found.council.count_to(proposals, sender=stranger),
    )


@pytest.fixture(scope="session")
def judged(rulebook):
    """The decision rules, with these of the first class in force."""

    def judged(rules):
        if tuple(rulebook.contract.rules(0)) != rules:
            rulebook.set_rules(0, rules)
        return rulebook.contract

    return judged


@pytest.fixture(scope="session")
def rules_set():
    """The event `RulesSet`: with Ape alone, no struct can stand beside another field."""

    def rules_set(contract, class_, rules):
        told = {"class_": class_, "rules": list(rules)}
        address = contract.address
        return MockContractLog(
            contract_address=address, event_name="RulesSet", event_arguments=told
        )

    return rules_set


@pytest.fixture(scope="session")
def together_by(stranger):
    """Let a puppet do several things in one transaction."""

    def together_by(puppet, *actions):
        targets, calldatas = zip(*actions, strict=True)
        return puppet.act_all(targets, calldatas, sender=stranger)

    return together_by


@pytest.fixture(scope="session")
def curricular(target, act):
    """An act that is classed curriculum, for an assembly that is told so, and one that is not."""
    action = act(target, "set_value", 7)
    return SimpleNamespace(
        action=action,
        graver=act(target, "keep", b"7"),
        classed=[(target, action[1][:4], 0), (target, act(target, "keep", b"")[1][:4], 1)],
    )


@pytest.fixture(scope="session")
def chamber_of(double, act, educators, stranger):
    """Let a DAO of the educators name a second chamber; what it does, a stranger asks it to."""

    def chamber_of(other):
        contract = double("dao_chamber", other.dao)
        naming = other.propose(act(other.dao, "set_chamber", contract.address))
        naming.open()
        for voter in educators:
            naming.vote(voter)
        naming.ripen()
        receipt = naming.execute(stranger)

        def do(verb):
            return lambda *arguments: getattr(contract, verb)(*arguments, sender=stranger)

        verbs = ("send_back", "send_back_twice", "turn_hostile")
        return SimpleNamespace(
            contract=contract, receipt=receipt, **{verb: do(verb) for verb in verbs}
        )

    return chamber_of
