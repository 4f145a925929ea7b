"""The steps of a cycle, one file each; `integration.cycle` knows their order."""
