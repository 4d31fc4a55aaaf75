"""Minutes: what the logs tell is what the contracts say, and nothing else was asked."""

import json

import pytest

from cairn.chain.node import Node
from cairn.chain.suite import DAY, HOUR
from cairn.governance.minutes import Archive, Minutes, as_dict
from cairn.governance.motions import STATES, all_motions, outlook
from cairn.governance.polls import tally
from cairn.say.text import invisible_marks

TURN = "\u202e"


@pytest.fixture(scope="session")
def suite(found):
    return found()


@pytest.fixture
def eventful(
    run, suite, on_chain, since, chain, open_vote, pass_one, educators, employer, stranger
):
    """A chamber that returned, a key replaced meanwhile, proxies, changes, a late turn, new rules;
    one proposal in every state but Pending."""
    dao, token = suite.dao, suite.educators
    run("propose", "--chamber", "TEST::9", "--rule", "curriculum.quorum=6000")
    pass_one()
    run("propose", "--replace-key", "TEST::5=TEST::8", "--account", "TEST::2")
    pass_one(2)
    until = chain.pending_timestamp + 90 * DAY
    token.name_proxy(educators[0], until, sender=educators[1])
    run("propose", "curricula/mitx-sds-v1.yaml", "--account", "TEST::3")
    made = open_vote(3)
    dao.castVoteWithReason(made, 0, f"Not\n{TURN}yet.", sender=educators[4])
    chain.mine(timestamp=dao.proposalDeadline(made) - 22 * HOUR)  # before its last eighth
    token.accept(sender=stranger)  # the new key of the fifth founder, who voted
    dao.castVoteAsProxy(made, 2, "For her.", sender=educators[0])
    dao.castVoteWithReasonAndParams(made, 1, "", b"\1", sender=educators[0])
    dao.returnProposal(made, sender=employer)
    dao.changeVote(made, 1, "Now it is.", sender=stranger)
    dao.castVote(made, 1, sender=educators[1])
    chain.mine(timestamp=dao.proposalDeadline(made) - 60)
    dao.castVote(made, 0, sender=educators[2])
    run("propose", "--rule", "people.delay=0", "--account", "TEST::4")
    run("cancel", "4", "--account", "TEST::4")
    run("propose", "--remove", "TEST::2", "--account", "TEST::4")
    chain.mine(timestamp=dao.proposalSnapshot(all_motions(on_chain, since)[4].id) + 1)


def held_against(suite, minutes, motion):
    """Compare the minutes with every view that the contracts have."""
    now = outlook(suite, motion)
    dao = suite.dao
    assert minutes.state == now.state == STATES[dao.state(motion.id)]
    assert tally(minutes.ballots) == tuple(dao.proposalVotes(motion.id))
    assert (minutes.class_, minutes.is_extended, minutes.is_returned) == (
        *(now.class_, now.is_extended, now.is_returned),
    )
    assert minutes.rules == now.rules
    assert minutes.majority == now.majority
    assert minutes.closes_at == dao.proposalDeadline(motion.id)
    assert minutes.executable_at == dao.proposalEta(motion.id)
    assert minutes.expires_at == now.expires_at
    if minutes.state != "Pending":
        assert minutes.members == suite.educators.getPastTotalSupply(motion.opens_at)
        assert minutes.counted == suite.educators.electorate(motion.opens_at)[0]
        assert minutes.quorum == dao.proposalQuorum(motion.id)
        for ballot in minutes.ballots:
            holder = minutes.roll.holder_of(ballot.seat)
            assert dao.hasVoted(motion.id, holder)
            assert suite.educators.number_at(holder, motion.opens_at) == ballot.seat


def test_minutes_are_what_the_contracts_say_at_every_turn(suite, on_chain, since, chain, eventful):
    seen = set()
    for days in (0, 8, 8, 8, 30):
        chain.mine(deltatime=days * DAY + 1)
        archive = Archive(on_chain, since)
        for motion in all_motions(on_chain, since):
            minutes = Minutes(archive, motion)
            held_against(on_chain, minutes, motion)
            seen.add(minutes.state)

    assert seen >= {"Executed", "Canceled", "Active", "Defeated"}


def test_what_happened_on_the_way_is_told(run, suite, eventful, educators, stranger):
    told = json.loads("\n".join(run("minutes", "3", "--json")[1]))

    assert (told["class"], told["returned"], told["majority"]) == ("curriculum", True, 2)
    assert (told["members"], told["quorum"]) == (5, 3)  # 60 % of five
    by_seat = {ballot["seat"]: ballot for ballot in told["ballots"]}
    assert by_seat[5]["voter"] == stranger.address
    assert (by_seat[5]["support"], by_seat[5]["earlier"]) == ("for", ["against"])
    assert (by_seat[2]["support"], by_seat[2]["earlier"]) == ("for", ["abstain"])
    assert by_seat[2]["proxy"] is None
    assert [event["what"] for event in told["events"]][:3] == [
        "ProposalCreated",
        "ProposalReturned",
        "ProposalExtended",
    ]
    assert told["calls"][0].startswith("CurriculumRegistry.adopt(record_hash=0x")


def test_no_view_of_any_contract_is_asked(on_chain, since, eventful, monkeypatch):
    motions = all_motions(on_chain, since)
    told = [as_dict(Minutes(Archive(on_chain, since), motion)) for motion in motions[2:4]]

    def ask(*_, **__):
        raise AssertionError("a contract was asked")

    monkeypatch.setattr(Node, "call", ask)
    archive, motions = Archive(on_chain, since), all_motions(on_chain, since)[2:4]
    assert [as_dict(Minutes(archive, motion)) for motion in motions] == told


def test_a_page_can_be_read_and_a_file_be_kept(run, eventful, tmp_path):
    lines = run("minutes", "3")[1]
    told = "\n".join(lines)
    assert lines[0] == "# Minutes of proposal 3"
    for fact in (
        "A decision on a curriculum.",
        "Quorum: at least 60 % of the members, 3 here;",
        "Majority: at least two thirds of the votes for and against.",
        "for (changed from against): Now it is.",
        "returned by the chamber (block ",
    ):
        assert fact in told
    assert all(invisible_marks(line) == [] for line in lines)

    folder = tmp_path / "a" / "b"
    assert run("minutes", "3", "--out", folder)[1] == [
        f"Written: {folder}/minutes-3.json",
        f"Written: {folder}/minutes-3.md",
    ]
    assert (folder / "minutes-3.md").read_text().splitlines() == lines
    assert json.loads((folder / "minutes-3.json").read_text())["format"] == "cairn-minutes-2"


def test_minutes_by_the_dao_s_address_alone_find_the_first_rules(run, suite, eventful):
    words = ("minutes", "2", "--json", "--dao", suite.dao.address)
    assert json.loads("\n".join(run(*words)[1]))["quorum"] == 3


def test_what_cannot_be_written_or_found_is_one_clear_line(run, refusal, tmp_path):
    assert "there is no proposal" in refusal("minutes", "7")
    run("propose", "--remove", "TEST::5")
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert refusal("minutes", "1", "--out", blocked) == (
        f"{blocked}/minutes-1.json: cannot be written (file exists): name another folder"
    )
