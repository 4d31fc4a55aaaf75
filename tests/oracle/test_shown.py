"""What stories do not meet: what only one of the two has at all."""

import pytest
from eth_utils import keccak
from rig import account
from rig.build import build

from cairn.chain.suite import DAY
from oracle import differences as d
from oracle.forms import FORMS, HALF
from oracle.pair import OWNERS, PEOPLE, STRANGER, Content, Form, Ours, Theirs, calldata
from oracle.signing import sign
from oracle.solidity import compiled
from oracle.story import Act, Story, named

# What the DAO leaves out of OpenZeppelin's governor, and the difference that says so.
LEFT_OUT = {
    "relay": d.RELAY,
    "onERC721Received": d.DEPOSITS,
    "onERC1155Received": d.DEPOSITS,
    "onERC1155BatchReceived": d.DEPOSITS,
    "setVotingDelay": d.SETTINGS,
    "setVotingPeriod": d.SETTINGS,
    "setProposalThreshold": d.SETTINGS,
    "updateQuorumNumerator": d.SETTINGS,
    "quorumNumerator": d.QUORUM,
    "quorumDenominator": d.QUORUM,
    "updateTimelock": d.QUEUING,
    "lateQuorumVoteExtension": d.LATE,
    "setLateQuorumVoteExtension": d.LATE,
}
# What the DAO has besides, and the difference that says so.
ADDED = {
    "changeVote": d.CHANGES,
    "castVotesBySig": d.BATCHES,
    "castVoteAsProxy": d.PROXIES,
    "returnProposal": d.READINGS,
    "chamber": d.READINGS,
    "set_chamber": d.READINGS,
    "simulate": d.TRIALS,
    "proposalKind": d.CLASSES,
    "decision_rules": d.CLASSES,
    "proposalQuorum": d.QUORUM,
    "proposal_count": d.KEYS,  # serial numbers, by which votes that were missed are counted
    "getMinDelay": d.QUEUING,
    "credentials": d.SETTINGS,
    "MAX_ACTIONS": d.BOUNDS,
    "MAX_CALLDATA": d.BOUNDS,
    "MAX_DESCRIPTION": d.BOUNDS,
    "MAX_REASON": d.BOUNDS,
}
# And what the educators' token leaves out of OpenZeppelin's votes: what `delegateBySig` needs.
LEFT_OUT_OF_VOTES = {"nonces": d.DELEGATION}
OF_THE_TEST = {"tune"}
# ERC-165 id -> whether OpenZeppelin's governor claims it, whether the DAO does.
CLAIMS = {
    "01ffc9a7": (True, True),  # ERC-165
    "cdbdfcee": (True, True),  # IGovernor since 5.3
    "65455a86": (True, True),  # IGovernor before
    "ffffffff": (False, False),
    "4e2312e0": (True, False),  # takes ERC-1155 tokens
    "da287a1d": (False, True),  # ERC-6372
}
BARE, TIMELOCKED = FORMS[:2]
MEMBERS = [account(f"member {n}") for n in range(1, 6)]


@pytest.fixture(autouse=True)
def _needs(oracle):
    pass


def functions(abi: list[dict]) -> set[str]:
    return {entry["name"] for entry in abi if entry["type"] == "function"}


def test_the_dao_has_every_function_but_those_left_out_on_purpose():
    theirs = functions(compiled()["Bare"].abi) | functions(compiled()["Timelocked"].abi)

    assert theirs - functions(build("CurriculumDAO").abi) - OF_THE_TEST == set(LEFT_OUT)


def test_whatever_the_dao_has_besides_is_a_difference_with_a_name():
    theirs = functions(compiled()["Bare"].abi) | functions(compiled()["Timelocked"].abi)

    assert functions(build("CurriculumDAO").abi) - theirs == set(ADDED)
    assert set(ADDED.values()) <= {*d.IN_STORIES, *d.SHOWN}


def test_the_educators_token_has_every_function_of_votes_but_those_left_out_on_purpose():
    theirs = functions(compiled()["Seats"].abi)

    assert theirs - functions(build("EducatorToken").abi) == set(LEFT_OUT_OF_VOTES)


def test_interfaces_are_claimed_alike_but_for_two():
    ours, theirs = Ours(BARE), Theirs(BARE)
    for interface, claims in CLAIMS.items():
        asked = bytes.fromhex(interface)
        assert claims == tuple(side.ask("supportsInterface", asked) for side in (theirs, ours))


@pytest.mark.parametrize(("form", "is_taken"), [(BARE, True), (TIMELOCKED, False)])
def test_plain_ether_is_taken_only_by_openzeppelin_s_governor_without_a_timelock(
    form: Form, is_taken: bool
):
    taken = [
        side.rig.engine.transact(account(STRANGER), side.governor.address, b"", 5).ok
        for side in (Theirs(form), Ours(form))
    ]

    assert taken == [is_taken, False]


def test_settings_are_changed_by_governance_alone():
    ours, theirs = Ours(BARE), Theirs(BARE)
    rules = ours.decision_rules
    asked = (
        (theirs, theirs.governor.address, calldata("setVotingDelay", 5)),
        (ours, rules.address, rules.encode("set_rules", 0, BARE.rulebook[0])),
    )
    told = [
        named(side.rig.engine.transact(account(STRANGER), to, data).output)
        for side, to, data in asked
    ]

    assert told == ["GovernorOnlyExecutor", "rules: only the DAO may do this, by a vote"]


@pytest.fixture
def story():
    """A story of the first assembly, with everybody seated for a second."""
    story = Story(BARE)
    story.wait_until(story.now + 1)
    return story


def put_up(story: Story, *actions: tuple, text: bytes = b"A decision.") -> tuple[Content, int]:
    """Propose it on both sides, and open its vote."""
    target = story.theirs.target
    actions = actions or ((target.address, 0, target.encode("set_value", 1)),)
    made = Content(*([each[n] for each in actions] for n in range(3)), text)
    asked = Act("propose", tuple(made), MEMBERS[0])
    voted = story.theirs.ask("hashProposal", *made.hashed)
    story.tune(asked, voted)
    assert story.do(asked)
    story.drafts[voted] = made
    story.wait_until(story.theirs.ask("proposalSnapshot", voted) + 1)
    return made, voted


def pass_it(story: Story, voted: int) -> None:
    for who in MEMBERS:
        assert story.do(Act("castVote", (voted, 1), who))
    story.wait_until(story.ours.ask("proposalEta", voted) + 1)


def test_a_contract_s_signature_of_any_usual_length_counts_for_both(story):
    for side in (story.ours, story.theirs):
        side.seat(side.wallet)
    story.wait_until(story.now + 1)
    _, voted = put_up(story)

    ballot = voted, 1, story.theirs.wallet.address
    signed = [sign(who, story.governor, "castVoteBySig", ballot, 0) for who in OWNERS]
    assert story.do(Act("castVoteBySig", (*ballot, b"".join(signed)), MEMBERS[0]))


def test_an_act_s_class_decides_which_rules_a_proposal_is_made_under():
    form = BARE._replace(rulebook=[HALF._replace(majority=n) for n in (1, 1, 2, 3)])
    story = Story(form)
    story.wait_until(story.now + 1)
    admit = story.token, 0, story.theirs.token.encode("admit", account(STRANGER))

    _, of_people = put_up(story, admit)
    _, of_all = put_up(story, admit, (story.target, 0, b""), text=b"Both.")

    assert [story.ours.rules(each).majority for each in (of_people, of_all)] == [1, 3]


def test_a_target_that_has_other_code_is_called_only_by_openzeppelin_s_governor(story):
    made, voted = put_up(story)
    pass_it(story, voted)
    for side in (story.ours, story.theirs):
        side.rig.engine.set_code(story.target, side.rig.engine.code(story.target) + b"\0")

    assert not story.do(Act("execute", made.hashed, story.stranger, refuses=d.CODE))


def test_a_vote_changes_only_in_the_dao(story):
    _, voted = put_up(story)
    assert story.do(Act("castVote", (voted, 1), MEMBERS[0]))

    assert not story.do(Act("castVote", (voted, 0), MEMBERS[0]))
    story.ours.governor.changeVote(voted, 0, "", sender=MEMBERS[0])
    assert story.ours.ask("proposalVotes", voted) == (1, 0, 0)
    assert story.theirs.ask("proposalVotes", voted) == (0, 1, 0)


def test_a_batch_comes_to_the_same_as_its_ballots_one_by_one(story):
    _, voted = put_up(story)
    signed = []
    for who, name in zip(MEMBERS, PEOPLE, strict=False):
        signature = sign(name, story.governor, "castVoteBySig", (voted, 1, who), 0)
        signed.append((who, 1, "", signature))
        assert story.theirs.governor.castVoteBySig(voted, 1, who, signature, sender=who).value == 1

    assert story.ours.governor.castVotesBySig(voted, signed, sender=story.stranger).value == 5
    story.same("proposalVotes", voted)


def test_a_proxy_votes_only_in_the_dao(story):
    until = story.now + 5 * DAY
    story.ours.token.name_proxy(MEMBERS[0], until, sender=MEMBERS[1])
    _, voted = put_up(story)

    story.ours.governor.castVoteAsProxy(voted, 1, "", sender=MEMBERS[0])
    assert story.ours.ask("hasVoted", voted, MEMBERS[1])
    assert not story.theirs.ask("hasVoted", voted, MEMBERS[1])


def test_a_lost_key_s_seat_goes_on_only_in_the_dao(story):
    key, dao = account(STRANGER), story.ours.governor
    story.wait_until(story.ours.token.FOUNDING_ENDS_AT())  # the quorum counts those who are there
    content = [story.token], [0], [story.ours.token.encode("replace_key", MEMBERS[0], key)]
    decided = dao.propose(*content, "A key.", sender=MEMBERS[1]).value
    story.wait_until(dao.proposalSnapshot(decided) + 1)
    for who in MEMBERS:
        dao.castVote(decided, 1, sender=who)
    story.wait_until(dao.proposalDeadline(decided) + 1)
    dao.execute(*content, keccak(text="A key."), sender=key)
    story.wait_until(story.now + 7 * DAY)
    _, voted = put_up(story)

    story.ours.token.accept(sender=key)
    for side, votes in ((story.ours, (0, 1)), (story.theirs, (1, 0))):
        snapshot = side.ask("proposalSnapshot", voted)
        assert tuple(side.ask("getVotes", who, snapshot) for who in (MEMBERS[0], key)) == votes
    assert story.ours.ask("proposalProposer", voted) == key
    assert story.theirs.ask("proposalProposer", voted) == MEMBERS[0]
