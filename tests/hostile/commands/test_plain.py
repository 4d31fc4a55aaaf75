"""What an older registry let pass in keys and names can neither deceive nor garble a terminal."""

import pytest

from cairn.curricula.record import BadgeClass, Gate, Issuer, Record, Rule
from cairn.say.text import invisible_marks

TURN, SHOWN = "\u202e", "<U+202E>"  # turns the rest of a line around
KEY, TITLE = f"wasps{TURN}[red]", f"Wasps{TURN} [bold]and[/bold] :bee:"


@pytest.fixture
def wasps(adopt, issuer):
    """A curriculum all of whose texts are hostile."""
    return adopt(
        Record(
            key=KEY,
            title=TITLE,
            classes=(
                BadgeClass(key=f"w{TURN}1", name=f"Wasp{TURN} [link=x]one"),
                BadgeClass(key=f"q{TURN}1", name=f"Queen{TURN} [red]", rank=1),
            ),
            rules=(Rule(index=2, gates=(Gate(threshold=1, classes=1 << 1),)),),
            issuers=(Issuer(str(issuer.address)),),
        )
    )


def test_names_off_the_chain_are_shown_as_what_they_are(run, wasps, learner):
    badge, queen = f"{KEY}/w{TURN}1", f"{KEY}/q{TURN}1"
    for code, *words in (
        (0, "enrol", KEY),
        (0, "enrol", KEY),
        (1, "enrol", KEY, "--version", 2),
        (1, "claim", queen),
        (1, "claim", badge),
        (1, "claim", f"{KEY}/none"),
        (1, "claim", "none/none"),
        (1, "issue", "--class", queen, learner),
        (1, "issue", "--class", badge, learner, "--account", "TEST::8"),
        (0, "issue", "--class", badge, learner),
        (0, "progress", learner),
        (0, "claim", queen),
        (0, "verify", learner, queen),
        (0, "transcript", learner),
        (1, "revoke", badge, learner, "--reason", 1, "--account", "TEST::8"),
        (0, "revoke", badge, learner, "--reason", 1),
        (2, "verify", learner, badge),
        (0, "propose", "--accredit", KEY, "TEST::7"),
        (0, "proposals"),
        (0, "enrol", KEY, "--leave"),
        (1, "enrol", KEY, "--leave"),
    ):
        got, lines = run(*words)
        assert got == code, lines
        told = "\n".join(lines)
        assert all(invisible_marks(line) == [] for line in lines), told
        assert SHOWN in told


def test_nothing_in_a_name_is_taken_for_a_style(run, wasps, learner):
    run("enrol", KEY)
    told = "\n".join(run("transcript", learner)[1])
    assert "[bold]and[/bold] :bee:" in told
    assert "[link=x]one" in told
