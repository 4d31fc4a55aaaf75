"""`ape run minutes`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("minutes")
