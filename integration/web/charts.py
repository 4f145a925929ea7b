"""Charts as SVG: bars by day, and lanes of what lies ahead. Pure; every figure also stands in the markup as text.

Positions are percentages and heights are pixels, so that a chart takes the width of its place and its letters keep
their size. Colours are the style sheet's, by class, and no colour says what no word or shape says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_BARS_PX = 72
_ABOVE_PX, _BELOW_PX = 16, 18
"""Room for the figures above the bars and the letters below."""
_LEAST_PX = 3
_LANE_PX, _HEAD_PX = 46, 22
_PLACES = ((1, 24), (7, 21), (30, 15))
"""Up to so many days, so many circles at most stand in a lane."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of a chart."""

    letter: str
    label: str
    """The whole day, for the bar's title."""
    count: int
    marked: int = 0
    """So many of them carry the mark, as dismissed ones do: drawn hollow."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some things of one lane that lie close together."""

    share: float
    """Where on the way from left to right, from 0 to 1."""
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the timeline."""

    name: str
    marks: tuple[Mark, ...]


def bars(name: str, days: Sequence[Bar], *, noun: str, mark: str) -> Markup:
    """A bar a day with its figure above it; `name` has to be unique on the page, for it names the description."""
    most = max((day.count for day in days), default=0)
    width = 100 / max(1, len(days))
    parts = [_bar(day, place * width, width, most, noun, mark) for place, day in enumerate(days)]
    height = _ABOVE_PX + _BARS_PX + _BELOW_PX
    total = sum(day.count for day in days)
    told = f"{total} {noun} in {len(days)} days, at most {most} on one day."
    base = _ABOVE_PX + _BARS_PX
    floor = Markup('<line class="axis" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(base)
    return _svg(f"chart-{name}", f"{name}: {noun} by day", told, height, Markup().join([floor, *parts]))


def _bar(day: Bar, left: float, width: float, most: int, noun: str, mark: str) -> Markup:
    middle, base = left + width / 2, _ABOVE_PX + _BARS_PX
    foot = Markup('<text class="foot" x="{:.2f}%" y="{}">{}</text>').format(middle, base + 13, day.letter)
    if not day.count:
        return foot
    tall = max(_LEAST_PX, round(_BARS_PX * day.count / most))
    hollow = round(tall * day.marked / day.count)
    tail = f", {day.marked} {mark}" if day.marked else ""
    title = escape(f"{day.label}: {day.count} {noun}{tail}")
    inset = width * 0.16
    place = Markup('x="{:.2f}%" width="{:.2f}%"').format(left + inset, width - 2 * inset)
    whole = Markup('<rect class="bar" {} y="{}" height="{}" rx="2"/>').format(place, base - tall, tall)
    part = Markup('<rect class="bar-marked" {} y="{}" height="{}" rx="2"/>').format(
        place, base - tall, hollow
    )
    figure = Markup('<text class="figure" x="{:.2f}%" y="{}">{}</text>').format(
        middle, base - tall - 4, day.count
    )
    inner = [Markup("<title>{}</title>").format(title), whole, part if hollow else Markup(), figure]
    return Markup("<g>{}</g>{}").format(Markup().join(inner), foot)


def lanes(days: Sequence[str], rows: Sequence[Lane], now: float) -> Markup:
    """What lies ahead: a column a day, a lane a policy, a circle where things fall due, with their number in it.

    `now` is where the present moment stands, from 0 to 1.
    """
    height = _HEAD_PX + _LANE_PX * len(rows) + 4
    width = 100 / max(1, len(days))
    grid = [_day(label, place * width, height) for place, label in enumerate(days)]
    line = Markup('<line class="now" x1="{0:.2f}%" x2="{0:.2f}%" y1="0" y2="{1}"/>').format(now * 100, height)
    drawn = [_lane(row, _HEAD_PX + place * _LANE_PX) for place, row in enumerate(rows)]
    total = sum(mark.count for row in rows for mark in row.marks)
    told = f"{total} moments ahead in {len(days)} days, in {len(rows)} lanes; the table below lists them."
    return _svg("timeline", "What lies ahead", told, height, Markup().join([*grid, line, *drawn]))


def _day(label: str, left: float, height: int) -> Markup:
    line = Markup('<line class="grid" x1="{0:.2f}%" x2="{0:.2f}%" y1="0" y2="{1}"/>').format(left, height)
    return line + Markup('<text class="day" x="{:.2f}%" dx="4" y="14">{}</text>').format(left, label)


def _lane(row: Lane, top: int) -> Markup:
    line = top + 30
    name = Markup('<text class="lane-name" x="0" dx="4" y="{}">{}</text>').format(top + 12, row.name)
    axis = Markup('<line class="axis" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(line)
    return Markup().join([axis, *(_mark(mark, line) for mark in row.marks), name])


def _mark(mark: Mark, line: int) -> Markup:
    radius = min(15.0, 5 + 2.4 * math.sqrt(mark.count))
    dot = Markup('<circle class="dot" cx="{:.2f}%" cy="{}" r="{:.1f}"/>').format(
        mark.share * 100, line, radius
    )
    figure = Markup('<text class="dot-figure" x="{:.2f}%" y="{}">{}</text>').format(
        mark.share * 100, line + 4, mark.count
    )
    inner = dot + (figure if mark.count > 1 else Markup())
    return Markup("<g><title>{}</title>{}</g>").format(mark.label, inner)


def gather(shares: Sequence[tuple[float, int]], days: int) -> list[tuple[float, int]]:
    """Moments and their numbers gathered into as many circles as a phone has room for, each in the middle of its own.

    A share is where a moment stands, from 0 to 1.
    """
    places = next((places for most, places in _PLACES if days <= most), _PLACES[-1][1])
    gathered: dict[int, list[tuple[float, int]]] = {}
    for share, number in sorted(shares):
        gathered.setdefault(min(places - 1, int(share * places)), []).append((share, number))
    return [_middle(some) for _, some in sorted(gathered.items())]


def _middle(some: Sequence[tuple[float, int]]) -> tuple[float, int]:
    count = sum(number for _, number in some)
    return sum(share * number for share, number in some) / count, count


def _svg(name: str, title: str, told: str, height: int, inner: Markup) -> Markup:
    key = "".join(sign if sign.isalnum() else "-" for sign in name)
    return Markup(
        '<svg class="chart" width="100%" height="{height}" role="img" aria-labelledby="{key}-t {key}-d">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{told}</desc>{inner}</svg>'
    ).format(height=height, key=key, title=title, told=told, inner=inner)
