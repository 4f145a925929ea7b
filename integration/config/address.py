"""Where something of ours listens: a host and a port, as they stand in the configuration."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Self

_PORTS = range(65536)


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port to listen at."""

    host: str
    port: int
    """0 takes any free one."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """`127.0.0.1:8480`, `[::1]:8480`, `localhost:8480`, or a port alone, which is loopback's.

        Raises:
            ValueError: it is none of these; the text is a sentence.
        """
        host, _, port = text.strip().rpartition(":")
        host = host.removeprefix("[").removesuffix("]") if text.strip().startswith("[") else host
        number = int(port) if port.isascii() and port.isdigit() and len(port) <= len("65535") else -1
        unclear = not host and ":" in text  # ":8480" means every interface to some and loopback to others
        if number not in _PORTS or unclear or (":" in host and not _is_ip(host)):
            raise ValueError('is no address; write it as "127.0.0.1:8480"')
        return cls(host or "127.0.0.1", number)

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        return _is_ip(self.host) and ipaddress.ip_address(self.host).is_loopback

    @property
    def url(self) -> str:
        """What to write into a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def readable(text: str) -> str:
    """Check an address as the file has it.

    Raises:
        ValueError: it is none.
    """
    Address.parse(text)
    return text
