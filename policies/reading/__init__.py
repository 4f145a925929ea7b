"""What a comment says, as signals: pure functions of its text."""
