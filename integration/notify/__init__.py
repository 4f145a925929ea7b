"""Messages that leave Zendesk, by webhook, mail or another service: what they say, and what became of each."""
