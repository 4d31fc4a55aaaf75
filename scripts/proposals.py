"""`ape run proposals`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("proposals")
