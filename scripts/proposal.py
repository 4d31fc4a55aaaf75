"""`ape run proposal`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("proposal")
