# pragma version 0.4.3
"""
@title base64
@license AGPL-3.0-only
@notice Base64 (RFC 4648) of a text of up to 768 bytes.
@dev snekmate's encoder returns pieces of four characters that would still have to be joined, and
     Vyper has no string that grows. Here 24 bytes become one word of 32 characters, and the words,
     laid one behind the other by `abi_encode`, are the text.
"""

MAX_WORDS: constant(uint256) = 32

# The alphabet: A-Z a-f, g-z 0-9 + /
LOWER_HALF: constant(bytes32) = 0x4142434445464748494a4b4c4d4e4f505152535455565758595a616263646566
UPPER_HALF: constant(bytes32) = 0x6768696a6b6c6d6e6f707172737475767778797a303132333435363738392b2f


@internal
@pure
def _encode(text: String[800]) -> String[1024]:
    """
    @notice Encode all of the text's whole groups of 24 bytes that are followed by eight more.
    @dev The caller pads, so that no `=` is ever needed: JSON may end in spaces.
    """
    data: Bytes[800] = convert(text, Bytes[800])
    words: DynArray[uint256, MAX_WORDS] = []
    for group: uint256 in range(MAX_WORDS):
        at: uint256 = group * 24
        if at + 32 > len(data):
            break
        words.append(self._word(extract32(data, at, output_type=uint256) >> 64))

    laid_out: Bytes[1088] = abi_encode(words)  # offset, length, words
    return convert(slice(laid_out, 64, 32 * len(words)), String[1024])


@internal
@pure
def _word(group: uint256) -> uint256:
    word: uint256 = 0
    for i: uint256 in range(32):
        sextet: uint256 = (group >> (186 - 6 * i)) & 63
        word = (word << 8) | self._character(sextet)
    return word


@internal
@pure
def _character(sextet: uint256) -> uint256:
    half: uint256 = convert(LOWER_HALF, uint256)
    if sextet > 31:
        half = convert(UPPER_HALF, uint256)
    return (half >> (248 - 8 * (sextet & 31))) & 255
