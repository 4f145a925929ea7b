"""Read the one TOML file that says what is promised, and refuse it with a line and a sentence."""
