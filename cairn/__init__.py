"""Cairn: curricula that educators govern, and credentials that learners own.

These names are for programs; docs/python.md shows them at work. All else may change any day.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cairn.chain.accounts import load_account
    from cairn.chain.artifacts import artifact
    from cairn.chain.contracts import Contract
    from cairn.chain.deployment import Deployment, attach
    from cairn.chain.node import Node
    from cairn.chain.refusals import Refused
    from cairn.credentials.learners import Learner
    from cairn.credentials.library import Library
    from cairn.credentials.verdicts import Answer, Verdict, verify
    from cairn.governance.motions import all_motions, outlook
    from cairn.say.errors import CairnError

__version__ = "0.1.0"

# Each is imported when it is asked for: web3.py alone takes a second.
_HOMES = {
    "Answer": "cairn.credentials.verdicts",
    "CairnError": "cairn.say.errors",
    "Contract": "cairn.chain.contracts",
    "Deployment": "cairn.chain.deployment",
    "Learner": "cairn.credentials.learners",
    "Library": "cairn.credentials.library",
    "Node": "cairn.chain.node",
    "Refused": "cairn.chain.refusals",
    "Verdict": "cairn.credentials.verdicts",
    "all_motions": "cairn.governance.motions",
    "artifact": "cairn.chain.artifacts",
    "attach": "cairn.chain.deployment",
    "load_account": "cairn.chain.accounts",
    "outlook": "cairn.governance.motions",
    "verify": "cairn.credentials.verdicts",
}

__all__ = [
    "Answer",
    "CairnError",
    "Contract",
    "Deployment",
    "Learner",
    "Library",
    "Node",
    "Refused",
    "Verdict",
    "all_motions",
    "artifact",
    "attach",
    "load_account",
    "outlook",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
