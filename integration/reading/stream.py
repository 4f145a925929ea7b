"""Rows of JSON answered as they come, one line for one line, in their order and in constant memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import Any, BinaryIO

from integration.reading.rows import BadRow, Defaults, Id, Row, row_of_line

_BLOCK = 64 * 1024
"""Bytes that are taken at a time; fewer when fewer have come, so that a writer who waits gets its answer."""
LONGEST_LINE = 4 * 1024 * 1024
"""Bytes. A longer line is no text of a comment: it is named as bad and left unread."""


def answer_rows(
    source: BufferedIOBase,
    sink: BinaryIO,
    defaults: Defaults,
    answer: Callable[[Row], dict[str, Any]],
    tell: Callable[[int], None] = lambda _: None,
) -> tuple[int, int]:
    """Answer every line of `source` that is not blank; returns how many there were, and how many were bad.

    A bad line is answered by its id, its number and a sentence, and the next one is read. Written is once for each
    piece that came; `tell` is then given the count.
    """
    rows = bad = 0
    number = 0
    for lines in _lines_in_pieces(source):
        written = []
        for line in lines:
            number += 1
            if line is not None and not line.strip():
                continue
            rows += 1
            told = _answer_line(line, number, defaults, answer)
            bad += "error" in told
            written.append(as_line(told))
        sink.write(b"".join(written))
        sink.flush()
        tell(rows)
    return rows, bad


def as_line(told: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8; half a surrogate pair, which UTF-8 does not have, is written as JSON's escape."""
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _answer_line(
    line: bytes | None, number: int, defaults: Defaults, answer: Callable[[Row], dict[str, Any]]
) -> dict[str, Any]:
    if line is None:
        return _refusal(None, number, f"The line is longer than {LONGEST_LINE // 1024**2} MB.")
    try:
        row = row_of_line(line, defaults)
    except BadRow as error:
        return _refusal(error.id, number, str(error))
    return answer(row)


def _refusal(row_id: Id, number: int, sentence: str) -> dict[str, Any]:
    return {"id": row_id, "line": number, "error": sentence}


def _lines_in_pieces(source: BufferedIOBase) -> Iterator[list[bytes | None]]:
    """The lines that each piece completes; None stands for one that is too long. A byte order mark is dropped."""
    rest, skipping, first = b"", False, True
    while piece := source.read1(_BLOCK):
        if first:
            piece, first = piece.removeprefix(b"\xef\xbb\xbf"), False
        *whole, rest = (rest + piece).split(b"\n")
        lines = [None if len(line) > LONGEST_LINE else line for line in whole]
        if skipping and lines:
            lines[0], skipping = None, False
        if skipping or len(rest) > LONGEST_LINE:
            rest, skipping = b"", True
        yield lines
    if skipping or rest:
        yield [None if skipping else rest]
