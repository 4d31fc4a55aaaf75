"""From a curriculum file to its record: numbers for the badges, ranks, and gates for the rules."""

from collections.abc import Callable, Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from cairn.curricula.classes import Known, changes, class_of
from cairn.curricula.curriculum import Badge, Composite, Curriculum, Group
from cairn.curricula.fields import day_number, end_of
from cairn.curricula.form import form_fault
from cairn.curricula.record import (
    CURRENCY,
    ORDER,
    UNSET,
    BadgeClass,
    Issuer,
    Record,
    Rule,
    class_indices,
)
from cairn.curricula.rules import Count, Masks, count_of, credits_of, gates_of
from cairn.curricula.yamlfile import Place
from cairn.issuing.rosters import checked_wallet
from cairn.say.errors import CairnError

# A field whose rule nothing on chain enforces yet: its name for --without, its bit.
UNENFORCED = {"order": ("order", ORDER), "current": ("currency", CURRENCY)}

CIRCLING = -1  # the rank of a composite while it is being reckoned

AddressOf = Callable[[str], str]  # a role of the address book -> its address
Resolve = Callable[[str], tuple[int, int]]  # "curriculum/badge" -> class id, rank


def compile_record(
    curriculum: Curriculum,
    address_of: AddressOf,
    *,
    curriculum_id: int = 0,
    version: int = 1,
    known: Mapping[str, Known] | None = None,
    resolve: Resolve | None = None,
    without: Collection[str] = (),
) -> Record:
    """Make the record that a vote adopts.

    For a new version of a curriculum on chain give its number, the version that this becomes and
    its `known` classes by key. `without` names the rules ("order", "currency") that are knowingly
    left out. Raises `CairnError` naming file and line if the curriculum cannot be written down.
    """
    numbers = _Numbers(curriculum, known or {}, resolve or _nowhere)
    record = Record(
        key=curriculum.key,
        title=curriculum.title,
        classes=numbers.new_classes(),
        rules=tuple(numbers.rule(place, composite) for place, composite in curriculum.rules()),
        foreign=tuple(class_id for class_id, _ in numbers.foreign.values()),
        issuers=tuple(
            sorted(_issuers(curriculum, address_of), key=lambda who: int(who.address, 16))
        ),
        curriculum=curriculum_id,
        version=version,
        omitted=_omitted(curriculum, without),
        review_day=day_number(curriculum.review_by),
        document=document_hash(curriculum),
    )
    numbers.check(record)

    return record


def part_of(group: Group, credits: Mapping[str, int]) -> "str | Count":
    """Return what a group means, in its simplest form; `credits` are tenths by badge."""
    if group.tenths is not None:
        return credits_of(group.tenths, {key: credits.get(key, 0) for key in group.parts})
    parts = [part if isinstance(part, str) else part_of(part, credits) for part in group.parts]

    return count_of(group.needed, parts)


class _Numbers:
    """Gives every badge of a file its number, and every composite its rank and gates."""

    def __init__(self, curriculum: Curriculum, known: Mapping[str, Known], resolve: Resolve):
        self.curriculum = curriculum
        self.known = known
        self.credits = {badge.key: badge.tenths for _, badge in curriculum.own()}
        self.new = [(place, badge) for place, badge in curriculum.own() if badge.key not in known]
        self.indices = {key: entry.index for key, entry in known.items()}
        last = max(self.indices.values(), default=0)
        self.indices |= zip((badge.key for _, badge in self.new), self._free(last), strict=True)
        self.foreign = self._foreign(resolve)  # by key: class id, rank
        self.masks = Masks(self.indices, {key: bit for bit, key in enumerate(self.foreign)})
        self.ranks: dict[str, int] = {}
        self._check_known()

    def new_classes(self) -> tuple[BadgeClass, ...]:
        return tuple(class_of(badge, self.rank(badge.key)) for _, badge in self.new)

    def rule(self, place: Place, composite: Composite) -> Rule:
        try:
            gates = gates_of(part_of(composite.requires, self.credits), self.masks)
        except CairnError as error:
            raise self._error(place, str(error)) from error
        return Rule(self.indices[composite.key], gates)

    def rank(self, key: str) -> int:
        """Return 0 for a badge, and for a composite 1 + the highest rank that its rule counts."""
        if key in self.foreign:
            return self.foreign[key][1]
        if key in self.known:
            return self.known[key].badge.rank
        if key not in self.ranks:
            self.ranks[key] = CIRCLING
            self.ranks[key] = self._counted_rank(key)
        if self.ranks[key] == CIRCLING:
            raise self._error((), f'"{key}" counts itself', "take a composite out of a rule")
        return self.ranks[key]

    def _counted_rank(self, key: str) -> int:
        for _, composite in self.curriculum.rules():
            if composite.key == key:
                counted = composite.requires.badges(())
                return 1 + max(self.rank(part) for _, part in counted)
        return 0

    def _free(self, last: int) -> list[int]:
        try:
            return class_indices(len(self.new), last)
        except CairnError as error:
            raise self._error(("badges",), str(error), "split the curriculum") from error

    def _foreign(self, resolve: Resolve) -> dict[str, tuple[int, int]]:
        """Return class id and rank of the badges of other curricula, in the order of the ids."""
        found: dict[str, tuple[int, int]] = {}
        for place, composite in self.curriculum.rules():
            for at, key in composite.requires.badges(place):
                if "/" in key and key not in found:
                    found[key] = self._resolved(resolve, at, key, found)
        return dict(sorted(found.items(), key=lambda entry: entry[1]))

    def _resolved(self, resolve: Resolve, place: Place, key: str, found: dict) -> tuple[int, int]:
        try:
            class_id, rank = resolve(key)
        except CairnError as error:
            raise self._error(place, str(error)) from error
        if same := [other for other, (other_id, _) in found.items() if other_id == class_id]:
            message = f'"{key}" and "{same[0]}" are one badge on chain'
            raise self._error(place, message, "write it the same way everywhere")
        return class_id, rank

    def check(self, record: Record) -> None:
        """Refuse a record that breaks a limit, or that the chain would not adopt."""
        ranks = {self.indices[badge.key]: badge.rank for badge in record.classes}
        ranks |= {entry.index: entry.badge.rank for entry in self.known.values()}
        try:
            record.encode()
        except CairnError as error:
            raise self._error((), str(error), "split the curriculum in two") from error
        if fault := form_fault(record, ranks, dict(self.foreign.values())):
            raise self._error((), f"the chain would refuse it, for {fault}", "mend its rules")

    def _check_known(self) -> None:
        """A class on chain never changes, and a composite's rank never rises."""
        for place, badge in self.curriculum.own():
            if badge.key in self.known:
                self._check_same(place, badge, self.known[badge.key].badge)

    def _check_same(self, place: Place, badge: Badge, standing: BadgeClass) -> None:
        if changed := changes(badge, standing):
            raise self._error(place, *changed)
        if isinstance(badge, Composite):
            rank = self._counted_rank(badge.key)
            if rank > standing.rank:
                raise self._error(
                    (*place, "requires"),
                    f'"{badge.key}" is on chain with rank {standing.rank}, its new rule counts '
                    f"badges that need rank {rank}",
                    "give the composite of the new version a key of its own",
                )

    def _error(self, place: Place, message: str, remedy: str = "") -> CairnError:
        return CairnError.of(self.curriculum.fault(place, message, remedy))


def document_hash(curriculum: Curriculum) -> bytes:
    """Return the SHA-256 of the published document: as stated, or of the file that is named."""
    stated, file = curriculum.document.sha256, curriculum.document.file
    if file is None:
        return bytes.fromhex(stated) if stated else UNSET
    place = ("document", "file")
    try:
        found = sha256((Path(curriculum.file).parent / file).read_bytes()).digest()
    except OSError as error:
        fault = curriculum.fault(place, f'"{file}" cannot be read', "correct the path")
        raise CairnError.of(fault) from error
    if stated and found.hex() != stated:
        message = f'the SHA-256 of "{file}" is {found.hex()}, another than the one stated'
        remedy = "state this one, or fetch the document that was published"
        raise CairnError.of(curriculum.fault(place, message, remedy))

    return found


def _omitted(curriculum: Curriculum, without: Collection[str]) -> int:
    """Return the bits of the rules that the file has and nobody enforces yet, if all are named."""
    omitted = 0
    for field, (word, bit) in UNENFORCED.items():
        if getattr(curriculum, field):
            if word not in without:
                message = f'the rule under "{field}" cannot be enforced yet'
                remedy = f"leave it out knowingly with --without {word}"
                raise CairnError.of(curriculum.fault((field,), message, remedy))
            omitted |= bit

    return omitted


def _issuers(curriculum: Curriculum, address_of: AddressOf) -> Iterator[Issuer]:
    seen: dict[str, str] = {}
    for at, issuer in enumerate(curriculum.issuers):
        where = _at(curriculum, ("issuers", at, "account"))
        address = issuer_address(issuer.account, where, address_of)
        if address in seen:
            message = f"{issuer.name} has the address of {seen[address]}"
            place = ("issuers", at, "account")
            raise CairnError.of(curriculum.fault(place, message, "name each issuer once"))
        seen[address] = issuer.name
        yield Issuer(address, end_of(issuer.until))


def is_written_out(account: str) -> bool:
    """Is this meant as an address, rather than as a role of the address book?"""
    return account.lower().startswith("0x")


def issuer_address(account: str, where: str, address_of: AddressOf) -> str:
    """Return an issuer's address, written out or looked up by role."""
    if is_written_out(account):
        return checked_wallet(account, where)
    try:
        address = address_of(account)
    except CairnError as error:
        raise CairnError(f"{where}: {error}") from error

    return checked_wallet(address, where)


def _at(curriculum: Curriculum, place: Place) -> str:
    line = curriculum.line(place)
    return f"{curriculum.file}, line {line}" if line else curriculum.file


def _nowhere(key: str) -> tuple[int, int]:
    raise CairnError(f'"{key}" is of another curriculum, whose number only the chain knows')
