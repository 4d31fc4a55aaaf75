"""`ape run enrol`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("enrol")
