"""What the credential token is from its first block on, and who may change what it hangs on."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS


@pytest.fixture
def construct(project, deployer, bench, council, loose_door):
    """Put up a credential token; by default with doors that serve whoever asks."""

    def construct(owner=council, **doors):
        told = {**dict.fromkeys(("curricula", "pathways", "status"), loose_door), **doors}
        return deployer.deploy(project.CredentialToken, owner, *told.values(), bench.renderer)

    return construct


def test_it_introduces_itself(credentials, curricula, pathways, status, bench, council):
    assert credentials.name() == "Cairn Credentials"
    assert credentials.symbol() == "CAIRN"
    assert credentials.owner() == council
    assert credentials.pending_owner() == ZERO_ADDRESS
    assert credentials.CURRICULA() == curricula
    assert credentials.PATHWAYS() == pathways
    assert credentials.STATUS() == status
    assert credentials.renderer() == bench.renderer


def test_it_needs_an_owner(construct):
    with ape.reverts("credentials: the owner's address is zero"):
        construct(owner=ZERO_ADDRESS)


@pytest.mark.parametrize("door", ["curricula", "pathways", "status"])
def test_it_needs_doors_that_serve_it(construct, door, request):
    """Else one DAO's badges would be earned by the rules of another."""
    with ape.reverts("credentials: a door serves another credential token"):
        construct(**{door: request.getfixturevalue(door)})


@pytest.mark.parametrize("astray", ["curricula", "pathways"])
def test_it_needs_registries_that_are_one_another_s(construct, double, stranger, astray):
    """A pathway registry whose curriculum registry is another would take rules from anybody."""
    curricula, pathways = double("stand_in"), double("stand_in")
    curricula.know(pathways, sender=stranger)
    pathways.know(curricula, sender=stranger)
    construct(curricula=curricula, pathways=pathways)

    {"curricula": curricula, "pathways": pathways}[astray].know(stranger, sender=stranger)

    with ape.reverts("credentials: the two registries are not one another's"):
        construct(curricula=curricula, pathways=pathways)


def test_it_needs_a_renderer_that_is_a_contract(project, deployer, council, loose_door, stranger):
    with ape.reverts("credentials: the renderer is not a contract"):
        deployer.deploy(project.CredentialToken, council, *[loose_door] * 3, stranger)


def test_the_owner_hands_over_in_two_steps(credentials, council, stranger, log):
    offered = credentials.transfer_ownership(stranger, sender=council)

    assert offered.events == [log.OwnershipTransferStarted(council, stranger)]
    assert credentials.owner() == council
    assert credentials.pending_owner() == stranger

    accepted = credentials.accept_ownership(sender=stranger)

    assert accepted.events == [log.OwnershipTransferred(council, stranger)]
    assert credentials.owner() == stranger
    assert credentials.pending_owner() == ZERO_ADDRESS


def test_nobody_else_hands_over_or_takes_over(credentials, council, stranger, learner):
    with ape.reverts("ownable: caller is not the owner"):
        credentials.transfer_ownership(stranger, sender=stranger)
    with ape.reverts("ownable_2step: caller is not the new owner"):
        credentials.accept_ownership(sender=stranger)

    credentials.transfer_ownership(stranger, sender=council)

    with ape.reverts("ownable_2step: caller is not the new owner"):
        credentials.accept_ownership(sender=learner)


@pytest.mark.parametrize("missing", ["renounce_ownership", "mint", "burn", "set_minter", "permit"])
def test_no_power_can_be_given_up_or_brought_in(credentials, missing):
    assert missing not in {method.name for method in credentials.contract_type.methods}


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("end_accreditation", (1, ZERO_ADDRESS)),
        ("accredit", (1, ZERO_ADDRESS, 0)),
        ("set_renderer", (ZERO_ADDRESS,)),
    ],
)
@pytest.mark.parametrize("who", ["deployer", "issuer", "learner", "stranger"])
def test_what_the_dao_decides_nobody_else_does(
    credentials, curriculum, method, arguments, who, request
):
    caller = request.getfixturevalue(who)

    with ape.reverts("credentials: only the DAO may do this, by a vote"):
        getattr(credentials, method).call(*arguments, sender=caller)


CURRICULA = "credentials: only the curriculum registry may do this"
PATHWAYS = "credentials: only the pathway registry may do this"
STATUS = "credentials: only the status door may do this"


@pytest.mark.parametrize(
    ("refusal", "method", "arguments"),
    [
        (CURRICULA, "open_version", (0, 1, 1, [0] * 16)),
        (CURRICULA, "close_version", (1, 1)),
        (PATHWAYS, "award_composite", (260, ZERO_ADDRESS, 1)),
        (STATUS, "settle", (0, ZERO_ADDRESS, False)),
    ],
)
@pytest.mark.parametrize("who", ["deployer", "council", "issuer", "learner", "stranger"])
def test_what_a_door_does_not_even_the_dao_does(
    credentials, curriculum, refusal, method, arguments, who, request
):
    caller = request.getfixturevalue(who)

    with ape.reverts(refusal):
        getattr(credentials, method).call(*arguments, sender=caller)


def test_the_dao_lets_another_contract_show_the_credentials(
    project, deployer, credentials, curricula, council, enrol, award, token, log
):
    finer = deployer.deploy(project.BadgeRenderer, curricula)
    enrol()
    award()
    shown = credentials.tokenURI(token)

    receipt = credentials.set_renderer(finer, sender=council)

    assert receipt.events == [log.RendererSet(finer)]
    assert credentials.renderer() == finer
    assert credentials.tokenURI(token) == shown


@pytest.mark.parametrize("who", ["stranger", ZERO_ADDRESS])
def test_a_renderer_must_be_a_contract(credentials, council, who, request):
    renderer = who if who.startswith("0x") else request.getfixturevalue(who)

    with ape.reverts("credentials: the renderer is not a contract"):
        credentials.set_renderer(renderer, sender=council)


def test_a_broken_renderer_spoils_no_verdict(
    credentials, pathways, curriculum, council, enrol, award, learner, token
):
    enrol()
    award()

    credentials.set_renderer(pathways, sender=council)

    with ape.reverts():
        credentials.tokenURI(token)
    assert credentials.verify(learner, curriculum.badge).code == 1
    assert credentials.ownerOf(token) == learner
