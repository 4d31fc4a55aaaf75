"""The roll, and striking who has left in silence."""

import json

import pytest
from eth_utils import keccak

from cairn.chain.suite import DAY, RULEBOOK
from cairn.governance.motions import all_motions
from cairn.governance.silence import MISSED
from cairn.say.times import date_of


@pytest.fixture(scope="session")
def suite(found):
    return found()


@pytest.fixture
def years(suite, chain, educators):
    """Nine votes in which only two founders take part, half a year in all."""
    dao, rules = suite.dao, suite.rules
    for number in range(1, 10):
        data = rules.set_rules.encode_input(1, RULEBOOK[1]._replace(quorum=number))
        words = ([rules], [0], [data], f"Decision {number}")
        dao.propose(*words, sender=educators[number % 4])
        proposal_id = dao.hashProposal(*words[:3], keccak(text=words[3]))
        chain.mine(timestamp=dao.proposalSnapshot(proposal_id) + 1)
        for voter in educators[:2]:
            dao.castVote(proposal_id, 1, sender=voter)
        chain.mine(timestamp=dao.proposalDeadline(proposal_id) + 1)


def test_the_roll_tells_seats_proxies_and_ballots(run, suite, years, chain, educators):
    suite.educators.name_proxy(educators[1], chain.pending_timestamp + DAY, sender=educators[0])
    told = json.loads("\n".join(run("members", "--json")[1]))["members"]

    assert [one["seat"] for one in told] == [1, 2, 3, 4, 5]
    assert [one["member"] for one in told] == [str(who.address) for who in educators]
    assert [(one["ballots"], one["votes"]) for one in told] == [(8, 8)] * 2 + [(0, 8)] * 3
    assert told[0]["proxy"] == educators[1].address
    assert [one["can_be_struck"] for one in told] == [False, False, True, True, True]
    assert told[0]["silence"] == "has a ballot on proposal 9"
    lines = run("members")[1]
    since, until = date_of(told[0]["since"]), date_of(told[0]["proxy_until"])
    assert lines[0] == (
        f"Seat 1, educator ({educators[0].address}): since {since}; 8 of the last 8 votes; "
        f"proxy {educators[1].address} until {until}."
    )
    assert lines[4] == (
        f"Seat 5, {educators[4].address}: since {since}; 0 of the last 8 votes; can be struck off."
    )
    assert lines[-1] == "5 members. The DAO keeps three at least."
    told = json.loads("\n".join(run("members", "--json", "--last", "3")[1]))["members"]
    assert told[0]["votes"] == 3


def test_who_has_left_in_silence_is_struck_by_anyone(run, suite, years, educators):
    gone = educators[4].address

    code, lines = run("members", "--strike", gone, "--account", "TEST::9")

    assert code == 0, lines
    assert lines == [
        f"{gone} has missed the last {MISSED} votes, and loses seat 5.",
        "Ballots already cast stay. It comes back only by a vote.",
        f"{gone} is struck off: 4 members are left.",
    ]
    assert suite.educators.totalSupply() == 4
    roll = run("members")[1]
    assert any(line.startswith(f"Seat 5, {gone}: struck off for silence on ") for line in roll)


def test_whoever_voted_once_cannot_be_struck(refusal, years, educators):
    assert refusal("members", "--strike", "TEST::1") == (
        f"{educators[0].address} cannot be struck off: it has a ballot on proposal 9"
    )


def test_a_short_silence_is_not_enough(run, refusal, suite, chain, open_vote, educators):
    run("propose", "--remove", "TEST::5")
    deadline = suite.dao.proposalDeadline(open_vote())
    for seconds, missed in ((1, "0 votes"), (DAY, "1 vote")):
        chain.mine(timestamp=deadline + seconds)
        assert refusal("members", "--strike", "TEST::4") == (
            f"{educators[3].address} cannot be struck off: it has missed {missed}, and it takes 8 "
            "in a row, begun 7.5 days or more apart"
        )


def test_eight_votes_at_once_are_one_absence(run, refusal, suite, on_chain, chain, educators):
    for number in range(1, 9):
        words = ("--rule", f"people.quorum={number}", "--account", f"TEST::{1 + number % 2}")
        assert run("propose", *words)[0] == 0
    chain.mine(timestamp=suite.dao.proposalDeadline(all_motions(on_chain)[-1].id) + DAY)
    assert "has missed 1 vote, and it takes 8 in a row" in refusal("members", "--strike", "TEST::4")


def test_withdrawn_and_running_proposals_stand_in_the_proof_and_do_not_count(
    run, suite, years, educators
):
    for _ in range(2):
        run("propose", "--remove", "TEST::5", "--note", str(_), "--account", "TEST::4")
    run("cancel", "10", "--account", "TEST::4")
    code, lines = run("members", "--strike", "TEST::5")
    assert code == 0, lines
    assert lines[0].startswith(f"{educators[4].address} has missed the last {MISSED} votes")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--strike", "TEST::8"), "is not a member: `ape run members` shows who is"),
        (("--strike", "0x12"), "'0x12' is no address"),
        (("--last", "0"), "'--last': "),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_one_clear_line(refusal, words, line):
    assert line in refusal("members", *words)


def test_striking_is_asked_first(run, chain, years):
    before = chain.blocks.height
    code, lines = run("members", "--strike", "TEST::5", answer="n\n")
    assert (code, chain.blocks.height) == (1, before)
    assert any(line.startswith("Sign and send? [y/N]") for line in lines)


def test_resigning_and_a_new_key_are_told(run, suite, chain, pass_one, educators, stranger):
    run("propose", "--replace-key", "TEST::5=TEST::8")
    pass_one()
    chain.mine(deltatime=7 * DAY)
    run("admit", "--accept", "--account", "TEST::8")
    run("admit", "--resign", "--account", "TEST::4", "--yes")

    told = json.loads("\n".join(run("members", "--json")[1]))

    assert [one["member"] for one in told["members"]][-1] == stranger.address
    assert {one["account"]: one["end"] for one in told["departed"]} == {
        educators[4].address: "replaced by another key",
        educators[3].address: "resigned",
    }
