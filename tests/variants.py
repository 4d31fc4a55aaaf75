"""Which build of the contracts tests speak to: what ships, unless CAIRN_BUILD names another.

`make compilers` does, to learn whether another compiler makes the same of the sources. What Ape's
chain is given, and what the rig is given, both follow from `chosen`.
"""

import os

SHIPPING = "shipping"
# Build -> what the compiler is told beside the version of the EVM, which is the same for all.
VARIANTS = {
    SHIPPING: {},
    "venom": {"experimental_codegen": True},
    "codesize": {"optimize": "codesize"},
}


class NoSuchBuild(Exception):
    """Its text names those that there are."""


def chosen() -> str:
    """Return the build that this run is about."""
    name = os.environ.get("CAIRN_BUILD") or SHIPPING
    if name not in VARIANTS:
        raise NoSuchBuild(f'There is no build "{name}". The builds are: {", ".join(VARIANTS)}.')
    return name
