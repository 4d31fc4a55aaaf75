# pragma version 0.4.3
"""
@title metadata
@license AGPL-3.0-only
@notice A credential's ERC-721 metadata, made on chain: a data URI of base64-encoded JSON.
@dev The texts cannot hold quotes, backslashes or control characters: the registry refuses a
     record that has any, so nothing needs escaping here.
"""

from . import base64

MAX_URI: constant(uint256) = 1_053  # 29 for the prefix
# One group and the look-ahead of the encoder; JSON may end in spaces.
PADDING: constant(String[32]) = "                                "
HEX: constant(bytes32) = 0x3031323334353637383961626364656600000000000000000000000000000000


@internal
@pure
def _token_uri(
    key: String[96],
    name: String[96],
    title: String[96],
    issuer: address,
    awarded_at: uint256,
    expires_at: uint256,
) -> String[MAX_URI]:
    """
    @param awarded_at Unix seconds, as is `expires_at`; 0 there leaves the attribute out.
    """
    return self._data_uri(
        concat(
            '{"name":"',
            name,
            '","description":"',
            key,
            " of ",
            title,
            '","attributes":[{"trait_type":"Issuer","value":"',
            self._address(issuer),
            '"}',
            self._date("Awarded", awarded_at),
            self._date("Expires", expires_at),
            "]}",
        )
    )


@internal
@pure
def _data_uri(json: String[768]) -> String[MAX_URI]:
    return concat("data:application/json;base64,", base64._encode(concat(json, PADDING)))


@internal
@pure
def _date(label: String[7], at: uint256) -> String[151]:
    if at == 0:
        return ""
    return concat(',{"display_type":"date","trait_type":"', label, '","value":', uint2str(at), "}")


@internal
@pure
def _address(account: address) -> String[42]:
    """
    @notice The address in lower-case hexadecimal digits.
    """
    digits: uint256[2] = [self._hex(convert(account, uint256) >> 32), 0]
    digits[1] = self._hex(convert(account, uint256) & (2**32 - 1))
    laid_out: Bytes[64] = abi_encode(digits)
    head: String[32] = convert(slice(laid_out, 0, 32), String[32])
    tail: String[8] = convert(slice(laid_out, 56, 8), String[8])
    return concat("0x", head, tail)


@internal
@pure
def _hex(number: uint256) -> uint256:
    """
    @return The 32 hexadecimal digits of a number below 2**128, as characters.
    """
    word: uint256 = 0
    for i: uint256 in range(32):
        digit: uint256 = (number >> (124 - 4 * i)) & 15
        word = (word << 8) | ((convert(HEX, uint256) >> (248 - 8 * digit)) & 255)
    return word
