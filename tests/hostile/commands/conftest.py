"""Commands on a deployment that holds whatever somebody hostile could bring into one."""

import json
from types import SimpleNamespace

import pytest
from ape.utils import ZERO_ADDRESS
from benched import adopt, award, credentials, curricula, enrol, pathways, status
from eth_abi import encode
from eth_utils import function_signature_to_4byte_selector, keccak
from package.conftest import lasting, node, on_chain, open_vote, refusal, run, since

from cairn.chain.suite import CLASSES, CONTRACTS, Suite, ahead, wiring


@pytest.fixture(scope="session")
def suite(project, chain, deployer, educators, rules, double):
    """Five members, seated, and a registry that takes any record from anybody."""
    at = ahead(str(deployer.address), deployer.nonce)
    told = wiring(at, educators, [rules] * len(CLASSES))
    suite = Suite(
        **{
            role: double("trusting_registry", *told[role])
            if role == "curricula"
            else deployer.deploy(getattr(project, name), *told[role])
            for role, name in CONTRACTS.items()
        }
    )
    for member in educators:
        suite.educators.accept(sender=member)
    chain.mine(deltatime=1)
    return suite


class Bench:
    """The credential token and its doors; to the curriculum registry anybody's record is good."""

    def __init__(self, suite, anybody):
        self.credentials, self.anybody = suite.credentials, anybody
        self.curricula, self.pathways, self.status = suite.curricula, suite.pathways, suite.status

    def stage(self, record):
        """Put a record, or its bytes, on chain unless it is there; return its hash."""
        data = record if isinstance(record, bytes) else record.encode()
        if self.curricula.records(keccak(data)) == ZERO_ADDRESS:
            self.curricula.stage(data, sender=self.anybody)
        return keccak(data)

    def adopt(self, record):
        """Bring a record, or its bytes, into force; return its curriculum and its last badge."""
        self.curricula.adopt(self.stage(record), sender=self.anybody)
        number = getattr(record, "curriculum", 0) or self.credentials.curriculum_count()
        first, last = number << 8 | 1, number << 8 | self.credentials.last_index(number)
        return SimpleNamespace(number=number, version=1, badge=first, last=last)


@pytest.fixture(scope="session")
def bench(suite, stranger):
    return Bench(suite, stranger)


@pytest.fixture(scope="session")
def curriculum(adopt, record_of):
    """Three badges, and a composite that needs all three."""
    return adopt(record_of())


@pytest.fixture
def answer(run):
    """Run a command; what crashes has an answer too: no exit code, and the error."""

    def answer(*words, **options):
        try:
            return run(*words, **options)
        except Exception as crash:
            return None, [repr(crash)]

    return answer


@pytest.fixture
def told(answer):
    """All that a command says, in one text."""
    return lambda *words, **options: "\n".join(answer(*words, **options)[1])


@pytest.fixture
def raw_call(suite):
    """Call the DAO with bytes where a text should be."""

    def raw_call(sender, signature, *values):
        types = signature[signature.index("(") + 1 : -1].replace("string", "bytes").split(",")
        selector = function_signature_to_4byte_selector(signature)
        return sender.transfer(suite.dao, 0, data=selector + encode(types, values))

    return raw_call


@pytest.fixture
def put_forward(suite, act, rules, raw_call, educator):
    """Make a proposal whose description is these bytes; its default action changes nothing."""

    def put_forward(*actions, description=b"A decision.", sender=educator):
        actions = actions or (act(suite.rules, "set_rules", 0, rules),)
        targets, calldatas = zip(*actions, strict=True)
        addresses = [str(target.address) for target in targets]
        raw_call(
            sender,
            "propose(address[],uint256[],bytes[],string)",
            *(addresses, [0] * len(actions), list(map(bytes, calldatas)), description),
        )

    return put_forward


@pytest.fixture
def written_book(suite, since, chain, lasting):
    """Write an address book by hand."""

    def written_book(**changes):
        file = lasting / f"{chain.provider.chain_id}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({"dao": str(suite.dao.address), "block": since, **changes}))

    return written_book
