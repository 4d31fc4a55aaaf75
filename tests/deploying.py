"""Putting Cairn up by Ape, as the contracts' own tests do; `cairn.chain.suite.deploy` is the
package's way."""

from cairn.chain.suite import CONTRACTS, RULEBOOK, Suite, ahead, wiring


def deploy(project, deployer, founders, rulebook=RULEBOOK):
    """Put up the whole suite; its contracts are Ape's instances."""
    told = wiring(ahead(str(deployer.address), deployer.nonce), founders, rulebook)
    return Suite(
        **{
            role: deployer.deploy(getattr(project, name), *told[role])
            for role, name in CONTRACTS.items()
        }
    )
