"""`ape run powers`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("powers")
