"""The cast, the stage, and what a test says in one word: `adopt`, `decide`, `award`."""

from types import SimpleNamespace

import ape
import overhead
import pytest
from ape.utils import ZERO_ADDRESS
from assembled import (
    credentials,
    curricula,
    dao,
    decide,
    decide_in,
    decision_rules,
    educator,
    membership,
    pathways,
    proposal_of,
    propose,
    rules,
    status,
)
from benched import award, enrol
from deploying import Rebuilt, container, deploy
from variants import SHIPPING, NoSuchBuild, chosen

from cairn.chain.suite import CLASSES, CONTRACTS, DAY, RULEBOOK, create_address, wiring
from cairn.curricula.record import (
    BadgeClass,
    Gate,
    Issuer,
    Record,
    Rule,
    class_indices,
    record_hash,
)

APES = {"accounts", "project", "networks", "Contract"}  # fixtures that reach Ape's chain


def pytest_configure():
    """Refuse to test contracts that nobody has built."""
    try:
        chosen()
    except NoSuchBuild as refusal:
        raise pytest.UsageError(str(refusal)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what runs on the rig, so that no chain of Ape's makes a difference to it."""
    for item in items:
        if "rig" in item.fixturenames:
            if fault := fault_on_the_rig(item):
                raise pytest.UsageError(f"{item.nodeid} is on the rig, and {fault}")
            item.add_marker("rig")


def fault_on_the_rig(item):
    if reached := APES.intersection(item.fixturenames) or {"ape"} & vars(item.module).keys():
        return f"reaches for {', '.join(sorted(reached))}"
    return None if "rolled_back" in item.fixturenames else "does not ask for rolled_back"


@pytest.fixture(scope="session")
def project(project):
    """Ape's, with the contracts as they ship; of another build, those contracts."""
    return project if chosen() == SHIPPING else Rebuilt()


@pytest.fixture(scope="session")
def deployer(accounts):
    return accounts[0]


@pytest.fixture(scope="session")
def educators(accounts):
    """The five founding members."""
    return [accounts[n] for n in range(1, 6)]


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


def call(target, method, *arguments):
    """Return an action: the target, and the calldata of one call."""
    return target, getattr(target, method).encode_input(*arguments)


@pytest.fixture(scope="session")
def act():
    return call


@pytest.fixture(scope="session")
def record_of(issuer):
    """A curriculum of `badges` badges and one composite that needs `threshold` of them all.

    The keys of a later version's badges are new ones.
    """

    def record_of(badges=3, threshold=None, issuers=None, valid_days=0, **fields):
        indices = class_indices(badges + 1)
        mask = sum(1 << index for index in indices[:-1])
        gate = Gate(threshold=threshold or badges, classes=mask)
        named = [issuer] if issuers is None else issuers
        later = f" {fields['version']}" if fields.get("version", 1) > 1 else ""
        content = {
            "key": "bees",
            "title": "Beekeeping",
            "classes": (
                *(
                    BadgeClass(f"b{n}{later}", f"Badge {n}", valid_days=valid_days)
                    for n in range(1, badges + 1)
                ),
                BadgeClass(f"keeper{later}", "Beekeeper", rank=1, type=3),
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
def adopt(curricula, credentials, decide, stranger, act):
    """Stage a record and let the DAO adopt it; return its curriculum, badges and composite."""

    def adopt(record):
        data = record.encode()
        if curricula.records(record.hash) == "0x" + "0" * 40:
            curricula.stage(data, sender=stranger)
        return adopted(credentials, record, decide(act(curricula, "adopt", record.hash)))

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

    def double(name, *arguments):
        return deployer.deploy(container(name), *arguments)

    return double


# The credential token and its doors on their own, for the unit tests of these: a decision is one
# transaction of `council`, in any second.


@pytest.fixture(scope="session")
def council(accounts):
    """Stands in the DAO's place."""
    return accounts[20]


class Bench:
    """A credential token, its doors and its renderer, owned by one account."""

    ROLES = ("curricula", "pathways", "status", "renderer", "credentials")

    def __init__(self, project, deployer, council):
        address, nonce = str(deployer.address), deployer.nonce
        at = {role: create_address(address, nonce + n) for n, role in enumerate(self.ROLES)}
        told = wiring({**dict.fromkeys(CONTRACTS, ZERO_ADDRESS), **at, "dao": council.address}, ())
        self.council = council
        for role in self.ROLES:
            setattr(self, role, deployer.deploy(getattr(project, CONTRACTS[role]), *told[role]))

    def stage(self, data):
        """Stage these bytes unless they are, and return their hash."""
        name = record_hash(data)
        if self.curricula.records(name) == ZERO_ADDRESS:
            self.curricula.stage(data, sender=self.council)
        return name

    def adopt(self, record):
        """Stage and adopt a record, and return its curriculum: number, badges, composite."""
        receipt = self.curricula.adopt(self.stage(record.encode()), sender=self.council)
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


@pytest.fixture(scope="session", autouse=True)
def without_overhead():
    with pytest.MonkeyPatch.context() as patch:
        overhead.spare(patch, ape.chain.provider)
        yield
