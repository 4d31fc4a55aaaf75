"""`ape run vote`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("vote")
