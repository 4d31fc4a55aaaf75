"""The commands that propose, vote, execute and list: what they print, refuse and change."""

import json

import pytest

from cairn.chain import address_book as book
from cairn.governance.sentences import ether_of

CURRICULUM = "curricula/mitx-sds-v1.yaml"
ADOPTION = "Adopt MITx MicroMasters in Statistics and Data Science (mitx-sds-v1), a new curriculum"


@pytest.fixture(scope="session")
def suite(found, rules):
    """A deployment of this file's own, on which nothing has been proposed yet."""
    return found([rules] * 4)


@pytest.fixture(scope="session")
def dao(suite):
    return suite.dao


@pytest.fixture(scope="session")
def credentials(suite):
    return suite.credentials


@pytest.fixture(scope="session")
def curricula(suite):
    return suite.curricula


@pytest.fixture(scope="session")
def decision_rules(suite):
    return suite.rules


@pytest.fixture(scope="session")
def membership(suite):
    return suite.educators


@pytest.fixture
def carry(dao, chain, educators):
    """Let the founders carry proposal 1."""

    def carry(proposal_id):
        chain.mine(timestamp=dao.proposalSnapshot(proposal_id) + 1)
        for voter in educators[:3]:
            dao.castVote(proposal_id, 1, sender=voter)
        chain.mine(timestamp=dao.proposalEta(proposal_id))

    return carry


def proposal_ids(dao, chain):
    return [log.proposalId for log in dao.ProposalCreated.range(0, chain.blocks.height + 1)]


def test_propose_tells_everything_that_changes_before_it_is_signed(run, dao, chain):
    code, lines = run("propose", CURRICULUM)

    assert code == 0
    assert lines[:2] == [ADOPTION, "If this passes:"]
    told = "\n".join(lines)
    for fact in (
        "A new curriculum is founded",
        "6 badges can be awarded: Probability - The Science of Uncertainty and Data (6.431x);",
        "can claim MicroMasters in Statistics and Data Science (micromasters) with all of:",
        "(any one of: Data Analysis in Social Science (14.310x);",
        "mitx (0x976EA74026E726554dB657fA54763abd0C3a0aa9) may award and revoke its badges",
        "has the SHA-256 ",
        "to be reviewed by 2030-09-01",
    ):
        assert fact in told
    assert lines[-1].startswith("Proposal 1 is made (0x")
    assert len(proposal_ids(dao, chain)) == 1


def test_a_curriculum_goes_from_file_to_force_by_commands_alone(
    run, dao, chain, credentials, carry
):
    run("propose", CURRICULUM)
    assert run("execute", "1") == (
        1,
        ["Error: refused: dao: the vote on this proposal is not over yet"],
    )

    carry(proposal_ids(dao, chain)[0])
    code, lines = run("execute", "1", "--account", "TEST::9")

    assert code == 0
    assert lines[0] == f"Proposal 1: {ADOPTION}."
    assert lines[-1] == f"Proposal 1 is in force: {ADOPTION}."
    assert credentials.curriculum_count() == 1
    assert credentials.last_index(1) == 7
    again = run("propose", CURRICULUM)
    assert again[0] == 1
    assert again[1][-1].endswith("give a new version a key of its own, that follows this one")


def test_a_later_version_adds_to_what_stands(run, dao, chain, credentials, curricula, carry):
    run("propose", CURRICULUM)
    carry(proposal_ids(dao, chain)[0])
    run("execute", "1")

    code, lines = run("propose", "curricula/mitx-sds-v2.yaml")
    carry(proposal_ids(dao, chain)[1])
    executed = run("execute", "2")

    assert code == 0
    assert "Curriculum 1 gets version 2" in "\n".join(lines)
    assert (
        "2 badges can be awarded: Learning Time Series with Interventions (IDS.S24x)"
        in "\n".join(lines)
    )
    assert executed[0] == 0
    assert credentials.curriculum_count() == 1
    assert curricula.latest_version(1) == 2
    assert credentials.covered(1, 1) == 7
    assert credentials.covered(1, 2) == 9


def test_credits_are_told_as_credits(run):
    _, lines = run("propose", "curricula/bismarck-science-with-lab.yaml", "--account", "TEST::1")
    assert "with 8 credits or more from: " in "\n".join(lines)
    assert "(4 credits)" in "\n".join(lines)


def test_a_file_with_rules_of_order_is_refused_unless_they_are_named(run, chain, dao):
    code, lines = run("propose", "curricula/mitx-scm.yaml", "--account", "TEST::1")
    assert code == 1
    assert len(lines) == 1
    assert "order" in lines[0]
    assert "--without order" in lines[0]
    assert proposal_ids(dao, chain) == []


def test_a_vote_is_cast_once_with_its_reason(run, dao, chain, educator):
    run("propose", "--remove", "TEST::5", "--note", "Has moved away.")
    proposal_id = proposal_ids(dao, chain)[0]
    chain.mine(timestamp=dao.proposalSnapshot(proposal_id) + 1)

    code, lines = run("vote", "1", "against", "--reason", "She is only on leave.")

    assert code == 0
    assert lines == [
        "Proposal 1: Remove the member 0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc.",
        "  - 0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc is no longer a member. "
        "Ballots already cast stay.",
        "This is a decision on people: at least 30 % of the members (3 of 5) must vote for it or "
        "abstain, and more than half of the votes for and against must be for it.",
        f"{educator.address} has voted: against.",
    ]
    assert run("vote", "1", "for", "--yes") == (
        1,
        [
            "Proposal 1: Remove the member 0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc.",
            "Error: refused: dao: you have voted on this proposal already",
        ],
    )
    told = "\n".join(run("proposal", "1")[1])
    assert "votes against: She is only on leave." in told


def test_a_reason_too_long_is_refused_by_its_bytes(run, refusal, dao, chain):
    run("propose", "--remove", "TEST::5")
    chain.mine(timestamp=dao.proposalSnapshot(proposal_ids(dao, chain)[0]) + 1)

    assert refusal("vote", "1", "for", "--reason", "ü" * 513) == (
        "the reason has 1,026 bytes, of which 1,024 fit: shorten it"
    )
    assert run("vote", "1", "for", "--reason", "ü" * 512)[0] == 0


@pytest.mark.parametrize("words", [("propose", CURRICULUM), ("admit", "TEST::8")])
def test_a_note_too_long_is_refused_before_anything_is_sent(run, chain, words):
    before = chain.blocks.height

    code, lines = run(*words, "--note", "ü" * 2_048)

    assert code == 1
    assert lines[-1].startswith("Error: the proposal's text, with its note, has 4,")
    assert lines[-1].endswith(" bytes, of which 4,096 fit: shorten it")
    assert chain.blocks.height == before


def test_a_text_that_fits_to_the_byte_is_proposed(run, dao, chain, educator):
    title, suffix = "Change how the DAO decides on a curriculum", f"#proposer={educator.address}"
    room = 4_096 - len("\n\n".join([title, "", suffix]))

    assert run("propose", "--rule", "curriculum.quorum=1", "--note", "n" * (room + 1))[0] == 1
    assert run("propose", "--rule", "curriculum.quorum=1", "--note", "n" * room)[0] == 0
    assert len(proposal_ids(dao, chain)) == 1


def test_more_acts_than_a_proposal_can_hold_are_counted_first(run, dao, chain):
    acts = [word for _ in range(9) for word in ("--remove", "TEST::5")]

    assert run("propose", *acts)[1][-1] == (
        "Error: 9 acts are too many for one proposal: at most 8; make two proposals of it"
    )
    assert proposal_ids(dao, chain) == []


def test_a_stranger_cannot_propose_and_learns_what_to_do(run, dao, chain, stranger):
    code, lines = run("propose", "--remove", "TEST::5", "--account", "TEST::8")
    assert code == 1
    assert lines[-1] == (
        f"Error: {stranger.address} is not a member of the DAO, so it may not propose: name a "
        "member with --account, or take an offered seat with `ape run admit --accept`"
    )
    assert proposal_ids(dao, chain) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["vote", "7", "for"], 'there is no proposal "7": `ape run proposals` lists them'),
        (["execute", "0xabcdef"], 'there is no proposal "0xabcdef"'),
        (["propose"], "nothing to propose: name a curriculum file, or an act as in --help"),
        (["propose", "curricula/none.yaml"], "curricula/none.yaml"),
        (
            ["propose", "--accredit", "bees", "TEST::7"],
            'there is no curriculum "bees" on this chain',
        ),
        (
            ["propose", "--rule", "curriculum.haste=1"],
            '"curriculum.haste=1" is no rule: write CLASS.NAME=NUMBER, where CLASS is ',
        ),
        (
            ["propose", "--rule", "curriculum.grace=1"],
            "--rule curriculum.grace=1: the grace period must be between a day and 60 days",
        ),
        (["propose", "--remove", "nobody"], 'there is no account "nobody"'),
        (["propose", "--remove", "TEST::99"], "there is no test account TEST::99"),
        (["admit"], "name one candidate to propose, or say --accept, --resign or --keep KEY"),
        (["admit", "TEST::1"], "if executed now this would fail: educators: already a member"),
        (
            ["admit", "--accept", "--account", "TEST::8"],
            "refused: educators: you have not been invited",
        ),
        (["admit", "0x70997970c51812dc3A010C7d01b50e0d17dc79C8"], "checksum"),
        (["proposals"], "nothing has been proposed yet"),
    ],
)
def test_bad_input_gets_one_clear_line_and_changes_nothing(run, dao, chain, words, line):
    code, lines = run(*words)

    assert code == 1
    assert lines[-1].startswith("Error: ")
    assert line in lines[-1]
    assert proposal_ids(dao, chain) == []


def test_a_proposer_withdraws_before_the_vote_opens(run, dao, chain):
    run("propose", "--rule", "curriculum.quorum=5000")
    assert run("cancel", "1", "--account", "TEST::2") == (
        1,
        ["Error: refused: dao: only its proposer may withdraw a proposal"],
    )
    assert run("cancel", "1") == (
        0,
        [
            "Proposal 1 is withdrawn for good: nobody can vote on it any more.",
            "Proposal 1 is withdrawn: Change how the DAO decides on a curriculum.",
        ],
    )
    assert dao.state(proposal_ids(dao, chain)[0]) == 2
    assert [run(verb, *of)[0] for verb, *of in (["proposals"], ["proposal", "1"])] == [0, 0]
    assert "Canceled" in "\n".join(run("proposals")[1])


def test_a_candidate_is_admitted_by_vote_and_by_accepting(run, dao, chain, membership, carry):
    code, lines = run("admit", "TEST::8", "--note", "Teaches statistics.")
    assert code == 0
    assert "becomes a member by accepting within 90 days" in "\n".join(lines)
    carry(proposal_ids(dao, chain)[0])
    run("execute", "1")

    code, lines = run("admit", "--accept", "--account", "TEST::8")

    assert code == 0
    candidate = "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f"
    assert lines == [
        f"{candidate} takes a seat: one vote, and every vote is public.",
        f"{candidate} is a member now, with seat 6.",
    ]
    assert membership.totalSupply() == 6
    assert run("admit", "--resign", "--account", "TEST::8")[0] == 0
    assert membership.totalSupply() == 5


@pytest.fixture
def from_elsewhere(dao, double, educator):
    """A proposal of another tool: its actions carry ether, to a contract that Cairn never saw."""
    target = double("dao_target")
    data = bytes(target.set_value.encode_input(5))
    values = [15 * 10**17, 1]
    dao.propose([target] * 2, values, [data] * 2, "Pay the printer", sender=educator)
    return target


def test_the_ether_of_another_tool_s_proposal_is_told_to_the_last_wei(
    run, from_elsewhere, dao, chain
):
    sent = (
        f"  - It sends 1.5 ETH along to {from_elsewhere.address}, which whoever executes this pays."
    )
    more = f"  - It sends 0.000000000000000001 ETH along to {from_elsewhere.address}, which"

    chain.mine(timestamp=dao.proposalSnapshot(proposal_ids(dao, chain)[0]) + 1)
    for words in (("proposal", "1"), ("vote", "1", "for")):
        _, lines = run(*words)
        assert sent in lines
        assert any(line.startswith(more) for line in lines)
    [listed] = json.loads("\n".join(run("proposals", "--json")[1]))
    assert listed["ether"] == "1500000000000000001"


def test_a_proposal_that_sends_ether_is_executed_with_exactly_that(
    run, from_elsewhere, dao, chain, carry, employer
):
    carry(proposal_ids(dao, chain)[0])

    code, lines = run("execute", "1", "--account", "TEST::9")

    assert (code, lines[-1]) == (0, "Proposal 1 is in force: Pay the printer.")
    assert from_elsewhere.received() == 15 * 10**17 + 1
    assert dao.balance == 0


def test_a_refusal_without_a_reason_is_told_as_such(run, dao, chain, carry, double, educator):
    target = double("dao_target")
    data = bytes(target.fail_with.encode_input(b""))
    dao.propose([target], [0], [data], "Fail", sender=educator)
    carry(proposal_ids(dao, chain)[0])

    assert run("execute", "1") == (1, ["Error: refused: the contract does not say why"])


def test_who_has_too_little_ether_for_it_is_told_so_before_anything_is_sent(
    run, from_elsewhere, dao, chain, carry, accounts
):
    carry(proposal_ids(dao, chain)[0])
    poor = accounts[9]
    poor.transfer(accounts[8], poor.balance - 10**18)

    assert run("execute", "1", "--account", "TEST::9") == (
        1,
        [
            "Error: executing this sends 1.500000000000000001 ETH along, and "
            f"{poor.address} has {ether_of(poor.balance)}: send it some, or sign with --account"
        ],
    )


def test_what_takes_effect_is_told_before_it_is_sent(run, dao, chain, carry):
    run("propose", "--rule", "curriculum.quorum=5000")
    carry(proposal_ids(dao, chain)[0])
    told = run("execute", "1")[1]
    assert told[0] == "Proposal 1: Change how the DAO decides on a curriculum."
    assert told[1].startswith("  - Decisions on a curriculum: the vote opens after ")
    assert told[2:] == ["Proposal 1 is in force: Change how the DAO decides on a curriculum."]


def test_an_invitation_taken_back_is_told_as_such(run, dao, chain, carry, membership, stranger):
    run("admit", "TEST::8")
    carry(proposal_ids(dao, chain)[0])
    run("execute", "1")

    _, lines = run("propose", "--uninvite", "TEST::8")

    assert lines[2] == f"  - {stranger.address} can no longer take the seat that was offered."
    carry(proposal_ids(dao, chain)[1])
    assert run("execute", "2")[0] == 0
    assert membership.invitations(stranger) == 0


def test_proposals_are_listed_for_people_and_for_programs(run, dao, chain):
    run("propose", "--rule", "curriculum.quorum=5000", "--note", "More of us should decide.")

    code, lines = run("proposals", "--json")
    [listed] = json.loads("\n".join(lines))

    assert code == 0
    assert listed["number"] == 1
    assert listed["id"] == str(proposal_ids(dao, chain)[0])
    assert (listed["state"], listed["for"], listed["quorum"]) == ("Pending", 0, None)
    words = " ".join(run("proposals")[1]).split()
    assert "Pending" in words
    assert "opens" in words


def test_deploy_puts_up_a_suite_that_belongs_to_its_dao(run, project, chain, deployer):
    code, lines = run(
        "deploy", "--roster", "examples/educators.csv", "--rule", "curriculum.quorum=5000"
    )

    assert code == 0
    [address] = [line.split()[-1] for line in lines if line.startswith("dao ")]
    dao = project.CurriculumDAO.at(address)
    rules = project.DecisionRules.at(dao.decision_rules())
    assert [rules.rules(n).quorum for n in range(4)] == [5_000, 5_000, 5_000, 5_000]
    assert [rules.rules(n).majority for n in range(4)] == [1, 2, 2, 3]
    assert project.CredentialToken.at(dao.credentials()).owner() == dao.address
    assert lines[-1].startswith("Deployed. 5 founders are invited.")
    assert book.read(chain.provider.chain_id, book.EPHEMERAL).dao == dao.address


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--roster", "none.csv"], "none.csv"),
        (
            ["--roster", "examples/educators.csv", "--rule", "curriculum.speed=1"],
            '"curriculum.speed=1" is no rule',
        ),
        (["--roster", "examples/educators.csv", "--role", "mitx"], '"mitx" is not understood'),
        (
            ["--roster", "examples/educators.csv", "--rule", "curriculum.minimum=1"],
            "between three heads and 255",
        ),
    ],
)
def test_deploy_refuses_what_it_cannot_read(run, words, line):
    code, lines = run("deploy", *words)

    assert code == 1
    assert lines[-1].startswith("Error: ")
    assert line in lines[-1]
