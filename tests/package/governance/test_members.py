"""The roll; notice to who has left in silence, the strike after it, and how a seat is kept."""

import json

import pytest
from eth_utils import keccak

from cairn.chain.suite import DAY, RULEBOOK
from cairn.governance.motions import all_motions
from cairn.governance.silence import MISSED
from cairn.say.times import date_of, moment_of


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


@pytest.fixture
def noticed(run, years, educators):
    """The fifth founder, who never votes, is under notice."""
    code, lines = run("members", "--strike", "TEST::5", "--account", "TEST::9")
    assert code == 0, lines
    return educators[4]


@pytest.fixture
def over(suite, noticed, chain):
    """The notice is over."""
    chain.mine(timestamp=suite.educators.notice_of(noticed)[0] + 1)
    return noticed


def test_the_roll_tells_seats_proxies_and_ballots(run, suite, years, chain, educators):
    suite.educators.name_proxy(educators[1], chain.pending_timestamp + DAY, sender=educators[0])
    told = json.loads("\n".join(run("members", "--json")[1]))["members"]

    assert [one["seat"] for one in told] == [1, 2, 3, 4, 5]
    assert [one["member"] for one in told] == [str(who.address) for who in educators]
    assert [(one["ballots"], one["votes"]) for one in told] == [(8, 8)] * 2 + [(0, 8)] * 3
    assert told[0]["proxy"] == educators[1].address
    assert [one["can_be_given_notice"] for one in told] == [False, False, True, True, True]
    assert not any(one["can_be_struck"] for one in told)
    assert told[0]["silence"] == "has a ballot on proposal 9"
    lines = run("members")[1]
    since, until = date_of(told[0]["since"]), date_of(told[0]["proxy_until"])
    assert lines[0] == (
        f"Seat 1, educator ({educators[0].address}): since {since}; 8 of the last 8 votes; "
        f"proxy {educators[1].address} until {until}."
    )
    assert lines[4] == (
        f"Seat 5, {educators[4].address}: since {since}; 0 of the last 8 votes; can be given "
        "notice of a strike."
    )
    assert lines[-1] == "5 members. The DAO keeps three at least."
    told = json.loads("\n".join(run("members", "--json", "--last", "3")[1]))["members"]
    assert told[0]["votes"] == 3


def test_who_has_left_in_silence_is_given_notice_by_anyone(run, suite, years, educators):
    gone = educators[4].address

    code, lines = run("members", "--strike", gone, "--account", "TEST::9")

    until, strike_until = suite.educators.notice_of(gone)
    assert code == 0, lines
    assert lines == [
        f"{gone} has missed the last {MISSED} votes, and is given notice.",
        "It keeps seat 5 by one word (`ape run members --keep`) or ballot;",
        "after fourteen days without either anybody can strike it off.",
        f"{gone} is under notice until {moment_of(until)}. `ape run members --strike` takes the "
        f"seat after that, up to {moment_of(strike_until)}.",
    ]
    assert suite.educators.totalSupply() == 5


def test_the_roll_tells_who_is_under_notice_and_until_when(run, suite, noticed, educators):
    until, strike_until = suite.educators.notice_of(noticed)
    told = json.loads("\n".join(run("members", "--json")[1]))["members"]

    assert [one["notice_until"] for one in told] == [None] * 4 + [until]
    assert [one["strike_until"] for one in told] == [None] * 4 + [strike_until]
    assert not told[4]["can_be_given_notice"]
    assert not told[4]["can_be_struck"]
    assert told[4]["silence"] == "is under notice"
    assert run("members")[1][4].endswith(
        f"under notice until {moment_of(until)}, unless `ape run members --keep` or a ballot ends "
        "it."
    )


def test_nobody_is_struck_before_the_notice_is_over(refusal, suite, noticed, chain):
    until, _ = suite.educators.notice_of(noticed)
    chain.mine(timestamp=until)

    assert refusal("members", "--strike", "TEST::5") == (
        f"{noticed.address} is under notice until {moment_of(until)}, and keeps its seat by one "
        "word or ballot until it is struck: strike it off after that"
    )


def test_after_the_notice_anyone_strikes(run, suite, over):
    _, strike_until = suite.educators.notice_of(over)
    assert run("members")[1][4].endswith(f"can be struck off until {moment_of(strike_until)}.")

    code, lines = run("members", "--strike", over.address, "--account", "TEST::9")

    assert code == 0, lines
    assert lines == [
        f"{over.address} has missed the last {MISSED} votes, and loses seat 5.",
        "Ballots already cast stay. It comes back only by a vote.",
        f"{over.address} is struck off: 4 members are left.",
    ]
    assert suite.educators.totalSupply() == 4
    roll = run("members")[1]
    assert any(
        line.startswith(f"Seat 5, {over.address}: struck off for silence on ") for line in roll
    )


def test_a_second_of_five_is_struck_sixty_days_later(run, refusal, suite, years, chain, educators):
    for who in ("TEST::4", "TEST::5"):
        run("members", "--strike", who, "--account", "TEST::9")
    chain.mine(timestamp=suite.educators.notice_of(educators[4])[0] + 1)
    run("members", "--strike", "TEST::5", "--account", "TEST::9")
    struck_at = chain.blocks.head.timestamp

    assert refusal("members", "--strike", "TEST::4") == (
        "a quarter of the members were struck within sixty days: the next one can be from "
        f"{moment_of(struck_at + 60 * DAY)} on"
    )
    told = json.loads("\n".join(run("members", "--json")[1]))["members"][3]
    waits = "was silent through its notice; a quarter of the members were struck within sixty days"
    assert (told["can_be_struck"], told["silence"]) == (False, waits)
    assert run("members")[1][3].endswith(f"{waits}.")
    chain.mine(timestamp=struck_at + 60 * DAY)
    run("members", "--strike", "TEST::4", "--account", "TEST::9")
    chain.mine(deltatime=14 * DAY)
    assert run("members", "--strike", "TEST::4", "--account", "TEST::9")[0] == 0
    assert suite.educators.totalSupply() == 3


def test_a_ballot_since_the_notice_is_told_instead(run, refusal, suite, on_chain, over, chain):
    run("propose", "--remove", "TEST::5", "--account", "TEST::2")
    dao = suite.dao
    voted = all_motions(on_chain)[-1].id
    chain.mine(timestamp=dao.proposalSnapshot(voted) + 1)
    dao.castVote(voted, 1, sender=over)

    assert refusal("members", "--strike", "TEST::5") == (
        f"{over.address} cannot be struck off: it has a ballot on proposal 10"
    )
    assert "under notice" not in run("members")[1][4]


def test_a_member_keeps_the_seat_in_person(run, refusal, suite, over):
    code, lines = run("members", "--keep", "--account", "TEST::5")

    assert code == 0, lines
    assert lines == [
        f"{over.address} keeps seat 5: it takes eight more missed votes for a notice.",
        f"The notice is over; {over.address} is a member as before.",
    ]
    assert tuple(suite.educators.notice_of(over)) == (0, 0)
    assert refusal("members", "--strike", "TEST::5") == (
        f"{over.address} cannot be struck off: it has missed 0 votes, and it takes 8 in a row, "
        "begun 7.5 days or more apart"
    )
    assert refusal("members", "--keep", "--account", "TEST::5") == (
        f"{over.address} is under no notice: seat 5 is safe as it is"
    )


@pytest.fixture
def signed(run, noticed, tmp_path):
    """The member's own word, as a file."""
    words = "members", "--keep", "--sign", tmp_path, "--account", "TEST::5"
    code, lines = run(*words)
    [file] = tmp_path.iterdir()
    assert code == 0, lines
    assert file.name == f"keep-seat-5-{noticed.address}.json"
    assert lines[1:] == [
        "Whoever has this file can end this notice with it, once, and do nothing else.",
        f"{noticed.address} has signed. The file is {file}; nothing was sent.",
    ]
    return file


def test_what_a_member_has_signed_is_posted_by_anyone(run, refusal, suite, noticed, signed):
    assert suite.educators.notice_of(noticed)[0]
    until = moment_of(suite.educators.notice_of(noticed)[0])

    code, lines = run("members", "--post", signed, "--account", "TEST::9")

    assert code == 0, lines
    assert lines == [
        f"{noticed.address} keeps its seat against the notice until {until}.",
        f"The notice is over; {noticed.address} is a member as before.",
    ]
    assert tuple(suite.educators.notice_of(noticed)) == (0, 0)
    assert refusal("members", "--post", signed) == (
        f"{signed}: {noticed.address} is under no notice any more: remove it"
    )


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda told: told["message"].update(until=told["message"]["until"] + 1), "has not signed"),
        (lambda told: told.update(signature="0x" + 65 * "11"), "has not signed this: remove it"),
        (lambda told: told.update(signature=""), "no seat is kept by this"),
        (lambda told: told["message"].update(until="soon"), "no seat is kept by this"),
        (lambda told: told["message"].update(member="0x12"), "0x12"),
        (lambda told: told["domain"].update(chainId=1), "this is for another DAO or chain"),
        (lambda told: told.update(more=1), "no seat is kept by this"),
        (lambda told: told.clear(), "no seat is kept by this"),
    ],
)
def test_a_file_that_does_not_hold_is_one_clear_line(refusal, signed, change, error):
    told = json.loads(signed.read_text())
    change(told)
    signed.write_text(json.dumps(told))

    line = refusal("members", "--post", signed)
    assert line.startswith(f"{signed}: ")
    assert error in line


def test_a_file_against_an_older_notice_is_told_so(run, refusal, suite, signed, noticed, chain):
    chain.mine(timestamp=suite.educators.notice_of(noticed)[1] + 1)
    run("members", "--strike", "TEST::5", "--account", "TEST::9")
    again = moment_of(suite.educators.notice_of(noticed)[0])

    assert refusal("members", "--post", signed) == (
        f"{signed}: this is signed against another notice, not the one until {again}: sign anew"
    )


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
        (("--keep", "--account", "TEST::1"), "is under no notice: seat 1 is safe as it is"),
        (("--keep", "--account", "TEST::8"), "is not a member: `ape run members` shows who is"),
        (("--sign", "here"), "--sign goes with --keep"),
        (("--keep", "--post", "here.json"), "say one of --strike, --keep and --post"),
        (("--post", "nowhere.json"), "nowhere.json: no seat is kept by this"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_one_clear_line(refusal, words, line):
    assert line in refusal("members", *words)


def test_giving_notice_is_asked_first(run, chain, years):
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
