"""Act: everything that touches the world (Zendesk, the store, the terminal, the clock)."""
