"""Where the page in the browser listens, and what opens it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from integration.config.address import Address, readable
from integration.config.secrets import Secret
from policies.core.steps import Model

DEFAULT_ADDRESS = "127.0.0.1:8480"


class WebSettings(Model):
    """The page: `steadyhand run --web`, or `steadyhand web` beside it. It shows, and changes nothing.

    It needs an extra: pip install 'steadyhand[web]'.
    """

    listen: Annotated[str, AfterValidator(readable), Field(examples=[DEFAULT_ADDRESS])] = DEFAULT_ADDRESS
    """Host and port. Beyond this machine's own 127.0.0.1 a token is needed, and a proxy that speaks TLS in front."""
    token: Annotated[Secret, Field(examples=[{"env": "STEADYHAND_WEB_TOKEN"}])] | None = None
    """What opens the page, at least 16 characters: { env = "NAME" } or { file = "/run/secrets/name" }; absent: only
    this machine may look."""

    @model_validator(mode="after")
    def _is_not_open_to_all(self) -> Self:
        if self.token is None and not Address.parse(self.listen).is_loopback:
            raise ValueError('listens beyond this machine, so it needs token = { env = "NAME" }')
        return self
