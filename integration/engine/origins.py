"""Who or what made a change, and by which channel: `via` is a display word in the export, an object in audits."""

from __future__ import annotations

from policies.core.facts import SYSTEM_ACTOR, Origin


def origin_of(via: object, actor_id: int) -> Origin:
    """Who or what made a change by this `via`; the words are matched loosely, for nobody has recorded them all."""
    words = _via_words(via)
    if "merge" in words:
        return Origin.MERGE
    if any(sign in words for sign in ("routing", "omnichannel")):
        return Origin.ROUTING
    if any(sign in words for sign in ("rule", "trigger", "automation", "sla")):
        return Origin.RULE
    return Origin.SYSTEM if actor_id == SYSTEM_ACTOR else Origin.PERSON


def rule_of(via: object) -> int | None:
    """The id of the rule that an audit's event came by; the export has it beside the word."""
    source = via.get("source") if isinstance(via, dict) else None
    origin = source.get("from") if isinstance(source, dict) else None
    number = origin.get("id") if isinstance(origin, dict) else None
    return number if isinstance(number, int) else None


def _via_words(via: object) -> str:
    if isinstance(via, dict):
        source = via.get("source")
        rel = source.get("rel") if isinstance(source, dict) else None
        return f"{via.get('channel') or ''} {rel or ''}".lower()
    return str(via or "").lower()


_CHANNEL_WORDS = {
    "web form": "web",
    "web service": "api",
    "web service (api)": "api",
    "mail": "email",
    "phone": "voice",
}


def channel_of(via: object) -> str:
    """Zendesk's name of the channel (`email`, `web`), also where the export says it in display words."""
    if isinstance(via, dict):
        return str(via.get("channel") or "web").lower()
    word = str(via or "web").lower()
    return _CHANNEL_WORDS.get(word, word)
