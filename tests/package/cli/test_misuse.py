"""What no person would type on purpose: each is one clear line, whatever the command."""

import pytest
from click.testing import CliRunner

from cairn.cli.verbs.curriculum import cli as curriculum_command

ENDLESS = "9" * 5_000  # more digits than Python turns into a number
TOO_GREAT = str(2**256)
SOMEBODY = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"


@pytest.mark.parametrize("number", [ENDLESS, TOO_GREAT], ids=["endless", "too great"])
@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("vote", "{}", "for"), 'there is no proposal "'),
        (("execute", "{}"), 'there is no proposal "'),
        (("verify", "{}"), " is no token id"),
        (("verify", "0x{}"), " is no token id"),
        (("verify", SOMEBODY, "{}"), '" is no badge: write CURRICULUM/BADGE, or the class id'),
        (("propose", "--close-enrolment", "bees", "{}"), '" is no version of bees: it has 1'),
        (("propose", "--close-enrolment", "{}", "1"), 'there is no curriculum "'),
        (("propose", "--rule", "curriculum.grace={}"), '" is no rule: write CLASS.NAME=NUMBER'),
        (("enrol", "bees", "--version", "{}"), "'--version': "),
        (("issue", "--class", "bees/b1", "--batch", "{}", SOMEBODY), "'--batch': "),
        (("claim", "bees/keeper", "--account", "TEST::{}"), "there is no test account TEST::"),
        (("revoke", "{}", SOMEBODY, "--reason", "1"), '" is no badge: '),
    ],
    ids=lambda it: " ".join(it[:2]) if isinstance(it, tuple) else "",
)
def test_an_absurd_number_is_one_clear_line(refusal, curriculum, words, line, number):
    assert line in refusal(*(word.format(number) for word in words))


@pytest.mark.parametrize(
    "words",
    [
        ("propose", "--rule", "curriculum.quorum=1", "--note", "{}"),
        ("vote", "1", "for", "--reason", "{}"),
        ("propose", "{}"),
        ("issue", "--class", "bees/b1", "--from-csv", "{}"),
        ("deploy", "--roster", "examples/educators.csv", "--role", "{}=TEST::1"),
        ("verify", "{}"),
    ],
    ids=" ".join,
)
def test_words_that_are_not_utf_8_are_refused_as_such(refusal, words):
    for bad, shown in (("b\udcffd", "b<U+DCFF>d"), ("b\0d", "b<U+0000>d")):
        line = refusal(*(word.format(bad) for word in words))
        assert shown in line
        assert '" is not UTF-8 text: ' in line


def test_a_file_name_that_is_not_utf_8_is_refused_where_no_chain_is_needed():
    result = CliRunner().invoke(curriculum_command, ["check", "b\udcffd.yaml"])

    assert result.exit_code == 1
    assert result.output.startswith('Error: "b<U+DCFF>d.yaml" is not UTF-8 text: ')


def test_another_contract_in_the_dao_s_place_is_named(refusal, suite, double):
    others = [double("dao_target"), suite.credentials, suite.educators, suite.renderer]
    for other in others:
        for words in (("proposals",), ("verify", SOMEBODY, "bees/b1")):
            assert refusal(*words, "--dao", other.address) == (
                f"{other.address}: the contract at this address is no DAO of Cairn: "
                "copy the DAO's address again"
            )


def test_an_address_of_nobody_known_cannot_sign(refusal, curriculum):
    nobody = "0x000000000000000000000000000000000000bEEF"
    assert refusal("claim", "bees/keeper", "--account", nobody) == (
        f"nobody here has the key of {nobody}: `ape accounts list` shows the accounts there are"
    )
    wrong = "0xBcd4042de499D14e55001CcbB24a551F3b954096"
    assert "has a wrong checksum" in refusal("claim", "bees/keeper", "--account", wrong)


def test_an_account_goes_by_its_address_too(run, curriculum, credentials, learners):
    for written in (str(learners[3].address), str(learners[3].address).lower()):
        code, lines = run("enrol", "bees", "--account", written)
        assert code == 0, lines
    assert credentials.standing(curriculum.number, learners[3])[0] == 1


def test_an_address_without_a_contract_is_named(refusal, suite, learner):
    assert refusal("proposals", "--dao", learner.address) == (
        f"{learner.address}: there is no DAO at this address on this chain: "
        "if the chain was started anew, run `ape run deploy --replace`"
    )
