"""The page: what the service does and why, server-rendered, read from the store alone, and the demo's Zendesk beside it."""
