"""The service's memory: events, findings and the ledger, in one SQLite file."""
