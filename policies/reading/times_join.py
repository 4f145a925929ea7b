"""How days, clocks, spans and zones that stand side by side make one time, and two of them a range."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policies.core.when import Clock, Days, Edge, Link, Part, Span, Unit, When
from policies.reading.times_clock import bare_hour, clock, this_part, zone
from policies.reading.times_days import days
from policies.reading.times_numbers import DASHES, Line, count, marked, order, plain, skip
from policies.reading.times_spans import length
from policies.reading.times_words import Mark, TimeWords

_ATOMS = 6
_MONTHS_DAYS = 31


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole time and the place behind it."""

    when: When
    end: int
    ago: bool = False
    later: bool = False


@dataclass(slots=True)
class _Draft:
    """What was gathered of one time so far."""

    end: int
    days: Days | None = None
    clock: Clock | None = None
    zone: str = ""
    until_days: Days | None = None
    until_clock: Clock | None = None
    until_zone: str = ""
    span: Span | None = None

    @property
    def empty(self) -> bool:
        return self.days is None and self.clock is None and self.span is None

    def when(self) -> When:
        until = None
        if self.until_days is not None or self.until_clock is not None:
            until = When(self.until_days, self.until_clock, zone=self.until_zone)
        return When(self.days, self.clock, self.span, until, Link.TO if until else Link.NONE, zone=self.zone)


def joined(line: Line, at: int, words: TimeWords) -> Joined | None:
    """The time that begins here."""
    habit = _habit(line, at, words)
    if habit is not None:
        return habit
    span = _span(line, at, words)
    if span is not None:
        return span
    draft = _moment(line, at, words)
    if draft is None:
        return None
    return _with_other_end(line, at, draft, words)


# -- habits


def _habit(line: Line, at: int, words: TimeWords) -> Joined | None:
    """ "every Friday at 4pm", "daily", "each two days"."""
    if line[at].sense.habit:
        end = at + 1
    elif marked(line, at, Mark.EVERY):
        end = at + 1
        if (number := count(line, end, words)) is not None:
            end = number[1]
        sense = line[end].sense
        if (
            sense.unit is None
            and sense.weekday is None
            and sense.part is None
            and sense.business_unit is None
        ):
            return None
        end += 1
    else:
        return None
    behind = _moment(line, skip(line, end, Mark.AT, Mark.ON, Mark.IN), words)
    return Joined(
        When(recurring=True), behind.end if behind is not None and behind.clock is not None else end
    )


# -- spans


def _span(line: Line, at: int, words: TimeWords) -> Joined | None:
    found = _window(line, at, words) or length(line, at, words) or _the_hour(line, at)
    if found is None:
        return None
    when, end = found
    assert when.span is not None
    if marked(line, end, Mark.PAST, Mark.TO_HOUR) and when.until is None and clock(line, at, words):
        return None  # "15 minutes past noon"
    if when.span.window and when.span.days <= 0 and when.span.seconds <= 0 and when.span.months <= 0:
        return Joined(when, end, ago=True)
    if marked(line, end, Mark.AGO):
        return Joined(_backwards(when), end + 1, ago=True)
    anchored = _anchored(line, end, when, words)
    if anchored is not None:
        return anchored
    if marked(line, end, Mark.LATER):
        return Joined(when, end + 1, later=True)
    behind = skip(line, end, Mark.AT)
    hour = bare_hour(line, behind, words) if behind > end else None
    if hour is not None and not when.span.seconds:
        return Joined(replace(when, clock=hour[0]), hour[1])
    return Joined(when, end)


def _window(line: Line, at: int, words: TimeWords) -> tuple[When, int] | None:
    """ "next two weeks", "the next few days", "2 upcoming months"."""
    relation = line[at].sense.relation
    if relation is not None and relation != 0:
        found = length(line, at + 1, words)
        if found is None and line[at + 1].sense.unit in (Unit.HOUR, Unit.MINUTE):
            span = Span(seconds=3600 if line[at + 1].sense.unit is Unit.HOUR else 60)
            found = When(span=span), at + 2
        if found is not None:
            return (_windowed(found[0], relation), found[1])
        return None
    number = count(line, at, words)
    if (
        number is not None
        and (relation := line[number[1]].sense.relation)
        and line[number[1] + 1].sense.unit is not None
    ):
        swapped = [*line[at : number[1]], line[number[1] + 1], *line[number[1] + 2 : number[1] + 10]]
        swapped.extend([line[-1]] * 8)
        found = length(swapped, 0, words)
        return (_windowed(found[0], relation), at + found[1] + 1) if found else None
    return None


def _windowed(when: When, relation: int) -> When:
    found = when if relation > 0 else _backwards(when)
    assert found.span is not None
    return replace(found, span=replace(found.span, window=True))


def _backwards(when: When) -> When:
    assert when.span is not None
    span = replace(when.span, months=-when.span.months, days=-when.span.days, seconds=-when.span.seconds)
    return replace(
        when, span=span, until=_backwards(when.until) if when.until and when.until.span else when.until
    )


def _the_hour(line: Line, at: int) -> tuple[When, int] | None:
    """ "within the hour": a unit alone, where only the preposition makes it a span."""
    unit = line[at].sense.unit
    before = at - 1
    if before >= 0 and marked(line, before, Mark.THE):
        before -= 1
    if unit is None or before < 0 or not marked(line, before, Mark.WITHIN):
        return None
    spans = {
        Unit.MINUTE: Span(seconds=60),
        Unit.HOUR: Span(seconds=3600),
        Unit.WEEK: Span(days=7),
        Unit.MONTH: Span(months=1),
    }
    if unit is Unit.DAY:
        return When(span=Span(days=0)), at + 1
    return (When(span=spans[unit]), at + 1) if unit in spans else None


def _anchored(line: Line, at: int, when: When, words: TimeWords) -> Joined | None:
    """A span from a day on: "three weeks from tomorrow", "two days after Friday", "a week on Monday"."""
    if not marked(line, at, Mark.FROM, Mark.AFTER, Mark.BEFORE) or when.span is None:
        return None
    base = _moment(line, skip(line, at + 1, Mark.THE), words)
    if base is None or base.days is None:
        return None
    moved = _backwards(when) if marked(line, at, Mark.BEFORE) else when
    assert moved.span is not None
    return Joined(replace(moved, span=replace(moved.span, start=base.when())), base.end, later=True)


# -- days and clocks


def _moment(line: Line, at: int, words: TimeWords) -> _Draft | None:
    """All days, clocks and zones that belong together from here on."""
    draft = _Draft(at)
    for _ in range(_ATOMS):
        here, glue = (at, frozenset[Mark]()) if draft.empty else _glue(line, draft.end)
        if not _atom(draft, line, here, glue, words):
            break
    return None if draft.empty else draft


_GLUE = frozenset(
    {Mark.AT, Mark.ON, Mark.OF, Mark.IN, Mark.THE, Mark.ABOUT, Mark.BY, Mark.BEFORE, Mark.FROM, Mark.BETWEEN}
)


def _glue(line: Line, at: int) -> tuple[int, frozenset[Mark]]:
    """The small words between two parts of one time."""
    seen: frozenset[Mark] = frozenset()
    if line[at].text in (",", "(", "@"):
        seen |= {Mark.AT} if line[at].text == "@" else frozenset()
        at += 1
    for _ in range(3):
        marks = line[at].sense.marks & _GLUE
        if not marks:
            break
        seen |= marks
        at += 1
    return at, seen


def _atom(draft: _Draft, line: Line, at: int, glue: frozenset[Mark], words: TimeWords) -> bool:
    """Take up what stands here, if it is a part of a time that the draft has not got."""
    if Mark.IN in glue:
        return _take_part(draft, line, at, words)
    return (
        _take_this_part(draft, line, at)
        or _take_clocks(draft, line, at, glue, words)
        or (not glue & {Mark.BY, Mark.BEFORE, Mark.BETWEEN} and _take_days(draft, line, at, words))
        or _take_clock(draft, line, at, glue, words)
    )


def _take_part(draft: _Draft, line: Line, at: int, words: TimeWords) -> bool:
    found = clock(line, at, words)
    if found is None or found[0].hour is not None:
        return False
    return _add_clock(draft, found[0], found[1])


def _take_this_part(draft: _Draft, line: Line, at: int) -> bool:
    found = this_part(line, at)
    if found is None or draft.days is not None:
        return False
    part, edge, end = found
    if not _add_clock(draft, Clock(part=part, edge=edge), end):
        return False
    draft.days = Days(shift=0)
    return True


def _add_clock(draft: _Draft, found: Clock, end: int) -> bool:
    """An hour and a part of the day come together; two hours do not."""
    if draft.clock is None:
        draft.clock = found
    elif draft.clock.hour is None and found.hour is not None:
        draft.clock = found if found.sure else replace(found, part=draft.clock.part)
    elif draft.clock.hour is not None and found.hour is None and draft.clock.part is Part.NONE:
        draft.clock = replace(draft.clock, part=found.part) if not draft.clock.sure else draft.clock
        if draft.until_clock is not None and not draft.until_clock.sure:
            draft.until_clock = replace(draft.until_clock, part=found.part)
    elif draft.clock.hour is None and found.hour is None and draft.clock.part is found.part:
        pass
    else:
        return False
    draft.end = end
    return True


def _take_clock(draft: _Draft, line: Line, at: int, glue: frozenset[Mark], words: TimeWords) -> bool:
    found = clock(line, at, words)
    if found is None and _hour_expected(draft, line, at, glue):
        found = bare_hour(line, at, words)
    if found is None or not _add_clock(draft, found[0], found[1]):
        return False
    if found[0].hour is not None:
        _take_zone(draft, line)
    return True


def _take_zone(draft: _Draft, line: Line) -> None:
    said = zone(line, draft.end)
    if said is not None:
        draft.zone, draft.end = said


def _hour_expected(draft: _Draft, line: Line, at: int, glue: frozenset[Mark]) -> bool:
    """Whether a number alone is an hour here: behind "at", or beside a day or a part of one."""
    if (
        Mark.AT in glue
        or (Mark.ABOUT in glue and not draft.empty)
        or (glue & {Mark.BY, Mark.BEFORE} and draft.days)
    ):
        return True
    if not draft.empty:
        return draft.clock is not None and draft.clock.hour is None and bool(line[at].digits)
    before = at - 1
    while before >= 0 and at - before < 4 and marked(line, before, Mark.ABOUT):
        before -= 1
    if before >= 0 and marked(line, before, Mark.AT):
        return True
    sense = line[at + 1].sense
    if sense.day is not None or sense.this_part is not None:
        return True
    return (
        marked(line, at + 1, Mark.IN) and line[skip(line, at + 1, Mark.IN, Mark.THE)].sense.part is not None
    )


def _take_clocks(draft: _Draft, line: Line, at: int, glue: frozenset[Mark], words: TimeWords) -> bool:
    """ "2 to 4pm", "9am-5pm", "between 8 and 12": two hours of which one shows what both are."""
    if draft.clock is not None and draft.clock.hour is not None:
        return False
    first = bare_hour(line, at, words)
    if first is None:
        number = plain(line, at)
        if (
            number is None
            or number > 24
            or not (line[at + 1].text in DASHES or marked(line, at + 1, Mark.TO, Mark.AND))
        ):
            return False
        first = Clock(number, sure=number > 12), at + 1
    said = zone(line, first[1])
    then = said[1] if said else first[1]
    between = Mark.BETWEEN in glue or marked(line, at - 1, Mark.BETWEEN)
    if not (
        line[then].text in DASHES
        or marked(line, then, Mark.TO, Mark.UNTIL)
        or (between and marked(line, then, Mark.AND))
    ):
        return False
    second = bare_hour(line, then + 1, words)
    if second is None or not (
        _evident(line, at, words)
        or _evident(line, then + 1, words)
        or _hours_expected(draft, line, at, second[1], glue)
    ):
        return False
    if draft.clock is not None and not first[0].sure:
        first = replace(first[0], part=draft.clock.part), first[1]
    draft.clock, draft.until_clock, draft.end = first[0], second[0], second[1]
    draft.zone = said[0] if said else ""
    until = zone(line, draft.end)
    if until is not None:
        draft.until_zone, draft.end = until
        draft.zone = draft.zone or until[0]
    return True


def _evident(line: Line, at: int, words: TimeWords) -> bool:
    """Whether what stands here is a clock time by itself."""
    found = clock(line, at, words)
    return found is not None and found[0].hour is not None


def _hours_expected(draft: _Draft, line: Line, at: int, end: int, glue: frozenset[Mark]) -> bool:
    """Whether two numbers are hours: beside a day, or governed by "between", "from" or "at"."""
    if line[end].sense.month is not None or line[end].text in ("%", "/"):
        return False
    governed = bool(glue & {Mark.BETWEEN, Mark.FROM, Mark.AT}) or marked(
        line, at - 1, Mark.BETWEEN, Mark.FROM, Mark.AT
    )
    if draft.days is not None:
        return governed or draft.days.weekday is not None or draft.days.shift is not None
    behind = line[skip(line, end, Mark.ON, Mark.IN, Mark.THE)].sense
    return (
        behind.day is not None
        or (behind.weekday is not None and governed)
        or behind.part is not None
        or behind.this_part is not None
        or behind.relation is not None
        and governed
    )


def _take_days(draft: _Draft, line: Line, at: int, words: TimeWords) -> bool:
    pair = _day_pair(line, at, words)
    if pair is not None and draft.until_days is None:
        first, second, end = pair
        merged = _merged(draft.days, first)
        if merged is not None:
            draft.days, draft.until_days, draft.end = merged, second, end
            return True
    found = days(line, at, words)
    if found is None:
        return False
    merged = _merged(draft.days, found[0])
    if merged is None:
        return False
    draft.days, draft.end = merged, found[1]
    return True


def _merged(first: Days | None, second: Days) -> Days | None:
    """One day out of two ways to say it ("Tuesday" and "28 May"); None when they are two days."""
    if first is None:
        return second
    for one, other in ((first, second), (second, first)):
        if _only_weekday(one) and other.day is not None:
            return replace(other, weekday=one.weekday)
        if _only_shift(one) and (other.day is not None or _only_weekday(other)):
            return one if _only_weekday(other) else other
        if (
            _only_weekday(one)
            and one.shift is None
            and other.unit is Unit.WEEK
            and other.weekday is None
            and other.number is None
        ):
            return Days(weekday=one.weekday, of=other)
    return None


def _only_weekday(found: Days) -> bool:
    return found.weekday is not None and found.day is None and found.of is None and found.number is None


def _only_shift(found: Days) -> bool:
    return found.unit is Unit.DAY and found.shift is not None and found.weekday is None and not found.holiday


def _day_pair(line: Line, at: int, words: TimeWords) -> tuple[Days, Days, int] | None:
    """ "13-15 July", "July 13 to 15", "12 or 13 March": two days of one month."""
    first = _day_number(line, skip(line, at, Mark.THE), words)
    if first is not None:
        then = _joint(line, first[1])
        second = days(line, skip(line, then, Mark.THE), words) if then > first[1] else None
        if (
            second is not None
            and second[0].day is not None
            and second[0].month is not None
            and not second[0].unordered
        ):
            return replace(second[0], day=first[0], weekday=None), second[0], second[1]
    found = days(line, at, words)
    if found is None or found[0].day is None or found[0].month is None or not line[at].sense.month:
        return None
    then = _joint(line, found[1])
    number = _day_number(line, skip(line, then, Mark.THE), words) if then > found[1] else None
    if (
        number is None
        or line[number[1]].sense.month is not None
        or line[number[1]].text in (":", "h")
        or line[number[1]].sense.meridiem is not None
    ):
        return None
    return found[0], replace(found[0], day=number[0], weekday=None), number[1]


def _day_number(line: Line, at: int, words: TimeWords) -> tuple[int, int] | None:
    found = order(line, at, words)
    number = plain(line, at)
    if found is None and number is not None:
        found = number, at + 1
    return found if found is not None and 1 <= found[0] <= _MONTHS_DAYS else None


def _joint(line: Line, at: int) -> int:
    """The place behind what joins two ends, or the same place where nothing does."""
    if (
        line[at].text in DASHES
        or line[at].text in ("/", "~")
        or marked(line, at, Mark.TO, Mark.UNTIL, Mark.OR, Mark.AND)
    ):
        return at + 1
    return at


# -- ranges and alternatives


def _with_other_end(line: Line, at: int, draft: _Draft, words: TimeWords) -> Joined:
    first = draft.when()
    link = _link(line, at, draft.end)
    if first.until is not None or link is Link.NONE:
        return Joined(first, draft.end)
    then = skip(line, draft.end + 1, Mark.THE, Mark.ON, Mark.BY, Mark.AT)
    second = _moment(line, then, words)
    if second is None or second.until_clock is not None or not _alike(first, second):
        return Joined(first, draft.end)
    return Joined(replace(first, until=second.when(), link=link), second.end)


def _link(line: Line, at: int, end: int) -> Link:
    if marked(line, end, Mark.OR) or line[end].text == "/":
        return Link.OR
    if line[end].text in DASHES or line[end].text == "~" or marked(line, end, Mark.TO, Mark.UNTIL):
        return Link.TO
    before = at
    for _ in range(3):
        if before == 0 or not marked(line, before - 1, Mark.THE, Mark.ABOUT):
            break
        before -= 1
    between = before > 0 and marked(line, before - 1, Mark.BETWEEN)
    return Link.TO if between and marked(line, end, Mark.AND) else Link.NONE


def _alike(first: When, second: _Draft) -> bool:
    """Whether two times can be the ends of one range."""
    if first.days is not None and second.days is not None:
        return True
    return first.clock is not None and second.clock is not None
