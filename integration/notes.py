"""The internal note: what was noticed, the evidence, what would help now, how to dismiss it, the reference.

Whatever is put in is data: escaped for Markdown and HTML, with `{{` broken so that Zendesk expands nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt

MOST_WORDS = 120
LONGEST_TEMPLATE = 2_000
LONGEST_OUTPUT = 5_000
TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "hr"})
_LONGEST_LINE = 280
_MOST_LINES = 6
_SCOLDING = re.compile(r"you failed|\bmust\b|violation|!", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$@:/])")
_MASKS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
    (re.compile(r"\+?\d(?:[\s().-]?\d){4,}"), "[number]"),
)
_REFERENCE = re.compile(r"SH-[0-9A-Z]{8}")
_METHODS = frozenset({"upper", "lower", "title", "capitalize", "strip", "split", "startswith", "endswith"})
_ZERO_WIDTH_JOINER = "\u2060"


@dataclass(frozen=True)
class NoteItem:
    """One finding's part of a note; all of it plain text."""

    policy: str
    kind: str
    because: str
    evidence: tuple[str, ...] = ()
    """Lines, oldest first."""
    ask: str = ""
    template: str | None = None
    """The admin's own Jinja2 template; None for the kind's own text."""


@dataclass(frozen=True)
class NoteText:
    """A rendered note."""

    html: str
    words: int


SAMPLE = NoteItem(
    policy="passed-around",
    kind="reassignment",
    because="3 handoffs within 5 business days (3 owners, 1 return).",
    evidence=(
        "Billing · Ana Reyes, 1 d 3 h",
        "Technical · Jon Park, 5 h",
        "Billing · nobody, for 40 min now",
        "Last answer to the customer: Jon Park, Tue 03 Mar 14:05 GMT",
        "Zendesk's own count: 2 assignee stations, 2 group stations",
    ),
    ask="It would help if one person took this to the end and told the customer so.",
)


_SAMPLE_FACTS: Mapping[str, str] = {"status": "open", "group": "Billing", "owner": "Ana Reyes"}


class _Environment(ImmutableSandboxedEnvironment):
    """Templates that can neither reach out nor run away: no `*`, no `**`, no loop within a loop, no macros."""

    intercepted_binops = frozenset({"*", "**"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - jinja2's own
        """Only methods that make a text no longer than it is."""
        return attr in _METHODS and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - jinja2's own
        del context, left, right
        raise SecurityError(f"{operator} is not for notes")


_ENVIRONMENT = _Environment(undefined=StrictUndefined, autoescape=False)
_ENVIRONMENT.globals.clear()
_MARKDOWN_IT = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "link", "autolink", "html_inline", "html_block"]
)


def render_note(
    items: Sequence[NoteItem],
    *,
    reference: str,
    tags: Sequence[str],
    ticket_id: int,
    facts: Mapping[str, str | int],
) -> NoteText:
    """One note for all findings of a ticket: a part each, then how to dismiss it, then the reference.

    Raises:
        ValueError: an admin's template cannot be rendered; `template_problem` tells so beforehand.
    """
    parts = [_render_item(item, len(items), tags, reference, ticket_id, facts) for item in items]
    text = "\n\n".join((*parts, _dismissal(tags), escaped(reference)))
    html = _cleaned(text)
    return NoteText(html, _words(html))


def _render_item(
    item: NoteItem,
    count: int,
    tags: Sequence[str],
    reference: str,
    ticket_id: int,
    facts: Mapping[str, str | int],
) -> str:
    if item.template is not None:
        names = _names(item, tags, reference, ticket_id, facts)
        problem, text = _rendered(item.template, names)
        if problem:
            raise ValueError(problem)
        return text
    lines = _shortened(item.evidence, max(2, _MOST_LINES // count))
    evidence = "\n".join(f"- {escaped(line)}" for line in lines)
    return f"**{escaped(item.because)}**\n\n{evidence}\n\n{escaped(item.ask)}"


def _names(
    item: NoteItem, tags: Sequence[str], reference: str, ticket_id: int, facts: Mapping[str, str | int]
) -> dict[str, str]:
    """What a template may use: all of it text, escaped."""
    own = {
        "policy": item.policy,
        "because": item.because,
        "ask": item.ask,
        "tags": " ".join(tags),
        "reference": reference,
        "ticket_id": str(ticket_id),
    }
    values = {name: escaped(str(value)) for name, value in {**facts, **own}.items()}
    values["evidence"] = "\n".join(f"- {escaped(line)}" for line in item.evidence)
    return values


def template_problem(text: str, kind: str) -> str | None:
    """What is wrong with an admin's template, rendered with sample facts; None when nothing is."""
    del kind  # every kind offers the same names
    if len(text) > LONGEST_TEMPLATE:
        return f"the template has {len(text)} characters; at most {LONGEST_TEMPLATE} are allowed"
    names = _names(SAMPLE, ("passed_around",), "SH-0A1B2C3D", 1234, _SAMPLE_FACTS)
    problem, _ = _rendered(text, names)
    return problem


def _rendered(text: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    try:
        tree = _ENVIRONMENT.parse(text)
        if nested := _runs_away(tree):
            return nested, ""
        result = _ENVIRONMENT.from_string(text).render(**names)
    except TemplateSyntaxError as error:
        return f"the template's line {error.lineno}: {error.message}", ""
    except (TemplateError, SecurityError, TypeError, ValueError, OverflowError) as error:
        known = ", ".join(sorted(names))
        return f"the template cannot be rendered: {error}; it may use {known}", ""
    if len(result) > LONGEST_OUTPUT:
        return f"the template makes {len(result)} characters; at most {LONGEST_OUTPUT} are allowed", ""
    return (None, result) if result.strip() else ("the template makes an empty note", "")


def _runs_away(tree: nodes.Template) -> str | None:
    """Nothing that could take long: no loop within a loop, no macro, no call of a filter that repeats."""
    for loop in tree.find_all(nodes.For):
        if any(inner is not loop for inner in loop.find_all(nodes.For)):
            return f"the template's line {loop.lineno}: no loop within a loop"
    forbidden = next(
        tree.find_all((nodes.Macro, nodes.CallBlock, nodes.Import, nodes.FromImport, nodes.Include)), None
    )
    if forbidden is not None:
        return f"the template's line {forbidden.lineno}: no macros and no other templates"
    padding = next(
        (f for f in tree.find_all(nodes.Filter) if f.name in ("center", "indent", "format", "wordwrap")), None
    )
    return (
        None
        if padding is None
        else f"the template's line {padding.lineno}: the filter {padding.name} is not for notes"
    )


def note_problems(note: NoteText, *, evidence: Sequence[str] = ()) -> tuple[str, ...]:
    """What is unkind, too long or missing in a rendered note; empty when it is fit to be read."""
    text = _text(note.html)
    problems = []
    if note.words > MOST_WORDS:
        problems.append(f"has {note.words} words; at most {MOST_WORDS}")
    if scolding := _SCOLDING.search(text):
        problems.append(f"scolds: {scolding[0]!r}")
    if not _REFERENCE.search(text[-40:]):
        problems.append("does not end with its reference")
    if "Not helpful here?" not in text:
        problems.append("does not say how to dismiss it")
    if "<strong>" not in note.html:
        problems.append("does not say what was noticed")
    if "would help" not in text:
        problems.append("does not say what would help now")
    if evidence and not any(_text(_cleaned(escaped(line))).strip() in text for line in evidence):
        problems.append("does not name its evidence")
    return tuple(problems)


def escaped(text: str) -> str:
    """Any text as literal Markdown: one line, no control characters, `{{` and `{%` broken, cut at 280 characters."""
    flat = "".join(" " if ch.isspace() else ch for ch in text if ch.isspace() or _is_shown(ch))
    flat = " ".join(flat.split())
    if len(flat) > _LONGEST_LINE:
        flat = flat[: _LONGEST_LINE - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", flat)


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")


def mask(text: str) -> str:
    """A customer's words without addresses and long numbers."""
    for pattern, name in _MASKS:
        text = pattern.sub(name, text)
    return text


def _shortened(lines: Sequence[str], most: int) -> Sequence[str]:
    """At most so many lines: the first, then the latest, with the count of those between."""
    if len(lines) <= most:
        return lines
    tail = most - 2
    hidden = len(lines) - 1 - tail
    return [lines[0], f"… {hidden} more …", *lines[len(lines) - tail :]]


def _dismissal(tags: Sequence[str]) -> str:
    if not tags:
        return escaped("Not helpful here? Then nothing needs to be done; this is only for your information.")
    named = escaped(tags[0])
    return f"Not helpful here\\? Remove the tag {named} and submit; this ticket is then left alone\\."


def _cleaned(markdown: str) -> str:
    html = nh3.clean(_MARKDOWN_IT.render(markdown), tags=set(TAGS), attributes={}).strip()
    return re.sub(r"\{(?=[{%#])", "{" + _ZERO_WIDTH_JOINER, html)


def _text(html: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return " ".join(plain.split())


def _words(html: str) -> int:
    return len(_text(html).split())
