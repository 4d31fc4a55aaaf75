"""`ape run issue`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("issue")
