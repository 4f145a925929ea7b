"""The store's history: one line of revisions, additive first."""
