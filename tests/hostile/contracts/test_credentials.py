"""Credentials that say more, or less, than what has happened."""

import pytest
from hostile.mending import mended_by

from cairn.chain.suite import DAY

STANDS = 1
YEAR = 366 * DAY
MISCONDUCT = 3
# Of the table of reasons, those that say nothing against the learner.
IN_ERROR, ANNULLED, WRONG_PERSON, NO_LONGER_MET = 1, 2, 4, 6


class Badge:
    """A badge of the learner's, who is enrolled; two issuers may award it."""

    def __init__(self, scene, curriculum):
        self.scene, self.credentials, self.learner = scene, scene.credentials, scene.learner
        self.curriculum, self.id = curriculum, curriculum << 8 | 1
        self.token_id = self.id << 160 | int(self.learner, 16)

    def award(self, issuer=None):
        issuer = issuer or self.scene.issuer
        return self.credentials.award(self.id, self.learner, sender=issuer)

    def revoke(self, reason=MISCONDUCT, issuer=None):
        issuer = issuer or self.scene.issuer
        return self.credentials.revoke(self.token_id, reason, sender=issuer)

    def give_up(self):
        """Renounce it, and consent to being awarded it anew."""
        self.credentials.renounce(self.id, sender=self.learner)
        self.credentials.renew_consent(self.id, sender=self.learner)


@pytest.fixture
def badge(scene, bees):
    curriculum = scene.adopt(bees())
    scene.credentials.enrol(curriculum, 1, sender=scene.learner)
    return Badge(scene, curriculum)


@pytest.fixture
def again(scene, request):
    """One of the two issuers, who awards the badge anew."""
    return getattr(scene, request.param)


either_issuer = pytest.mark.parametrize("again", ["issuer", "other_issuer"], indirect=True)


@pytest.fixture
def composite(scene, badge):
    """What the learner claimed with the badge two days ago."""
    badge.award()
    composite = badge.curriculum << 8 | 3
    scene.pathways.claim(composite, sender=scene.learner)
    scene.rig.now += 2 * DAY
    return composite


def test_a_revocation_reaches_the_composite(scene, badge, composite):
    badge.revoke()
    assert scene.verdict(composite).fallen == badge.id


@mended_by(14, "the record remembers what was renounced and awarded again")
@either_issuer
def test_a_revocation_reaches_the_composite_through_giving_up_and_being_awarded_again(
    scene, badge, composite, again
):
    badge.give_up()
    badge.award(again)
    scene.rig.now += DAY
    badge.revoke(issuer=again)
    assert scene.verdict(composite).fallen == badge.id


@mended_by(14, "a tombstone that says nothing against the learner is no bar")
@pytest.mark.parametrize("reason", [IN_ERROR, ANNULLED, WRONG_PERSON, NO_LONGER_MET])
@either_issuer
def test_what_was_revoked_for_no_fault_of_the_learner_is_awarded_anew(
    scene, badge, refusal_of, reason, again
):
    badge.award()
    badge.revoke(reason)
    scene.rig.now += 60 * DAY
    assert refusal_of(badge.award, again) is None
    assert scene.verdict(badge.id).awarded_at == scene.rig.now // DAY * DAY


@mended_by(14, "a tombstone that says nothing against the learner is no bar")
def test_what_the_learner_had_given_up_when_it_was_annulled_is_awarded_anew(
    scene, badge, refusal_of
):
    badge.award()
    badge.give_up()
    scene.rig.now += 9 * DAY
    badge.revoke(ANNULLED)
    assert refusal_of(badge.award, scene.other_issuer) is None


def test_an_issuer_bars_a_learner_from_the_others_for_misconduct(scene, badge, refusal_of):
    badge.award()
    badge.revoke()
    assert refusal_of(badge.award, scene.other_issuer) is not None


@mended_by(14, "an issuer's bar lasts a year unless the DAO confirms it")
def test_an_issuers_bar_has_ended_a_year_later(scene, badge):
    badge.award()
    badge.revoke()
    scene.rig.now += YEAR
    everybody = [scene.learner]
    batch = scene.credentials.award_batch(badge.id, everybody, sender=scene.other_issuer)
    assert (batch.value, scene.verdict(badge.id).code) == (1, STANDS)


@mended_by(14, "what the DAO has reinstated it alone revokes, until another day's award")
def test_an_award_of_the_same_day_is_as_safe_from_its_issuer_as_what_the_dao_reinstated(
    scene, badge, refusal_of
):
    reinstated_and_accredited_anew = scene.ripe(
        scene.act(scene.status, "reinstate", badge.token_id),
        scene.act(scene.credentials, "accredit", badge.curriculum, scene.issuer, 0),
    )
    badge.award()
    badge.revoke()
    scene.dao.execute(*reinstated_and_accredited_anew, sender=scene.stranger)
    badge.give_up()
    badge.award()
    assert refusal_of(badge.revoke) is not None


@mended_by(10, "the row's place in the batch is logged instead")
def test_who_has_never_consented_is_named_by_no_event(scene, badge):
    batch = scene.credentials.award_batch(badge.id, [scene.stranger], sender=scene.issuer)
    [skipped] = batch.events
    assert scene.stranger not in skipped.args.values()
