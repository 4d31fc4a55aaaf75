"""`ape run proxy`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("proxy")
