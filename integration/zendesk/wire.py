"""The Session: one host, no cookies, no .netrc, and no repetition of anything but reads.

zenpy and requests both repeat lost PUTs when left to themselves: an update whose answer is lost then writes its comment
two to four times. Everything that goes over the network goes through this Session instead.
"""

import ipaddress
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Self
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.util.retry import Retry

from integration.zendesk.errors import OTHER_HOST, Refused

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port: what must be equal before a credential is sent."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str | None) -> Self:
        """Take the origin of an absolute address; the default port of the scheme is filled in.

        Raises:
            ValueError: this is no absolute http or https address.

        """
        parts = urlsplit(url or "")
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("not an absolute http or https address")
        return cls(parts.scheme, parts.hostname.lower(), parts.port or _PORTS[parts.scheme])

    @property
    def is_loopback(self) -> bool:
        """Whether the host is this machine itself, by number or as `localhost`."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def base_of(base_url: str) -> tuple[str, Origin]:
    """Check the base address and give it without a trailing slash, with its origin.

    Raises:
        ValueError: it is no bare address of a host, or unencrypted and not on this machine.

    """
    origin = Origin.of(base_url)
    parts = urlsplit(base_url)
    if parts.username or parts.password or parts.query or parts.fragment or parts.path not in {"", "/"}:
        raise ValueError("the base address is scheme and host only, as https://example.zendesk.com")
    if origin.scheme == "http" and not origin.is_loopback:
        raise ValueError("the base address must be https")
    return f"{parts.scheme}://{parts.netloc}", origin


def adapter() -> HTTPAdapter:
    """Make connections that repeat a lost read twice, a failed connect three times, and never a write."""
    return HTTPAdapter(
        pool_connections=1,
        pool_maxsize=4,
        max_retries=Retry(
            connect=3,
            read=2,
            redirect=0,
            other=0,
            allowed_methods={"GET", "HEAD"},
            status_forcelist=(),
            respect_retry_after_header=False,  # with it urllib3 itself raises on the first 429
        ),
    )


class NoCredentials(AuthBase):
    """Adds nothing; its presence keeps requests from looking into a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Give the request back as it came."""
        return request


class OneHostSession(requests.Session):
    """A Session that sends nothing at all to any host but its own."""

    def __init__(self, origin: Origin, auth: AuthBase, user_agent: str) -> None:
        super().__init__()
        self._origin = origin
        self.auth = auth
        self.headers.update({"User-Agent": user_agent, "Accept": "application/json"})
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.max_redirects = 3
        if origin.is_loopback:
            self.trust_env = False  # a company's proxy cannot reach this machine's own loopback
        self.mount("https://", adapter())
        self.mount("http://", adapter())

    def send(self, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        """Send to our own host, or raise Refused before a byte leaves."""
        if not self._is_ours(request.url):
            raise Refused("This address is on another host; nothing was sent there.", code=OTHER_HOST)
        return super().send(request, **kwargs)  # type: ignore[arg-type]  # requests types each keyword, we pass all on

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Say where to go next if that is our own host; else nowhere, and the answer stays the redirect it is."""
        try:
            target = super().get_redirect_target(resp)
            return target if target and self._is_ours(urljoin(resp.url, target)) else None
        except ValueError:  # what stands there is no address
            return None

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Leave the header as it is: a redirect stays on our host, and .netrc has no say."""

    def _is_ours(self, url: str | None) -> bool:
        try:
            return Origin.of(url) == self._origin
        except ValueError:
            return False
