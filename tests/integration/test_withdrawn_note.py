"""The note that takes notes back is short, calm and whole, however many it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration.notes import note_problems, render_withdrawal
from integration.notes.visible import visible_text

OWN = "SH-7K2M9QXR"


@given(st.integers(1, 40))
def test_it_is_a_good_note_for_any_number_of_notes(count: int) -> None:
    lines = [f"SH-{number:08} of Wed 04 Mar 10:12 UTC" for number in range(count)]
    note = render_withdrawal(lines, reference=OWN)
    assert note_problems(note) == ()
    assert note.words < 100
    assert visible_text(note.html).strip().endswith(OWN), (
        "its own reference comes last, so that its echo is known"
    )


def test_many_are_counted() -> None:
    many = visible_text(render_withdrawal([f"SH-{n:08}" for n in range(9)], reference=OWN).html)
    assert "and 5 more" in many


def test_a_withdrawal_of_nothing_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no note to take back"):
        render_withdrawal([], reference=OWN)
