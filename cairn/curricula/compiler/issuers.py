"""Who may award: the accounts of a file become addresses."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from cairn.chain.addresses import checked_wallet
from cairn.curricula.file import Accredited, Curriculum, Place
from cairn.curricula.record import Issuer
from cairn.say.errors import CairnError

AddressOf = Callable[[str], str]  # a role of the address book -> its address


def issuers_of(curriculum: Curriculum, address_of: AddressOf) -> Iterator[Issuer]:
    """Yield who may award the badges, each of them once."""
    seen: dict[str, str] = {}
    for at, issuer in enumerate(curriculum.issuers):
        place = ("issuers", at, "account")
        address = _address(issuer, _where(curriculum, place), address_of)
        if address in seen:
            message = f"{issuer.name} has the address of {seen[address]}"
            raise CairnError.of(curriculum.fault(place, message, "name each issuer once"))
        seen[address] = issuer.name
        yield Issuer(address, _end_of(issuer.until))


def _address(issuer: Accredited, where: str, address_of: AddressOf) -> str:
    """Return an issuer's address, written out or looked up by role."""
    if issuer.is_written_out:
        return checked_wallet(issuer.account, where)
    try:
        address = address_of(issuer.account)
    except CairnError as error:
        raise CairnError(f"{where}: {error}") from error

    return checked_wallet(address, where)


def _where(curriculum: Curriculum, place: Place) -> str:
    line = curriculum.line(place)
    return f"{curriculum.file}, line {line}" if line else curriculum.file


def _end_of(day: date | None) -> int:
    """Return the last second of a UTC day in Unix time, 0 for none."""
    if day is None:
        return 0
    return int(datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC).timestamp())
