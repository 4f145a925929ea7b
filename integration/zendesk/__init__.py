"""Everything that talks to Zendesk; nothing here decides what should be said."""
