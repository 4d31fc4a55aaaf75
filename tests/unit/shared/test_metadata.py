"""What wallets show: ERC-721 metadata, made on chain, that any reader of JSON understands."""

import json
from base64 import b64decode
from dataclasses import replace

import ape
import pytest

PREFIX = "data:application/json;base64,"
LONGEST_TIME = 2**256 - 1


def read(uri):
    """Return the object in a data URI; strict about its base64 and its JSON."""
    assert uri.startswith(PREFIX)
    return json.loads(b64decode(uri.removeprefix(PREFIX), validate=True).decode())


def attribute(value, trait, **more):
    return {**more, "trait_type": trait, "value": value}


def date(value, trait):
    return attribute(value, trait, display_type="date")


@pytest.fixture(scope="session")
def credentials(bench):
    return bench.credentials


@pytest.fixture(scope="session")
def brief(bench, record_of):
    """Badges that are valid for two days, in a language with more than letters."""
    record = record_of(1, key="gruss", title="Zürich · 数学 🐝", valid_days=2)
    badge = replace(record.classes[0], key="b 1", name="Gruß & Kuß ✓")
    return bench.adopt(replace(record, classes=(badge, record.classes[1])))


@pytest.fixture
def held(credentials, brief, learner, issuer, token_id):
    """The badge and the composite in the learner's hands."""
    credentials.enrol(brief.number, 1, sender=learner)
    credentials.award(brief.badge, learner, sender=issuer)
    return token_id(brief.badge, learner)


def test_a_badge_shows_name_curriculum_issuer_and_dates(
    bench, credentials, brief, held, learner, issuer, day
):
    verdict = credentials.verify(learner, brief.badge)

    uri = credentials.tokenURI(held)

    assert read(uri) == {
        "name": "Gruß & Kuß ✓",
        "description": "b 1 of Zürich · 数学 🐝",
        "attributes": [
            attribute(issuer.address.lower(), "Issuer"),
            date(verdict.awarded_at, "Awarded"),
            date(verdict.awarded_at + 3 * day - 1, "Expires"),
        ],
    }
    times = (verdict.awarded_at, verdict.expires_at)
    assert bench.renderer.token_uri(brief.badge, learner, issuer, *times) == uri
    assert bench.renderer.CURRICULA() == bench.curricula


def test_a_composite_that_lasts_shows_the_registry_and_no_end(
    bench, credentials, brief, held, learner, token_id
):
    bench.pathways.claim(brief.composite, sender=learner)

    shown = read(credentials.tokenURI(token_id(brief.composite, learner)))

    verdict = credentials.verify(learner, brief.composite)
    assert shown["name"] == "Beekeeper"
    assert shown["attributes"] == [
        attribute(bench.pathways.address.lower(), "Issuer"),
        date(verdict.awarded_at, "Awarded"),
    ]


def test_time_alone_changes_nothing_that_is_shown(credentials, held, chain, day):
    """Nothing would tell a wallet to look again: so dates are shown, and never the word expired."""
    before = credentials.tokenURI(held)

    chain.mine(deltatime=100 * day)

    assert credentials.tokenURI(held) == before


def test_what_does_not_exist_is_not_shown(bench, brief, learner, issuer):
    for class_id in (0, brief.number << 8, brief.number << 8 | 255, 2**24 - 1):
        with ape.reverts("curricula: there is no such badge"):
            bench.renderer.token_uri(class_id, learner, issuer, 0, 0)


@pytest.fixture
def caption(double):
    return double("caption")


@pytest.mark.parametrize("length", [1, 2, *range(20, 27), 95, 96])
def test_texts_of_any_length_are_shown_whole(caption, issuer, length):
    """Base64 goes by threes, the encoder by twenty-fours: neither cuts off or adds anything."""
    uri = caption.token_uri("k", "n" * length, "t", issuer, 1, 0)

    assert read(uri)["name"] == "n" * length


def test_the_longest_texts_and_times_are_shown_whole(caption):
    nobody = "0x" + "0f" * 20
    texts = ("k" * 96, "ñ" * 48, "数" * 32)

    shown = read(caption.token_uri(*texts, nobody, LONGEST_TIME, LONGEST_TIME))

    assert shown["name"] == texts[1]
    assert shown["description"] == f"{texts[0]} of {texts[2]}"
    assert shown["attributes"] == [
        attribute(nobody, "Issuer"),
        date(LONGEST_TIME, "Awarded"),
        date(LONGEST_TIME, "Expires"),
    ]
