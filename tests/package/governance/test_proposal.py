"""One proposal, all about it: found by number and by id, told with class, course and votes."""

import json

import pytest

from cairn.governance.motions import all_motions


@pytest.fixture(scope="session")
def suite(found):
    return found()


@pytest.fixture
def removal(run, on_chain):
    run("propose", "--remove", "TEST::5", "--note", "She has left.")
    return all_motions(on_chain)[0].id


def test_it_goes_by_number_by_id_and_by_the_first_digits_of_that(run, removal):
    told = run("proposal", "1")
    assert told[0] == 0
    for name in ("#1", str(removal), hex(removal), hex(removal)[:8], str(removal)[:9]):
        assert run("proposal", name) == told


def test_two_ids_that_begin_alike_are_told_apart(run, refusal, removal, monkeypatch):
    run("propose", "--remove", "TEST::4", "--account", "TEST::2")
    monkeypatch.setattr("cairn.governance.motions.FEWEST_DIGITS", 2)
    assert refusal("proposal", "0x") == (
        '"0x" begins the ids of several proposals (1, 2): add digits'
    )


def test_what_it_changes_and_needs_comes_from_the_chain(run, suite, removal, open_vote, educators):
    open_vote()
    suite.dao.castVote(removal, 1, sender=educators[1])
    lines = run("proposal", "1")[1]

    assert lines[0] == f"Proposal 1: Remove the member {educators[4].address}."
    assert lines[2] == (
        f"  - {educators[4].address} is no longer a member. Ballots already cast stay."
    )
    assert lines[3].startswith("This is a decision on people: at least half of the members (3 of 5")
    assert lines[4].startswith("It is Active: the vote closes in 6 days 23 hours")
    assert f"{educators[1].address} votes for." in lines
    assert lines[-1] == (
        "1 for, 0 against, 0 abstaining; 4 of 5 have not voted. Quorum: ██░░░░░░ 1 of 3."
    )


def test_the_list_shows_class_bar_and_time(run, suite, removal, open_vote, educators):
    open_vote()
    suite.dao.castVote(removal, 1, sender=educators[1])
    words = " ".join(run("proposals")[1]).split()
    for word in ("people)", "Active", "██░░░░░░", "closes"):
        assert word in words
    [listed] = json.loads("\n".join(run("proposals", "--json")[1]))
    assert (listed["class"], listed["quorum"], listed["majority"]) == ("people", 3, 2)


def test_a_second_reading_and_a_late_turn_are_told(
    run, suite, chain, pass_one, open_vote, educators, employer
):
    run("propose", "--chamber", "TEST::9")
    pass_one()
    run("propose", "curricula/mitx-sds-v1.yaml", "--account", "TEST::2")
    proposal_id = open_vote(2)
    suite.dao.returnProposal(proposal_id, sender=employer)
    for voter in educators[:2]:
        suite.dao.castVote(proposal_id, 1, sender=voter)
    chain.mine(timestamp=suite.dao.proposalDeadline(proposal_id) - 60)
    suite.dao.castVote(proposal_id, 1, sender=educators[2])

    lines = run("proposal", "2")[1]

    assert any("(3 of 5)" in line and "at least two thirds" in line for line in lines)
    assert any("(returned, extended)" in line for line in lines)
    assert "The chamber returned it: the vote lasts twice as long, for two thirds." in lines
    assert "Its outcome turned late, so the vote was extended, once." in lines


@pytest.mark.parametrize("name", ["7", "0xabcdef", "bees", "12345"])
def test_what_is_no_proposal_is_one_clear_line(refusal, name):
    assert refusal("proposal", name).startswith(
        f'there is no proposal "{name}": `ape run proposals` lists them'
    )
