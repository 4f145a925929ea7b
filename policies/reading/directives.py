"""What an internal note asks of us: lines that begin with `#` and one of our words.

>>> [directive] = find_directives("#snooze 2 days", None)
>>> directive.order, directive.duration
(<Order.SNOOZE: 'snooze'>, '2 days')
>>> find_directives("#vip #4711", None)
()
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from policies.core.durations import Duration
from policies.core.keys import REFERENCE
from policies.core.signals import Directive, Order
from policies.core.when import When
from policies.reading.attached import is_past, joined_times
from policies.reading.language import LANGUAGES
from policies.reading.languages.model import Language
from policies.reading.times import Role, find_times

MOST = 20
"""Directives that are taken from one note."""

_LINE = re.compile(r"^[ \t]{0,8}(#([^\W\d_][\w-]{1,29}))(?![\w#-])([^\n]{0,400})", re.MULTILINE)
_SEEMS_REFERENCE = re.compile(r"\bsh[- ]?[0-9a-z]+", re.IGNORECASE)
_LOOK_ALIKE = str.maketrans("OIL", "011")
_ORDERS = {order.value.replace("-", ""): order for order in Order}
_CLOSE = 0.8
_EXAMPLES = {
    Order.FOLLOW_UP: "#followup friday check the replacement",
    Order.SNOOZE: "#snooze 2 days",
    Order.KEPT: "#kept",
    Order.DISMISS: "#dismiss",
    Order.NOT_ABUSE: "#not-abuse",
    Order.ABUSE: "#abuse",
    Order.APPROVE: "#approve SH-7K2M9QXR",
    Order.REJECT: "#reject SH-7K2M9QXR",
}


def find_directives(text: str, language: Language | None) -> tuple[Directive, ...]:
    """The directives in a note's cleaned text, from the top, with offsets into it; other hashtags are left alone.

    Their words are the same in every language; the time of `#followup` is read in the note's, else in any that we read.
    """
    found: list[Directive] = []
    for match in _LINE.finditer(text):
        directive = _directive(match, language)
        if directive is not None:
            found.append(directive)
        if len(found) == MOST:
            break
    return tuple(found)


def _directive(match: re.Match[str], language: Language | None) -> Directive | None:
    line = f"{match[1]}{match[3]}".rstrip()
    start, end = match.start(1), match.start(1) + len(line)
    said = match[2].lower().replace("-", "").replace("_", "")
    rest = match[3].strip().lstrip(":").lstrip()
    order = _ORDERS.get(said)
    if order is None:
        meant = _meant(said, rest)
        if meant is None:
            return None
        problem = (
            f"This line was not understood; perhaps #{meant.value} was meant, as in “{_EXAMPLES[meant]}”."
        )
        return Directive(start, end, None, problem=problem, quote=line)
    try:
        when, duration, reference = _READERS[order](rest, language)
    except _NotUnderstoodError as error:
        problem = f"This line was not understood: {error} For example: “{_EXAMPLES[order]}”."
        return Directive(start, end, None, problem=problem, quote=line)
    return Directive(start, end, order, when, duration, reference, quote=line)


def _meant(said: str, rest: str) -> Order | None:
    """The order that a misspelt word probably stands for; None where it is somebody's own hashtag."""
    next_word = re.match(r"[\W_]?([a-z]+)", rest.lower())
    if next_word is not None and said + next_word[1] in _ORDERS:
        return _ORDERS[said + next_word[1]]
    close = get_close_matches(said, _ORDERS, n=1, cutoff=_CLOSE)
    return _ORDERS[close[0]] if close else None


class _NotUnderstoodError(Exception):
    """What was missing or wrong, as a sentence without any word of the note, which is kept in the quote alone."""


_Read = tuple[When | None, str | None, str | None]
"""Time, duration and reference of a directive."""


def _follow_up(rest: str, language: Language | None) -> _Read:
    """The time right behind the word; a day and a time of day side by side are one time."""
    for known in _read_first(language):
        times = [time for time in find_times(rest[:200], known) if time.role is not Role.AGO]
        if not times or times[0].lead:
            continue
        first = times[0]
        when = first.when
        if len(times) > 1 and not rest[first.end : times[1].lead].strip(" ,"):
            when = joined_times(when, times[1].when)
        if when.recurring:
            raise _NotUnderstoodError("a habit is no day, so write the first time.")
        if is_past(when):
            raise _NotUnderstoodError("that time is past.")
        return when, None, None
    if not rest:
        raise _NotUnderstoodError("it does not say when.")
    raise _NotUnderstoodError("the time comes right behind #followup, then what is to be done.")


def _read_first(language: Language | None) -> list[Language]:
    """All languages, the note's own one first."""
    others = [known for known in LANGUAGES if language is None or known.code != language.code]
    return others if language is None else [language, *others]


def _snooze(rest: str, language: Language | None) -> _Read:
    del language
    words = rest.lower().rstrip(".!").split()
    if not words:
        raise _NotUnderstoodError("it does not say for how long.")
    for count in (3, 2, 1):
        try:
            duration = Duration.parse(" ".join(words[:count]))
        except ValueError:
            continue
        if not duration.amount:
            raise _NotUnderstoodError("that is no time at all.")
        return None, str(duration), None
    raise _NotUnderstoodError("that is no length of time; write it like “4h” or “2 business days”.")


def _reference(rest: str, language: Language | None) -> _Read:
    """The reference, if one is given; small letters and the look-alikes O, I and L are taken for what they stand for."""
    del language
    given = _SEEMS_REFERENCE.search(rest)
    if given is None or not any(letter.isdigit() or letter == "-" for letter in given[0]):
        return None, None, None
    plain = "SH-" + given[0][2:].lstrip("- ").upper().translate(_LOOK_ALIKE)
    if not REFERENCE.fullmatch(plain):
        raise _NotUnderstoodError("that is no reference: it has eight letters and digits behind SH-.")
    return None, None, plain


def _needs_reference(rest: str, language: Language | None) -> _Read:
    read = _reference(rest, language)
    if read[2] is None:
        raise _NotUnderstoodError("it needs the reference of the case.")
    return read


def _alone(rest: str, language: Language | None) -> _Read:
    del rest, language
    return None, None, None


_READERS: dict[Order, Callable[[str, Language | None], _Read]] = {
    Order.FOLLOW_UP: _follow_up,
    Order.SNOOZE: _snooze,
    Order.KEPT: _reference,
    Order.DISMISS: _reference,
    Order.NOT_ABUSE: _reference,
    Order.ABUSE: _alone,
    Order.APPROVE: _needs_reference,
    Order.REJECT: _needs_reference,
}
