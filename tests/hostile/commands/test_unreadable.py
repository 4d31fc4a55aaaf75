"""What no reader can decode spoils nothing beside it, and is told for what it is."""

import pytest
from hostile.mending import mended_by

from cairn.curricula.record import Gate, Rule

pytestmark = mended_by(10, "texts are decoded lossily; what cannot be read is a placeholder")
NO_TEXT = b"\xff\xfe Agreed."
LAST_DAY = 2**24 - 1  # that the field holds: in the year 47904
STILL_READ = [
    ("proposals",),
    ("vote", "1", "for", "--yes"),
    ("minutes", "1"),
    ("members",),
]
STORIES = [("proposal", "1"), ("minutes", "1")]  # what a reason is read for


@pytest.fixture
def running(put_forward, open_vote):
    """A proposal that can be read, whose vote is open."""
    put_forward(description=b"A good one.")
    return open_vote(1)


def test_a_description_that_is_no_text_keeps_no_command_from_any_other_proposal(
    answer, running, put_forward, educators
):
    put_forward(description=NO_TEXT, sender=educators[3])
    assert [words for words in STILL_READ if answer(*words)[0] != 0] == []


def test_a_description_that_is_no_text_is_told_to_voters_as_unreadable(
    answer, running, put_forward, educators
):
    put_forward(description=NO_TEXT, sender=educators[3])
    code, lines = answer("proposal", "2")
    assert code == 0
    assert any("unreadable" in line and "vote against" in line for line in lines)


def test_a_reason_that_is_no_text_keeps_no_command_from_the_proposal(
    answer, running, raw_call, educators
):
    raw_call(educators[3], "castVoteWithReason(uint256,uint8,string)", running, 1, NO_TEXT)
    assert [words for words in STORIES if answer(*words)[0] != 0] == []


@pytest.fixture
def later(adopt, record_of, credentials, learner, issuer):
    """Let another curriculum come into force, of which the learner holds a badge."""

    def later():
        adopted = adopt(record_of(key="later", badges=1))
        credentials.enrol(adopted.number, 1, sender=learner)
        credentials.award(adopted.badge, learner, sender=issuer)

    return later


def test_a_record_that_is_no_text_keeps_nobody_from_another_curriculum(
    answer, adopt, record_of, later, learner
):
    adopt(record_of(key="txt", title="Titled").encode().replace(b"Titled", b"\xff\xfeled"))
    later()
    asked = [
        ("verify", learner, "later/b1"),
        ("claim", "later/keeper", "--yes"),
        ("propose", "curricula/mitx-sds-v1.yaml", "--yes"),
    ]
    assert [words[0] for words in asked if answer(*words)[0] != 0] == []


def test_a_rule_that_unfolds_beyond_telling_keeps_nobody_from_another_curriculum(
    answer, adopt, record_of, later, credentials, learner
):
    gates = Gate(1, classes=0b10), *(Gate(1, gates=(1 << n) - 1) for n in range(1, 12))
    folded = adopt(record_of(key="fold", badges=1, rules=(Rule(2, gates),)))
    credentials.enrol(folded.number, 1, sender=learner)
    later()
    code, lines = answer("transcript", learner)
    assert code == 0
    assert any("Badge 1 (b1)" in line for line in lines)


def test_a_day_of_no_calendar_keeps_nobody_from_reading_the_terms(answer, adopt, record_of):
    adopt(record_of(key="far", review_day=LAST_DAY))
    code, lines = answer("enrol", "far")
    assert (code, "enrolled in Beekeeping (far)" in lines[-1]) == (0, True)
