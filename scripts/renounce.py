"""`ape run renounce`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("renounce")
