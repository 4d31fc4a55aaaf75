"""Naming a proxy, showing and ending it, and voting as one."""

import pytest

from cairn.say.times import DAY, date_of


@pytest.fixture(scope="session")
def suite(found):
    return found()


@pytest.fixture
def last_day(chain):
    """A day in a month from now."""
    return date_of(chain.blocks.head.timestamp + 30 * DAY)


def test_a_proxy_is_named_until_the_last_second_of_a_day(run, suite, educators, last_day):
    ada, bo = educators[0].address, educators[1].address

    assert run("proxy", "TEST::2", "--until", last_day) == (
        0,
        [
            f"{bo} may vote for {ada} until {last_day}, wherever {ada} does not. "
            "One's own vote always overrides it.",
            f"{bo} is the proxy of {ada} until {last_day}.",
        ],
    )
    proxy, until = suite.educators.proxy_of(ada)
    assert (proxy, until % DAY, date_of(until)) == (bo, DAY - 1, last_day)
    assert run("proxy")[1] == [f"{bo} votes for educator ({ada}) until {last_day}."]


@pytest.mark.parametrize(
    "words", [("--end",), ("TEST::1", "--end", "--account", "TEST::2")], ids=["member", "proxy"]
)
def test_a_proxy_is_ended_by_either_side(run, educators, last_day, words):
    run("proxy", "TEST::2", "--until", last_day)

    code, lines = run("proxy", *words)

    assert code == 0
    assert lines[-1] == f"{educators[0].address} has no proxy any more."
    assert run("proxy")[1] == ["Nobody has a proxy: every member votes in person."]


def test_a_proxy_votes_for_those_who_have_not_and_each_may_override(
    run, suite, open_vote, educators, last_day
):
    for account in ("TEST::1", "TEST::3"):
        run("proxy", "TEST::2", "--until", last_day, "--account", account)
    run("propose", "--remove", "TEST::5")
    proposal_id = open_vote()
    run("vote", "1", "against", "--yes", "--account", "TEST::3")

    code, lines = run("vote", "1", "for", "--as-proxy", "--reason", "Gone.", "--account", "TEST::2")

    assert code == 0
    assert lines[-1] == f"{educators[0].address} has voted by proxy: for."
    assert suite.dao.proposalVotes(proposal_id) == (1, 1, 0)
    told = run("proposal", "1")[1]
    ada, bo = educators[0].address, educators[1].address
    assert f"educator ({ada}) votes for (by proxy, {bo}): Gone." in told

    assert run("vote", "1", "abstain", "--yes")[0] == 0
    told = run("proposal", "1")[1]
    assert f"educator ({ada}) votes abstain (changed from for)." in told


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("TEST::2",), "say until when, as in --until 2027-01-01"),
        (("--until", "2027-01-01"), "name the member who is to be your proxy"),
        (("TEST::2", "--until", "soon"), '--until "soon" is no day: write it as 2027-01-01'),
        (("TEST::2", "--until", "2027-02-30"), '--until "2027-02-30" is no day'),
        (("TEST::2", "--until", "2020-01-01"), "a proxy's last day must be in the future"),
        (("TEST::2", "--until", "2999-01-01"), "name a proxy for a year at most"),
        (("TEST::1", "--until", "{last_day}"), "educators: name somebody else as your proxy"),
        (("TEST::8", "--until", "{last_day}"), "educators: a proxy must be a member"),
        (("TEST::2", "--until", "{last_day}", "--account", "TEST::8"), "educators: not a member"),
        (("--end", "--until", "{last_day}"), "--end ends a proxy at once: leave --until out"),
        (("--end",), "educators: this member has no proxy"),
        (("nobody", "--until", "{last_day}"), 'there is no account "nobody"'),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, tuple) else "",
)
def test_what_cannot_be_is_one_clear_line(refusal, last_day, words, line):
    assert line in refusal("proxy", *(word.format(last_day=last_day) for word in words))


def test_nobody_s_proxy_is_told_so(run, refusal, open_vote, educators):
    run("propose", "--remove", "TEST::5")
    open_vote()
    assert refusal("vote", "1", "for", "--as-proxy") == (
        f"{educators[0].address} is nobody's proxy: `ape run proxy` shows who is whose"
    )


def test_it_is_asked_before_it_is_signed(run, chain, last_day):
    before = chain.blocks.height
    for words in (("TEST::2", "--until", last_day),):
        code, lines = run("proxy", *words, answer="n\n")
        assert code == 1
        assert any(line.startswith("Sign and send? [y/N]") for line in lines)
    assert chain.blocks.height == before
