"""Texts: what could break out of JSON or of a page is refused, whatever else one writes is not."""

from dataclasses import replace

import ape
import pytest

from cairn.curricula.record import BadgeClass, decode
from cairn.say.errors import CairnError

UNFIT = "curricula: a text has a control character, a quote, a backslash, < or >"
HOSTILE = [*range(32), *b'"\\<>', 127]
TEXT_AT = 32 * 10  # of a record of four classes


@pytest.fixture(scope="session")
def data(record_of):
    """A record whose texts are all letters: 3 + 32 * 3 of them, and 29 spaces."""
    return record_of(key="txt", title="t" * 96).encode()


@pytest.mark.parametrize("byte", HOSTILE, ids=lambda byte: f"0x{byte:02x}")
def test_bytes_that_break_out_are_refused(stage, curricula, data, byte):
    """In whatever place of a word they stand."""
    at = TEXT_AT + byte % 99
    name = stage(data[:at] + bytes([byte]) + data[at + 1 :])

    with ape.reverts(UNFIT):
        curricula.check(name)


@pytest.mark.parametrize("place", [0, 1, 15, 30, 31, 32, 63, 98])
def test_a_quote_is_found_anywhere(stage, curricula, data, place):
    at = TEXT_AT + place
    with ape.reverts(UNFIT):
        curricula.check(stage(data[:at] + b'"' + data[at + 1 :]))


def test_every_other_byte_is_let_through(stage, curricula, record_of):
    """Side by side, so that no borrow from one byte to the next goes wrong."""
    fit = bytes(byte for byte in range(128) if byte not in HOSTILE).decode()
    classes = [BadgeClass(f"b{at}", fit[at:] + fit[:at]) for at in (1, 11, 30)]
    record = record_of(key="fit", title=fit, classes=(*classes, BadgeClass("k", "K", rank=1)))

    curricula.check(stage(record.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "Ångström, Œuvre, Straße",
        "数学 · ریاضیات · математика",
        "🐝🏔️👩🏽‍🎓",
        "{'json': [1, 2]} && ]]> or 1=1 -- ".replace(">", ""),
        " leading and trailing ",
        "𐍈" * 24,
    ],
)
def test_texts_of_all_languages_are_let_through(adopt, curricula, record_of, text):
    record = record_of(1, key="lingua", title=text)
    adopted = adopt(
        replace(record, classes=(replace(record.classes[0], name=text), record.classes[1]))
    )

    label = curricula.label(adopted.badge)
    assert (label.name, label.title) == (text, text)


@pytest.mark.parametrize("stray", [b"\xff", b"\xc3", b"\x80", b"\xed\xa0\x80"])
def test_bytes_that_are_no_text_pass_neither_the_chain_nor_a_reader(stage, curricula, data, stray):
    at = TEXT_AT + 10
    strange = data[:at] + stray + data[at + len(stray) :]

    with ape.reverts("curricula: a text is not UTF-8"):
        curricula.check(stage(strange))
    with pytest.raises(CairnError, match="no curriculum record"):
        decode(strange)
