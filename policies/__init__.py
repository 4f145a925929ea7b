"""Decide: what is promised, whether it is kept, and what should be done. No clock, no network, no disk."""
