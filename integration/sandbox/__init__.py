"""An embedded Zendesk: what we believe of the real one, over a real socket, for the demo, the tests and try-outs."""
