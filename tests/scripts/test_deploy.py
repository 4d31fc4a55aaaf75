"""Deploying: what is told and refused before the first transaction, and what becomes of a book."""

import json

import pytest
from ape.api import AccountAPI
from ape.exceptions import ContractLogicError

from scripts._cairn import book
from scripts._cairn.bounds import RULES, check_rules
from scripts._cairn.drafting import FAILED, SIMULATED
from scripts._cairn.errors import CairnError
from scripts._cairn.stage import reason_of
from scripts._cairn.suite import CONTRACTS, Rules

DEPLOY = ("deploy", "--roster", "examples/educators.csv")


@pytest.fixture
def file(lasting, chain):
    """The address book of the chain."""
    return lasting / f"{chain.provider.chain_id}.json"


@pytest.fixture
def killed_after(run, monkeypatch):
    """Run a deployment that dies after so many contracts."""

    def killed_after(count):
        sound, made = AccountAPI.deploy, []

        def deploy(*arguments, **options):
            if len(made) == count:
                raise KeyboardInterrupt
            made.append(sound(*arguments, **options))
            return made[-1]

        with monkeypatch.context() as patch:
            patch.setattr(AccountAPI, "deploy", deploy)
            assert run(*DEPLOY)[0] == 1
            assert len(made) == count

    return killed_after


def test_who_is_invited_and_how_they_decide_is_told_first(run, lasting, deployer):
    code, lines = run(*DEPLOY)

    assert code == 0, lines
    assert lines[0].startswith("Five contracts go up on chain ")
    assert lines[0].endswith(f", paid by {deployer.address}.")
    founders = lines[2:7]
    assert all(line.startswith("  - ") and ", 0x" in line for line in founders)
    assert lines[7].startswith("They decide so: the vote opens after 1 day and lasts 7 days; ")
    assert "3 heads or more, but never all members" in lines[7]
    assert [line.split()[0] for line in lines[8:13]] == list(CONTRACTS)
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
        ("minimum=2", "--rule minimum=2: the smallest quorum must be three heads or more"),
        ("grace=1", "--rule grace=1: the grace period must be a day or more"),
        (f"delay={10**77}", f"--rule delay={10**77}: the delay must be 30 days or less"),
        (f"delay={10**78}", f'"delay={10**78}" is not understood'),
        ("delay=" + "9" * 5_000, '"delay=999'),
        ("delay=-1", '"delay=-1" is not understood'),
    ],
)
def test_a_rule_out_of_bounds_is_refused_before_the_first_transaction(refusal, setting, line):
    assert refusal(*DEPLOY, "--rule", setting).startswith(line)


def test_the_bounds_are_those_of_the_dao(dao):
    for name, (title, (least, few), (most, many)) in RULES.items():
        for value, words in ((least, ""), (most, ""), (least - 1, few), (most + 1, many)):
            if value < 0:
                continue
            rules = Rules(**{name: value})
            told = f"{FAILED}dao: {title} must be {words}" if words else SIMULATED
            with pytest.raises(ContractLogicError) as error:
                dao.simulate.call([dao], [0], [dao.set_rules.encode_input(rules)])
            assert reason_of(error.value) == told
            if words:
                with pytest.raises(CairnError, match=words):
                    check_rules(rules)
            else:
                check_rules(rules)


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
