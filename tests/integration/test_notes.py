"""The law of notes: tests/cases/notes.toml, and what holds for any data."""

from __future__ import annotations

import re
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from integration.notes import (
    NoteItem,
    NoteText,
    mask,
    note_problems,
    render_note,
    template_problem,
    template_warnings,
)
from integration.notes.page import TAGS
from integration.notes.page_of_examples import TEMPLATE, render_page
from integration.notes.plain import clean
from integration.notes.samples import LONG, ONE, SEVERAL, Sample, sample_of
from integration.notes.templates import NAMES
from integration.notes.visible import visible_blocks, visible_text
from policies.core.keys import reference_of
from policies.reassignment import Reassignment
from tests.policies.histories import facts_of

ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads((ROOT / "tests/cases/notes.toml").read_text(encoding="utf-8"))
HANDOFFS = tomllib.loads((ROOT / "tests/cases/reassignment.toml").read_text(encoding="utf-8"))
REFERENCE = "SH-7K2M9QXR"
LONGEST_S = 20
"""Seconds of this process's own time; what takes a second passes on a busy machine, what grows without end does not."""
ASK = (
    "It would help if one person took this to the end and told the customer so; if another team is needed, bring "
    "them in with a side conversation or a note rather than a new owner."
)
NASTY = (
    "{{ticket.title}}",
    "{% raw %}",
    "{",
    "{{{",
    "[x](javascript:alert(1))",
    "JavaScript :alert(1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&#123;&#123;ticket.id}}",
    "*a* _b_ `c` ~d~ # e > f",
    "1. one",
    "\u202ecod.exe\u2066",
    "\x00\x1b[31m\x07",
    "\ud800",
    "\ue0000\ue001",
    "@everyone",
    "line\nbreak\u2028again",
    "    indented",
    "---",
    "wort " * 2_000,
    "a" * 10_000,
    "",
    " \u200b ",
    "!",
)


def note_of(case: dict[str, Any]) -> NoteText:
    item = NoteItem("passed-around", "reassignment", case["because"], tuple(case["evidence"]), ASK, None)
    return render_note([item], reference=REFERENCE, tags=case["tags"], ticket_id=7, facts={})


@pytest.mark.parametrize("case", TABLE["note"], ids=lambda case: case["name"])
def test_note_of_the_table(case: dict[str, Any]) -> None:
    note = note_of(case)
    text = visible_text(note.html)
    for words in case["says"]:
        assert words in text
    for words in case["never_says"]:
        assert words not in text
    assert note_problems(note) == ()


@pytest.mark.parametrize("case", TABLE["template"], ids=lambda case: case["name"])
def test_template_of_the_table(case: dict[str, Any]) -> None:
    problem = template_problem(case["text"], "reassignment")
    if "problem" in case:
        assert problem is not None
        assert problem.startswith(case["problem"])
    else:
        assert problem is None


@pytest.mark.parametrize(
    "case", [case for case in HANDOFFS["case"] if case["finds"]], ids=lambda case: case["name"]
)
def test_every_finding_of_the_table_of_handoffs_makes_a_good_note(case: dict[str, Any]) -> None:
    policy = Reassignment(name="passed-around", **{**HANDOFFS["policy"], **case.get("policy", {})})
    facts = facts_of(case["history"], case["now"])
    if "usual" in case:
        table = {"passed-around": tuple(float(case["usual"]) for _ in range(99))}
        facts = replace(facts, account=replace(facts.account, percentiles=table))
    (finding,) = policy.decide(facts).findings
    item = NoteItem("passed-around", "reassignment", finding.because, finding.evidence, finding.ask, None)
    for tags in ((), ("passed_around",), ("passed_around", "needs_owner", "lead_told")):
        note = render_note([item], reference=reference_of("0f" * 16), tags=tags, ticket_id=7, facts={})
        assert note_problems(note) == ()
        assert note.words < 120
        assert visible_text(note.html).endswith(reference_of("0f" * 16))


@pytest.mark.parametrize("sample", [ONE, LONG, SEVERAL], ids=["one", "long", "several"])
def test_the_samples_are_good_notes(sample: Sample) -> None:
    assert note_problems(sample.note()) == ()


def test_the_documented_notes_are_those_that_are_written() -> None:
    written = (ROOT / "docs/notes.md").read_text(encoding="utf-8")
    assert written == render_page(), "python -m integration.notes.page_of_examples > docs/notes.md"


def test_the_documentation_names_all_that_a_template_may_name() -> None:
    rows = re.findall(r"^\| (`.*?) \|", render_page(), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == NAMES


# What holds for any data.
TEXTS = st.one_of(st.text(max_size=60), st.sampled_from(NASTY), st.lists(st.sampled_from(NASTY)).map("".join))
ITEMS = st.builds(
    NoteItem,
    policy=TEXTS,
    kind=st.one_of(st.just("reassignment"), TEXTS),
    because=TEXTS,
    evidence=st.lists(TEXTS, max_size=20).map(tuple),
    ask=TEXTS,
    template=st.none(),
)


def assert_harmless(note: NoteText) -> None:
    assert set(re.findall(r"</?([a-z0-9]+)", note.html)) <= TAGS
    assert set(re.findall(r"<[^>]*>", note.html)) <= {f"{lead}{tag}>" for tag in TAGS for lead in ("<", "</")}
    bare = re.sub(r"<[^>]*>", "", note.html)
    for text in (note.html, bare):
        assert "{{" not in text
        assert "{%" not in text
        assert "javascript:" not in text.lower()
    assert not set(note.html) & set("\u202e\u2066\x00\x1b\ue000\ue001")
    assert note.html.endswith(f"<p>{REFERENCE}</p>")
    assert visible_text(note.html).splitlines()[-1] == REFERENCE


@settings(max_examples=300, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=8), st.lists(TEXTS, max_size=6), TEXTS)
def test_whatever_the_data_a_note_is_safe_short_and_whole(
    items: list[NoteItem], tags: list[str], fact: str
) -> None:
    note = render_note(
        items, reference=REFERENCE, tags=tags, ticket_id=7, facts={"group": fact, "other": fact}
    )
    assert_harmless(note)
    assert note.words == len(visible_text(note.html).split()) < 120
    assert note.problem is None
    structure = [problem for problem in note_problems(note) if "scolds" not in problem]
    if all(any(clean(line).strip(" …\n") for line in item.evidence) for item in items):
        assert structure == []
    else:
        assert set(structure) <= {"the note shows no evidence, as a list or a quote"}


@settings(max_examples=200, deadline=None)
@given(ITEMS, st.lists(TEXTS, max_size=6), TEXTS)
def test_whatever_the_data_a_template_of_an_admin_is_safe_and_ends_with_the_reference(
    item: NoteItem, tags: list[str], fact: str
) -> None:
    template = (
        "{{ because }}{{ group }}{{ because }} **{{ ask }}** `{{ policy }}`\n"
        "{% for line in evidence %}\n- {{ line }}\n{% endfor %}\n> {{ tags }}{{ kind|upper|truncate(30) }}\n"
        "{{ evidence|join('{') }}\n# {{ because }} [{{ ask }}]({{ ask }}) <b>{{ owner }}</b>\n1. `{{ group"
        " }}\n---"
    )
    items = [replace(item, template=template)]
    facts = {"group": fact, "owner": fact, "days_open": 3, "ticket_status": "open"}
    assert_harmless(render_note(items, reference=REFERENCE, tags=tags, ticket_id=7, facts=facts))


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from((*NASTY, TEMPLATE, "{{", "}}", "{%", "%}", "because"))).map("".join),
    )
)
@example("{" * 1_900)
@example("{{ " + "(" * 900 + "1" + ")" * 900 + " }}")
@example("{{ " + "not " * 450 + "1 }}")
@example("{{ " + "-" * 1_900 + "1 }}")
@example("> " * 900)
@example("- " * 900)
@example("*_" * 900)
@example("\ue0007\ue001{{ '\ue0009\ue001' }}")
def test_no_template_crashes_or_harms_whatever_its_text(template: str) -> None:
    problem = template_problem(template, "reassignment")
    note = ONE.with_template(template).note()
    assert_harmless(note)
    assert (problem is None) == (note.problem is None)


@pytest.mark.parametrize("name", [text for text in NASTY if clean(text)])
def test_a_nasty_name_is_shown_as_text_and_calls_nobody(name: str) -> None:
    note = note_of({"because": "Came back.", "evidence": [f"{name} · Ana Reyes, 1 h"], "tags": []})
    assert_harmless(note)
    (line,) = [block.text for block in visible_blocks(note.html) if block.evidence]
    shown = line.replace("\u200b", "")
    assert len(shown) <= 170
    assert shown.rstrip("…") in clean(f"{name} · Ana Reyes, 1 h").replace("\u200b", "")
    assert "@everyone" not in line


def test_a_placeholder_made_of_two_values_or_across_a_tag_is_broken_too() -> None:
    item = replace(
        ONE.items[0], because="{", ask="{ticket.title}}", template="{{ because }}{{ ask }} {**{{ ask }}**"
    )
    assert_harmless(render_note([item], reference=REFERENCE, tags=(), ticket_id=7, facts={}))


def test_a_template_that_fails_on_a_ticket_gives_way_to_the_kinds_own_text() -> None:
    item = replace(ONE.items[0], evidence=("Billing · Ana Reyes, 1 h",), template="{{ evidence[3] }}")
    note = render_note([item], reference=REFERENCE, tags=("passed_around",), ticket_id=7, facts={})
    assert template_problem("{{ evidence[3] }}", "reassignment") is None
    assert note.problem is not None
    assert note.problem.startswith("passed-around: line 1: ")
    assert note_problems(note) == ()


def test_facts_that_the_caller_does_not_know_are_empty_and_not_an_error() -> None:
    template = (
        "{{ because }}{% if group %} in {{ group }}{% endif %}{% if days_open > 2 %}, long open{% endif %}."
    )
    item = replace(ONE.items[0], because="Came back", template=template)
    note = render_note([item], reference=REFERENCE, tags=(), ticket_id=7, facts={})
    assert note.problem is None
    assert visible_text(note.html).startswith("Came back.\n")


def test_templates_and_own_texts_share_one_note_with_one_dismissal_and_one_reference() -> None:
    first, second, third = SEVERAL.items
    items = [first, replace(second, template="Jon said he would call: {{ because }}"), third]
    note = render_note(items, reference=REFERENCE, tags=("passed_around",), ticket_id=7, facts={})
    text = visible_text(note.html)
    assert "2 things on this ticket" in text
    assert "Jon said he would call" in text
    assert text.count("Not helpful here?") == text.count(REFERENCE) == 1


def test_three_findings_are_one_line_each_and_the_most_important_ask_comes_first() -> None:
    note = SEVERAL.note()
    lines = [block.text for block in visible_blocks(note.html) if block.evidence]
    assert len(lines) == 3
    for item, line in zip(SEVERAL.items, lines, strict=True):
        assert line.startswith(item.because)
    assert "It would help if one person took this to the end and told the customer so." in visible_text(
        note.html
    )


def test_many_findings_are_counted_rather_than_listed() -> None:
    items = [replace(ONE.items[0], because=f"Finding {number}.") for number in range(9)]
    note = render_note(items, reference=REFERENCE, tags=("passed_around",), ticket_id=7, facts={})
    text = visible_text(note.html)
    assert "9 things" in text
    assert "… and 5 more" in text
    assert note_problems(note) == ()


def test_a_note_without_a_finding_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="a note needs a finding"):
        render_note([], reference=REFERENCE, tags=(), ticket_id=7, facts={})


def test_an_ordered_list_of_a_template_becomes_a_list_without_numbers() -> None:
    html = ONE.with_template("1. one\n2. two").note().html
    assert html.startswith("<ul>\n<li>one</li>\n<li>two</li>\n</ul>")


@pytest.mark.parametrize("kind", ["reassignment", "promise", "follow_up", "abuse", "some_later_kind"])
def test_the_documented_template_is_right_for_every_kind(kind: str) -> None:
    assert template_problem(TEMPLATE, kind) is None
    assert sample_of(kind).items[0].kind == kind
    assert note_problems(sample_of(kind).note()) == ()


def test_the_documented_template_is_a_good_note() -> None:
    assert template_warnings(TEMPLATE, "reassignment") == ()


def test_a_template_that_is_long_bare_or_unkind_is_usable_with_a_warning() -> None:
    text = "You failed, and this must end! " + "word " * 120
    assert template_problem(text, "reassignment") is None
    warnings = " / ".join(template_warnings(text, "reassignment"))
    for part in ("words; at most 120", "no evidence", "'you failed'", "'must'", "'!'"):
        assert part in warnings
    assert template_warnings("{{ nothing }}", "reassignment") == ()


def test_a_template_has_at_most_2000_characters() -> None:
    assert template_problem("a" * 2_000, "reassignment") is None
    problem = template_problem("a" * 2_001, "reassignment")
    assert problem == "the template has 2001 characters; at most 2000 are allowed"


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "because + " * 195 + "'a' }}",
        "{% for c in '" + "a" * 900 + "' %}" + "{% if evidence == tags %}b{% endif %}" * 26 + "{% endfor %}",
        "{{ because" + "|join('xxxxxxxxxxxxxx')" * 80 + " }}",
        "{{ because" + "|truncate(9,end='" + "a" * 900 + "')" + "|upper" * 100 + " }}",
        "{% for line in evidence %}{{ line }}{% endfor %}" * 41,
    ],
    ids=["sums", "loop", "joins", "filters", "loops"],
)
def test_the_worst_that_the_language_allows_is_over_soon(text: str) -> None:
    assert len(text) <= 2_000
    began = time.process_time()
    template_problem(text, "reassignment")
    assert time.process_time() - began < LONGEST_S


# The lint itself.
GOOD = "<p>Noticed.</p><ul><li>Billing, 2 h</li></ul><p>Help.</p><p>Not helpful here? Fine.</p><p>SH-7K2M9QXR</p>"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<p>Noticed.</p>", "", "the note does not begin with what was noticed"),
        ("<ul><li>Billing, 2 h</li></ul>", "", "the note shows no evidence, as a list or a quote"),
        (
            "Billing, 2 h",
            "<strong>Only what was noticed.</strong>",
            "the note shows no evidence, as a list or a quote",
        ),
        ("<p>Help.</p>", "", "the note does not say after its evidence what would help"),
        ("<p>Not helpful here? Fine.</p>", "", "the note does not say how to dismiss it"),
        ("<p>SH-7K2M9QXR</p>", "", "the reference does not stand at the end on a line of its own"),
        (
            "</p><p>SH-7K2M9QXR",
            " SH-7K2M9QXR",
            "the reference does not stand at the end on a line of its own",
        ),
        ("SH-7K2M9QXR", "SH-7K2M9QXU", "the reference does not stand at the end on a line of its own"),
        ("Help.", "You've failed.", "the note scolds: it says 'you failed'"),
        ("Help.", "You MUST.", "the note scolds: it says 'must'"),
        ("Help.", "A violation.", "the note scolds: it says 'violation'"),
        ("Help.", "Help!", "the note scolds: it says '!'"),
        ("Help.", "word " * 120, "the note has 129 words; at most 120 are read"),
    ],
)
def test_the_lint_names_what_a_note_lacks(old: str, new: str, problem: str) -> None:
    assert note_problems(GOOD) == ()
    assert old in GOOD
    assert problem in note_problems(GOOD.replace(old, new))


def test_words_of_others_in_quotation_marks_are_not_ours_to_soften() -> None:
    assert note_problems(GOOD.replace("Billing, 2 h", "Ana wrote: “You must wait!”")) == ()
    assert note_problems(GOOD.replace("Billing", "Mustang")) == ()


# What is masked.
@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("write to jo.o'hara+x@mail.example.co.uk.", "write to jo.o'•••."),
        ("<ana@example.com>, please", "<•••>, please"),
        ("call +49 (0)30 1234-5678 today", "call ••• today"),
        ("call (555) 010-0199", "call •••"),
        ("card 4111 1111 1111 1111", "card •••"),
        ("card 4111-1111-1111-1111, exp. 09/27", "card •••, exp. 09/27"),
        ("order 12345 of 1234", "order ••• of 1234"),
        ("order A12345B", "order A•••B"),
        ("on 2026-03-02 at 09:00", "on 2026-03-02 at 09:00"),
        ("on 02.03.2026, 3/4/2026", "on 02.03.2026, 3/4/2026"),
        ("by 5 pm, in 2 to 3 days, 1,234.50 EUR", "by 5 pm, in 2 to 3 days, 1,234.50 EUR"),
        ("number ١٢٣٤٥٦", "number •••"),
        ("@ana and a @ b", "@ana and a @ b"),
    ],
)
def test_private_numbers_and_addresses_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.text(alphabet="0123456789 -.()+@aé/", max_size=60))
def test_no_long_number_or_address_is_left_and_masking_again_changes_nothing(text: str) -> None:
    masked = mask(text)
    assert not re.search(r"\d{5}", masked)
    assert not re.search(r"[\wé]@\w", masked)
    assert mask(masked) == masked


def test_masking_a_long_text_takes_no_time() -> None:
    began = time.process_time()
    for text in ("a" * 50_000, "1 " * 25_000, "a@" * 25_000, "1-" * 4 + "a" * 50_000, "." * 50_000):
        mask(text)
    assert time.process_time() - began < LONGEST_S


@given(st.text())
def test_clean_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert "\n" not in once
    assert clean(once) == once
