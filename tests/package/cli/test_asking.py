"""Whoever signs is told what it does and asked, at a terminal and unless --yes is said."""

import pytest

from cairn.governance.decisions import decided_so

QUESTION = "Sign and send? [y/N]"


@pytest.fixture
def ready(enrol, award, curriculum, learner, learners, tmp_path):
    """A learner who can claim, and another who can be awarded a badge, by a gradebook too."""
    enrol()
    for badge in curriculum.classes[:3]:
        award(badge)
    enrol(learners[1])
    grades = tmp_path / "grades.csv"
    grades.write_text(f"email,score,wallet\nb@example.org,0.9,{learners[1]}", encoding="utf-8")
    return {"{wallet}": str(learners[1].address), "{grades}": str(grades), "{l}": learner.address}


@pytest.fixture
def pending(propose, act, decision_rules, rules):
    """A proposal whose vote has not opened; return its id."""
    return hex(propose(act(decision_rules, "set_rules", 0, rules), description="Keep the rules").id)


@pytest.fixture
def carried(propose, educators, act, decision_rules, rules):
    """A proposal that can be executed; return its id."""
    proposal = propose(act(decision_rules, "set_rules", 0, rules), description="Keep them")
    proposal.open()
    for voter in educators[:3]:
        proposal.vote(voter)
    proposal.ripen()
    return hex(proposal.id)


def check_asked(run, chain, told, *words):
    """Answer no, then yes; then do not be asked, by --yes or with nobody there."""
    before = chain.blocks.height
    code, lines = run(*words, answer="n\n")
    assert (code, chain.blocks.height) == (1, before)
    asked = next(n for n, line in enumerate(lines) if line.startswith(QUESTION))
    assert any(told in line for line in lines[:asked]), lines

    for options, answer in (((), "y\n"), (("--yes",), "n\n"), ((), None)):
        with chain.isolate():
            code, lines = run(*words, *options, answer=answer)
            assert code == 0, lines
            assert chain.blocks.height > before
            assert any(line.startswith(QUESTION) for line in lines) == (answer == "y\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("claim", "bees/keeper"), "Beekeeper (keeper) is claimed for {l}, by the rule of "),
        (("issue", "--class", "bees/b1", "{wallet}"), "awarded by 0x"),
        (
            ("issue", "--class", "bees/b1", "--from-csv", "{grades}", "--min", "60%"),
            "1 to be awarded",
        ),
        (
            ("revoke", "bees/b1", "{l}", "--reason", "1"),
            "The token goes; the record and this reason stay, public for ever.",
        ),
        (("renounce", "bees/b1"), "Badge 1 (b1) is given up by {l}."),
        (("enrol", "bees", "--leave"), "Badges held stay (3)"),
        (("propose", "--rule", "curriculum.quorum=1"), "If this passes:"),
        (("admit", "--resign", "--account", "TEST::5"), "comes back only by a vote"),
        (("deploy", "--roster", "examples/educators.csv"), "Founders, each of them invited:"),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, tuple) else "",
)
def test_it_is_told_and_asked_before_it_is_signed(run, chain, ready, words, told):
    for name, value in ready.items():
        words = tuple(word.replace(name, value) for word in words)
        told = told.replace(name, value)
    check_asked(run, chain, told, *words)


def test_withdrawing_is_asked_too(run, chain, pending):
    check_asked(run, chain, "is withdrawn for good", "cancel", pending)


def test_executing_is_asked_too_after_all_that_it_changes(run, chain, carried, rules):
    check_asked(run, chain, decided_so(0, rules), "execute", carried)
