"""The cast, the stage, and what a test says in one word: `adopt`, `decide`, `award`."""

from functools import partial
from types import SimpleNamespace

import pytest
from ape import networks
from ape.utils import ZERO_ADDRESS
from benched import award, enrol

from cairn.chain.suite import CLASSES, DAY, RULEBOOK, Rules, create_address, deploy
from cairn.curricula.record import (
    BadgeClass,
    Gate,
    Issuer,
    Record,
    Rule,
    class_indices,
    record_hash,
)

AGAINST, FOR, ABSTAIN = 0, 1, 2


@pytest.fixture(scope="session")
def deployer(accounts):
    return accounts[0]


@pytest.fixture(scope="session")
def educators(accounts):
    """The five founding members."""
    return [accounts[n] for n in range(1, 6)]


@pytest.fixture(scope="session")
def educator(educators):
    return educators[0]


@pytest.fixture(scope="session")
def issuer(accounts):
    return accounts[6]


@pytest.fixture(scope="session")
def other_issuer(accounts):
    return accounts[7]


@pytest.fixture(scope="session")
def stranger(accounts):
    return accounts[8]


@pytest.fixture(scope="session")
def employer(accounts):
    return accounts[9]


@pytest.fixture(scope="session")
def learners(accounts):
    return [accounts[n] for n in range(10, 20)]


@pytest.fixture(scope="session")
def learner(learners):
    return learners[0]


@pytest.fixture(scope="session")
def rules():
    """What every class of decisions begins with here, so that a test of another matter can put up
    anything to the vote; `RULEBOOK` has what a deployment begins with."""
    return Rules()


@pytest.fixture(scope="session")
def found(project, chain, deployer, educators):
    """Deploy Cairn anew, the founders seated and one second past; by default with the rules that a
    deployment begins with."""

    def found(rulebook=RULEBOOK):
        suite = deploy(project, deployer, educators, rulebook)
        for member in educators:
            suite.educators.accept(sender=member)
        chain.mine(deltatime=1)
        return suite

    return found


@pytest.fixture(scope="session")
def suite(found, rules):
    """The deployment that tests share."""
    return found([rules] * len(CLASSES))


@pytest.fixture(scope="session")
def credentials(suite):
    return suite.credentials


@pytest.fixture(scope="session")
def registry(suite):
    return suite.registry


@pytest.fixture(scope="session")
def dao(suite):
    return suite.dao


@pytest.fixture(scope="session")
def decision_rules(suite):
    return suite.rules


@pytest.fixture(scope="session")
def membership(suite):
    """The educators' token; `educators` are the people."""
    return suite.educators


class Proposal:
    """A proposal and its life, one verb a step."""

    def __init__(self, dao, chain, actions, description):
        self.dao, self.chain = dao, chain
        self.targets = [str(target.address) for target, _ in actions]
        self.values = [0] * len(actions)
        self.calldatas = [data for _, data in actions]
        self.description = description
        self.id = dao.hashProposal(*self.content)

    @property
    def content(self):
        from eth_utils import keccak

        return self.targets, self.values, self.calldatas, keccak(text=self.description)

    def propose(self, sender):
        return self.dao.propose(*self.content[:3], self.description, sender=sender)

    def open(self):
        """Move to the first second in which votes count."""
        self.move_to(self.dao.proposalSnapshot(self.id) + 1)

    def close(self):
        """Move to the first second after the vote."""
        self.move_to(self.dao.proposalDeadline(self.id) + 1)

    def ripen(self):
        """Move to the first second in which it can be executed."""
        self.move_to(self.dao.proposalEta(self.id))

    def move_to(self, timestamp):
        self.chain.mine(timestamp=timestamp)

    def vote(self, voter, support=FOR):
        return self.dao.castVote(self.id, support, sender=voter)

    def execute(self, sender, **options):
        return self.dao.execute(*self.content, sender=sender, **options)

    def cancel(self, sender):
        return self.dao.cancel(*self.content, sender=sender)

    @property
    def state(self):
        return self.dao.state(self.id)


def call(target, method, *arguments):
    """Return an action: the target, and the calldata of one call."""
    return target, getattr(target, method).encode_input(*arguments)


@pytest.fixture(scope="session")
def act():
    return call


@pytest.fixture(scope="session")
def proposal_of(dao, chain):
    """Word a proposal without making it."""

    def proposal_of(*actions, description="A decision."):
        return Proposal(dao, chain, actions, description)

    return proposal_of


@pytest.fixture(scope="session")
def propose(proposal_of, decision_rules, educator, act, rules):
    """Make a proposal; its default action changes nothing."""

    def propose(*actions, description="A decision.", sender=educator):
        actions = actions or (act(decision_rules, "set_rules", 0, rules),)
        proposal = proposal_of(*actions, description=description)
        proposal.propose(sender)
        return proposal

    return propose


@pytest.fixture(scope="session")
def decide_in(chain, educators, stranger):
    """Let the educators of a deployment decide something, from proposal to execution; return the
    last receipt."""
    made = iter(range(10**6))

    def decide_in(dao, *actions, voters=tuple(educators[:3])):
        proposal = Proposal(dao, chain, actions, f"Decision {next(made)}.")
        proposal.propose(educators[0])
        proposal.open()
        for voter in voters:
            proposal.vote(voter)
        proposal.ripen()
        return proposal.execute(stranger)

    return decide_in


@pytest.fixture(scope="session")
def decide(dao, decide_in):
    return partial(decide_in, dao)


@pytest.fixture(scope="session")
def record_of(issuer):
    """A curriculum of `badges` badges and one composite that needs `threshold` of them all."""

    def record_of(badges=3, threshold=None, issuers=None, valid_days=0, **fields):
        indices = class_indices(badges + 1)
        mask = sum(1 << index for index in indices[:-1])
        gate = Gate(threshold=threshold or badges, classes=mask)
        named = [issuer] if issuers is None else issuers
        content = {
            "key": "bees",
            "title": "Beekeeping",
            "classes": (
                *(
                    BadgeClass(key=f"b{n}", name=f"Badge {n}", valid_days=valid_days)
                    for n in range(1, badges + 1)
                ),
                BadgeClass(key="keeper", name="Beekeeper", rank=1, type=3),
            ),
            "rules": (Rule(index=indices[-1], gates=(gate,)),),
            "issuers": tuple(
                Issuer(address)
                for address in sorted((str(who.address) for who in named), key=str.lower)
            ),
        }
        return Record(**{**content, **fields})

    return record_of


def adopted(credentials, record, receipt):
    """What has come of a record: its curriculum's number, badges and composite."""
    number = record.curriculum or credentials.curriculum_count()
    last = credentials.last_index(number)
    classes = [number << 8 | index for index in class_indices(240) if index <= last]
    return SimpleNamespace(
        number=number,
        version=record.version,
        classes=classes,
        badge=classes[0],
        composite=classes[-1],
        receipt=receipt,
    )


@pytest.fixture(scope="session")
def adopt(registry, credentials, decide, stranger, act):
    """Stage a record and let the DAO adopt it; return its curriculum, badges and composite."""

    def adopt(record):
        data = record.encode()
        if registry.records(record.hash) == "0x" + "0" * 40:
            registry.stage(data, sender=stranger)
        return adopted(credentials, record, decide(act(registry, "adopt", record.hash)))

    return adopt


@pytest.fixture(scope="session")
def curriculum(adopt, record_of):
    """A curriculum in force: three badges, and a composite that needs all three."""
    return adopt(record_of())


@pytest.fixture(scope="session")
def token_id():
    """The number of a class in a holder's hands."""

    def token_id(class_id, holder):
        return class_id << 160 | int(str(getattr(holder, "address", holder)), 16)

    return token_id


@pytest.fixture(scope="session")
def day():
    return DAY


@pytest.fixture(scope="session")
def at(chain):
    """Let the next transaction happen in a given second."""

    def at(timestamp):
        chain.pending_timestamp = timestamp

    return at


@pytest.fixture
def midnight(chain, day):
    """The first second of the UTC day that comes."""
    return (chain.pending_timestamp // day + 1) * day


@pytest.fixture(scope="session")
def double(deployer):
    """Put up a contract of tests/doubles/, which no deployment has."""
    from pathlib import Path

    from ape.contracts import ContractContainer
    from ethpm_types import ContractType
    from golden import compiled
    from vyper.compiler.output import build_abi_output

    def double(name, *arguments):
        source = compiled(Path(__file__).parent / "doubles" / f"{name}.vy")
        kind = ContractType(
            contractName=name,
            abi=build_abi_output(source),
            deploymentBytecode={"bytecode": "0x" + source.bytecode.hex()},
            runtimeBytecode={"bytecode": "0x" + source.bytecode_runtime.hex()},
        )
        return deployer.deploy(ContractContainer(kind), *arguments)

    return double


# The credential token and its registry on their own, for the unit tests of these two: a decision is
# one transaction of `council`, in any second.


@pytest.fixture(scope="session")
def council(accounts):
    """Stands in the DAO's place."""
    return accounts[20]


class Bench:
    """A credential token, its registry and its renderer, owned by one account."""

    def __init__(self, project, deployer, council):
        ahead = [create_address(str(deployer.address), deployer.nonce + n) for n in range(3)]
        self.council = council
        self.registry = deployer.deploy(project.PathwayRegistry, council, ahead[2])
        self.renderer = deployer.deploy(project.BadgeRenderer, ahead[0])
        self.credentials = deployer.deploy(project.CredentialToken, council, *ahead[:2])

    def stage(self, data):
        """Stage these bytes unless they are, and return their hash."""
        name = record_hash(data)
        if self.registry.records(name) == ZERO_ADDRESS:
            self.registry.stage(data, sender=self.council)
        return name

    def adopt(self, record):
        """Stage and adopt a record, and return its curriculum: number, badges, composite."""
        receipt = self.registry.adopt(self.stage(record.encode()), sender=self.council)
        return adopted(self.credentials, record, receipt)


@pytest.fixture(scope="session")
def bench(project, deployer, council, chain):
    """Begins at noon, so that no test crosses midnight unless it means to."""
    chain.mine(timestamp=(chain.pending_timestamp // DAY + 1) * DAY + DAY // 2)
    return Bench(project, deployer, council)


@pytest.fixture(scope="session")
def whole():
    """Word the events of a contract: with Ape alone, a field left out would never be compared."""

    class Whole:
        def __init__(self, contract):
            self._contract = contract

        def __getattr__(self, name):
            event = getattr(self._contract, name)
            fields = [field.name for field in event.abi.inputs]

            def worded(*values):
                told = dict(zip(fields, values, strict=True))
                assert None not in values, f"{name} is told without a field: {told}"
                return event(**told)

            return worded

    return Whole


@pytest.fixture(scope="session")
def script():
    """Write acts down for a contract to do them (tests/doubles/stand_in.vy)."""

    def script(*acts):
        heads = (
            bytes.fromhex(str(getattr(target, "address", target))[2:])
            + len(data).to_bytes(4, "big")
            for target, data in acts
        )
        return b"".join(head + data for head, (_, data) in zip(heads, acts, strict=True))

    return script


@pytest.fixture(scope="session")
def together(script, stranger):
    """Let a contract do several things in one transaction, or none of them."""

    def together(actor, *acts):
        return actor.act(script(*acts), sender=stranger)

    return together


class LastBlock:
    """Keeps rolling back cheap: after each test the embedded chain replays the last block that the
    tests share, so that one is left empty."""

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        result = yield
        provider = networks.active_provider
        lasts = fixturedef.scope == "session" and provider and provider.name == "test"
        if lasts and provider.get_block("latest").num_transactions:
            provider.mine()
        return result


def pytest_configure(config):
    config.pluginmanager.register(LastBlock())


@pytest.fixture(scope="session", autouse=True)
def untraced():
    """Keep Ape from running every refused transaction or call again to show where it failed: on
    anvil that takes ten times as long as the refusal itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ape.exceptions._get_ape_traceback_from_tx", lambda transaction: None)
        patch.setattr("ape_ethereum.trace.TransactionTrace.show", lambda *_, **__: None)
        patch.setattr("ape_ethereum.trace.CallTrace.show", lambda *_, **__: None)
        patch.setattr("ape_ethereum.provider._LazyCallTrace.source_traceback", None)
        patch.setattr("ape_foundry.FoundryProvider._extract_custom_error", lambda *_, **__: "")
        yield
