"""The past through the same evaluation and planning: back-tests, and what an edit of the configuration changes."""
