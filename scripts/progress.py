"""`ape run progress`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("progress")
