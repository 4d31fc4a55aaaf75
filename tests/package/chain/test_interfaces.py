"""What a contract is asked and answers, by its ABI: nothing lost, nothing that passes for more."""

import copy

import pytest
from eth_abi import encode

from cairn.chain.interfaces import Interface, NotOfThisContract, written
from cairn.chain.suite import CONTRACTS, Rules, interface

ADA = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
SEVEN = Rules(*range(7))


def function(role, signature):
    [found] = [it for it in interface(role).functions if it.signature == signature]
    return found


def test_several_answers_without_names_are_all_there():
    standing = function("credentials", "standing(uint16,address)")

    assert standing.answer(encode(["uint256"] * 3, [1, 2, 3])) == (1, 2, 3)


def test_a_struct_has_names_and_an_address_its_checksum():
    proxy = function("educators", "proxy_of(address)")
    rules = function("rules", "rules(uint256)")

    assert proxy.answer(encode(["address", "uint256"], [ADA.lower(), 9])) == (ADA, 9)
    answer = rules.answer(encode(["uint256"] * 7, SEVEN))
    assert (answer._asdict(), Rules(*answer)) == (SEVEN._asdict(), SEVEN)


@pytest.mark.parametrize("role", CONTRACTS)
def test_every_function_is_read_back_from_its_calldata(role):
    samples = {
        "address": ADA,
        "string": "Why not?",
        "bytes": b"\1",
        "bool": True,
        "bytes4": b"abcd",
    }

    def sample(field):
        if field["type"].endswith("]"):
            of_what, size = field["type"][:-1].rsplit("[", 1)
            return [sample({**field, "type": of_what})] * int(size or 1)
        if field["type"] == "tuple":
            return tuple(map(sample, field["components"]))
        return b"\2" * 32 if field["type"] == "bytes32" else samples.get(field["type"], 7)

    for it in interface(role).functions:
        given = [sample(field) for field in it.abi["inputs"]]
        found, inputs = interface(role).decode_input(it.encode(given))
        assert (found, list(inputs.values())) == (it, given)


@pytest.mark.parametrize("data", [b"", b"\1\2\3", b"\1\2\3\4", b"\0" * 100])
def test_calldata_of_no_function_is_told_as_such(data):
    with pytest.raises(NotOfThisContract, match="this is of no contract of Cairn"):
        interface("dao").decode_input(data)


def test_a_text_stands_in_marks_that_it_cannot_contain():
    vote = function("dao", "castVoteWithReason(uint256,uint8,string)")
    reason = 'Yes", support=0, voter="\nCalls nothing else.'
    _, inputs = interface("dao").decode_input(vote.encode([5, 1, reason]))

    assert written(vote, inputs) == (
        'proposalId=5, support=1, reason="Yes\\", support=0, voter=\\"\\nCalls nothing else."'
    )


def test_texts_in_lists_and_structs_stand_in_marks_too():
    votes = function("dao", "castVotesBySig(uint256,(address,uint8,string,bytes)[])")
    _, inputs = interface("dao").decode_input(votes.encode([5, [(ADA, 1, "a), (b", b"\xff")]]))

    name = votes.abi["inputs"][1]["name"]
    assert written(votes, inputs) == f'proposalId=5, {name}=(({ADA}, 1, "a), (b", 0xff))'


def test_of_functions_with_one_name_the_one_that_takes_the_arguments_is_called(on_chain):
    send = on_chain.credentials.safeTransferFrom
    short, long = (send.encode_input(ADA, ADA, 1, *rest) for rest in ((), (b"",)))

    assert [
        on_chain.credentials.interface.by_selector[data[:4]].signature for data in (short, long)
    ] == [
        "safeTransferFrom(address,address,uint256)",
        "safeTransferFrom(address,address,uint256,bytes)",
    ]
    with pytest.raises(TypeError, match=r"safeTransferFrom does not take \(1,\)"):
        send.encode_input(1)


def test_what_changes_something_is_never_only_asked_by_mistake(on_chain):
    with pytest.raises(TypeError, match="resign changes something: say who sends it"):
        on_chain.educators.resign()


def test_a_contract_can_be_copied_and_names_what_it_lacks(on_chain):
    assert copy.copy(on_chain.dao).address == on_chain.dao.address
    with pytest.raises(AttributeError, match="CurriculumDAO has neither function nor event 'bees'"):
        _ = on_chain.dao.bees


def test_an_interface_without_a_constructor_is_told_nothing():
    assert Interface("Bare", []).encode_constructor(()) == b""
