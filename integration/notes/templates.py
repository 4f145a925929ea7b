"""An admin's own note text: Jinja2 in a sandbox, with plain values only and bounds on all that could grow."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from integration.notes.fitting import LINE_CHARS
from integration.notes.items import Facts, NoteItem, Plain
from integration.notes.language import FILTERS, TESTS, problems_in
from integration.notes.page import Page
from integration.notes.plain import clean, shorten, without_hidden

LONGEST_TEMPLATE, LONGEST_OUTPUT = 2_000, 5_000
FACTS: Mapping[str, Plain] = {"ticket_status": "", "group": "", "owner": "", "days_open": 0}
"""The names that come from the ticket, and what they are when the caller does not know them."""
NAMES = frozenset({"policy", "kind", "because", "evidence", "ask", "tags", "reference", "ticket_id", *FACTS})
"""All that a template may name."""
_TEXT_CHARS, _MOST_WORDS = 400, 100
_FIRST_LINES, _LAST_LINES = 4, 12
_FILE = "<template>"
_UNRENDERABLE = (
    TemplateError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
)
_UNREADABLE = (RecursionError, MemoryError, SyntaxError)

Values = Mapping[str, Plain | tuple[str, ...]]


class BadTemplateError(Exception):
    """The template cannot be used; the sentence says why and in which line."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox without what multiplies: `'a' * 10**8` takes 100 MB, `'%99999999d' % 1` as much."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> NoReturn:  # noqa: ANN401 - Jinja2's
        """Refuse the operator; the language has refused it before, unless a way around it was found."""
        del context, left, right
        raise SecurityError(f"'{operator}' is not available in a note")


def values_for(
    item: NoteItem, *, reference: str, tags: Sequence[str], ticket_id: int, facts: Facts
) -> Values:
    """What a template is given: clean texts of bounded length and numbers; the middle of a long path is left out."""
    lines = [_text(line, LINE_CHARS) for line in item.evidence]
    if len(lines) > _FIRST_LINES + _LAST_LINES:
        lines[_FIRST_LINES:-_LAST_LINES] = [f"… {len(lines) - _FIRST_LINES - _LAST_LINES} more …"]
    return {
        **{name: _plain(facts.get(name, absent)) for name, absent in FACTS.items()},
        "policy": _text(item.policy),
        "kind": _text(item.kind),
        "because": _text(item.because),
        "evidence": tuple(lines),
        "ask": _text(item.ask),
        "tags": tuple(_text(tag) for tag in tags[:20]),
        "reference": _text(reference),
        "ticket_id": ticket_id,
    }


def render_template(text: str, page: Page, values: Values) -> str:
    """The template's Markdown, with every value in a slot of the page.

    Raises BadTemplateError when it is too long, uses what notes do not have, fails, says too much or nothing.
    """
    if len(text) > LONGEST_TEMPLATE:
        raise BadTemplateError(
            f"the template has {len(text)} characters; at most {LONGEST_TEMPLATE} are allowed"
        )
    try:
        markdown = _rendered(without_hidden(text), page, values)
    except TemplateSyntaxError as error:
        raise BadTemplateError(f"line {error.lineno}: {_sentence(error)}") from error
    except _UNREADABLE as error:
        raise BadTemplateError("line 1: the template is nested too deeply") from error
    except _UNRENDERABLE as error:
        raise BadTemplateError(f"line {_line_of(error)}: {_sentence(error)}") from error
    if not page.to_html(markdown):
        raise BadTemplateError("line 1: the template gives no text")
    return markdown


def _rendered(text: str, page: Page, values: Values) -> str:
    spent = 0

    def spend(size: int) -> None:
        nonlocal spent
        spent += size
        if spent > LONGEST_OUTPUT:
            raise SecurityError(f"the note grows past {LONGEST_OUTPUT} characters")

    def slot(value: object) -> object:
        if isinstance(value, Undefined):
            return value  # printing it raises, and names it
        shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        spend(len(shown))
        return page.put(shown) if shown else ""

    sandbox = _sandbox(slot)
    for line, problem in problems_in(sandbox.parse(text), NAMES):
        raise TemplateSyntaxError(problem, line)
    pieces = []
    for piece in sandbox.from_string(text).generate(values):
        spend(len(piece))
        pieces.append(piece)
    return "".join(pieces)


def _sandbox(slot: Any) -> _Sandbox:  # noqa: ANN401 - Jinja2 declares finalize so
    sandbox = _Sandbox(
        undefined=StrictUndefined, autoescape=True, finalize=slot, trim_blocks=True, lstrip_blocks=True
    )
    sandbox.globals.clear()
    sandbox.filters = {name: call for name, call in sandbox.filters.items() if name in FILTERS} | {
        "join": _join
    }
    sandbox.tests = {name: call for name, call in sandbox.tests.items() if name in TESTS}
    return sandbox


def _join(value: Iterable[object], between: str = "") -> str:
    """Jinja2's own `join`, which would grow without bound when chained, with one."""
    joined = ""
    for place, part in enumerate(value):
        joined += f"{between if place else ''}{part}"
        if len(joined) > LONGEST_OUTPUT:
            raise SecurityError(f"the note grows past {LONGEST_OUTPUT} characters")
    return joined


def _text(text: str, chars: int = _TEXT_CHARS) -> str:
    return shorten(clean(text), _MOST_WORDS, chars)


def _plain(value: Plain) -> Plain:
    return value if isinstance(value, int | float) else _text(str(value))


def _sentence(error: BaseException) -> str:
    return (getattr(error, "message", None) or str(error)).strip().rstrip(".")


def _line_of(error: BaseException) -> int:
    """The line of the template in which it failed; Jinja2 writes it into the traceback."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _FILE]
    return lines[-1] or 1 if lines else 1
