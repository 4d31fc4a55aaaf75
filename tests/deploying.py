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


def container(name):
    """What Ape deploys, of a contract or a double as the rig's compiler makes it."""
    from ape.contracts import ContractContainer
    from ethpm_types import ContractType
    from rig.build import build

    abi, bytecode = build(name)
    code = {"bytecode": "0x" + bytecode.hex()}
    return ContractContainer(ContractType(contractName=name, abi=abi, deploymentBytecode=code))


class Rebuilt:
    """The contracts of the build that this run is about, by name as Ape's project has them."""

    def __getattr__(self, name):
        return container(name)
