"""A socket that is ours before anything else begins."""

from __future__ import annotations

import errno
import socket

from integration.config.address import Address

_BACKLOG = 128


class PortRefused(Exception):
    """Nothing of ours can listen at this address; the text says why and what to do."""


def listen(address: Address, what: str = "the page") -> socket.socket:
    """A socket that listens at the address; `what` it is for stands in the error.

    Raises:
        PortRefused: it is in use, or no address of this machine.
    """
    host = "127.0.0.1" if address.host == "localhost" else address.host
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, address.port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        taken = error.errno == errno.EADDRINUSE
        why = "is in use on this machine" if taken else f"cannot be used: {error.strerror}"
        raise PortRefused(
            f"{host}:{address.port} {why}; choose another address for {what}, or port 0 for any free one."
        ) from None
    return listening


def address_of(listening: socket.socket) -> Address:
    """Where a socket listens, with the port that it got."""
    host, port = listening.getsockname()[:2]
    return Address(host, port)
