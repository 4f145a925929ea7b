"""Rows of JSON: what a line may say, and how lines are answered one by one, whatever pieces they come in."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration.reading.rows import BadRow, Defaults, Role, Row, row_of, row_of_line
from integration.reading.stream import LONGEST_LINE, answer_rows, as_line

AT = "2026-03-06T10:00:00+01:00"
MOMENT = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)


class Pieces(io.BufferedIOBase):
    """A stream that hands out its bytes in the pieces it was given."""

    def __init__(self, pieces: list[bytes]) -> None:
        super().__init__()
        self.left = [piece for piece in pieces if piece]

    def read1(self, _size: int = -1, /) -> bytes:
        """The next piece, whatever size is asked for."""
        return self.left.pop(0) if self.left else b""


def echo(row: Row) -> dict[str, Any]:
    return {"id": row.id, "text": row.text}


def answers(*pieces: bytes, sink: io.BytesIO | None = None) -> list[dict[str, Any]]:
    written = sink or io.BytesIO()
    answer_rows(Pieces(list(pieces)), written, Defaults(), echo)
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_says_who_wrote_what_when_and_where() -> None:
    line = {
        "id": 7,
        "text": "Hello",
        "role": "customer",
        "at": AT,
        "tz": "Europe/Berlin",
        "html": True,
        "day_first": True,
        "x": 1,
    }
    row = row_of_line(json.dumps(line).encode(), Defaults())
    assert row == Row("Hello", Role.CUSTOMER, MOMENT, "Europe/Berlin", html=True, day_first=True, id=7)


def test_what_a_line_leaves_out_is_the_default() -> None:
    row = row_of({"text": ""}, Defaults(role=Role.CUSTOMER, at=AT, zone="Asia/Tokyo", html=True))
    assert row == Row("", Role.CUSTOMER, MOMENT, "Asia/Tokyo", html=True)


def test_without_any_moment_it_was_said_now() -> None:
    before = datetime.now(UTC)
    assert before <= row_of({"text": ""}, Defaults()).at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("at", "tz", "moment"),
    [
        ("2026-03-06T10:00:00", "Europe/Berlin", "2026-03-06T09:00:00+00:00"),
        ("2026-03-06 10:00", "UTC", "2026-03-06T10:00:00+00:00"),
        ("2026-03-06T10:00:00Z", "Europe/Berlin", "2026-03-06T10:00:00+00:00"),
        ("2026-03-06", "America/New_York", "2026-03-06T05:00:00+00:00"),
        ("2026-03-06T10:00:00", "Eastern Time (US & Canada)", "2026-03-06T15:00:00+00:00"),
    ],
)
def test_a_moment_without_an_offset_is_on_the_clocks_of_the_zone(at: str, tz: str, moment: str) -> None:
    assert row_of({"text": "", "at": at, "tz": tz}, Defaults()).at == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "The line is not JSON"),
        ("hello", "The line is not JSON"),
        ('{"text": "cut', "The line is not JSON"),
        ('{"id": NaN, "text": ""}', "NaN is no number"),
        ("[" * 100_000, "nested too deeply"),
        ("[1]", "The line is no JSON object"),
        ("{}", "text is missing."),
        ('{"text": null}', "text is missing."),
        ('{"text": 5}', "text is no text."),
        ('{"text": "", "role": "boss"}', "role is 'boss'; it has to be agent or customer."),
        ('{"text": "", "role": 1}', "role is no text."),
        ('{"text": "", "at": "yesterday"}', "at is 'yesterday'; it has to be a moment such as"),
        ('{"text": "", "at": "0001-01-01T00:00:00+05:00"}', "at is outside of the years 1900 to 8999."),
        ('{"text": "", "tz": "Europe/Berlim"}', "did you mean 'Europe/Berlin'?"),
        ('{"text": "", "html": "yes"}', "html is neither true nor false."),
        ('{"text": "", "id": [1]}', "id is neither a text nor a number."),
        ('{"text": "", "id": true}', "id is neither a text nor a number."),
        ('{"text": "", "id": 1e999}', "id is too large a number."),
    ],
)
def test_a_line_that_cannot_be_read_is_told_in_a_sentence(line: str, sentence: str) -> None:
    with pytest.raises(BadRow) as refused:
        row_of_line(line.encode(), Defaults())
    assert sentence in str(refused.value)


def test_a_line_in_another_encoding_is_told_so() -> None:
    with pytest.raises(BadRow, match="not in UTF-8"):
        row_of_line('{"text": "Grüße"}'.encode("latin-1"), Defaults())


def test_a_bad_line_is_answered_by_its_id_and_number_and_the_next_is_read() -> None:
    told = answers(b'\n{"id": "a", "text": "one"}\n{"id": "b"}\nno\n{"id": "c", "text": "two"}')
    assert told[0] == {"id": "a", "text": "one"}
    assert told[1] == {"id": "b", "line": 3, "error": "text is missing."}
    assert (told[2]["id"], told[2]["line"]) == (None, 4)
    assert told[3] == {"id": "c", "text": "two"}


def test_rows_and_bad_rows_are_counted_and_blank_lines_are_not() -> None:
    source = Pieces([b'\n \n{"text": ""}\r\n{}\n', b'{"text": ""}'])
    assert answer_rows(source, io.BytesIO(), Defaults(), echo) == (3, 1)


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert answers(b'\xef\xbb\xbf{"text": "one"}\n') == [{"id": None, "text": "one"}]


def test_a_line_that_is_too_long_is_named_and_never_held_in_full() -> None:
    block = b"x" * 65536
    long = [block] * (2 * LONGEST_LINE // len(block))
    told = answers(b'{"text": "one"}\n{"text": "', *long, b'"}\n{"text": "two"}\n')
    assert [row.get("text") for row in told] == ["one", None, "two"]
    assert (told[1]["line"], told[1]["error"]) == (2, "The line is longer than 4 MB.")


def test_a_line_that_is_too_long_may_be_the_last() -> None:
    told = answers(b'{"text": "', b"x" * (LONGEST_LINE + 1))
    assert [row["error"] for row in told] == ["The line is longer than 4 MB."]


def test_who_waits_for_an_answer_before_the_next_line_gets_it() -> None:
    sink, seen = io.BytesIO(), []

    class Waiting(Pieces):
        def read1(self, size: int = -1, /) -> bytes:
            """The next piece, once it is noted what was answered so far."""
            seen.append(sink.getvalue().count(b"\n"))
            return super().read1(size)

    answer_rows(Waiting([b'{"text": "one"}\n', b'{"text": "two"}\n']), sink, Defaults(), echo)
    assert seen == [0, 1, 2]


def test_half_a_character_comes_back_as_it_was_written() -> None:
    told = answers(b'{"id": "\\ud83d", "text": "\\ud83d"}\n')
    assert told == [{"id": "\ud83d", "text": "\ud83d"}]


@given(
    texts=st.lists(st.text(max_size=20), max_size=8),
    cuts=st.lists(st.integers(min_value=0, max_value=400), max_size=12),
)
def test_however_a_stream_is_cut_into_pieces_the_answers_are_the_same_and_in_order(
    texts: list[str], cuts: list[int]
) -> None:
    content = b"".join(as_line({"id": number, "text": text}) for number, text in enumerate(texts))
    places = sorted({min(cut, len(content)) for cut in cuts} | {0, len(content)})
    pieces = [content[start:end] for start, end in pairwise(places)]
    assert answers(*pieces) == [{"id": number, "text": text} for number, text in enumerate(texts)]
