"""Records that cannot take effect, part three: what they name of other curricula."""

from dataclasses import replace

import pytest

from cairn.curricula.record import BadgeClass, Gate, Rule

OUT_OF_PLACE = (
    "curricula: a rule names a badge that does not exist or ranks no lower than its composite"
)
GATE_AT = 7  # the word of the first gate, in a record of four classes


@pytest.fixture(scope="session")
def others(adopt, record_of):
    """Another curriculum, to build on: badges of rank 0 and a composite of rank 1."""
    return adopt(record_of(2, key="others", title="Others"))


def test_badges_of_other_curricula_are_real_ordered_and_used(
    accepts, refuses, others, ruled, credentials
):
    low, high = others.classes[:2]
    both = Gate(2, foreign=0b11)

    accepts(ruled(both, foreign=(low, high)))
    unordered = "curricula: the badges of other curricula are not in rising order"
    refuses(ruled(both, foreign=(high, low)), unordered)
    refuses(ruled(both, foreign=(low, low)), unordered)
    refuses(ruled(both, foreign=(0, low)), unordered)
    absent = "curricula: a badge of another curriculum does not exist"
    beyond = (credentials.curriculum_count() + 1) << 8 | 1
    refuses(ruled(both, foreign=(low, beyond)), absent)
    refuses(ruled(both, foreign=(low, 2**24 - 1)), absent)
    data = ruled(both, foreign=(low, high)).encode()
    foreign_at = GATE_AT + 2
    far = data[: 32 * foreign_at + 32] + (1 << 24 | high).to_bytes(32, "big")
    refuses(far + data[32 * foreign_at + 64 :], absent)
    refuses(
        ruled(Gate(1, foreign=0b01), foreign=(low, high)),
        "curricula: a badge of another curriculum is named and not used",
    )


def test_a_badge_of_one_s_own_is_no_badge_of_another_s(refuses, others, record_of):
    rules = (Rule(3, (Gate(1, foreign=0b1),)),)
    own = record_of(1, key="o", curriculum=others.number, version=2, classes=(), rules=rules)
    refuses(
        replace(own, foreign=(others.badge,)),
        "curricula: a badge of this curriculum is named as another's",
    )


def test_no_circle_leads_through_two_curricula(refuses, accepts, adopt, others, record_of):
    """A composite that builds on another curriculum's ranks above it, so the way back is shut."""
    on_top = (BadgeClass("top", "On top", rank=2),)
    rule = (Rule(1, (Gate(1, foreign=0b1),)),)
    upper = record_of(key="upper", title="Upper", classes=on_top, foreign=(others.composite,))
    refuses(replace(upper, classes=(replace(on_top[0], rank=1),), rules=rule), OUT_OF_PLACE)
    adopted = adopt(replace(upper, rules=rule))

    back = (Rule(3, (Gate(1, foreign=0b1),)),)
    again = record_of(1, key="o", curriculum=others.number, version=2, classes=(), rules=back)
    refuses(replace(again, foreign=(adopted.badge,)), OUT_OF_PLACE)
