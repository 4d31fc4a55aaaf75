"""Voting anew, and voting by a signed file that somebody else sends."""

import json

import pytest
from eth_account import Account

from cairn.chain.suite import DAY
from cairn.governance.signing import ANSWER_GAS, _signable


@pytest.fixture(scope="session")
def suite(found):
    return found()


@pytest.fixture
def proposed(run, open_vote):
    """A vote that is open; return the proposal's id."""
    run("propose", "--remove", "TEST::5")
    return open_vote()


@pytest.fixture
def signed(run, proposed, tmp_path):
    """Three founders' ballots in a folder."""
    for number, support in ((1, "for"), (2, "against"), (3, "abstain")):
        reason = ("--reason", "Why nöt?") if number == 2 else ()
        words = ("1", support, "--sign", tmp_path, *reason, "--account", f"TEST::{number}")
        code, lines = run("vote", *words)
        assert code == 0, lines
    return tmp_path


def mend(folder, change):
    """Change what one ballot of a folder says; return its file."""
    file = sorted(folder.glob("*.json"))[0]
    told = json.loads(file.read_text())
    change(told)
    file.write_text(json.dumps(told))
    return file


def test_a_vote_is_told_with_what_it_takes(run, proposed):
    _, lines = run("vote", "1", "for")
    assert lines[2].startswith(
        "This is a decision on people: at least half of the members (3 of 5)"
    )


def test_a_ballot_is_changed_and_both_are_told(run, suite, proposed, educator):
    run("vote", "1", "for", "--yes")
    code, lines = run("vote", "1", "against", "--change", "--reason", "I was wrong.", "--yes")

    assert code == 0
    assert lines[-1] == f"{educator.address} has changed to: against."
    assert suite.dao.proposalVotes(proposed) == (1, 0, 0)
    told = run("proposal", "1")[1]
    assert f"educator ({educator.address}) votes against (changed from for): I was wrong." in told
    [ballot] = json.loads("\n".join(run("proposal", "1", "--json")[1]))["ballots"]
    assert ballot["earlier"] == ["for"]


def test_there_is_nothing_to_change_before_one_has_voted(refusal, proposed):
    assert refusal("vote", "1", "for", "--change") == (
        "refused: dao: you have not voted on this proposal yet"
    )


def test_in_the_last_eighth_no_ballot_changes(run, refusal, suite, chain, proposed):
    run("vote", "1", "for", "--yes")
    chain.mine(timestamp=suite.dao.proposalDeadline(proposed) - 60)
    assert "in the last eighth of a vote" in refusal("vote", "1", "against", "--change")


def test_signing_sends_nothing_and_posting_counts(run, suite, chain, signed, proposed, educators):
    before = chain.blocks.height
    assert suite.dao.proposalVotes(proposed) == (0, 0, 0)

    code, lines = run("vote", "1", "--post", signed, "--account", "TEST::9")

    assert code == 0, lines
    assert lines[-1] == "3 of 3 ballots are cast on proposal 1."
    assert chain.blocks.height == before + 1
    assert suite.dao.proposalVotes(proposed) == (1, 1, 1)
    assert f"{educators[1].address} votes against: Why nöt?" in run("proposal", "1")[1]


def test_a_second_run_posts_what_is_left(run, suite, chain, signed, proposed):
    late = sorted(signed.glob("*.json"))[0].rename(signed.parent / "late.json")
    run("vote", "1", "--post", signed)
    late.rename(signed / "late.json")

    code, lines = run("vote", "1", "--post", signed)
    assert code == 0
    assert lines[0] == "2 have voted already."
    assert lines[-1] == "1 of 1 ballots are cast on proposal 1."

    before = chain.blocks.height
    assert run("vote", "1", "--post", signed)[1] == [
        "3 have voted already.",
        "There is nothing left to post on proposal 1.",
    ]
    assert chain.blocks.height == before
    assert suite.dao.proposalVotes(proposed) == (1, 1, 1)


def test_a_ballot_that_does_not_count_is_skipped_with_its_reason(
    run, signed, proposed, stranger, educators
):
    words = ("1", "for", "--sign", signed, "--account", "TEST::8")
    assert run("vote", *words)[0] == 0

    code, lines = run("vote", "1", "--post", signed)

    assert code == 0
    assert f"{stranger.address} is skipped: not a member when the vote opened." in lines
    assert lines[-1] == "3 of 4 ballots are cast on proposal 1."


def test_more_ballots_than_one_transaction_takes_are_sent_in_several(
    run, chain, signed, monkeypatch
):
    monkeypatch.setattr("cairn.governance.signing.MAX_BATCH", 2)
    before = chain.blocks.height
    assert run("vote", "1", "--post", signed)[1][-1] == "3 of 3 ballots are cast on proposal 1."
    assert chain.blocks.height == before + 2


def test_a_file_may_be_named_and_is_what_a_wallet_signs(run, suite, proposed, tmp_path, educator):
    file = tmp_path / "mine.json"
    assert run("vote", "1", "for", "--sign", file)[1][-1] == (
        f"{educator.address} has signed: for. The ballot is {file}; nothing was sent."
    )
    told = json.loads(file.read_text())
    assert told["primaryType"] == "Ballot"
    assert told["domain"]["verifyingContract"] == suite.dao.address
    assert told["message"] == {
        "proposalId": str(proposed),
        "support": 1,
        "voter": educator.address,
        "nonce": 0,
    }


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda it: it.pop("signature"), "this is no signed ballot: sign it anew, or remove it"),
        (lambda it: it.update(signature="0x"), "this is no signed ballot"),
        (lambda it: it.update(signature="0xzz"), "this is no signed ballot"),
        (lambda it: it.update(signature="0x" + "11" * 513), "this is no signed ballot"),
        (lambda it: it.update(message=[]), "this is no signed ballot"),
        (lambda it: it["message"].update(support=3), "this is no signed ballot"),
        (lambda it: it["message"].update(support=True), "this is no signed ballot"),
        (lambda it: it["message"].update(nonce=1), "this is no signed ballot"),
        (lambda it: it["message"].update(proposalId=-1), "this is no signed ballot"),
        (lambda it: it["message"].update(proposalId="9" * 5_000), "this is no signed ballot"),
        (lambda it: it.update(primaryType="Permit"), "this is no signed ballot"),
        (lambda it: it["domain"].update(chainId=1), "this ballot is for another DAO or chain"),
        (lambda it: it["message"].update(voter="0x12"), "'0x12' is no address"),
        (
            lambda it: it["message"].update(support=2 - it["message"]["support"] // 2),
            "has not signed this: remove it",
        ),
        (lambda it: it.update(signature="0x" + "11" * 65), "has not signed this: remove it"),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_posted(refusal, signed, change, line):
    file = mend(signed, change)
    told = refusal("vote", "1", "--post", signed)
    assert told.startswith(f"{file}: ")
    assert line in told


@pytest.mark.parametrize("content", ["", "{", "[]", "[" * 9_000, "x" * 20_000, "1", "\udcff"])
def test_what_is_no_ballot_at_all_is_named(refusal, signed, content):
    file = signed / "a.json"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert refusal("vote", "1", "--post", signed) == (
        f"{file}: this is no signed ballot: sign it anew, or remove it"
    )


def test_two_ballots_of_one_voter_are_one_too_many(run, refusal, signed, educator):
    file = signed / "zz.json"
    run("vote", "1", "against", "--sign", file)
    assert refusal("vote", "1", "--post", signed).startswith(
        f"{file}: {educator.address} has signed {signed}"
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("1",), "say how to vote: for, against or abstain; --post FOLDER goes without"),
        (("1", "for", "--post", "x"), "say how to vote: "),
        (("1", "--post", "x", "--reason", "No."), "say how to vote: "),
        (("1", "for", "--change", "--as-proxy"), "say one of --change, --as-proxy, --sign and"),
        (("1", "--post", "nowhere"), "nowhere: cannot be read (no such file or directory)"),
        (("1", "for", "--sign", "x.json", "--reason", "ü" * 129), "the reason has 258 bytes, of"),
    ],
    ids=lambda it: " ".join(it)[:30] if isinstance(it, tuple) else "",
)
def test_what_cannot_be_is_one_clear_line(refusal, proposed, words, line):
    assert line in refusal("vote", *words)


def test_an_empty_folder_is_named(refusal, proposed, tmp_path):
    assert refusal("vote", "1", "--post", tmp_path) == (
        f"{tmp_path}: holds no ballots: `ape run vote ... --sign` writes them"
    )


def test_a_ballot_that_could_never_count_is_not_signed(run, suite, chain, proposed, tmp_path):
    chain.mine(timestamp=suite.dao.proposalDeadline(proposed) + 1)
    code, lines = run("vote", "1", "for", "--sign", tmp_path)
    assert code == 1
    assert lines[-1] == "Error: proposal 1 is Defeated: its vote is over, sign nothing"
    assert list(tmp_path.iterdir()) == []


def test_signing_and_posting_are_asked_first(run, chain, signed, tmp_path):
    before = chain.blocks.height
    code, lines = run("vote", "1", "for", "--sign", tmp_path / "no.json", answer="n\n")
    assert code == 1
    assert any(line.startswith("Sign? [y/N]") for line in lines)
    assert not (tmp_path / "no.json").exists()
    code, lines = run("vote", "1", "--post", signed, answer="n\n")
    assert code == 1
    assert any(line.startswith("Sign and send? [y/N]") for line in lines)
    assert chain.blocks.height == before


def test_a_contract_s_ballot_is_posted_with_gas_for_its_dearest_answer(
    run, suite, chain, signed, proposed, pass_one, double, act, stranger
):
    key = Account.create()
    wallet = double("dao_signer", [key.address])
    run("admit", wallet.address)
    pass_one(2)
    wallet.act(*act(suite.educators, "accept"), sender=stranger)
    run("propose", "--remove", "TEST::4", "--account", "TEST::3")
    chain.mine(timestamp=chain.pending_timestamp + DAY + 1)
    run("vote", "3", "for", "--sign", signed / "a.json")
    told = json.loads((signed / "a.json").read_text())
    told["message"]["voter"] = wallet.address
    told["signature"] = key.sign_message(_signable(told)).signature.hex()
    (signed / "a.json").write_text(json.dumps(told))

    code, lines = run("vote", "3", "--post", signed, "--account", "TEST::9")

    assert code == 0, lines
    assert lines[-1] == "1 of 1 ballots are cast on proposal 3."
    [sent] = chain.blocks.head.transactions
    assert 2 * ANSWER_GAS < sent.gas_limit < 3 * ANSWER_GAS
