"""From a curriculum file to its record: numbers, ranks, versions, issuers, what is left out."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from cairn.curricula.compiler import compile_record
from cairn.curricula.file import load
from cairn.curricula.record import (
    CURRENCY,
    ORDER,
    BadgeClass,
    Gate,
    Issuer,
    Known,
    decode,
    known_classes,
)
from cairn.say.errors import CairnError

SCHOOL = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BOARD = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
BOOK = {"school": SCHOOL, "board": BOARD}


def address_of(role):
    if role not in BOOK:
        raise CairnError(f'nobody is called "{role}": add it to the address book')
    return BOOK[role]


@pytest.fixture
def written(tmp_path):
    """Write a curriculum file and read it: the letters a and b, and what a test adds."""

    def written(text, name="letters"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(
            f"curriculum: {name}\ntitle: Letters\nbadges:\n"
            "  - {key: a, name: Letter A}\n  - {key: b, name: Letter B}\n" + text
        )
        return load(path)

    return written


def compiled(curriculum, **options):
    return compile_record(curriculum, address_of, **options)


COMPOSITE = "composites:\n  - {key: both, name: Both, requires: {all_of: [a, b]}}\n"


def test_every_field_of_a_badge_is_written_down(written):
    curriculum = written(
        "  - key: c\n    name: Letter C\n    type: MicroCredential\n    credits: 7.5\n"
        "    valid_days: 730\n    level: 6\n    participation: volunteering\n"
        "    assessment: portfolio\n    supervision: supervised-onsite\n    identity: checked\n"
    )
    assert compiled(curriculum).classes[2] == BadgeClass(
        "c", "Letter C", 0, 730, 15, participation=3, assessment=3, supervision=4, identity=1,
        tenths=75, level=6,
    )  # fmt: skip


def test_a_new_curriculum_is_written_down_and_read_back(written):
    record = compiled(written(COMPOSITE + "review_by: 2028-09-01\n"))

    assert decode(record.encode()) == record
    assert (record.curriculum, record.version, record.key) == (0, 1, "letters")
    assert record.review_day == (date(2028, 9, 1) - date(1970, 1, 1)).days
    assert [badge.key for badge in record.classes] == ["a", "b", "both"]
    assert record.rules[0].index == 3


def test_composites_rank_above_what_they_count_in_whatever_order_they_stand(written):
    record = compiled(
        written(
            "composites:\n"
            "  - {key: top, name: Top, requires: {all_of: [middle, a]}}\n"
            "  - {key: middle, name: Middle, requires: {all_of: [low, b]}}\n"
            "  - {key: low, name: Low, requires: {all_of: [a, b]}}\n"
        )
    )
    assert {badge.key: badge.rank for badge in record.classes} == {
        "a": 0, "b": 0, "top": 3, "middle": 2, "low": 1,
    }  # fmt: skip


def test_composites_stack_fifteen_high_and_not_higher(written):
    def tower(height):
        levels = ["  - {key: c0, name: C0, requires: {all_of: [a, b]}}\n"]
        levels += [
            f"  - {{key: c{n}, name: C{n}, requires: {{all_of: [c{n - 1}]}}}}\n"
            for n in range(1, height)
        ]
        return written("composites:\n" + "".join(levels))

    assert compiled(tower(15)).classes[-1].rank == 15
    with pytest.raises(CairnError, match="composites are stacked more than 15 high"):
        compiled(tower(16))


def test_badges_of_other_curricula_are_listed_by_class_id(written):
    there = {"x/p": (0x0300 + 2, 4), "w/q": (0x0100 + 7, 0)}
    curriculum = written(
        "composites:\n  - {key: all, name: All, requires: {all_of: [a, x/p, b, w/q]}}\n"
    )
    record = compiled(curriculum, resolve=there.__getitem__)

    assert record.foreign == (0x0107, 0x0302)
    assert record.rules[0].gates == (Gate(4, 0b110, foreign=0b11),)
    assert record.classes[-1].rank == 5


def test_one_badge_under_two_names_is_refused(written):
    curriculum = written(
        "composites:\n  - key: all\n    name: All\n    requires:\n      at_least: 2\n"
        "      of: [a, b, v1/p,\n           v2/p]\n"
    )
    with pytest.raises(CairnError) as refusal:
        compiled(curriculum, resolve=lambda key: (0x0102, 0))
    assert str(refusal.value) == (
        f'{curriculum.file}, line 12: "v2/p" and "v1/p" are one badge on chain: '
        "write it the same way everywhere"
    )


def test_a_badge_elsewhere_that_nobody_can_look_up_is_refused(written):
    curriculum = written("composites:\n  - {key: all, name: All, requires: {all_of: [a, x/p]}}\n")
    with pytest.raises(CairnError, match='line 7: "x/p" is of another curriculum, whose number'):
        compiled(curriculum)


def test_a_new_version_brings_only_what_is_new(written):
    first = compiled(written(COMPOSITE))
    later = written(
        "  - {key: c, name: Letter C}\ncomposites:\n"
        "  - {key: more, name: More, requires: {all_of: [a, c]}}\n"
        "  - {key: both, name: Both, requires: {any_of: [a, b, c]}}\n",
        "more-letters",
    )
    record = compiled(later, curriculum_id=7, version=2, known=known_classes([first]))

    assert (record.curriculum, record.version) == (7, 2)
    assert [badge.key for badge in record.classes] == ["c", "more"]
    assert [(rule.index, rule.gates[0].classes) for rule in record.rules] == [
        (5, 0b10010),
        (3, 0b10110),
    ]


def test_numbers_go_on_after_the_last_one_and_past_multiples_of_sixteen(written):
    known = {f"k{n}": Known(n, BadgeClass(f"k{n}", f"K {n}")) for n in range(1, 15)}
    record = compiled(written(COMPOSITE), curriculum_id=1, version=2, known=known)

    assert record.rules[0].index == 18  # a is 15, b is 17
    assert record.rules[0].gates[0].classes == 1 << 15 | 1 << 17


def test_a_badge_on_chain_stays_what_it_is(written):
    known = {"a": Known(1, BadgeClass("a", "Letter A", valid_days=365))}
    with pytest.raises(CairnError) as refusal:
        compiled(written(""), curriculum_id=1, version=2, known=known)
    assert str(refusal.value).endswith(
        'letters.yaml, line 4: "a" stands with valid_days 365: a badge never changes; '
        "leave it as it was, or give the new one a key of its own"
    )


def test_a_composite_on_chain_keeps_its_rank(written):
    known = {"both": Known(1, BadgeClass("both", "Both", rank=4))}
    low = written(COMPOSITE + "  - {key: top, name: Top, requires: {all_of: [both, a]}}\n")
    record = compiled(low, curriculum_id=1, version=2, known=known)
    assert record.classes[-1] == BadgeClass("top", "Top", rank=5)

    known = {"both": Known(1, BadgeClass("both", "Both", rank=1))}
    high = written(
        "composites:\n  - {key: both, name: Both, requires: {all_of: [half, b]}}\n"
        "  - {key: half, name: Half, requires: {all_of: [a]}}\n"
    )
    with pytest.raises(CairnError, match="on chain with rank 1, its new rule counts badges that"):
        compiled(high, curriculum_id=1, version=2, known=known)


def test_issuers_come_from_the_address_book_or_are_written_out(written):
    text = (
        "issuers:\n  - {name: School, account: school, until: 2029-01-01}\n"
        f'  - {{name: Board, account: "{BOARD}"}}\n'
    )
    end = int(datetime(2029, 1, 1, 23, 59, 59, tzinfo=UTC).timestamp())

    assert compiled(written(text)).issuers == (Issuer(SCHOOL, end), Issuer(BOARD))


@pytest.mark.parametrize(
    ("accounts", "line"),
    [
        (("college",), 'line 7: nobody is called "college": add it to the address book'),
        (("school", SCHOOL), "line 8: Issuer 1 has the address of Issuer 0: name each issuer once"),
        (("board", SCHOOL[:-1] + "D"), "has a wrong checksum"),
    ],
)
def test_an_issuer_that_cannot_be_told_is_refused(written, accounts, line):
    entries = [f'  - {{name: Issuer {n}, account: "{who}"}}\n' for n, who in enumerate(accounts)]
    with pytest.raises(CairnError, match=line):
        compiled(written("issuers:\n" + "".join(entries)))


UNENFORCED = {"order": ("order: [[a, b]]\n", ORDER), "currency": ("current: [a]\n", CURRENCY)}


@pytest.mark.parametrize("word", UNENFORCED)
def test_what_cannot_be_enforced_is_left_out_only_knowingly(written, word):
    text, bit = UNENFORCED[word]
    curriculum = written(text)
    field = text.partition(":")[0]

    with pytest.raises(CairnError) as refusal:
        compiled(curriculum)
    assert str(refusal.value) == (
        f'{curriculum.file}, line 6: the rule under "{field}" cannot be enforced yet: '
        f"leave it out knowingly with --without {word}"
    )
    assert compiled(curriculum, without={word}).omitted == bit
    assert compiled(curriculum, without={"order", "currency"}).omitted == bit
    assert compiled(written(""), without={word}).omitted == 0


def test_what_is_left_out_is_part_of_the_hash(written):
    whole = compiled(written(""))
    less = compiled(written("order: [[a, b]]\n"), without={"order"})

    assert whole.hash != less.hash


def test_the_documents_hash_is_that_of_the_file_or_as_stated(written, tmp_path):
    (tmp_path / "programme.pdf").write_bytes(b"the programme")
    digest = sha256(b"the programme")

    assert compiled(written("")).document == bytes(32)
    named = written("document: {file: programme.pdf}\n")
    assert compiled(named).document == digest.digest()
    stated = written(f"document: {{sha256: 0x{digest.hexdigest().upper()}}}\n")
    assert compiled(stated).document == digest.digest()


def test_more_badges_than_have_numbers_are_refused(written):
    text = "".join(f"  - {{key: k{n}, name: K {n}}}\n" for n in range(239))
    with pytest.raises(CairnError, match="241 new badges do not fit: 240 of 240 are left: split"):
        compiled(written(text))


def test_a_record_that_is_too_long_is_refused(written):
    text = "".join(f"  - {{key: k{n}, name: {'n' * 90} {n}}}\n" for n in range(200))
    with pytest.raises(CairnError, match=r"25,952 bytes in the record do not fit: at most 24,479"):
        compiled(written(text))


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("{all_of: [a, z]}", 'badge "z" is not declared'),
        ("{at_least: 3, of: [a, b]}", "the chain would refuse it, for gate 0 asks for 3 where 2"),
        ("{at_least: 2, of: [a, b, a]}", "a component counts twice in one group"),
        ("{credits: 1, of: [a]}", "a badge is summed that carries no credits of its own"),
        ("{all_of: [a, all]}", '"all" counts itself'),
    ],
)
def test_no_unsound_rule_is_written_down_even_unchecked(written, rule, reason):
    curriculum = written(f"composites:\n  - {{key: all, name: All, requires: {rule}}}\n")
    with pytest.raises(CairnError, match=reason):
        compiled(curriculum)
