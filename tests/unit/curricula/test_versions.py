"""Versions: without a gap, as many as an enrolment can say; each badge is found in its own."""

from dataclasses import replace

import pytest
from registrar import Registrar
from rig import Reverted, Rig, account

from cairn.curricula.record import BadgeClass, Record, class_indices

MOST = 127


@pytest.fixture
def catalogue():
    """On the rig, where a version is a matter of milliseconds."""
    return Registrar(Rig())


@pytest.fixture
def version_of():
    """Word a version that adds badges, or none."""

    def version_of(number, *keys, curriculum=1):
        return Record(
            key="alpine",
            title="Alpine Flora",
            classes=tuple(BadgeClass(key, f"Badge {key}", valid_days=number) for key in keys),
            rules=(),
            issuers=(),
            curriculum=curriculum if number > 1 else 0,
            version=number,
        )

    return version_of


def test_there_are_127_versions_and_no_more(catalogue, version_of):
    for number in range(1, MOST + 1):
        assert catalogue.adopt(version_of(number, f"b{number}")).value == 1
        assert catalogue.curricula.latest_version(1) == number

    one_more = catalogue.stage(version_of(MOST + 1))
    with pytest.raises(Reverted) as refused:
        catalogue.curricula.check(one_more)
    assert str(refused.value) == "curricula: a curriculum can have no more than 127 versions"
    enrol = catalogue.credentials.enrol
    enrol(1, MOST, sender=account("learner"))
    assert catalogue.credentials.enrolment_of(1, account("learner")) == (MOST, 135)


def test_a_badge_is_found_in_the_version_that_added_it(catalogue, version_of):
    """Past indices that are not used, and past versions that add nothing."""
    added = {1: 14, 2: 1, 3: 0, 4: 2, 5: 30, 6: 0, 7: 1}
    made = []
    for number, count in added.items():
        keys = [f"v{number}b{n}" for n in range(count)]
        catalogue.adopt(version_of(number, *keys))
        made += [(number, key) for key in keys]

    for index, (number, key) in zip(class_indices(len(made)), made, strict=True):
        definition = catalogue.curricula.definition(1 << 8 | index)
        assert (definition >> 8 & 65_535, definition >> 104 & 255) == (number, number)
        assert catalogue.curricula.label(1 << 8 | index)[0] == key
    last = class_indices(len(made))[-1]
    for nothing in (0, 16, 32, 48, last + 1, 255):
        assert catalogue.curricula.definition(1 << 8 | nothing) == 0
    assert catalogue.credentials.last_index(1) == last


def test_another_curriculum_has_versions_of_its_own(catalogue, version_of):
    catalogue.adopt(version_of(1, "a"))
    other = replace(version_of(1, "a", "b"), key="lichens", title="Lichens")
    assert catalogue.adopt(other).value == 2
    catalogue.adopt(version_of(2, "c"))

    assert [catalogue.curricula.latest_version(number) for number in range(4)] == [0, 2, 1, 0]
    assert catalogue.curricula.label(2 << 8 | 2)[0] == "b"
    assert catalogue.curricula.label(1 << 8 | 2)[0] == "c"
    assert catalogue.curricula.definition(2 << 8 | 3) == 0
