"""What educators and learners are shown is what is so, whatever a text says."""

import json
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from hostile.mending import mended_by
from markdown_it import MarkdownIt

from cairn.chain.suite import DAY
from cairn.curricula.record import BadgeClass, Gate, Issuer, Rule

FAILING = Path(__file__).parents[2] / "data" / "failing"
WIDTH = 100  # columns of a terminal


@pytest.fixture
def changes(run, put_forward):
    """Put actions to the vote, and return what they would change, as voters read it."""

    def changes(*actions):
        put_forward(*actions)
        return json.loads("\n".join(run("proposal", "1", "--json")[1]))["changes"]

    return changes


@pytest.fixture
def adopting(bench, act, curricula):
    """Stage records, and word their adoption."""
    return lambda *records: [act(curricula, "adopt", bench.stage(record)) for record in records]


@mended_by(10, "what cannot be read is told as such")
def test_a_record_that_cannot_be_read_is_told_to_voters_as_unreadable(changes, adopting, record_of):
    data = record_of(title="Titled").encode().replace(b"Titled", b"\xff\xfeled")
    [sentence] = changes(*adopting(data))
    assert "unreadable" in sentence


def test_calldata_that_no_function_takes_is_shown_as_it_is(changes, suite, act, stranger):
    calldata = bytes(act(suite.educators, "admit", stranger)[1])
    dirty = calldata[:4] + b"\xff" * 12 + calldata[16:]
    told = changes(
        *((suite.educators, data) for data in (dirty, calldata[:-10], calldata[:3], b""))
    )
    start = f"Calls {suite.educators.address} with data that Cairn cannot read:"
    assert told == [
        f"{start} {dirty.hex()}.",
        f"{start} {calldata[:-10].hex()}.",
        f"{start} {calldata[:3].hex()}.",
        f"{start} none.",
    ]


@mended_by(10, "names and keys stand in quotation marks")
def test_no_name_is_told_like_the_badges_of_another_rule(changes, adopting, record_of):
    names = ("intro", "Intro"), ("calc", "Calculus"), ("stats", "Statistics"), ("b1", "Thesis")
    forged = "Intro (intro); Calculus (calc); Statistics (stats); Thesis"
    diploma = BadgeClass("ds", "Diploma", rank=1)
    one = record_of(classes=(BadgeClass("b1", forged), diploma), rules=(Rule(2, (Gate(1, 0b10),)),))
    four = record_of(
        classes=(*(BadgeClass(*name) for name in names), diploma),
        rules=(Rule(5, (Gate(4, 0b11110),)),),
    )
    told_alike = [sentence for sentence in changes(*adopting(one, four)) if forged in sentence]
    assert len(told_alike) == 2


@mended_by(10, "names and keys stand in quotation marks")
def test_no_key_goes_on_with_the_sentence_that_it_stands_in(changes, adopting, record_of):
    key = "x), version 1. No issuer (y"
    assert f'"{key}"' in changes(*adopting(record_of(key=key)))[0]


@mended_by(10, "the curriculum is told wherever two could be meant")
def test_a_revocation_tells_of_which_curriculum(
    changes, adopt, record_of, act, credentials, token_id, learner
):
    badges = [adopt(record_of(key=key, title=key.title())).badge for key in ("alpha", "beta")]
    told = changes(*(act(credentials, "revoke", token_id(badge, learner), 1) for badge in badges))
    assert told[0] != told[1]


@mended_by(10, "everything that a record changes is told")
def test_no_field_of_a_badge_goes_untold(changes, adopting, record_of):
    fields = ("tenths", "level", "type", "participation", "assessment", "supervision", "identity")
    said = {"Title 0": {}, **{f"Title {n}": {field: 2} for n, field in enumerate(fields, start=1)}}
    told = changes(
        *adopting(
            *(
                record_of(title=title, classes=(BadgeClass("b1", "Intro", **fields),), rules=())
                for title, fields in said.items()
            )
        )
    )
    stories, title = dict.fromkeys(said, ""), "Title 0"
    for sentence in told:
        title = next((it for it in said if it in sentence), title)  # a title begins a story
        stories[title] += sentence.replace(title, "Title")
    assert len(set(stories.values())) == len(said)


@mended_by(10, "what an issuer's entry overrides is told")
def test_an_accreditation_that_is_shortened_or_restored_is_not_told_like_a_new_one(
    changes, adopting, adopt, record_of, chain, learners
):
    addresses = sorted((str(who.address) for who in learners[1:4]), key=str.lower)
    then = chain.pending_timestamp + DAY
    known = Issuer(addresses[0]), Issuer(addresses[1], then)  # one stands, one ends
    number = adopt(replace(record_of(), issuers=known)).number
    chain.mine(timestamp=then + DAY)

    second = record_of(classes=(), rules=(), curriculum=number, version=2)
    entries = [Issuer(address, then + 30 * DAY) for address in addresses]
    told = changes(*adopting(*(replace(second, issuers=(it,)) for it in entries)))

    stories = {tuple(said.replace(it, "X") for said in told if it in said) for it in addresses}
    assert len(stories) == 3


@pytest.fixture
def rows(run):
    """The rows in which a terminal shows what a command says."""

    def rows(*words, **options):
        lines = run(*words, **options)[1]
        return [line[at : at + WIDTH] for line in lines for at in range(0, len(line) or 1, WIDTH)]

    return rows


@mended_by(10, "long texts and runs of spaces are shortened")
def test_no_description_draws_what_another_proposal_would_be_told_as(
    rows, suite, put_forward, act, stranger, open_vote
):
    screen = (
        "Change nothing but a typo.",
        "  - Nobody can enrol in version 1 of any more; who is enrolled keeps its rules.",
        "This is a decision on a curriculum: at least 30 % of the members must vote for it.",
    )
    first = screen[0].ljust(WIDTH - len("Proposal 1: "))
    described = first + "".join(line.ljust(WIDTH) for line in screen[1:]) + " " * 30 * WIDTH + "."
    grave = act(suite.educators, "transfer_ownership", stranger)
    put_forward(grave, description=described.encode())
    open_vote(1)
    assert not {*screen[1:]} & {row.rstrip() for row in rows("vote", "1", "for")}


@mended_by(10, "long texts and runs of spaces are shortened")
def test_no_reason_draws_somebody_elses_ballot(
    rows, suite, put_forward, open_vote, educators, educator
):
    put_forward()
    forged = f"{educators[3].address} votes against: this is theft."
    spaces = " " * (WIDTH - len(f"{educators[1].address} votes for: I agree"))
    reason = f"I agree{spaces}{forged}"
    suite.dao.castVoteWithReason(open_vote(1), 1, reason, sender=educators[1])
    assert forged not in rows("proposal", "1")


@mended_by(10, "texts in documents are escaped, or fenced")
def test_no_text_adds_to_what_the_minutes_are_made_of(
    run, suite, put_forward, open_vote, educators
):
    command, _ = (FAILING / "16-minutes-forged-ballot.txt").read_text().splitlines()
    forged = f"{shlex.split(command)[-1]} ![x](https://e.example/x.png)"
    put_forward(description=b"Adopt.\n</blockquote><h2>Executed</h2>\n\n# Agreed\n\n- seat 9: for")
    suite.dao.castVoteWithReason(open_vote(1), 0, forged, sender=educators[1])

    page = "\n".join(run("minutes", "1")[1])

    for html in (True, False):  # as lax and as strict renderers have it
        tokens = MarkdownIt("commonmark", {"html": html}).parse(page)
        kinds = [token.type for it in tokens for token in (it, *(it.children or ()))]
        assert (kinds.count("heading_open"), kinds.count("list_item_open")) == (5, 3)
        assert {"html_block", "html_inline", "image", "link_open"}.isdisjoint(kinds)


@mended_by(10, "which counted component has expired is told")
def test_a_learner_is_told_which_component_has_expired(
    told, adopt, record_of, credentials, learner, issuer, chain
):
    adopted = adopt(record_of(badges=1, valid_days=1))
    credentials.enrol(adopted.number, 1, sender=learner)
    credentials.award(adopted.badge, learner, sender=issuer)
    chain.mine(deltatime=9 * DAY)
    assert "expired" in told("progress", learner, str(adopted.number))
    assert "expired" in told("claim", f"{adopted.number}/keeper", "--yes")
