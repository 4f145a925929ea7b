"""`steadyhand sandbox`: the embedded Zendesk alone, as a server."""

from __future__ import annotations

from datetime import UTC, datetime

import click


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8900, show_default=True, help="0 takes any free port."
)
@click.option("--speed", type=float, default=1.0, show_default=True, help="Simulated seconds in a real one.")
@click.option("--empty", is_flag=True, help="An account without the lifelike week.")
def sandbox(port: int, speed: float, *, empty: bool) -> None:
    """Serve the embedded Zendesk on loopback, for try-outs and tests of other tools.

    It holds an invented company's week, or nothing with --empty, and forgets everything when it ends.
    """
    from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET  # noqa: PLC0415 - the help of a verb loads no server
    from integration.sandbox.empty import empty_world  # noqa: PLC0415 - as above
    from integration.sandbox.server import Sandbox  # noqa: PLC0415 - as above
    from integration.sandbox.week import build_week  # noqa: PLC0415 - as above

    world = empty_world(datetime.now(UTC)) if empty else build_week()
    server = Sandbox(world, port=port)
    world.clock.run(speed)
    click.echo(
        f"Listening on {server.url}; client_id {CLIENT_ID!r}, client_secret {CLIENT_SECRET!r}. Ctrl-C ends it."
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Ended.")
