"""What `check` and the report of a cycle say that will be done."""

from __future__ import annotations

import pytest

from integration.config.words import acts_in_words
from policies.core.steps import Step
from policies.promise import Promise

POLICY = Promise(name="kept-promises", kind="promise", vague="tag", steps=(Step(add_tags=("promise_due",)),))


@pytest.mark.parametrize(
    ("episode", "step", "acts"),
    [
        ("promise/100/1", "at once", "add tag promise_due"),
        ("promise/100/1", "after 4 hours", ""),
        ("vague/100/1", "at once", "add tag promise_vague"),
        ("closing/100/1", "at once", "add tag promise_closing, write an internal note"),
    ],
)
def test_of_an_occasion_with_a_step_of_its_own_that_step_is_told(episode: str, step: str, acts: str) -> None:
    assert acts_in_words(POLICY, step, episode) == acts
