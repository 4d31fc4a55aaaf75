"""Adoption: one decision, and classes, version, rules and issuers come into being at once."""

from dataclasses import replace

import ape
import pytest
from ape.utils import ZERO_ADDRESS

from cairn.curricula.record import BadgeClass, Issuer
from cairn.curricula.record.bitfields import WORD

FOREVER = 0
LAST_SECOND = 253_402_300_799  # 9999-12-31 23:59:59 UTC
LARGEST_TRANSACTION = 2**24  # gas, EIP-7825


def definitions_of(record):
    data = record.encode()
    words = (data[at : at + WORD] for at in range(2 * WORD, (2 + len(record.classes)) * WORD, WORD))
    return [int.from_bytes(word, "big") for word in words]


def test_it_introduces_itself(curricula, credentials, bench):
    assert curricula.CREDENTIALS() == credentials
    assert curricula.PATHWAYS() == bench.pathways


def test_it_needs_its_neighbours(project, deployer, credentials):
    with ape.reverts("curricula: the credential token's address is zero"):
        deployer.deploy(project.CurriculumRegistry, ZERO_ADDRESS, credentials)
    with ape.reverts("curricula: the pathway registry's address is zero"):
        deployer.deploy(project.CurriculumRegistry, credentials, ZERO_ADDRESS)


@pytest.mark.parametrize("missing", ["owner", "transfer_ownership", "renounce_ownership"])
def test_it_has_no_owner_of_its_own(curricula, missing):
    """It obeys that of the credential token, so no handover can forget it."""
    assert missing not in {method.name for method in curricula.contract_type.methods}


def test_adopting_a_record_puts_all_of_it_in_force(
    curricula, credentials, record_of, stage, council, issuer, other_issuer, log, curricula_log
):
    until = LAST_SECOND
    issuers = sorted(
        [Issuer(issuer.address), Issuer(other_issuer.address, until)],
        key=lambda entry: int(entry.address, 16),
    )
    record = replace(record_of(2, key="whole", title="Whole"), issuers=tuple(issuers))
    name = stage(record.encode())
    number = credentials.curriculum_count() + 1

    receipt = curricula.adopt(name, sender=council)

    assert receipt.events == [
        log.VersionOpened(number, 1, 3),
        *(log.Accredited(number, entry.address, entry.until) for entry in issuers),
        curricula_log.VersionAdopted(number, 1, name),
    ]
    assert credentials.curriculum_count() == number
    assert credentials.last_index(number) == 3
    assert credentials.covered(number, 1) == 3
    assert curricula.latest_version(number) == 1
    assert curricula.is_adopted(name)
    assert curricula.version_of(number, 1) == (curricula.records(name), receipt.timestamp)
    assert credentials.accreditation(number, issuer) == (receipt.timestamp, FOREVER)
    assert credentials.accreditation(number, other_issuer) == (receipt.timestamp, until)
    for index, definition in enumerate(definitions_of(record), start=1):
        assert curricula.definition(number << 8 | index) == definition


def test_badges_are_labelled_as_the_record_has_them(curricula, adopt, record_of):
    record = record_of(1, key="etiquette", title="Zürcher Grundkurs 🐝")
    classes = (BadgeClass(key="b 1", name="Gruß"), BadgeClass("k", "Zeugnis ✓", rank=1))
    adopted = adopt(replace(record, classes=classes))

    label = curricula.label(adopted.badge)
    assert (label.key, label.name, label.title) == ("b 1", "Gruß", "Zürcher Grundkurs 🐝")
    label = curricula.label(adopted.composite)
    assert (label.key, label.name, label.title) == ("k", "Zeugnis ✓", "Zürcher Grundkurs 🐝")


def test_labels_can_be_as_long_as_they_may(curricula, adopt, record_of):
    record = record_of(1, key="k" * 64, title="t" * 96)
    classes = (BadgeClass("a" * 64, "n" * 96), BadgeClass("z" * 64, "c" * 96, rank=1))
    adopted = adopt(replace(record, classes=classes))

    label = curricula.label(adopted.composite)
    assert (label.key, label.name, label.title) == ("z" * 64, "c" * 96, "t" * 96)


def test_a_label_keeps_the_title_of_the_version_that_added_the_badge(curricula, adopt, record_of):
    first = adopt(record_of(1, key="old", title="Old title"))
    record = record_of(1, key="old", title="New title", curriculum=first.number, version=2)
    second = adopt(replace(record, classes=record.classes[:1], rules=()))

    assert curricula.label(first.badge).title == "Old title"
    assert curricula.label(second.classes[2]).title == "New title"


@pytest.mark.parametrize("class_id", [0, 1, 256, 2**24 - 1])
def test_what_does_not_exist_has_no_label(curricula, curriculum, class_id):
    with ape.reverts("curricula: there is no such badge"):
        curricula.label(class_id)


@pytest.mark.parametrize("who", ["stranger", "deployer", "issuer", "learner"])
def test_only_the_dao_adopts_and_closes(curricula, stage, record_of, curriculum, who, request):
    caller = request.getfixturevalue(who)
    name = stage(record_of(key="unwanted").encode())

    with ape.reverts("curricula: only the DAO may do this, by a vote"):
        curricula.adopt(name, sender=caller)
    with ape.reverts("curricula: only the DAO may do this, by a vote"):
        curricula.close_enrolment(curriculum.number, 1, sender=caller)


def test_a_record_is_adopted_once(curricula, adopt, stage, record_of, council, credentials):
    record = record_of(key="once")
    adopt(record)
    count = credentials.curriculum_count()

    with ape.reverts("curricula: this record is in force already"):
        curricula.adopt(record.hash, sender=council)
    with ape.reverts("curricula: this record is in force already"):
        curricula.check(record.hash)
    with ape.reverts("curricula: this record is staged already"):
        curricula.stage(record.encode(), sender=council)
    assert credentials.curriculum_count() == count


def test_what_check_refuses_is_not_adopted(curricula, stage, record_of, council, credentials):
    """The same reason, and nothing half done."""
    record = record_of(key="bad", classes=())
    name = stage(record.encode())
    count = credentials.curriculum_count()

    for method in (curricula.check, curricula.adopt):
        with ape.reverts("curricula: a curriculum needs a badge"):
            method(name, sender=council)
    assert credentials.curriculum_count() == count
    assert not curricula.is_adopted(name)


def test_checking_is_asking(curricula, stage, record_of, credentials, stranger):
    name = stage(record_of(key="fine").encode())

    curricula.check(name, sender=stranger)

    assert not curricula.is_adopted(name)


def test_a_new_version_adds_to_what_is_there(
    curricula, credentials, adopt, record_of, issuer, employer, log, curricula_log
):
    first = adopt(record_of(1, key="grows", title="Grows"))
    record = record_of(1, key="grows", curriculum=first.number, version=2, issuers=[employer])
    record = replace(record, classes=record.classes[:1], rules=())

    receipt = adopt(record).receipt

    added = first.number << 8 | 3
    assert receipt.events == [
        log.VersionOpened(first.number, 2, 3),
        log.Accredited(first.number, employer, FOREVER),
        curricula_log.VersionAdopted(first.number, 2, record.hash),
    ]
    assert credentials.covered(first.number, 1) == 2
    assert credentials.covered(first.number, 2) == 3
    assert curricula.definition(added) >> 104 == 2
    assert curricula.latest_version(first.number) == 2
    assert credentials.accreditation(first.number, issuer)[0] != 0  # nobody is struck off


def test_a_badge_that_is_added_leaves_its_neighbours_as_they_were(
    adopt, record_of, credentials, curricula
):
    """Fifteen share a word: the last may come years after the first."""
    record = record_of(key="pairs", title="Pairs")
    full = {"level": 255, "tenths": 65_535, "valid_days": 65_534, "type": 18, "identity": 2}
    classes = [replace(each, **full) for each in record.classes]
    first = adopt(replace(record, classes=tuple(classes)))
    told = definitions_of(replace(record, classes=tuple(classes)))
    for version in range(2, 17):
        added = replace(classes[0], key=f"v{version}")
        later = replace(
            record, curriculum=first.number, version=version, rules=(), classes=(added,)
        )
        adopt(later)
        told += definitions_of(later)

    indices = [index for index in range(1, 21) if index != 16]
    assert [curricula.definition(first.number << 8 | index) for index in indices] == told
    assert curricula.definition(first.number << 8 | 16) == 0
    assert curricula.definition(first.number << 8 | 21) == 0


def test_there_are_no_versions_that_were_not_adopted(curricula, curriculum):
    assert curricula.version_of(curriculum.number, 2) == (ZERO_ADDRESS, 0)
    assert curricula.version_of(curriculum.number, 0) == (ZERO_ADDRESS, 0)
    assert curricula.version_of(0, 1) == (ZERO_ADDRESS, 0)
    assert curricula.latest_version(2**16 - 1) == 0


def test_the_largest_record_can_be_adopted(bench, record_of, accounts):
    """240 badges and 30 issuers, within one transaction of a public network."""
    issuers = sorted((accounts[n].address for n in range(30)), key=lambda a: int(a, 16))
    record = record_of(239, key="large", title="L" * 96)
    record = replace(record, issuers=tuple(Issuer(who) for who in issuers))

    assert bench.adopt(record).receipt.gas_used < LARGEST_TRANSACTION
