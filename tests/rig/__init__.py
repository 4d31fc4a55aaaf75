"""The whole suite on a bare EVM, some hundred times as fast as through a node.

`Revm` runs stories of a hundred thousand steps, `PyEvm` is the yardstick of gas; both are driven
alike, and contracts are spoken to as in Ape: `suite.credentials.award(badge, learner, sender=…)`.
"""

from rig.driver import Contract, Event, Receipt, Reverted, Rig, reverts
from rig.engines import PyEvm, Revm
from rig.stage import Suite, account, deploy, key

__all__ = [
    "Contract",
    "Event",
    "PyEvm",
    "Receipt",
    "Reverted",
    "Revm",
    "Rig",
    "Suite",
    "account",
    "deploy",
    "key",
    "reverts",
]
