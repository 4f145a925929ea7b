"""`steadyhand sandbox`: the embedded Zendesk alone, as a server."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from integration.config.starter import SECRET_VARIABLE
from integration.exits import USAGE

if TYPE_CHECKING:  # the help of a verb loads no server
    from integration.sandbox.server import Sandbox
    from integration.sandbox.world import World

_USE = """\
Listening on {url}; Ctrl-C ends it, and it then forgets everything.

To use it, write into [account], in place of subdomain:
  base_url = "{url}"
keep client_id = "{client_id}" in [account.auth], and give it this secret:
  export {variable}={secret}
A configuration for it: steadyhand init --base-url {url} --output sandbox.toml
"""
_OWN_WEEK = """\
Its clock stands in its own week ({week:%B %Y}), so the warning clock_differs in the log is expected.
"""
_OWN_PACE = """\
Its clock runs at {speed:g} times the pace of this machine's, so the warning clock_differs in the log is expected.
"""


class _PortRefused(click.ClickException):
    """The sandbox cannot have this port; a usage error without the lines about usage, which would not help."""

    exit_code = USAGE


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
    from integration.sandbox.empty import empty_world  # noqa: PLC0415 - the help of a verb loads no server
    from integration.sandbox.week import build_week  # noqa: PLC0415 - as above

    world = empty_world(datetime.now(UTC)) if empty else build_week()
    server = _open(world, port)
    click.echo(_how_to_use(server, speed, empty=empty), nl=False)
    world.clock.run(speed)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Ended.")


def _open(world: World, port: int) -> Sandbox:
    """The server, listening already; a port that it cannot have is a usage error in one sentence."""
    from integration.sandbox.server import Sandbox  # noqa: PLC0415 - the help of a verb loads no server

    try:
        return Sandbox(world, port=port)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is in use on this machine" if taken else f"cannot be used: {error.strerror}"
    raise _PortRefused(f"Port {port} {why}; choose another with --port, or 0 for any free one.")


def _how_to_use(server: Sandbox, speed: float, *, empty: bool) -> str:
    from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET  # noqa: PLC0415 - the help of a verb loads no server

    text = _USE.format(url=server.url, client_id=CLIENT_ID, variable=SECRET_VARIABLE, secret=CLIENT_SECRET)
    if not empty:
        return text + _OWN_WEEK.format(week=server.world.clock.now())
    return text if speed == 1 else text + _OWN_PACE.format(speed=speed)
