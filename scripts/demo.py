"""`ape run demo`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("demo")
