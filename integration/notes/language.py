"""The small part of Jinja2 that a note's template may use: names, conditions, one loop at a time, a few filters.

What is allowed is listed; all else is refused before anything runs. Nothing that is allowed can make a text grow by
more than a template's own length, so a template costs little however it is written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from jinja2 import nodes

FILTERS = frozenset(
    {"capitalize", "default", "first", "join", "last", "length", "lower", "trim", "truncate", "upper"}
)
TESTS = frozenset({"defined", "undefined"})
_LOOP = frozenset({"first", "last", "index", "index0", "length", "revindex", "revindex0"})
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.List,
    nodes.Tuple,
    nodes.Slice,
    nodes.Keyword,
)
_WORDS = {
    "Call": "a call, as range(…) or text.upper(), is",
    "Mul": "'*' is",
    "Pow": "'**' is",
    "Mod": "'%' is",
    "Div": "'/' is",
    "FloorDiv": "'//' is",
    "Concat": "'~' is",
    "Assign": "'set' is",
    "AssignBlock": "'set' is",
    "FilterBlock": "'filter' as a block is",
    "FromImport": "'import' is",
    "NSRef": "'namespace' is",
}

Found = tuple[int, str]


def problems_in(tree: nodes.Template, names: frozenset[str]) -> Iterator[Found]:
    """The line and the sentence of each thing that a template may not use; `names` are those that it is given."""
    yield from _problems(tree, names, in_loop=False)


def _problems(node: nodes.Node, names: frozenset[str], *, in_loop: bool) -> Iterator[Found]:
    if isinstance(node, nodes.For):
        yield from _problems_of_loop(node, names, in_loop=in_loop)
        return
    problem = _problem_of(node, names)
    if problem:
        yield node.lineno, problem
        return
    if isinstance(node, nodes.Getattr):
        return
    for child in node.iter_child_nodes():
        yield from _problems(child, names, in_loop=in_loop)


def _problems_of_loop(node: nodes.For, names: frozenset[str], *, in_loop: bool) -> Iterator[Found]:
    if in_loop:
        yield node.lineno, "a loop within a loop is not available in a note"
        return
    if node.recursive or not isinstance(node.target, nodes.Name):
        yield node.lineno, "a loop takes one name, as {% for line in evidence %}"
        return
    yield from _problems(node.iter, names, in_loop=True)
    inner = names | {node.target.name, "loop"}
    for child in (*node.body, *((node.test,) if node.test else ())):
        yield from _problems(child, inner, in_loop=True)
    for child in node.else_:
        yield from _problems(child, names, in_loop=in_loop)


def _problem_of(node: nodes.Node, names: frozenset[str]) -> str | None:
    match node:
        case nodes.Name():
            return _unknown("name", node.name, names)
        case nodes.Filter():
            return _unknown("filter", node.name, FILTERS)
        case nodes.Test():
            return _unknown("test", node.name, TESTS)
        case nodes.Getattr():
            return _problem_of_attribute(node, names)
        case nodes.Getitem():
            return None if _is_place(node.arg) else "only a number or a slice may stand in […]"
        case _:
            kind = type(node).__name__
            words = _WORDS.get(kind, f"'{kind.lower()}' is")
            return None if isinstance(node, _ALLOWED) else f"{words} not available in a note"


def _problem_of_attribute(node: nodes.Getattr, names: frozenset[str]) -> str | None:
    if isinstance(node.node, nodes.Name) and node.node.name == "loop" and "loop" in names:
        return _unknown("name in loop", node.attr, _LOOP)
    return f"'.{node.attr}' is not available; values are plain text and numbers"


def _is_place(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Neg):
        return _is_place(node.node)
    return isinstance(node, nodes.Slice) or (isinstance(node, nodes.Const) and isinstance(node.value, int))


def _unknown(what: str, name: str, known: frozenset[str]) -> str | None:
    if name in known:
        return None
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    return f"there is no {what} '{name[:40]}'{hint} ({', '.join(sorted(known))})"
