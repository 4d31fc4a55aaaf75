"""Claims that reach into other curricula, come from contracts, or share a block with other acts."""

import ape
import pytest

from cairn.chain.suite import create_address
from cairn.curricula.record import BadgeClass, Gate, Rule

NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"
LARGEST_TRANSACTION = 2**24  # gas, EIP-7825
CHEAT = 2


@pytest.fixture(scope="session")
def abroad(adopt, record_of):
    """Another curriculum, whose badges and composite count at home."""
    return adopt(record_of(2, key="abroad", title="Abroad", threshold=1))


@pytest.fixture(scope="session")
def home(adopt, record_of, abroad):
    """A composite of one badge at home and two of: badge abroad, other badge, composite abroad."""
    classes = (BadgeClass("h", "Home"), BadgeClass("world", "Citizen of the world", rank=2))
    gates = (Gate(2, foreign=0b111), Gate(2, classes=0b10, gates=0b1))
    return adopt(
        record_of(
            key="home",
            title="Home",
            classes=classes,
            rules=(Rule(2, gates),),
            foreign=tuple(abroad.classes),
        )
    )


def test_badges_and_composites_of_other_curricula_count(pathways, home, abroad, earn, learner):
    earn(home.badge, abroad.badge)
    with ape.reverts(NOT_MET):
        pathways.claim(home.composite, sender=learner)
    pathways.claim(abroad.composite, sender=learner)

    pathways.claim(home.composite, sender=learner)


def test_they_count_though_one_has_left_there(pathways, credentials, home, abroad, earn, learner):
    earn(home.badge, *abroad.classes[:2])
    credentials.leave(abroad.number, sender=learner)

    pathways.claim(home.composite, sender=learner)


def test_a_revoked_one_does_not_count(
    pathways, credentials, home, abroad, earn, learner, issuer, token_id
):
    earn(home.badge, *abroad.classes[:2])
    credentials.revoke(token_id(abroad.badge, learner), CHEAT, sender=issuer)

    with ape.reverts(NOT_MET):
        pathways.claim(home.composite, sender=learner)


def test_enrolment_abroad_is_not_enrolment_at_home(pathways, home, abroad, earn, learner):
    earn(*abroad.classes[:2])

    with ape.reverts("pathways: enrol in this curriculum first"):
        pathways.claim(home.composite, sender=learner)


def test_a_rule_counts_only_the_foreign_badges_that_it_names(
    pathways, adopt, record_of, abroad, earn, learner
):
    """Two composites of one record share its list of foreign badges, not its contents."""
    classes = (BadgeClass("x", "X", rank=1), BadgeClass("y", "Y", rank=1))
    rules = (Rule(1, (Gate(1, foreign=0b01),)), Rule(2, (Gate(1, foreign=0b10),)))
    two = adopt(
        record_of(
            key="two", title="Two", classes=classes, rules=rules, foreign=tuple(abroad.classes[:2])
        )
    )
    earn(abroad.badge)

    met = [pathways.explain(learner, composite)[0].met for composite in two.classes]
    assert met == [True, False]


@pytest.fixture(scope="session")
def faculty(double, deployer):
    """An issuer that is a contract, and a learner that is another."""
    issuer = double("stand_in")
    issuer.spawn(1, sender=deployer)
    return issuer, create_address(str(issuer.address), 1)


@pytest.fixture(scope="session")
def school(adopt, record_of, faculty):
    return adopt(record_of(1, key="school", title="School", issuers=[faculty[0]]))


@pytest.fixture
def acts(faculty, school, act, credentials, pathways, script, token_id):
    """What the two do, to be done in one transaction and so in one block."""
    issuer, pupil = faculty

    def by_pupil(*deed):
        return pupil, issuer.act.encode_input(script(act(*deed)))

    return {
        "enrol": by_pupil(credentials, "enrol", school.number, 1),
        "award": act(credentials, "award", school.badge, pupil),
        "claim": by_pupil(pathways, "claim", school.composite),
        "revoke": act(credentials, "revoke", token_id(school.badge, pupil), CHEAT),
        "renounce": by_pupil(credentials, "renounce", school.composite),
        "leave": by_pupil(credentials, "leave", school.number),
    }


def test_a_contract_claims_like_anybody(together, faculty, school, acts, credentials):
    issuer, pupil = faculty

    together(issuer, *(acts[deed] for deed in ("enrol", "award", "claim")))

    assert credentials.verify(pupil, school.composite).code == 1


@pytest.mark.parametrize(
    ("deeds", "reason"),
    [
        (("enrol", "award", "revoke", "claim"), NOT_MET),
        (("enrol", "claim", "award"), NOT_MET),
        (("enrol", "award", "leave", "claim"), "pathways: enrol in this curriculum first"),
        (
            ("enrol", "award", "claim", "claim"),
            "credentials: the learner holds this badge already",
        ),
        (
            ("enrol", "award", "claim", "renounce", "claim"),
            "credentials: the learner has renounced this badge",
        ),
    ],
)
def test_within_a_block_the_order_decides(
    together, faculty, school, acts, credentials, deeds, reason
):
    issuer, pupil = faculty

    with ape.reverts(reason):
        together(issuer, *(acts[deed] for deed in deeds))

    assert credentials.verify(pupil, school.badge).code == 0


def test_a_component_revoked_just_after_the_claim_is_named(
    together, faculty, school, acts, credentials
):
    issuer, pupil = faculty

    together(issuer, *(acts[deed] for deed in ("enrol", "award", "claim", "revoke")))

    verdict = credentials.verify(pupil, school.composite)
    assert (verdict.code, verdict.fallen) == (1, school.badge)


def test_the_largest_claim_fits_into_a_transaction(
    pathways, adopt, record_of, bench, faculty, credentials, earn, issuer, learner, together, act
):
    """64 gates that each name all of 64 badges of other curricula."""
    contract, _ = faculty
    wide = adopt(record_of(64, key="sixty-four", title="64", issuers=[contract, issuer]))
    gates = [Gate(1, foreign=2**64 - 1) for _ in range(63)]
    record = record_of(
        key="deep",
        title="Deep",
        classes=(BadgeClass("deep", "Deep", rank=1),),
        rules=(Rule(1, (*gates, Gate(63, gates=2**63 - 1))),),
        foreign=tuple(wide.classes[:64]),
    )
    deep = adopt(record)
    for number in (wide.number, deep.number):
        credentials.enrol(number, 1, sender=learner)
    together(contract, *(act(credentials, "award", badge, learner) for badge in wide.classes[:64]))

    receipt = pathways.claim(deep.badge, sender=learner)

    assert receipt.gas_used < 1_000_000
    assert deep.receipt.gas_used < LARGEST_TRANSACTION
