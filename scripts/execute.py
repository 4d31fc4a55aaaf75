"""`ape run execute`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("execute")
