"""The numbers of badges on chain."""

import pytest

from cairn.curricula.record import BadgeClass, Record, class_indices, known_classes
from cairn.say.errors import CairnError


def test_badges_get_numbers_in_order_and_never_a_multiple_of_sixteen():
    assert class_indices(16) == [*range(1, 16), 17]
    assert class_indices(2, after=31) == [33, 34]
    assert len(class_indices(240)) == 240
    with pytest.raises(CairnError, match="1 new badges do not fit: 0 of 240 are left"):
        class_indices(1, after=255)


def test_known_classes_are_told_from_all_versions():
    first = Record("k", "t", tuple(BadgeClass(f"a{n}", f"A {n}") for n in range(15)))
    second = Record("k", "t", (BadgeClass("b", "B"),), curriculum=1, version=2)

    known = known_classes([first, second])
    assert (known["a14"].index, known["b"].index) == (15, 17)
