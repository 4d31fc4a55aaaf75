"""`ape run audit`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("audit")
