"""A description's ending may reserve a proposal for its author, so that nobody can copy it."""

import re

import ape
import pytest
from eth_utils import to_checksum_address
from hypothesis import example, given, settings
from hypothesis import strategies as st

RESERVED = "dao: the description reserves this proposal for somebody else"
MARK = "#proposer=0x"
AUTHOR = to_checksum_address("0x" + "ab" * 20)
OTHER = to_checksum_address("0x" + "cd" * 20)
MALFORMED = [
    "",
    MARK,
    MARK + AUTHOR[2:-1],
    MARK + AUTHOR[2:] + "0",
    MARK + AUTHOR[2:] + " ",
    MARK + AUTHOR[2:] + "\0",
    MARK + AUTHOR[2:-1] + "g",
    MARK + AUTHOR[2:-1] + "G",
    MARK + AUTHOR[2:-1] + "/",
    MARK + AUTHOR[2:-1] + ":",
    MARK + AUTHOR[2:-1] + "@",
    MARK + AUTHOR[2:-1] + "`",
    MARK + AUTHOR[2:-2] + "é",
    MARK + "g" + AUTHOR[3:],
    "#PROPOSER=0x" + AUTHOR[2:],
    "#proposer=0X" + AUTHOR[2:],
    "#proposer 0x" + AUTHOR[2:],
    "#proposer=" + AUTHOR[2:],
    "proposer=0x" + AUTHOR[2:],
    "#proposer= 0x" + AUTHOR[2:],
    MARK + AUTHOR[2:] + ".",
    MARK + AUTHOR[2:20] + MARK + AUTHOR[20:],
]


@pytest.fixture(scope="session")
def may_propose(double):
    return double("dao_suffix").may_propose


@pytest.fixture(params=["as it is", "small letters", "capital letters"])
def spelled(request):
    """An address in one of the ways to write it."""
    change = {"as it is": str, "small letters": str.lower, "capital letters": str.upper}

    def spelled(account):
        return change[request.param](str(account.address)[2:])

    return spelled


def test_the_author_proposes_what_the_ending_reserves(propose, educator, spelled):
    proposal = propose(description=f"Mine.{MARK}{spelled(educator)}")

    assert proposal.dao.proposalProposer(proposal.id) == educator


def test_nobody_else_proposes_what_the_ending_reserves(propose, educators, spelled):
    with ape.reverts(RESERVED):
        propose(description=f"Mine.{MARK}{spelled(educators[0])}", sender=educators[1])


def test_whoever_is_first_has_a_text_that_reserves_for_nobody_for_ever(
    propose, proposal_of, educators
):
    """So the scripts end every text with its author's address."""
    proposal = propose(description="Anybody's.", sender=educators[1])
    proposal.cancel(educators[1])

    with ape.reverts("dao: this proposal was made before; word it anew"):
        propose(description="Anybody's.", sender=educators[0])
    reserved = f"Anybody's.{MARK}{str(educators[0].address)[2:]}"
    propose(description=reserved, sender=educators[0])


def test_the_ending_alone_reserves(may_propose):
    assert may_propose(f"{MARK}{AUTHOR[2:]}", AUTHOR)
    assert not may_propose(f"{MARK}{AUTHOR[2:]}", OTHER)


def test_a_malformed_ending_reserves_for_nobody(may_propose):
    for ending in MALFORMED:
        assert may_propose("A curriculum." + ending, OTHER), ending


def test_a_text_shorter_than_an_ending_reserves_for_nobody(may_propose):
    for text in ("", "x" * 51, "x" * 52, MARK, MARK + AUTHOR[2:-1]):
        assert may_propose(text, OTHER), text


def test_only_the_last_of_two_endings_reserves(may_propose):
    twice = f"{MARK}{AUTHOR[2:]}{MARK}{OTHER[2:]}"

    assert may_propose(twice, OTHER)
    assert not may_propose(twice, AUTHOR)


def test_the_longest_description_can_be_reserved(may_propose):
    longest = "x" * (4_096 - 52) + MARK + AUTHOR[2:]

    assert may_propose(longest, AUTHOR)
    assert not may_propose(longest, OTHER)


nearly = st.text("#proser=0xX", min_size=10, max_size=14) | st.sampled_from([MARK] * 3)
digits = st.text("0123456789abcdefABCDEFgG/:@`", min_size=39, max_size=41)
hexadecimal = st.text("0123456789abcdefABCDEF", min_size=40, max_size=40)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30), nearly, digits | hexadecimal, st.sampled_from(["", "", "", "0", " "]))
@example("", MARK, AUTHOR[2:], "")
def test_endings_are_read_as_openzeppelin_reads_them(may_propose, text, mark, number, rest):
    description = text + mark + number + rest
    found = re.search(rb"#proposer=0x([0-9a-fA-F]{40})\Z", description.encode())
    wanted = found is None or int(found[1], 16) == int(AUTHOR, 16)

    assert may_propose(description, AUTHOR) == wanted
