"""Who watches the process is told: figures and health at a small port, a ping after each round, spans, crashes."""
