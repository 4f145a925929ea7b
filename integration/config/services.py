"""The services that a message can go to by the library apprise: which of them, and at which addresses.

The library is an extra. It is loaded when an address is looked at, which takes half a second once.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from integration.config.values import LOOPBACK

LIBRARY = "apprise"
REMEDY = "pip install 'steadyhand[notify]'"
NOT_INSTALLED = f"the library for services is not installed; {REMEDY}"


@dataclass(frozen=True, slots=True)
class Service:
    """Where a service is in the library."""

    module: str
    schemes: tuple[str, ...]
    """What its addresses begin with; the first is encrypted."""


SERVICES = MappingProxyType(
    {
        "46elks": Service("fortysixelks", ("46elks", "elks")),
        "Bark": Service("bark", ("barks", "bark")),
        "Better Stack": Service("betterstack", ("betterstack",)),
        "ClickSend": Service("clicksend", ("clicksend",)),
        "DingTalk": Service("dingtalk", ("dingtalk",)),
        "Discord": Service("discord", ("discord",)),
        "Feishu": Service("feishu", ("feishu",)),
        "FireHydrant": Service("firehydrant", ("firehydrant",)),
        "Flock": Service("flock", ("flock",)),
        "GoAlert": Service("goalert", ("goalerts", "goalert")),
        "Google Chat": Service("google_chat", ("gchat",)),
        "Gotify": Service("gotify", ("gotifys", "gotify")),
        "Home Assistant": Service("home_assistant", ("hassios", "hassio")),
        "ilert": Service("ilert", ("ilert",)),
        "incident.io": Service("incidentio", ("incidentio",)),
        "Lark": Service("lark", ("lark",)),
        "Mattermost": Service("mattermost", ("mmosts", "mmost")),
        "MessageBird": Service("messagebird", ("msgbird",)),
        "Microsoft Teams": Service("workflows", ("workflows", "workflow")),
        "Nextcloud Talk": Service("nextcloudtalk", ("nctalks", "nctalk")),
        "ntfy": Service("ntfy", ("ntfys", "ntfy")),
        "PagerDuty": Service("pagerduty", ("pagerduty",)),
        "PagerTree": Service("pagertree", ("pagertree",)),
        "Plivo": Service("plivo", ("plivo",)),
        "Prowl": Service("prowl", ("prowl",)),
        "Pushbullet": Service("pushbullet", ("pbul",)),
        "Pushover": Service("pushover", ("pover",)),
        "Pushy": Service("pushy", ("pushy",)),
        "Rocket.Chat": Service("rocketchat", ("rockets", "rocket")),
        "Ryver": Service("ryver", ("ryver",)),
        "seven": Service("seven", ("seven",)),
        "Signal": Service("signal_api", ("signals", "signal")),
        "SIGNL4": Service("signl4", ("signl4",)),
        "Sinch": Service("sinch", ("sinch",)),
        "Slack": Service("slack", ("slack",)),
        "Spike": Service("spike", ("spike",)),
        "Splunk On-Call": Service("splunk", ("splunk", "victorops")),
        "Squadcast": Service("squadcast", ("squadcast",)),
        "Stackfield": Service("stackfield", ("stackfield",)),
        "Synology Chat": Service("synology", ("synologys", "synology")),
        "Telegram": Service("telegram", ("tgram",)),
        "Twilio": Service("twilio", ("twilio",)),
        "Vonage": Service("vonage", ("vonage", "nexmo")),
        "Webex": Service("webexteams", ("webex", "wxteams")),
        "WeCom": Service("wecombot", ("wecombot",)),
        "xMatters": Service("xmatters", ("xmatters",)),
        "Zoho Cliq": Service("cliq", ("cliq", "zcliq", "zohocliq")),
        "Zoom": Service("zoom", ("zoom",)),
        "Zulip": Service("zulip", ("zulip",)),
    }
)
"""Those that were looked at: each tells a team, and says all it says by HTTP, through `requests`."""
_THOSE = f"those are {', '.join(SERVICES)}"
_SERVICE_OF = {scheme: service for service in SERVICES.values() for scheme in service.schemes}

_MAIL = frozenset({"mailto", "mailtos", "acs", "azure", "brevo", "deltachat", "deltachats", "groundmail"}) | {
    "mailersend", "mailgun", "o365", "postmark", "resend", "sendgrid", "sendpulse", "ses", "smtp2go", "sparkpost",
}  # fmt: skip
_HOOKS = frozenset({"http", "https", "json", "jsons", "xml", "xmls", "form", "forms"})
_HERE = frozenset(
    {"blink1", "dbus", "file", "gio", "glib", "gnome", "growl", "kde", "macosx", "qt", "syslog", "windows"}
)
_RELAYS = frozenset({"apprise", "apprises"})

_SCHEME = re.compile(r"([A-Za-z0-9][A-Za-z0-9+.-]{0,19})://")
"""What may be quoted of an address; a longer word before `://` could be half a token."""


class Unusable(ValueError):
    """An address that no message is sent to; the text says why and quotes at most the address's scheme."""


def is_installed() -> bool:
    """Whether the library can be loaded; it is not loaded for that."""
    return importlib.util.find_spec(LIBRARY) is not None


def service_at(address: str) -> Any:  # noqa: ANN401 - a class of the library's own for each service
    """The service of an address, ready to be told something; nothing is sent or looked up for it.

    Raises:
        Unusable: the address is none, or is one that is not allowed.
    """
    match = _SCHEME.match(address)
    if match is None:
        raise Unusable("must be an address of apprise, as ntfys://ntfy.example.com/leads")
    scheme = match[1].lower()
    if scheme not in _SERVICE_OF:
        raise Unusable(_why_not(scheme))
    if not is_installed():
        raise Unusable(f"needs a library: {NOT_INSTALLED}")
    kind = _class_of(scheme)
    if kind is None:
        raise Unusable(f"needs a newer apprise, which knows {scheme}://; pip install --upgrade apprise")
    service = _read(kind, address)
    if service is None:
        raise Unusable(f"cannot be read as an address of {scheme}://; how it is written: {kind.setup_url}")
    if scheme not in _schemes_in(kind.secure_protocol) and service.host not in LOOPBACK:
        raise Unusable(
            f"must be encrypted: write {_SERVICE_OF[scheme].schemes[0]}:// in place of {scheme}://"
        )
    return service


def _why_not(scheme: str) -> str:
    """Why messages do not go to addresses of this scheme."""
    near = get_close_matches(scheme, _SERVICE_OF, n=1, cutoff=0.6)
    if scheme in _MAIL:
        why = 'sends mail; use kind = "smtp", which names each message by its Message-ID'
    elif scheme in _HOOKS:
        why = "is a hook; use kind = \"webhook\", which sends each message's key along, or apprise's own form of address"
    elif scheme in _HERE:
        why = "reaches only the machine that Steadyhand runs on; name a service for people"
    elif scheme in _RELAYS:
        why = "passes on to services that are not known here; name the service itself"
    else:
        why = f"is no service that can be used; {f'did you mean {near[0]}://?' if near else _THOSE}"
    return f"begins with {scheme}://, which {why}"


def _class_of(scheme: str) -> Any:  # noqa: ANN401 - as above
    """The library's class for a service, None where this version of it has none; no other service's is loaded.

    The library says nothing from then on, for its logs quote addresses and messages.
    """
    logging.getLogger(LIBRARY).setLevel(logging.CRITICAL)
    try:
        module = importlib.import_module(f"{LIBRARY}.plugins.{_SERVICE_OF[scheme].module}")
    except ImportError:
        return None
    kinds = (kind for kind in vars(module).values() if isinstance(kind, type))
    return next((kind for kind in kinds if scheme in _schemes_of(kind)), None)


def _schemes_of(kind: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    return _schemes_in(getattr(kind, "secure_protocol", ())) | _schemes_in(getattr(kind, "protocol", ()))


def _schemes_in(protocols: object) -> frozenset[str]:
    return frozenset([protocols] if isinstance(protocols, str) else cast("Iterable[str]", protocols or ()))


def _read(kind: Any, address: str) -> Any:  # noqa: ANN401 - as above
    """The service as the library reads its address; None where it cannot.

    Raises:
        Unusable: the address would have something loaded from elsewhere.
    """
    try:
        settings = kind.parse_url(address.replace("/#", "/%23"))
        if settings and "template" not in settings:
            return kind(**settings, asset=_asset())
    except Exception:  # noqa: BLE001 - each service reads in its own way, and its error would quote the address
        return None
    if settings:
        raise Unusable("must not name a template, which would be loaded from elsewhere; leave template= out")
    return None


@cache
def _asset() -> Any:  # noqa: ANN401 - as above
    """What the library may do: no pictures from elsewhere, no disk, no plugins of others, no text changed."""
    return importlib.import_module(LIBRARY).AppriseAsset(
        app_id="Steadyhand",
        app_desc="Steadyhand",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        interpret_emojis=False,
        async_mode=False,
        secure_logging=True,
        storage_mode="memory",
    )
