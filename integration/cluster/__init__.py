"""Many machines: workers that poll the accounts of one PostgreSQL store in turn, by a queue in the same database."""
