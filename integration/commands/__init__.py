"""The verbs of the command line, one file each; `integration.cli` loads them when they are called."""
