"""`ape run cancel`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("cancel")
