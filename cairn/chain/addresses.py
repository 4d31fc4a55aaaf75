"""Addresses that a person writes or copies: taken only if nothing about them can be mistyped."""

import re
from typing import overload

from eth_utils.address import (
    is_checksum_address,
    is_checksum_formatted_address,
    to_checksum_address,
)

from cairn.say.errors import CairnError
from cairn.say.text import shown

ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


@overload
def checked_wallet(text: str, where: str) -> str: ...


@overload
def checked_wallet(text: None, where: str) -> None: ...


def checked_wallet(text: str | None, where: str) -> str | None:
    """
    The address that `text` is, with its EIP-55 checksum. One written in a single case carries no
    checksum and is taken as it is; the right checksum is never suggested for a wrong one, since
    the mistake may be in any digit.
    """
    if text is None:
        return None
    if not ADDRESS.fullmatch(text):
        raise CairnError(f"{where}: {shown(text)} is no address; write 0x and 40 hex digits")
    if is_checksum_formatted_address(text) and not is_checksum_address(text):
        raise CairnError(
            f"{where}: the address {text} has a wrong checksum, so some letter or digit is "
            "mistyped; copy it from the wallet again"
        )
    if int(text, 16) == 0:
        raise CairnError(f"{where}: {text} is the zero address, nobody's; put the person's own")
    return to_checksum_address(text)
