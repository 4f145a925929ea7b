"""The words that policies speak in, and the pure machinery that runs them."""
