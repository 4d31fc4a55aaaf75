"""`ape run claim`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("claim")
