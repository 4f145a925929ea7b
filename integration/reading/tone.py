"""How a customer's words sound, as data for programs: abuse, every rough remark, how upset somebody is, distress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.core.conduct import Remark
from policies.core.incidents import worst
from policies.core.signals import Signals

_NO_REMARK = "Nothing in it is rough."
_AGENTS = "An agent's words are not read for abuse."

Answer = dict[str, Any]


def tone_of(said: Signals) -> Answer:
    """What was read of a customer's tone. `abuse` is the gravest directed remark, else the surest of the others."""
    return {
        "abuse": _abuse(said.remarks, said.unread or _NO_REMARK),
        "remarks": [_remark(remark) for remark in said.remarks],
        "upset": said.upset,
        "crisis": list(dict.fromkeys(crisis.topic.value for crisis in said.crises)),
    }


def tone_unread() -> Answer:
    """The same for words of the service side."""
    return tone_of(Signals(unread=_AGENTS))


def _abuse(remarks: Sequence[Remark], otherwise: str) -> Answer:
    gravest = worst(remarks)
    if gravest is not None:
        return _meaning(gravest)
    if remarks:
        return _meaning(max(remarks, key=lambda one: one.confidence))
    return {
        "directed": False,
        "category": None,
        "severity": None,
        "target": None,
        "manner": None,
        "confidence": None,
        "words": [],
        "why": otherwise,
    }


def _remark(remark: Remark) -> Answer:
    return {"quote": remark.quote, "start": remark.start, "end": remark.end, **_meaning(remark)}


def _meaning(remark: Remark) -> Answer:
    return {
        "directed": remark.directed,
        "category": remark.category.value,
        "severity": remark.severity,
        "target": remark.target.value,
        "manner": remark.manner.value,
        "confidence": round(remark.confidence, 2),
        "words": list(remark.words),
        "why": remark.why,
    }
