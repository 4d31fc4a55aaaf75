"""Awarding badges by hand and from gradebooks: what is told, what is sent, and what is refused."""

import csv
from pathlib import Path

import pytest

from cairn.credentials.outcomes import Outcome
from cairn.curricula.record import BadgeClass, Record
from cairn.issuing.desk import Desk

BOM = "\ufeff"
BADGE = ("--class", "bees/b1")


@pytest.fixture
def save(tmp_path, monkeypatch):
    """Write files to the folder in which the command then stands, so that lines are short."""
    monkeypatch.chdir(tmp_path)

    def save(content, name="grades.csv"):
        Path(name).write_text(content, encoding="utf-8")
        return name

    return save


@pytest.fixture
def grades(save):
    """Write a plain gradebook: a person's name, score and wallet a row."""

    def grades(*rows):
        lines = [f"{name}@example.org,{score},{wallet}" for name, score, wallet in rows]
        return save("\n".join(["email,score,wallet", *lines]))

    return grades


@pytest.fixture
def class_of_five(enrol, grades, learners, curriculum):
    """Five learners at 80 % and more, all enrolled."""
    for learner in learners[:5]:
        enrol(learner)
    return grades(*((f"p{n}", f"0.8{n}", learners[n]) for n in range(5)))


def transfers(credentials, chain):
    return list(credentials.Transfer.range(0, chain.blocks.height + 1))


# From a gradebook


def test_a_dry_run_tells_what_becomes_of_every_row_and_sends_nothing(
    run, mitx, credentials, chain, learners, issuer
):
    for learner in learners[:9]:
        credentials.enrol(mitx.number, 1, sender=learner)
    before = chain.blocks.height

    code, lines = run(
        *("issue", "--class", "mitx-sds-v1/6.431x", "--dry-run"),
        *("--from-csv", "examples/gradebooks/6.431x.csv"),
        *("--roster", "examples/gradebooks/roster.csv"),
    )

    assert code == 0
    assert chain.blocks.height == before
    assert lines[0] == (
        "Probability - The Science of Uncertainty and Data (6.431x) of mitx-sds-v1, awarded by "
        f"{issuer.address}:"
    )
    rows = [" ".join(line.split()) for line in lines[4:-1] if line]
    assert rows == [
        "6 to be awarded 2 amara.osei@example.org 91 % 0xBcd4…4096",
        "3 bruno.silva@example.org 86 % 0x71bE…5788",
        "4 chiyo.tanaka@example.org 74 % 0xFABB…694a",
        "5 dimitra.pappa@example.org 60 % 0x1CBd…C9Ec",
        "6 elif.ozkan@example.org 95 % 0xdF3e…7097",
        "9 zoe.ost@example.org 78 % 0xbDA5…197E",
        "1 not enrolled: only the 10 jose.alvarez@example.org 63 % 0x8626…1199",
        "learner can consent, with",
        "`ape run enrol`",
        "3 not passed 7 farid.haddad@example.org 31 % 0xcd3B…ce71",
        "8 grainne.obyrne@example.org 12 % 0x2546…Ec30",
        "11 jose.alvarez2@example.org 59 % 0x09DB…d55f",
        "1 passed but without a 12 kwame.mensah@example.org 80 %",
        "known wallet",
    ]
    assert lines[-1] == (
        "Nothing was sent: 6 to be awarded; 1 not enrolled; 3 not passed; "
        "1 passed but without a known wallet."
    )


def test_all_who_have_passed_are_awarded_and_the_totals_told(
    run, credentials, curriculum, enrol, grades, learners
):
    for learner in learners[:3]:
        enrol(learner)
    file = grades(
        ("ada", "0.6", learners[0]),
        ("ben", "0.59999", learners[1]),
        ("cy", "", learners[2]),
        ("dee", "1", learners[3]),
        ("eve", "0.9", ""),
    )

    code, lines = run("issue", *BADGE, "--from-csv", file, "--min", "60%")

    assert code == 0
    assert "59.99 %" in "\n".join(lines)
    assert lines[-2].startswith("1 of 1 on chain: 0x")
    assert lines[-1] == (
        "Badge 1 (b1): 1 awarded; 1 not enrolled; 1 below the mark; 1 without a grade; "
        "1 passed but without a known wallet."
    )
    held = [credentials.is_held(curriculum.badge, learner) for learner in learners[:5]]
    assert held == [True, False, False, False, False]


def test_run_again_it_sends_nothing_and_nobody_gets_a_second(
    run, last_line, class_of_five, credentials, chain
):
    words = ("issue", *BADGE, "--from-csv", class_of_five, "--min", "0.6")
    assert last_line(*words) == "Badge 1 (b1): 5 awarded."
    before = chain.blocks.height

    assert last_line(*words) == "Nothing to send: 5 held already."
    assert chain.blocks.height == before
    assert len(transfers(credentials, chain)) == 5


def test_batches_are_as_large_as_asked(run, class_of_five, chain):
    before = chain.blocks.height

    words = ("issue", *BADGE, "--from-csv", class_of_five, "--min", "60%", "--batch", "2")
    _, lines = run(*words)

    told = [line.partition(":")[0] for line in lines if " on chain" in line]
    assert told == ["2 of 5 on chain", "4 of 5 on chain", "5 of 5 on chain"]
    assert chain.blocks.height - before == 3


def test_who_was_revoked_or_renounced_before_is_told_beforehand(
    run, class_of_five, credentials, curriculum, award, learners, issuer, token_id
):
    for learner in learners[:2]:
        award(to=learner)
    credentials.revoke(token_id(curriculum.badge, learners[0]), 1, sender=issuer)
    credentials.renounce(curriculum.badge, sender=learners[1])

    _, lines = run("issue", *BADGE, "--from-csv", class_of_five, "--min", "60%")

    assert lines[-1] == "Badge 1 (b1): 3 awarded; 1 revoked before; 1 renounced before."


def test_who_renounced_and_consents_anew_is_awarded_again(
    last_line, class_of_five, credentials, curriculum, award, learner
):
    award()
    credentials.renounce(curriculum.badge, sender=learner)
    credentials.renew_consent(curriculum.badge, sender=learner)

    words = ("issue", *BADGE, "--from-csv", class_of_five, "--min", "60%")
    assert last_line(*words) == "Badge 1 (b1): 5 awarded."


def test_who_is_enrolled_in_a_version_without_the_badge_is_told(
    last_line, adopt, curriculum, class_of_five
):
    adopt(
        Record(
            key="bees-2",
            title="Beekeeping, revised",
            classes=(BadgeClass(key="b4", name="Badge 4"),),
            curriculum=curriculum.number,
            version=2,
        )
    )

    words = ("issue", "--class", "bees/b4", "--from-csv", class_of_five, "--min", "60%")
    assert last_line(*words) == ("Nothing to send: 5 enrolled in a version without this badge.")


def test_what_the_chain_skips_all_the_same_is_told_with_its_reason(
    run, monkeypatch, class_of_five, curriculum, credentials, award, learners, issuer, token_id
):
    """Between asking and sending, things may happen: here the asking is blind."""
    award(to=learners[0])
    award(to=learners[1])
    credentials.revoke(token_id(curriculum.badge, learners[1]), 1, sender=issuer)
    credentials.leave(curriculum.number, sender=learners[2])
    blind = lambda desk, wallets: dict.fromkeys(wallets, Outcome.AWARDED)  # noqa: E731
    monkeypatch.setattr(Desk, "outcomes", blind)

    code, lines = run("issue", *BADGE, "--from-csv", class_of_five, "--min", "60%")

    assert code == 0
    assert lines[-4:] == [
        "  row 2, p0@example.org: held already",
        "  row 3, p1@example.org: revoked before: only the DAO can reinstate it",
        "  row 4, p2@example.org: not enrolled: only the learner can consent, with `ape run enrol`",
        "Badge 1 (b1): 2 awarded; 3 skipped by the chain.",
    ]


def test_an_issuer_among_the_learners_is_left_out(last_line, enrol, grades, issuer, learner):
    enrol(issuer)
    enrol(learner)
    file = grades(("own", "1", issuer), ("ada", "1", learner))

    words = ("issue", *BADGE, "--from-csv", file, "--min", "60%")
    assert last_line(*words) == "Badge 1 (b1): 1 awarded; 1 the issuer's own."


def test_long_lists_are_cut_unless_all_is_said(run, curriculum, grades):
    file = grades(*((f"p{n}", "0.1", f"0x{n + 1:040x}") for n in range(50)))
    words = ("issue", *BADGE, "--from-csv", file, "--min", "60%", "--dry-run")

    _, lines = run(*words)
    assert sum("@example.org" in line for line in lines) == 20
    assert any("and 30 more: --all shows" in line for line in lines)

    _, lines = run(*words, "--all")
    assert sum("@example.org" in line for line in lines) == 50


def test_no_name_and_no_address_of_a_person_goes_on_chain(run, mitx, credentials, chain, learners):
    for learner in learners:
        credentials.enrol(mitx.number, 1, sender=learner)
    before = chain.blocks.height

    files = ("examples/gradebooks/6.431x.csv", "examples/gradebooks/roster.csv")
    words = ("--class", "mitx-sds-v1/6.431x", "--from-csv", files[0], "--roster", files[1])
    assert run("issue", *words)[0] == 0

    sent = on_chain(chain, before + 1)
    assert len(sent) > 1_000
    for word in personal(*files):
        assert word.casefold().encode() not in sent.lower(), word


def on_chain(chain, start):
    """Return the calldata and logs of all blocks from one on."""
    web3 = chain.provider.web3
    found = b""
    for number in range(start, chain.blocks.height + 1):
        for hash_ in web3.eth.get_block(number)["transactions"]:
            found += bytes(web3.eth.get_transaction(hash_)["input"])
            for log in web3.eth.get_transaction_receipt(hash_)["logs"]:
                found += b"".join(map(bytes, log["topics"])) + bytes(log["data"])
    return found


def personal(*files):
    """Return what files say of people: cells of some length that are not wallets or numbers."""
    cells = set()
    for file in files:
        with open(file, encoding="utf-8") as rows:
            for row in list(csv.reader(rows))[1:]:
                cells |= {cell for cell in row[:3] if len(cell) > 4 and cell[:2] != "0x"}
    assert len(cells) > 20
    return cells


# By hand


def test_one_learner_is_awarded_by_address_or_name(last_line, credentials, curriculum, enrol):
    enrol()
    learner = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"

    assert last_line("issue", *BADGE, learner, "--dry-run") == (
        f"Nothing was sent: {learner} would be awarded Badge 1 (b1)."
    )
    assert not credentials.is_held(curriculum.badge, learner)
    assert last_line("issue", *BADGE, learner) == f"{learner} has been awarded Badge 1 (b1)."
    assert credentials.is_held(curriculum.badge, learner)
    assert last_line("issue", *BADGE, "learner") == (
        f"{learner} holds Badge 1 (b1) already: nothing to do."
    )


def test_one_learner_who_has_not_consented_is_refused(refusal, curriculum, learner):
    assert refusal("issue", *BADGE, learner) == (
        f"{learner.address}: not enrolled: only the learner can consent, with `ape run enrol`"
    )


def test_one_whose_badge_was_revoked_is_refused(
    refusal, credentials, curriculum, enrol, award, learner, issuer, token_id
):
    enrol()
    award()
    credentials.revoke(token_id(curriculum.badge, learner), 2, sender=issuer)

    assert refusal("issue", *BADGE, learner) == (
        f"{learner.address}: revoked before: only the DAO can reinstate it"
    )


# Refused


def test_an_account_that_is_not_accredited_is_refused_before_anything_is_sent(
    refusal, class_of_five, stranger
):
    words = ("issue", *BADGE, "--from-csv", class_of_five, "--min", "60%")

    assert refusal(*words, "--account", "TEST::8") == (
        f'{stranger.address} is not accredited for "bees": sign with an account that is '
        "(--account), or propose to accredit this one"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--class", "bees/keeper", "learner"),
            "bees/keeper is a composite, which its learner claims when its rule is met: "
            "`ape run claim bees/keeper`",
        ),
        (
            ("--class", "bees/b9", "learner"),
            'curriculum "bees" has no badge "b9"; it has: b1, b2, b3, keeper',
        ),
        (("--class", "b1", "learner"), '"b1" is no badge: write CURRICULUM/BADGE, or the class id'),
        (("--class", "9999", "learner"), "there is no badge with class id 9999 on this chain"),
        (BADGE, "name one WALLET, or a gradebook: --from-csv FILE"),
        (
            (*BADGE, "learner", "--from-csv", "x"),
            "name one WALLET, or a gradebook: --from-csv FILE",
        ),
        (
            (*BADGE, "learner", "--min", "60%"),
            "--roster, --min, --max and --column go with --from-csv FILE",
        ),
        ((*BADGE, "0x12"), "account: '0x12' is no address; write 0x and 40 hex digits"),
        (
            (*BADGE, "0xBcd4042DE499D14e55001CcbB24a551F3b954097"),
            "account: the address 0xBcd4042DE499D14e55001CcbB24a551F3b954097 has a wrong checksum, "
            "so some letter or digit is mistyped; copy it from the wallet again",
        ),
        (("learner",), "Missing option '--class'. --help says more."),
        (
            (*BADGE, "learner", "--batch", "257"),
            "Invalid value for '--batch': 257 is not in the range 1<=x<=256. --help says more.",
        ),
    ],
)
def test_issue_refuses(refusal, curriculum, words, said):
    assert refusal("issue", *words) == said


WALLET = "0x" + "a1" * 20


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            BOM + "Vorname;Nachname;E-Mail-Adresse;Kurs gesamt (Prozentsatz)\nAda;A;a@b.c;90 %\n",
            "grades.csv: is no gradebook with known columns (found 'Vorname', 'Nachname', ",
        ),
        (
            f"email,score,wallet\nada@example.org,1,{WALLET}\nada@example.org,0.9,\n",
            "grades.csv, rows 2 and 3: the same email twice (ada@example.org)",
        ),
        (
            "email,score,wallet\nada@example.org,1,0xBcd4042DE499D14e55001CcbB24a551F3b954097\n",
            "grades.csv, row 2: the address 0xBcd4042DE499D14e55001CcbB24a551F3b954097 has a wrong "
            "checksum",
        ),
        (
            f"email,score,wallet\nada@example.org,1,{WALLET}\n3 rows in all,,,,,\n",
            "grades.csv, row 3: has 6 ",
        ),
        (
            "email,score,wallet\nada@example.org,passed,\n",
            "grades.csv, row 2: the score 'passed' is not a number",
        ),
    ],
)
def test_a_gradebook_that_can_be_misread_is_refused(refusal, curriculum, save, content, said):
    line = refusal("issue", *BADGE, "--from-csv", save(content), "--min", "60%")

    assert line.startswith(said)
    assert "; " in line  # a remedy follows


def test_translated_headers_are_read_once_they_are_named(last_line, enrol, save, learner):
    enrol()
    grades = save(BOM + "Vorname;E-Mail-Adresse;Kurs gesamt\nAda;ada@example.org;17,5\n")
    roster = save(f"email,wallet\nADA@example.org,{learner.address}\n", "roster.csv")
    named = ("--column", "email=E-Mail-Adresse", "--column", "score=Kurs gesamt", "--max", "20")

    words = ("--from-csv", grades, "--roster", roster, "--min", "85%")
    assert last_line("issue", *BADGE, *words, *named) == "Badge 1 (b1): 1 awarded."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "grades.csv: does not say who has passed; give the pass mark, as in --min 60%"),
        (
            ("--min", "60"),
            "--min '60': is no pass mark; write a percentage (60%) or a fraction (0.6)",
        ),
        (
            ("--min", "60%", "--max", "none"),
            "--max 'none': write the full marks as a number above 0 (100)",
        ),
        (
            ("--min", "60%", "--roster", "nowhere.csv"),
            "nowhere.csv: cannot be read (no such file or directory); check the path",
        ),
    ],
)
def test_what_is_said_of_a_gradebook_may_be_wrong_too(refusal, class_of_five, words, said):
    assert refusal("issue", *BADGE, "--from-csv", class_of_five, *words) == said
