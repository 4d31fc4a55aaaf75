"""Proposing what concerns the DAO itself: rules, classes, the chamber, a lost key."""

import json

import pytest

from cairn.chain.suite import ACTS, CLASSES, DAY, RULEBOOK
from cairn.governance.motions import all_motions
from cairn.say.times import moment_of

PEOPLE = (
    "This is a decision on people: at least half of the members (3 of 5) must vote for it or "
    "abstain, and at least two thirds of the votes for and against must be for it."
)
CONSTITUTION = (
    "This is a decision on the constitution: at least half of the members (3 of 5) must vote for "
    "it or abstain, and at least three quarters of the votes for and against must be for it."
)


@pytest.fixture(scope="session")
def suite(found):
    return found()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ("curricula/mitx-sds-v1.yaml",),
            "This is a decision on a curriculum: at least 30 % of the members (3 of 5) must vote "
            "for it or abstain, and more than half of the votes for and against must be for it.",
        ),
        (("--remove", "TEST::5"), PEOPLE),
        (("--replace-key", "TEST::5=TEST::8"), CONSTITUTION),
        (("--rule", "people.quorum=4000"), CONSTITUTION),
        (("--chamber", "TEST::9"), CONSTITUTION),
        (("--class", "credentials.set_renderer=people"), CONSTITUTION),
        (("--remove", "TEST::5", "--rule", "people.quorum=4000"), CONSTITUTION),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, tuple) else "",
)
def test_a_proposal_says_of_which_class_it_is_and_what_it_needs(run, suite, on_chain, words, line):
    code, lines = run("propose", *words)

    assert code == 0, lines
    assert line in lines
    # What was said is what the DAO has found by itself.
    [motion] = all_motions(on_chain)
    subjects = ("a curriculum", "people", "the treasury", "the constitution")
    assert line.startswith(
        f"This is a decision on {subjects[suite.dao.proposalKind(motion.id)[0]]}: "
    )


def test_rules_are_changed_class_by_class(run, suite, pass_one):
    _, lines = run("propose", "--rule", "people.quorum=4000", "--rule", "treasury.delay=0")

    assert lines[0] == "Change how the DAO decides on people"
    told = [line for line in lines if line.startswith("  - ")]
    assert [line.partition(":")[0] for line in told] == [
        "  - Decisions on people",
        "  - Decisions on the treasury",
    ]
    assert "at least 40 % of the members, 3 or more but never all, must vote for it" in told[0]
    assert "it takes effect less than a minute after the vote" in told[1]

    pass_one()
    assert suite.rules.rules(1).quorum == 4_000
    assert suite.rules.rules(2).delay == 0
    assert tuple(suite.rules.rules(0)) == RULEBOOK[0]


def test_a_chamber_is_named_and_done_without(run, suite, pass_one, employer):
    _, lines = run("propose", "--chamber", "TEST::9")
    assert lines[2] == (
        f"  - {employer.address} becomes the chamber: it may return a proposal on a curriculum "
        "once, which then needs two thirds and is voted on for twice as long."
    )
    pass_one()
    assert suite.dao.chamber() == employer

    _, lines = run("propose", "--chamber", "none")
    assert lines[2] == "  - No chamber may return proposals on a curriculum any more."


def test_an_act_is_put_into_another_class(run, suite, pass_one):
    _, lines = run("propose", "--class", "credentials.set_renderer=people")
    assert lines[2] == "  - CredentialToken.set_renderer is a decision on people from then on."
    pass_one()
    _, lines = run("powers")
    start = next(n for n, line in enumerate(lines) if line.startswith("Decisions on people"))
    end = next(n for n, line in enumerate(lines) if line.startswith("Decisions on the treasury"))
    assert "  - CredentialToken.set_renderer" in lines[start:end]


def test_a_lost_key_is_replaced_by_vote_and_by_accepting(
    run, refusal, suite, chain, pass_one, accounts
):
    old, new = accounts[5].address, accounts[8].address
    _, lines = run("propose", "--replace-key", "TEST::5=TEST::8")
    assert lines[:3] == [
        f"Replace the key of {old}",
        "If this passes:",
        f"  - {new} is offered the seat of {old}, for 90 days. The old key has a week to turn that "
        "down. Once the new one accepts, after that, it votes in that seat, also on what is open, "
        "and the old key does no more.",
    ]
    pass_one()
    assert refusal("admit", "--accept", "--account", "TEST::8") == (
        "refused: educators: the old key has a week to turn this down; accept after that"
    )
    chain.mine(deltatime=7 * DAY)

    assert run("admit", "--accept", "--account", "TEST::8") == (
        0,
        [
            f"{new} takes over seat 5 from {old}, which can do no more.",
            f"{new} is a member now, with seat 5.",
        ],
    )
    assert suite.educators.holder(5) == new


def test_every_key_that_may_take_a_seat_is_told(run, suite, chain, pass_one, accounts):
    """To turn one down would be of no use against another that nobody has seen."""
    keys = [accounts[n].address for n in (8, 9)]
    words = [word for n in (8, 9) for word in ("--replace-key", f"TEST::5=TEST::{n}")]
    run("propose", *words)
    pass_one()

    listed = json.loads("\n".join(run("members", "--json")[1]))["members"]
    assert [each["key"] for each in listed[4]["offered_to"]] == keys
    assert [one["offered_to"] for one in listed[:4]] == [[]] * 4
    [line] = [line for line in run("members")[1] if line.startswith("Seat 5")]
    assert all(f"the key {key} may take the seat over" in line for key in keys)

    run("admit", "--keep", "TEST::9", "--account", "TEST::5")
    listed = json.loads("\n".join(run("members", "--json")[1]))["members"]
    assert [each["key"] for each in listed[4]["offered_to"]] == keys[:1]
    chain.mine(deltatime=7 * DAY)
    run("admit", "--accept", "--account", "TEST::8")
    listed = json.loads("\n".join(run("members", "--json")[1]))["members"]
    assert [one["offered_to"] for one in listed] == [[]] * 5


def test_whose_key_is_not_lost_keeps_the_seat(run, refusal, suite, chain, pass_one, accounts):
    old, new = accounts[5].address, accounts[8].address
    run("propose", "--replace-key", "TEST::5=TEST::8")
    pass_one()
    from_then_on = moment_of(chain.blocks.head.timestamp + 7 * DAY)
    [told] = [line for line in run("members")[1] if new in line]
    assert told.endswith(
        f"the key {new} may take the seat over from {from_then_on} on, unless `ape run admit "
        "--keep` turns it down."
    )

    assert refusal("admit", "--keep", "TEST::8", "--account", "TEST::4") == (
        "refused: educators: this key has not been offered your seat"
    )
    assert run("admit", "--keep", "TEST::8", "--account", "TEST::5") == (
        0,
        [
            f"{new} can no longer take the seat of {old} over.",
            f"{old} keeps its seat.",
        ],
    )
    assert suite.educators.invitations(new) == 0
    assert not any(new in line for line in run("members")[1])


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--replace-key", "TEST::5"), '--replace-key "TEST::5": write OLD=NEW, the lost key and'),
        (("--replace-key", "TEST::8=TEST::9"), "would fail: educators: not a member"),
        (("--replace-key", "TEST::4=TEST::5"), "would fail: educators: already a member"),
        (("--chamber", "0x12"), "'0x12' is no address"),
        (("--class", "dao.set_chamber=people"), "the DAO's own acts are always constitution"),
        (("--class", "credentials.fly=people"), '"fly" is not one function of CredentialToken'),
        (
            ("--class", "educators.safeTransferFrom=people"),
            '"safeTransferFrom" is not one function',
        ),
        (("--class", "bees.adopt=people"), "write CONTRACT.FUNCTION=CLASS, where CONTRACT is "),
        (("--class", "curricula.adopt"), "write CONTRACT.FUNCTION=CLASS, where CONTRACT is "),
        (("--rule", "curriculum.quorum=3000"), "the rules are so already: nothing would change"),
        (("--rule", "people.majority=4"), "--rule people.majority=4: the majority must be 1, 2 or"),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, tuple) else "",
)
def test_what_cannot_be_proposed_is_one_clear_line(run, chain, words, line):
    before = chain.blocks.height
    code, lines = run("propose", *words)
    assert code == 1
    assert line in lines[-1]
    assert lines[-1].startswith("Error: ")
    assert chain.blocks.height == before


def test_every_act_that_a_deployment_classes_is_a_function(suite):
    for role, acts in ACTS.items():
        kind = getattr(suite, role).contract_type
        there = {method.selector for method in kind.mutable_methods}
        assert acts.keys() <= there, role
        for act, name in acts.items():
            [method] = [it for it in kind.mutable_methods if it.selector == act]
            selector = kind._selector_hash_fn(method.selector)[:4]
            assert CLASSES[suite.rules.class_of(getattr(suite, role), selector)] == name
