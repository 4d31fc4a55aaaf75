"""`ape run admit`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("admit")
