"""Deploying: what is told and refused before the first transaction, and what becomes of a book."""

import json

import pytest

from cairn.chain import address_book as book
from cairn.chain import suite
from cairn.chain.refusals import Refused
from cairn.chain.suite import CONTRACTS, Rules
from cairn.governance.bounds import RULES, check_rules
from cairn.say.errors import CairnError

DECIDED = {
    "a curriculum": "more than half",
    "people": "at least two thirds",
    "the treasury": "at least two thirds",
    "the constitution": "at least three quarters",
}
DEPLOY = ("deploy", "--roster", "examples/educators.csv")


@pytest.fixture
def file(lasting, chain):
    """The address book of the chain."""
    return lasting / f"{chain.provider.chain_id}.json"


@pytest.fixture
def killed_after(run, monkeypatch):
    """Run a deployment that dies after so many contracts."""

    def killed_after(count):
        sound, made = suite.put_up, []

        def put_up(*arguments):
            if len(made) == count:
                raise KeyboardInterrupt
            made.append(sound(*arguments))
            return made[-1]

        with monkeypatch.context() as patch:
            patch.setattr(suite, "put_up", put_up)
            assert run(*DEPLOY)[0] == 1
            assert len(made) == count

    return killed_after


def test_who_is_invited_and_how_they_decide_is_told_first(run, lasting, deployer):
    code, lines = run(*DEPLOY)

    assert code == 0, lines
    assert lines[0].startswith("Eight contracts go up on chain ")
    assert lines[0].endswith(f", paid by {deployer.address}.")
    founders = lines[2:7]
    assert all(line.startswith("  - ") and ", 0x" in line for line in founders)
    for line, (subject, majority) in zip(lines[7:11], DECIDED.items(), strict=True):
        assert line.startswith(f"Decisions on {subject}: the vote opens after 1 day and lasts ")
        assert ", 3 or more but never all, must vote for it or abstain, and " in line
        assert f"{majority} of the votes for and against must be for it" in line
    assert [line.split()[0] for line in lines[11:19]] == list(CONTRACTS)
    assert lines[-1].startswith("Deployed. 5 founders are invited. The address book is ")


def test_an_address_book_is_never_overwritten_unless_that_is_said(run, refusal, file):
    run(*DEPLOY)
    first = json.loads(file.read_text())

    assert refusal(*DEPLOY) == (
        f"{file}: this chain has an address book already, of the DAO {first['dao']}: to deploy "
        "another DAO add --replace, which keeps the old book aside"
    )
    assert json.loads(file.read_text()) == first

    assert run(*DEPLOY, "--replace")[0] == 0
    assert json.loads(file.read_text())["dao"] != first["dao"]
    assert json.loads(file.with_name(f"{file.stem}.replaced-1.json").read_text()) == first


@pytest.mark.parametrize("count", [0, 4])
def test_a_deploy_that_was_killed_is_known_for_one_and_begun_anew(
    run, refusal, file, killed_after, count
):
    killed_after(count)
    assert refusal("proposals") == (
        f"{file}: this is of a deployment that did not end: run `ape run deploy` again"
    )

    code, lines = run(*DEPLOY)

    assert code == 0
    assert lines[0] == (
        "An earlier deploy did not end, and nothing of it is of use: this one begins anew."
    )
    assert run("admit", "--accept")[0] == 0


def test_a_deploy_that_was_killed_once_all_was_on_chain_needs_nothing_more(
    run, refusal, file, monkeypatch
):
    with monkeypatch.context() as patch:
        sound = book.write
        patch.setattr(book, "write", lambda it, *more: it.awaits and sound(it, *more))
        run(*DEPLOY)
    assert json.loads(file.read_text())["awaits"]

    assert run("admit", "--accept")[0] == 0
    assert "this chain has an address book already" in refusal(*DEPLOY)


def test_a_folder_that_cannot_be_written_is_found_before_the_first_transaction(
    run, lasting, file, chain
):
    lasting.write_text("a file where the folder should be", encoding="utf-8")
    before = chain.blocks.height

    code, lines = run(*DEPLOY)

    assert code == 1
    assert lines[-1].startswith(f"Error: {file}: the address book cannot be written (")
    assert lines[-1].endswith("name another folder by CAIRN_DEPLOYMENTS")
    assert chain.blocks.height == before


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("{", "this is no address book: restore it, or deploy anew with --replace"),
        ("[]", "this is no address book: "),
        ('{"dao": 1}', "this is no address book: "),
        ('{"dao": "0x", "owner": ""}', "this is no address book: "),
        ('{"dao": "0x", "accounts": []}', "this is no address book: "),
        ('{"dao": "0x", "block": "1"}', "this is no address book: "),
        ('{"dao": "0x", "block": ' + "9" * 5_000 + "}", "this is no address book: "),
        ("[" * 100_000, "this is no address book: "),
        ("\udcff", "this is no address book: "),
        ('{"dao": "bees"}', "\"dao\": 'bees' is no address; write 0x and 40 hex digits"),
        (
            '{"dao": "0x70997970c51812dc3A010C7d01b50e0d17dc79C8"}',
            '"dao": the address 0x70997970c51812dc3A010C7d01b50e0d17dc79C8 has a wrong checksum',
        ),
    ],
)
def test_what_is_no_address_book_is_one_line_that_names_it(refusal, file, content, line):
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8", errors="surrogateescape")

    for words in (("proposals",), DEPLOY):
        told = refusal(*words)
        assert told.startswith(f"{file}: ")
        assert line in told


# Bounds


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        (
            "people.minimum=2",
            "--rule people.minimum=2: the smallest quorum must be between three heads and 255",
        ),
        (
            "treasury.grace=1",
            "--rule treasury.grace=1: the grace period must be between a day and 60 days",
        ),
        (
            f"curriculum.delay={10**77}",
            f"--rule curriculum.delay={10**77}: the delay must be 30 days or less",
        ),
        (f"curriculum.delay={10**78}", f'"curriculum.delay={10**78}" is no rule: '),
        ("curriculum.delay=" + "9" * 5_000, '"curriculum.delay=999'),
        ("curriculum.delay=-1", '"curriculum.delay=-1" is no rule: '),
        ("delay=1", '"delay=1" is no rule: write CLASS.NAME=NUMBER, where CLASS is curriculum, '),
        ("bees.delay=1", '"bees.delay=1" is no rule: write CLASS.NAME=NUMBER, '),
        ("curriculum.delay", '"curriculum.delay" is no rule: '),
    ],
)
def test_a_rule_out_of_bounds_is_refused_before_the_first_transaction(refusal, setting, line):
    assert refusal(*DEPLOY, "--rule", setting).startswith(line)


def test_the_bounds_are_those_of_the_contract(on_chain):
    rulebook = on_chain.rules
    for name, (title, least, most, words) in RULES.items():
        for value in (least, most, least - 1, most + 1):
            if value < 0:
                continue
            rules, is_within = Rules(**{name: value}), least <= value <= most
            data = rulebook.set_rules.encode_input(1, rules)
            with pytest.raises(Refused) as refused:
                on_chain.dao.simulate.call([rulebook], [0], [data])
            assert refused.value.is_simulated == is_within
            if is_within:
                check_rules("people", rules)
                continue
            assert refused.value.reason == f"rules: {title} must be {words}"
            with pytest.raises(CairnError, match=f"--rule people.{name}={value}: {title} must be"):
                check_rules("people", rules)


def test_too_few_founders_and_too_many_are_refused_before_the_first_transaction(
    refusal, tmp_path, accounts
):
    for count, line in ((2, "2 founders are too few: a DAO needs three or more"), (65, "too many")):
        rows = [f"Educator {n},0x{n + 1:040x}" for n in range(count)]
        roster = tmp_path / "founders.csv"
        roster.write_text("\n".join(["name,wallet", *rows]), encoding="utf-8")

        told = refusal("deploy", "--roster", roster)
        assert told.startswith(f"{roster}: ")
        assert line in told
