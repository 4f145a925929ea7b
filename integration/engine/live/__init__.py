"""What `check --live` finds out about an account; all of it is read, nothing written."""
