# pragma version 0.4.3
"""
@title proxies
@license AGPL-3.0-only
@notice Who may vote for whom: a member names another, until a date.
@dev Nobody stands in for more than three at a time, so that no voice grows large; and a proxy names
     nobody in turn for those it stands in for, so that none is passed on.
"""

from ...interfaces import IEducatorToken

MOST: constant(uint256) = 3  # whom one member may stand in for
LONGEST: constant(uint256) = 366 * 86_400  # seconds that a proxy lasts
UNTIL_AT: constant(uint256) = 160

# who named -> the proxy (160 bits), until (40, Unix seconds, that one included)
namings: HashMap[address, uint256]
# proxy -> who named it; a place is free again once its naming is over
places: HashMap[address, address[MOST]]


@internal
def _name(principal: address, proxy: address, until: uint256):
    assert proxy != principal, "educators: name somebody else as your proxy"
    assert until >= block.timestamp, "educators: a proxy's last day must be in the future"
    assert until <= block.timestamp + LONGEST, "educators: name a proxy for a year at most"
    if self.namings[principal] != 0:
        self._end(principal)

    self.places[proxy][self._free_place(proxy)] = principal
    self.namings[principal] = convert(proxy, uint256) | (until << UNTIL_AT)
    log IEducatorToken.ProxyNamed(member=principal, proxy=proxy, until=until)


@internal
def _end(principal: address):
    proxy: address = self._proxy(self.namings[principal])
    self.namings[principal] = 0
    for i: uint256 in range(MOST):
        if self.places[proxy][i] == principal:
            self.places[proxy][i] = empty(address)
    log IEducatorToken.ProxyEnded(member=principal, proxy=proxy)


@internal
@view
def _free_place(proxy: address) -> uint256:
    for i: uint256 in range(MOST):
        if not self._is_proxy_of(proxy, self.places[proxy][i]):
            return i
    raise "educators: this member stands in for three others already"


@internal
@view
def _principals(proxy: address) -> DynArray[address, MOST]:
    standing: DynArray[address, MOST] = []
    for i: uint256 in range(MOST):
        principal: address = self.places[proxy][i]
        if self._is_proxy_of(proxy, principal):
            standing.append(principal)
    return standing


@internal
@view
def _is_proxy_of(proxy: address, principal: address) -> bool:
    naming: uint256 = self.namings[principal]
    return self._proxy(naming) == proxy and naming >> UNTIL_AT >= block.timestamp


@internal
@pure
def _proxy(naming: uint256) -> address:
    return convert(naming & convert(max_value(uint160), uint256), address)
