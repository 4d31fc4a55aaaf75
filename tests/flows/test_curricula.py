"""Educators decide on a curriculum, and only then is there anything to issue."""

import ape
import pytest
from ape.utils import ZERO_ADDRESS

AGAINST, FOR = 0, 1
DEFEATED, EXECUTED = 3, 7
STANDS = 1
NOT_MET = "pathways: the rule is not met yet; ask for the progress to see what is missing"
NO_SUCH_BADGE = "credentials: there is no such badge"


@pytest.fixture
def apiary(record_of):
    """A record that no other test has adopted."""
    return record_of(key="apiary", title="Keeping an apiary")


@pytest.fixture
def next_curriculum(credentials):
    """The class ids that the next curriculum will have: three badges and a composite."""
    number = credentials.curriculum_count() + 1
    return [number << 8 | index for index in (1, 2, 3, 4)]


def test_an_executed_vote_changes_what_can_be_issued(
    credentials, curricula, propose, act, educators, issuer, learner, stranger, apiary, staged,
    next_curriculum, verdict,
):  # fmt: skip
    badge = next_curriculum[0]
    proposal = propose(act(curricula, "adopt", staged(apiary)))
    proposal.open()
    for educator in educators[:3]:
        proposal.vote(educator)
    proposal.ripen()

    with ape.reverts("credentials: this version is not open for enrolment"):
        credentials.enrol(badge >> 8, 1, sender=learner)
    with ape.reverts(NO_SUCH_BADGE):
        credentials.award(badge, learner, sender=issuer)

    proposal.execute(stranger)
    credentials.enrol(badge >> 8, 1, sender=learner)
    credentials.award(badge, learner, sender=issuer)
    assert verdict(learner, badge) == STANDS
    assert credentials.balanceOf(learner) == 1


def test_an_educator_s_proposal_becomes_a_learner_s_credential(
    credentials, curricula, pathways, dao, propose, act, educators, issuer, learners, stranger,
    employer, apiary, staged, next_curriculum, earn_all, token_id,
):  # fmt: skip
    *badges, composite = next_curriculum
    number = composite >> 8
    proposal = propose(act(curricula, "adopt", staged(apiary)), description="Beekeeping.")
    proposal.open()
    for educator, support in zip(educators, [FOR, FOR, AGAINST, FOR], strict=False):
        dao.castVoteWithReason(proposal.id, support, "Bees matter.", sender=educator)
    proposal.ripen()
    proposal.execute(stranger)

    keeper, novice = learners[:2]
    for learner in (keeper, novice):
        credentials.enrol(number, 1, sender=learner)
    earn_all(keeper, badges)
    earn_all(novice, badges[:2])
    pathways.claim(composite, sender=keeper)
    with ape.reverts(NOT_MET):
        pathways.claim(composite, sender=novice)

    verdict = credentials.verify(keeper, composite, sender=employer)
    assert (verdict.code, verdict.issuer, verdict.version) == (STANDS, pathways.address, 1)
    assert credentials.ownerOf(token_id(composite, keeper)) == keeper
    assert (credentials.balanceOf(keeper), credentials.balanceOf(novice)) == (4, 2)
    [gate] = pathways.explain(novice, composite)
    assert (gate.value, gate.threshold, gate.met) == (2, 3, False)


def test_a_defeated_proposal_changes_nothing(
    credentials, curricula, propose, act, educators, issuer, learner, stranger, apiary, staged,
    next_curriculum,
):  # fmt: skip
    before = credentials.curriculum_count()
    record = staged(apiary)
    proposal = propose(act(curricula, "adopt", record))
    proposal.open()
    for educator, support in zip(educators, [FOR, FOR, AGAINST, AGAINST], strict=False):
        proposal.vote(educator, support)
    proposal.ripen()

    assert proposal.state == DEFEATED
    with ape.reverts("dao: this proposal was defeated"):
        proposal.execute(stranger)
    assert credentials.curriculum_count() == before
    assert curricula.definition(next_curriculum[0]) == 0
    assert tuple(curricula.version_of(before + 1, 1)) == (ZERO_ADDRESS, 0)
    assert list(credentials.accreditation(before + 1, issuer)) == [0, 0]
    with ape.reverts(NO_SUCH_BADGE):
        credentials.award(next_curriculum[0], learner, sender=issuer)
    for outsider in (educators[0], issuer, stranger):
        with ape.reverts("curricula: only the DAO may do this, by a vote"):
            curricula.adopt(record, sender=outsider)


def test_a_curriculum_is_adopted_whole_or_not_at_all(
    credentials, curricula, membership, propose, act, educators, learner, stranger, apiary, staged
):
    before = credentials.curriculum_count()
    proposal = propose(act(curricula, "adopt", staged(apiary)), act(membership, "remove", learner))
    proposal.open()
    for educator in educators:
        proposal.vote(educator)
    proposal.ripen()

    with ape.reverts("educators: not a member"):
        proposal.execute(stranger)
    assert credentials.curriculum_count() == before
    assert proposal.state != EXECUTED


def test_an_issuer_s_accreditation_is_withdrawn_by_vote(
    credentials, curriculum, decide, act, issuer, learners, verdict
):
    kept, refused = learners[:2]
    for learner in (kept, refused):
        credentials.enrol(curriculum.number, 1, sender=learner)
    credentials.award(curriculum.badge, kept, sender=issuer)

    decide(act(credentials, "end_accreditation", curriculum.number, issuer))

    with ape.reverts("credentials: not accredited for this curriculum"):
        credentials.award(curriculum.badge, refused, sender=issuer)
    assert verdict(kept, curriculum.badge) == STANDS
    assert list(credentials.accreditation(curriculum.number, issuer)) == [0, 0]
    decide(act(credentials, "accredit", curriculum.number, issuer, 0))
    credentials.award(curriculum.badge, refused, sender=issuer)
    assert verdict(refused, curriculum.badge) == STANDS


def test_what_the_dao_revokes_the_dao_alone_reinstates(
    credentials, curriculum, decide, act, issuer, learner, token_id, verdict, status
):
    credentials.enrol(curriculum.number, 1, sender=learner)
    credentials.award(curriculum.badge, learner, sender=issuer)
    token = token_id(curriculum.badge, learner)

    decide(act(credentials, "revoke", token, 2))
    assert (verdict(learner, curriculum.badge), credentials.balanceOf(learner)) == (4, 0)
    with ape.reverts("credentials: this badge was revoked; only the DAO can reinstate it"):
        credentials.award(curriculum.badge, learner, sender=issuer)
    decide(act(status, "reinstate", token))
    assert (verdict(learner, curriculum.badge), credentials.balanceOf(learner)) == (STANDS, 1)
