"""`ape run transcript`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("transcript")
