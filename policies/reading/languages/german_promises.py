"""How German commits."""

from __future__ import annotations

from policies.reading.grammar import Kind, grammar

GERMAN_PROMISES = grammar(
    words={Kind.SELF: "ich, wir"},
    shapes=(),
    requests="PLEASE",
    customer_events="EVENT YOU",
    fences="SUBORDINATE",
    triggers=(Kind.WILL,),
)
