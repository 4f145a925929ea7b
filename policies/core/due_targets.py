"""Which date of a week, a month or a longer stretch is meant by its beginning, its middle and its end."""

from __future__ import annotations

from datetime import date

from policies.core.due_stretch import DAY, Stretch, span_of
from policies.core.when import MONTHS_OF, Edge, Unit

_TUESDAY, _WEDNESDAY, _FRIDAY = 1, 2, 4
_THIRD = 3


def target(stretch: Stretch, edge: Edge) -> date:
    """The last date that still counts: early next week is Tuesday, mid-March the 15th, this week Friday."""
    if stretch.unit is Unit.WEEK:
        weekday = {Edge.EARLY: _TUESDAY, Edge.MIDDLE: _WEDNESDAY}.get(edge, _FRIDAY)
        return stretch.first + DAY * weekday
    if stretch.unit is Unit.FORTNIGHT and edge in (Edge.WHOLE, Edge.LATE, Edge.END):
        return stretch.first + DAY * (7 + _FRIDAY)
    if edge is Edge.EARLY and stretch.unit in MONTHS_OF:
        return _early(stretch)
    if edge is Edge.MIDDLE and stretch.unit in MONTHS_OF:
        return _middle(stretch)
    return stretch.last


def _early(stretch: Stretch) -> date:
    """The 10th of a month; of longer stretches the end of the first third or quarter."""
    if stretch.unit is Unit.MONTH:
        return stretch.first.replace(day=10)
    months = {Unit.QUARTER: Unit.MONTH, Unit.YEAR: Unit.QUARTER}
    if stretch.unit in months:
        return span_of(stretch.first.year, stretch.first.month, months[stretch.unit]).last
    return span_of(stretch.first.year, stretch.first.month + 1, Unit.MONTH).last


def _middle(stretch: Stretch) -> date:
    """The 15th of a month or of a quarter's second month; the end of the first half of longer stretches."""
    month = stretch.first.month
    if stretch.unit is Unit.MONTH:
        return stretch.first.replace(day=15)
    if stretch.unit is Unit.QUARTER:
        return date(stretch.first.year, month + 1, 15)
    unit = Unit.QUARTER if stretch.unit is Unit.HALF else Unit.HALF
    return span_of(stretch.first.year, month, unit).last


def portion(stretch: Stretch, edge: Edge) -> tuple[date, date]:
    """The dates that are its beginning, its middle or its end: about a third each."""
    whole = (stretch.last - stretch.first).days + 1
    third = -(-whole // _THIRD)
    if edge is Edge.EARLY:
        return stretch.first, stretch.first + DAY * (third - 1)
    if edge is Edge.MIDDLE:
        return stretch.first + DAY * third, stretch.last - DAY * third
    return stretch.last - DAY * (third - 1), stretch.last
