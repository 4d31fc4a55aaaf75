"""Tools that were made for OpenZeppelin's governor find all that they look for."""

from functools import reduce

import pytest
from eth_utils import keccak

from cairn.chain.suite import HOUR

INHERITED = ("supportsInterface(bytes4)", "clock()", "CLOCK_MODE()")


def selector(signature):
    return "0x" + keccak(text=signature)[:4].hex()


def functions(contract):
    """Signature -> selector, mutability and what it returns."""
    found = {}
    for method in contract.contract_type.methods:
        returned = ", ".join(output.canonical_type for output in method.outputs)
        arrow = f" -> {returned}" if returned else ""
        line = f"{selector(method.selector)} {method.stateMutability}{arrow}"
        found[method.selector] = line
    return found


def events(contract):
    """Event with its indexed fields -> topic."""
    found = {}
    for event in contract.contract_type.events:
        fields = (f"{i.canonical_type}{' indexed' if i.indexed else ''}" for i in event.inputs)
        found[f"{event.name}({','.join(fields)})"] = "0x" + keccak(text=event.selector).hex()
    return found


def test_the_dao_has_all_thirty_functions_of_a_governor(dao, standard):
    wanted = standard["governor"]["functions"]

    assert len(wanted) == 30
    assert wanted.items() - functions(dao).items() == set()


def test_the_dao_has_all_six_events_of_a_governor(dao, standard):
    wanted = standard["governor"]["events"]

    assert len(wanted) == 6
    assert wanted.items() - events(dao).items() == set()


def test_the_educators_token_has_the_functions_and_events_of_votes(membership, standard):
    wanted = standard["votes"]

    assert wanted["functions"].items() - functions(membership).items() == set()
    assert wanted["events"].items() - events(membership).items() == set()


def test_the_dao_answers_for_the_interfaces_it_has(dao, standard):
    for name, interface in standard["interface_ids"].items():
        assert dao.supportsInterface(interface) == (name != "IVotes"), name


@pytest.mark.parametrize("interface", ["0xffffffff", "0x00000000", "0x4e2312e0", "0x150b7a02"])
def test_the_dao_does_not_claim_other_interfaces(dao, interface):
    assert not dao.supportsInterface(interface)


def test_the_governors_interface_id_is_that_of_its_functions(standard):
    own = [s for s in standard["governor"]["functions"] if s not in INHERITED]
    combined = reduce(lambda a, b: a ^ int(selector(b), 16), own, 0)

    assert len(own) == 27
    assert f"0x{combined:08x}" == standard["interface_ids"]["IGovernor"]
    before = combined ^ int(selector("getProposalId(address[],uint256[],bytes[],bytes32)"), 16)
    assert f"0x{before:08x}" == standard["interface_ids"]["IGovernor before 5.3"]


def test_the_dao_counts_time_in_seconds_as_its_token_does(dao, membership, chain):
    chain.mine(deltatime=100)

    assert dao.clock() == membership.clock() == chain.blocks.head.timestamp
    assert dao.CLOCK_MODE() == membership.CLOCK_MODE() == "mode=timestamp"


def test_the_dao_tells_who_it_is(dao, membership, decision_rules, credentials):
    assert (dao.name(), dao.version()) == ("Curriculum DAO", "1")
    assert dao.token() == membership.address
    assert dao.decision_rules() == decision_rules.address
    assert dao.credentials() == credentials.address
    assert dao.timelock() == dao.address
    assert dao.COUNTING_MODE() == "support=bravo&quorum=for,abstain"


def test_the_dao_tells_its_limits(dao):
    assert dao.MAX_ACTIONS() == 8
    assert dao.MAX_CALLDATA() == 1_024
    assert dao.MAX_DESCRIPTION() == 4_096
    assert dao.MAX_REASON() == 1_024


def test_the_dao_tells_how_it_decides_on_curricula(assembly_of_five, rules):
    others = [rules._replace(voting_delay=n, voting_period=HOUR + n, delay=n) for n in (1, 2, 3)]
    dao = assembly_of_five([rules, *others]).dao

    assert dao.votingDelay() == rules.voting_delay
    assert dao.votingPeriod() == rules.voting_period
    assert dao.getMinDelay() == rules.delay
    assert dao.proposalThreshold() == 1


def test_ballots_are_signed_in_the_dao_s_own_domain(dao, chain):
    [flags, name, version, chain_id, contract, salt, extensions] = dao.eip712Domain()

    assert int.from_bytes(flags, "big") == 0x0F
    assert (name, version) == (dao.name(), dao.version())
    assert (chain_id, contract) == (chain.chain_id, dao.address)
    assert (int.from_bytes(salt, "big"), extensions) == (0, [])


def test_ballots_are_typed_as_openzeppelin_types_them(dao, standard):
    ballot, extended = standard["typehashes"].items()

    for told, (text, wanted) in (
        (dao.BALLOT_TYPEHASH(), ballot),
        (dao.EXTENDED_BALLOT_TYPEHASH(), extended),
    ):
        assert "0x" + bytes(told).hex() == wanted == "0x" + keccak(text=text).hex()


def test_every_ballot_signs_the_nonce_zero(dao, propose, educator):
    proposal = propose()
    proposal.open()
    proposal.vote(educator)

    assert dao.nonces(educator) == 0
