"""Whose wallet is which, and which files of wallets are refused."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.issuing.rosters import Founder, read_founders, read_roster
from cairn.say.errors import CairnError

EXAMPLES = Path(__file__).parents[3] / "examples"
WALLET = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
NOBODY = "0x" + 40 * "0"


@pytest.fixture
def save(tmp_path, monkeypatch):
    """Write a file to the folder in which the test then stands, so that errors name it shortly."""
    monkeypatch.chdir(tmp_path)

    def save(content, name):
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return save


@pytest.fixture
def refusal(save):
    """The line with which a file of wallets is refused."""

    def refusal(content, read=read_roster, name="roster.csv"):
        with pytest.raises(CairnError) as refused:
            read(save(content, name))
        return str(refused.value)

    return refusal


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_roster_reads_alike_however_it_was_saved(save, separator, line_end, start):
    rows = ["Wallet,Email", f"{WALLET},ana@example.org", "", f"{OTHER}, Zoë@Example.org "]
    text = start + line_end.join(rows).replace(",", separator)
    roster = read_roster(save(text, "roster.csv"))
    assert roster.kinds == ("email",)
    assert roster.wallet_of({"email": "ANA@example.org"}) == WALLET
    assert roster.wallet_of({"email": "zoe\u0308@example.org"}) == OTHER
    assert roster.wallet_of({"email": "bo@example.org", "id": "ana@example.org"}) is None


@pytest.mark.parametrize("kind", ["email", "id", "username"])
def test_a_roster_goes_by_email_id_or_username(save, kind):
    roster = read_roster(save(f"{kind},wallet\nS-1,{WALLET}\n", "roster.csv"))
    assert roster.wallet_of({kind: "s-1"}) == WALLET
    assert roster.wallet_of({kind: None}) is None


def test_a_roster_by_several_keys_matches_any_that_agree(save, refusal):
    text = f"email,id,wallet\nana@example.org,S-1,{WALLET}\n,S-2,{OTHER}\nbo@example.org,,\n"
    roster = read_roster(save(text, "roster.csv"))
    assert roster.wallet_of({"email": "new@example.org", "id": "S-1"}) == WALLET
    assert roster.wallet_of({"email": None, "id": "S-2"}) == OTHER
    assert roster.wallet_of({"email": "bo@example.org", "id": "S-2"}) == OTHER
    with pytest.raises(CairnError) as refused:
        roster.wallet_of({"email": "ana@example.org", "id": "S-2"})
    assert str(refused.value) == (
        "roster.csv: 'ana@example.org', 's-2' lead to 2 wallets; correct the roster"
    )


def test_a_learner_may_have_no_wallet_yet(save):
    roster = read_roster(save("email,wallet\nana@example.org,\nbo@example.org,\n", "roster.csv"))
    assert roster.wallet_of({"email": "ana@example.org"}) is None


@pytest.mark.parametrize("written", [WALLET, WALLET.lower(), "0x" + WALLET[2:].upper()])
def test_an_address_without_a_checksum_is_taken_and_given_one(save, written):
    roster = read_roster(save(f"email,wallet\nana@example.org,{written}\n", "roster.csv"))
    assert roster.wallet_of({"email": "ana@example.org"}) == WALLET


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            f"email,wallet\nbo@example.org,{OTHER}\nana@example.org,{WALLET[:-2]}c8\n",
            (
                f"roster.csv, row 3: the address {WALLET[:-2]}c8 has a wrong checksum, so some "
                "letter or digit is mistyped; copy it from the wallet again"
            ),
        ),
        (
            f"email,wallet\nana@example.org,{NOBODY}\n",
            f"roster.csv, row 2: {NOBODY} is the zero address, nobody's; put the person's own",
        ),
        (
            "email,wallet\nana@example.org,ana.eth\n",
            "roster.csv, row 2: 'ana.eth' is no address; write 0x and 40 hex digits",
        ),
        (
            f"email,wallet\nana@example.org,{WALLET[2:]}\n",
            f"roster.csv, row 2: '{WALLET[2:]}' is no address; write 0x and 40 hex digits",
        ),
        (
            f"email,wallet\nana@example.org,{WALLET}\nbo,\nANA@example.org,{OTHER}\n",
            (
                "roster.csv, rows 2 and 4: the same email twice (ANA@example.org); "
                "keep one row for each person"
            ),
        ),
        (
            f"email,wallet\nana@example.org,{WALLET}\nbo@example.org,{WALLET.lower()}\n",
            (
                f"roster.csv, rows 2 and 3: the same wallet twice ({WALLET}); "
                "give each person a wallet of their own"
            ),
        ),
        (
            f"email,wallet\n,{WALLET}\n",
            "roster.csv, row 2: names nobody; fill in email, or delete it",
        ),
        (
            f"email,wallet\nana@example.org,{WALLET},late\n",
            (
                "roster.csv, row 2: has 3 of 2 cells; "
                "quote a cell that holds the separator, or export again"
            ),
        ),
        (
            f"Vorname;wallet\nAna;{WALLET}\n",
            (
                "roster.csv: needs the columns wallet and email, id or username; "
                "has 'Vorname', 'wallet'; rename them"
            ),
        ),
        (
            "email,address\n",
            (
                "roster.csv: needs the columns wallet and email, id or username; "
                "has 'email', 'address'; rename them"
            ),
        ),
        (b"", "roster.csv: is empty; export it again"),
        (
            f"email,wallet\nzoë@example.org,{WALLET}\n".encode("latin-1"),
            (
                "roster.csv, line 2: is not UTF-8 (byte 0xEB, perhaps Latin-1 or Windows-1252); "
                "save it as CSV UTF-8"
            ),
        ),
    ],
)
def test_a_roster_that_cannot_be_trusted_is_refused_in_one_line(refusal, content, line):
    assert refusal(content) == line


@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
@pytest.mark.parametrize("row", [1, 3])
def test_a_cell_too_long_to_be_one_is_named_with_its_row(refusal, row, quote):
    rows = ["email,wallet,note", f"ana@example.org,{WALLET},", f"bo@example.org,{OTHER},"]
    rows[row - 1] += f"{quote}{'n' * 200_000}{quote}"
    assert refusal("\n".join(rows)) == (
        f"roster.csv, row {row}: a cell holds more than 131,072 characters; shorten it, or close "
        "the quote that begins it"
    )


def test_founders_are_names_and_wallets_in_the_order_of_the_file(save):
    text = f'name,wallet\n"Example, Ada",{WALLET}\n\nÉmile Fiction,{OTHER.lower()}\n'
    assert read_founders(save(text, "educators.csv")) == [
        Founder("Example, Ada", WALLET, 2),
        Founder("Émile Fiction", OTHER, 4),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            f"name,wallet\nAda,{WALLET}\nada,{OTHER}\n",
            "educators.csv, rows 2 and 3: the same name twice (ada); keep one row for each person",
        ),
        (
            f"name,wallet\nAda,{WALLET}\nBo,{WALLET}\n",
            (
                f"educators.csv, rows 2 and 3: the same wallet twice ({WALLET}); "
                "give each person a wallet of their own"
            ),
        ),
        (
            "name,wallet\nAda,\n",
            "educators.csv, row 2: needs a name and a wallet; fill both in, or delete the row",
        ),
        (
            f"name,wallet\n,{WALLET}\n",
            "educators.csv, row 2: needs a name and a wallet; fill both in, or delete the row",
        ),
        (
            f"name,wallet\nAda,{NOBODY}\n",
            f"educators.csv, row 2: {NOBODY} is the zero address, nobody's; put the person's own",
        ),
        ("name,wallet\n", "educators.csv: names no educator; add a row for each founding member"),
        (
            f"email,wallet\nada@example.org,{WALLET}\n",
            "educators.csv: needs the columns name and wallet; has 'email', 'wallet'; rename them",
        ),
    ],
)
def test_founders_that_cannot_be_trusted_are_refused_in_one_line(refusal, content, line):
    assert refusal(content, read_founders, "educators.csv") == line


def test_the_example_files_name_eleven_learners_and_five_educators_on_sixteen_wallets():
    learners = read_roster(EXAMPLES / "gradebooks/roster.csv").wallets.values()
    educators = [founder.wallet for founder in read_founders(EXAMPLES / "educators.csv")]
    assert (len(learners), len(educators)) == (11, 5)
    assert len({*learners, *educators}) == 16


ODD_CELLS = 'email|id|name|wallet|0x|a@b||"|é|\n|\r|\x00|\x1c|\u2028|\ufeff'
CELLS = st.sampled_from([*ODD_CELLS.split("|"), WALLET, OTHER, NOBODY, WALLET.lower()])
HEADERS = st.sampled_from([["email", "wallet"], ["id", "wallet"], ["name", "wallet"]])
MESSES = st.one_of(
    st.binary(max_size=200),
    st.builds(
        lambda header, rows: "\n".join(map(",".join, [header, *rows])).encode(),
        st.one_of(HEADERS, st.lists(CELLS, max_size=4)),
        st.lists(st.one_of(st.lists(CELLS, min_size=2, max_size=2), st.lists(CELLS, max_size=4))),
    ),
)


def anything_or_refusal(read, path):
    try:
        return read(path)
    except CairnError as refused:
        return str(refused)


@settings(max_examples=300, deadline=None)
@given(MESSES)
@pytest.mark.parametrize("read", [read_roster, read_founders])
def test_no_file_at_all_leads_to_anything_but_wallets_or_one_line(tmp_path_factory, read, mess):
    path = tmp_path_factory.getbasetemp() / "mess.csv"
    path.write_bytes(mess)
    result = anything_or_refusal(read, path)
    if isinstance(result, str):
        assert result.startswith(os.fspath(path))
        assert result.isprintable()
