"""`ape run deploy`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("deploy")
