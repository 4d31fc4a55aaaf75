"""Voting among hostile files, and by a number that means another proposal."""

import os
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from hostile.mending import mended_by


@pytest.fixture
def proposal(put_forward, open_vote):
    """A proposal whose vote is open."""
    put_forward()
    return open_vote(1)


@contextmanager
def endless(path):
    """A pipe that never ends, to whoever opens it; yields a flag that says whether somebody has."""
    os.mkfifo(path)
    opened, done = Event(), Event()

    def feed():
        while not done.wait(0.01):
            try:
                pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads it
                continue
            opened.set()
            os.close(pipe)  # so that the reader goes on, as it would not otherwise

    feeder = Thread(target=feed)
    feeder.start()
    try:
        yield opened
    finally:
        done.set()
        feeder.join()


@mended_by(10, "what is no plain file in a folder of ballots is not opened")
def test_a_pipe_among_the_ballots_holds_nobody_up(answer, proposal, tmp_path):
    with endless(tmp_path / "ballot.json") as opened:
        answer("vote", "1", "--post", tmp_path)
    assert not opened.is_set()


@pytest.mark.parametrize(
    "make",
    [lambda path: path.symlink_to("/nowhere"), lambda path: path.mkdir()],
    ids=["a link to nowhere", "a folder"],
)
def test_what_cannot_be_a_ballot_is_named_and_nothing_is_posted(refusal, proposal, tmp_path, make):
    file = tmp_path / "<\u202e>.json"
    make(file)
    assert refusal("vote", "1", "--post", tmp_path) == (
        f"{tmp_path}/<<U+202E>>.json: this is no signed ballot: sign it anew, or remove it"
    )


@mended_by(10, "--sign writes through no link")
def test_a_ballot_is_not_written_through_a_planted_link(answer, proposal, educator, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("what somebody needs")
    (tmp_path / f"ballot-1-{educator.address}.json").symlink_to(kept)
    answer("vote", "1", "for", "--sign", tmp_path)
    assert kept.read_text() == "what somebody needs"


@mended_by(10, "a number is held against the chain's serial number")
def test_a_number_counted_from_too_late_a_block_votes_on_no_other_proposal(
    answer, suite, chain, put_forward, open_vote, written_book, educators
):
    put_forward(description=b"Invite Ada.")
    late = chain.blocks.height + 1
    put_forward(description=b"Remove Bob.", sender=educators[1])
    second = open_vote(2)
    written_book(block=late)
    answer("vote", "1", "for", "--yes")
    assert suite.dao.proposalVotes(second) == (0, 0, 0)
