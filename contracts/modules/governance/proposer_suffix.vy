# pragma version 0.4.3
"""
@title proposer_suffix
@license AGPL-3.0-only
@notice A description that ends in "#proposer=0x" and forty hexadecimal digits may be proposed by
        that address alone, so that nobody can copy a proposal in order to cancel it.
@dev OpenZeppelin's convention since GHSA-5h3x-9wvq-w4m2. A malformed ending restricts nobody.
"""

MARK: constant(String[12]) = "#proposer=0x"
DIGITS: constant(uint256) = 40


@internal
@pure
def _may_propose(description: String[4096], proposer: address) -> bool:
    size: uint256 = len(description)
    if size < 52:
        return True
    if slice(description, size - 52, 12) != MARK:
        return True
    digits: Bytes[40] = convert(slice(description, size - 40, 40), Bytes[40])
    named: uint256 = 0
    for i: uint256 in range(DIGITS):
        digit: uint256 = self._digit(convert(convert(slice(digits, i, 1), bytes1), uint256))
        if digit > 15:
            return True
        named = (named << 4) | digit
    return named == convert(proposer, uint256)


@internal
@pure
def _digit(character: uint256) -> uint256:
    """
    @return The digit's value; 16 if it is none.
    """
    if character >= 48 and character <= 57:  # 0-9
        return character - 48
    letter: uint256 = character | 32
    if letter >= 97 and letter <= 102:  # a-f, A-F
        return letter - 87
    return 16
