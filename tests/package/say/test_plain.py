"""What others wrote on chain can neither deceive nor garble a terminal; JSON has it as it is."""

import json

from cairn.say.text import invisible_marks

TURN, SHOWN = "\u202e", "<U+202E>"  # turns the rest of a line around


def test_proposals_and_reasons_are_shown_plain_and_told_to_programs_as_they_are(
    run, dao, decision_rules, chain, act, rules, propose, educators
):
    title = f"# [red]Free{TURN} beer\x1b[2J\x0b:bee:"
    proposal = propose(
        act(decision_rules, "set_rules", 0, rules), description=f"\n{title}\n\nTo all."
    )
    proposal.open()
    dao.castVoteWithReason(proposal.id, 1, f"Why not?\n\x1b[2J{TURN}[red]", sender=educators[1])

    for words in (
        ("proposals",),
        ("proposal", hex(proposal.id)),
        ("vote", hex(proposal.id), "for"),
    ):
        lines = run(*words)[1]
        told = "".join(lines)
        assert all(invisible_marks(line) == [] for line in lines), told
        assert SHOWN in told
        assert "[red]" in told
        assert "\N{HONEYBEE}" not in told
    listed = json.loads("\n".join(run("proposal", hex(proposal.id), "--json")[1]))
    assert listed["title"] == title.removeprefix("# ")
