"""What people look at: the terminal's summaries and the demo."""
