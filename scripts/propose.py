"""`ape run propose`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("propose")
