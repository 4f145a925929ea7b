"""Messages that leave Zendesk, by webhook or mail: what they say, and what became of each."""
