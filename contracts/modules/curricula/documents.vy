# pragma version 0.4.3
"""
@title documents
@license AGPL-3.0-only
@notice Bytes kept on chain for ever, as the code of a contract of their own, under their hash.
@dev Code costs 200 gas a byte to write where storage costs 690, and reading any number of words
     costs one cold account. The code starts with STOP, so the document can't be run.
"""

MAX_BYTES: constant(uint256) = 24_479  # EIP-170's 24,576, less INVALID and the margin
MAX_TEXT: constant(uint256) = 96

# PUSH2 length, DUP1, PUSH1 10, RETURNDATASIZE (0), CODECOPY, RETURNDATASIZE (0), RETURN: returns
# everything behind itself as the new contract's code, which begins with INVALID.
INIT_HEAD: constant(Bytes[1]) = b"\x61"
INIT_TAIL: constant(Bytes[8]) = b"\x80\x60\x0a\x3d\x39\x3d\xf3\xfe"
# Behind the document, so that a text at its end can be read with a fixed length.
MARGIN: constant(uint256[3]) = [0, 0, 0]


@internal
def _keep(document: Bytes[MAX_BYTES]) -> address:
    """
    @return The contract whose code, less its first byte, is the document.
    """
    size: bytes2 = convert(convert(len(document) + 1 + MAX_TEXT, uint16), bytes2)
    init_code: Bytes[24_586] = concat(INIT_HEAD, size, INIT_TAIL, document, abi_encode(MARGIN))
    return raw_create(init_code)


@internal
@view
def _size(kept: address) -> uint256:
    return kept.codesize - 1 - MAX_TEXT


@internal
@view
def _word(kept: address, at: uint256) -> uint256:
    """
    @notice The 32 bytes from `at` on, as a number.
    """
    return convert(convert(slice(kept.code, unsafe_add(at, 1), 32), bytes32), uint256)


@internal
@view
def _words(kept: address, at: uint256) -> (uint256, uint256):
    """
    @notice The 64 bytes from `at` on, as two numbers: read at once, which costs half.
    """
    pair: Bytes[64] = slice(kept.code, unsafe_add(at, 1), 64)
    return extract32(pair, 0, output_type=uint256), extract32(pair, 32, output_type=uint256)


@internal
@view
def _text(kept: address, at: uint256, size: uint256) -> String[MAX_TEXT]:
    return convert(slice(slice(kept.code, unsafe_add(at, 1), MAX_TEXT), 0, size), String[MAX_TEXT])
