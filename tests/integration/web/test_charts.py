"""Charts: each figure stands in the markup as text, names are escaped, and nothing is drawn outside its place."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from integration.web.charts import Bar, Lane, Mark, bars, gather, lanes

DAYS = [Bar("M", "Mon 2 Mar", 12, 3), Bar("T", "Tue 3 Mar", 0), Bar("W", "Wed 4 Mar", 1, 1)]


def parse(svg: object) -> ET.Element:
    return ET.fromstring(str(svg))  # noqa: S314 - our own


def texts(root: ET.Element, tag: str) -> list[str]:
    return [element.text or "" for element in root.iter(tag)]


def test_bars_have_a_title_a_description_and_a_figure_each() -> None:
    root = parse(bars("passed-around", DAYS, noun="found", mark="dismissed"))
    assert texts(root, "title") == [
        "passed-around: found by day",
        "Mon 2 Mar: 12 found, 3 dismissed",
        "Wed 4 Mar: 1 found, 1 dismissed",
    ]
    assert texts(root, "desc") == ["13 found in 3 days, at most 12 on one day."]
    assert [text for text in texts(root, "text") if text.isdigit()] == ["12", "1"]
    assert root.get("role") == "img"
    named = (root.get("aria-labelledby") or "").split()
    assert named == [element.get("id") for element in root if element.tag in ("title", "desc")]


def test_the_smallest_bar_is_still_seen_and_none_is_higher_than_the_chart() -> None:
    root = parse(bars("p", [Bar("M", "", 1000), Bar("T", "", 1)], noun="found", mark=""))
    heights = [int(bar.get("height", "0")) for bar in root.iter("rect")]
    assert max(heights) <= int(root.get("height", "0"))
    assert min(heights) >= 3


def test_a_chart_of_nothing_is_empty_and_whole() -> None:
    assert not list(parse(bars("p", [], noun="found", mark="")).iter("rect"))
    assert not list(parse(bars("p", [Bar("M", "", 0)], noun="found", mark="")).iter("rect"))
    assert not list(parse(lanes(["Today"], [], 0.5)).iter("circle"))


def test_names_are_escaped() -> None:
    hostile = "<b>&\"'"
    for svg in (
        bars(hostile, [Bar("<", hostile, 1)], noun=hostile, mark=hostile),
        lanes([hostile], [Lane(hostile, (Mark(0.5, 2, hostile),))], 0.5),
    ):
        assert "<b>" not in svg
        assert not list(parse(svg).iter("b"))


def test_lanes_show_a_circle_a_mark_with_its_number_from_two_on() -> None:
    marks = (Mark(0.1, 1, "one"), Mark(0.9, 12, "twelve"))
    root = parse(lanes(["Today", "Thu 5"], [Lane("kept-promises", marks)], 0.3))
    assert len(list(root.iter("circle"))) == 2
    assert "12" in texts(root, "text")
    assert "1" not in texts(root, "text")
    assert texts(root, "desc") == ["13 moments ahead in 2 days, in 1 lanes; the table below lists them."]
    shares = [float(value) for value in re.findall(r'cx="([\d.]+)%"', ET.tostring(root, "unicode"))]
    assert shares == [10.0, 90.0]


def test_moments_that_lie_close_together_are_one_circle_in_their_middle() -> None:
    ((place, number),) = gather([(0.1, 1), (0.12, 3)], 7)
    assert (round(place, 3), number) == (0.115, 4)
    assert gather([(0.9, 1), (0.1, 2)], 7) == [(0.1, 2), (0.9, 1)]
    assert gather([(1.0, 1)], 7) == [(1.0, 1)], "the last moment has its place"
    for days in (1, 7, 30, 90):
        spread = [(place / 1000, 1) for place in range(1000)]
        circles = gather(spread, days)
        assert sum(number for _, number in circles) == 1000
        assert len(circles) <= 24
