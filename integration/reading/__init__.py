"""What the readers make of a text that is handed in, apart from any ticket: rows in, answers out."""
