"""The languages that comments are read in: one file each."""
