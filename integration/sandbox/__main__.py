"""Run the embedded Zendesk as a process of its own: `python -m integration.sandbox --port 8900 --speed 60`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from integration.sandbox.clock import Clock
from integration.sandbox.server import Sandbox
from integration.sandbox.world import World


def main() -> None:
    """Serve until killed; the address is the first line on stdout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds in a real one")
    parser.add_argument("--empty", action="store_true", help="an account without tickets")
    parser.add_argument("--start", default=None, help="the simulated moment to begin at, in ISO 8601")
    options = parser.parse_args()
    if options.empty:
        start = datetime.fromisoformat(options.start) if options.start else datetime.now(UTC)
        world = World(Clock(start))
    else:
        from integration.sandbox.week import build_week  # noqa: PLC0415 - an empty account does not need it

        world = build_week()
    sandbox = Sandbox(world, port=options.port)
    world.clock.run(options.speed)
    sys.stdout.write(f"{sandbox.url}\n")
    sys.stdout.flush()
    sandbox.serve_forever()


if __name__ == "__main__":
    main()
