"""Decisions of a few against the many."""

import pytest

from cairn.chain.suite import DAY

AGAINST, ABSTAIN = 0, 2
DEFEATED = 3  # the state of a proposal
SUMMER = 60 * DAY
WEEK = 7 * DAY


@pytest.fixture
def everything(scene_of):
    """Word the actions that hand all of a suite to somebody."""

    def everything(scene, thief):
        owned = scene.members, scene.credentials
        return [scene.act(contract, "transfer_ownership", thief) for contract in owned]

    return everything


def test_three_of_twenty_founders_decide_nothing_before_the_others_sit(scene_of, everything):
    scene = scene_of(founders=20, seated=False)
    early, late = scene.educators[:3], scene.educators[3:]
    for founder in early:
        scene.members.accept(sender=founder)
    scene.rig.now += 1
    voted, _ = scene.propose(*everything(scene, scene.stranger))
    scene.open(voted)
    for founder in late:
        scene.members.accept(sender=founder)
    scene.vote(voted, early)

    scene.rig.now = scene.dao.proposalDeadline(voted) + 1

    assert scene.dao.state(voted) == DEFEATED


@pytest.fixture
def summer(scene_of):
    """Three of twenty made eight junk proposals over a summer in which nobody voted, and a week
    later have the proof in hand."""
    scene = scene_of(founders=20)
    clique = scene.educators[:3]
    junk = scene.act(scene.curricula, "close_enrolment", 1, 1)
    missed = []
    for n in range(8):
        voted, _ = scene.propose(junk, text=f"Typo {n}.", sender=clique[n % 2])
        missed.insert(0, voted)
        scene.rig.now += SUMMER // 8 + 1
    scene.rig.now += WEEK
    return scene, clique, missed


def test_three_of_twenty_members_strike_nobody_in_a_second(summer, refusal_of):
    scene, clique, missed = summer
    for member in scene.educators[3:]:
        refusal_of(scene.members.strike, member, missed, sender=clique[0])
        scene.members.give_notice(member, missed, sender=clique[0])
        refusal_of(scene.members.strike, member, missed, sender=clique[0])

    assert scene.members.totalSupply() == 20


def test_three_of_twenty_members_strike_a_quarter_at_most_in_sixty_days(summer, refusal_of):
    """However often they give notice, and though nobody else comes back in all that time."""
    scene, clique, missed = summer
    begun = scene.rig.now
    while scene.rig.now < begun + SUMMER:
        for member in scene.educators[3:]:
            refusal_of(scene.members.give_notice, member, missed, sender=clique[0])
            refusal_of(scene.members.strike, member, missed, sender=clique[0])
        scene.rig.now += DAY

    assert scene.members.totalSupply() == 15


def test_one_word_or_one_ballot_in_the_fourteen_days_keeps_a_seat(summer, refusal_of):
    scene, clique, missed = summer
    others = scene.educators[3:]
    for member in others:
        scene.members.give_notice(member, missed, sender=clique[0])
    voted, _ = scene.propose(scene.act(scene.curricula, "close_enrolment", 1, 1), text="Fall.")
    scene.open(voted)
    scene.vote(voted, others[:8])
    for member in others[8:]:
        scene.members.keep_seat(sender=member)
    scene.rig.now += 2 * WEEK

    for member in others:
        refusal_of(scene.members.strike, member, [voted, *missed], sender=clique[0])
    assert scene.members.totalSupply() == 20


@pytest.fixture
def chamber(scene):
    """Whom the members have named their second chamber."""
    scene.decide(scene.dao, "set_chamber", scene.stranger)
    return scene.stranger


def test_the_chamber_returns_what_is_a_curriculum_alone(scene, chamber, refusal_of):
    closing = scene.act(scene.curricula, "close_enrolment", 1, 1)
    voted, _ = scene.propose(closing)
    scene.open(voted)
    assert refusal_of(scene.dao.returnProposal, voted, sender=chamber) is None


def test_the_chamber_returns_a_curriculum_whatever_is_bundled_with_it(scene, chamber, refusal_of):
    closing = scene.act(scene.curricula, "close_enrolment", 1, 1)
    graver = scene.act(scene.members, "admit", scene.learner)
    voted, _ = scene.propose(closing, graver)
    scene.open(voted)
    assert refusal_of(scene.dao.returnProposal, voted, sender=chamber) is None


def test_no_ballot_changes_once_the_last_eighth_began_though_a_late_turn_adds_time(
    scene, refusal_of
):
    voted, _ = scene.propose(scene.act(scene.curricula, "close_enrolment", 1, 1))
    scene.open(voted)
    scene.vote(voted, scene.educators[:2])
    scene.vote(voted, scene.educators[2:3], ABSTAIN)
    scene.rig.now = scene.dao.proposalDeadline(voted) - WEEK // 8 + 60
    scene.vote(voted, scene.educators[3:4], AGAINST)
    [_extended, _] = scene.dao.castVote(voted, AGAINST, sender=scene.educators[4]).events

    change = scene.dao.changeVote
    assert refusal_of(change, voted, AGAINST, "", sender=scene.educators[0]) is not None


@pytest.mark.parametrize("method", ["admit", "replace_key"])
def test_the_dao_is_offered_no_seat_in_itself(scene, refusal_of, method):
    of_whom = [scene.educators[4]] if method == "replace_key" else []
    content = scene.ripe(scene.act(scene.members, method, *of_whom, scene.dao.address))
    refusal_of(scene.dao.execute, *content, sender=scene.stranger)
    assert scene.members.invitations(scene.dao.address) == 0


def test_the_quorum_of_a_withdrawn_proposal_is_told_before_its_vote_would_open(scene, refusal_of):
    voted, content = scene.propose(scene.act(scene.curricula, "close_enrolment", 1, 1))
    scene.dao.cancel(*content, sender=scene.educators[0])
    assert refusal_of(scene.dao.proposalQuorum, voted) is None
