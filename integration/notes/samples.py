"""Invented findings: what `check` renders templates with, and the examples of docs/notes.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from integration.notes.items import NoteItem, NoteText, Plain
from integration.notes.render import render_note
from integration.notes.templates import Values, values_for

_FACTS: Mapping[str, Plain] = {"ticket_status": "open", "group": "Returns", "owner": "nobody", "days_open": 4}
_ONE_OWNER = (
    "It would help if one person took this to the end and told the customer so. Where another team is needed, bring "
    "them in with a note or a side conversation rather than with a new owner."
)
_ANSWERED = "Last answer to the customer: Jon Park, Tue 03 Mar 14:05 UTC"


@dataclass(frozen=True, slots=True)
class Sample:
    """A ticket's findings and all that a note of them needs."""

    items: tuple[NoteItem, ...]
    tags: tuple[str, ...]
    reference: str

    def values(self) -> Values:
        """What a template of the first finding is given."""
        return values_for(
            self.items[0], reference=self.reference, tags=self.tags, ticket_id=48_213, facts=_FACTS
        )

    def with_template(self, text: str) -> Sample:
        """The first finding alone, told by a template."""
        return replace(self, items=(replace(self.items[0], template=text),))

    def note(self) -> NoteText:
        """The note as it would be written."""
        return render_note(
            self.items, reference=self.reference, tags=self.tags, ticket_id=48_213, facts=_FACTS
        )


_PASSED_AROUND = NoteItem(
    policy="passed-around",
    kind="reassignment",
    because="3 handoffs within 5 business days (3 handoffs, 3 owners, 1 return).",
    evidence=(
        "Billing · Ana Reyes, 1 d 3 h",
        "Technical · Jon Park, 5 h",
        "Billing · Ana Reyes, 2 h",
        "Returns · nobody, for 40 min now",
        _ANSWERED,
        "Zendesk's own count: 2 assignee stations, 3 group stations",
    ),
    ask=_ONE_OWNER,
    template=None,
)
_LONG_PATH = replace(
    _PASSED_AROUND,
    because="3 more handoffs, 12 in all (12 handoffs, 5 owners, 10 returns).",
    evidence=(
        "Billing · Ana Reyes, 1 d 3 h",
        "Technical · nobody, 2 h",
        *(f"{group} · Jon Park, {hours} h" for hours in range(1, 6) for group in ("Technical", "Returns")),
        "Billing · Mina Okafor, 3 h",
        "Returns · nobody, for 2 d 1 h now",
        "Last answer to the customer: none yet",
        "Zendesk's own count: 3 assignee stations, 3 group stations",
    ),
)
_PROMISED = NoteItem(
    policy="kept-promises",
    kind="promise",
    because="The answer promised for Tue 03 Mar 17:00 UTC is not there yet.",
    evidence=(
        "“I will get back to you by 5 pm today.”",
        "Jon Park to the customer, Tue 03 Mar 10:12 UTC",
        "The ticket is now with Ana Reyes, and the promise with it",
    ),
    ask="A word to the customer would help, even a new time; or #kept in a note, if it is done.",
    template=None,
)
_PLANNED = NoteItem(
    policy="ask-again",
    kind="follow_up",
    because="A follow-up was planned for Wed 04 Mar 10:00 UTC.",
    evidence=(
        "“#followup wednesday 10:00 ask about the replacement”",
        "Planned by Ana Reyes, Mon 02 Mar 15:40 UTC",
        "Last word to the customer: Ana Reyes, Mon 02 Mar 15:38 UTC",
    ),
    ask="A word to the customer does it; if another day is better, #followup with a new time moves it.",
    template=None,
)
_SILENT = NoteItem(
    policy="no-silence",
    kind="silence",
    because="The customer has not heard from us for 3 business days, since Mon 02 Mar 15:38 UTC.",
    evidence=(
        "Last word to the customer: Ana Reyes, Mon 02 Mar 15:38 UTC",
        "The customer wrote last Wed 04 Mar 08:20 UTC",
    ),
    ask="A short word on how it stands would help, even if nothing is new yet.",
    template=None,
)

_INSULTED = NoteItem(
    policy="boundaries",
    kind="abuse",
    because="An insult aimed at the team on Wed 04 Mar 08:20 UTC: strike 1 of this person within 180 days.",
    evidence=("“You people are complete i*****”", "Somebody is told that they are a fool or worse"),
    ask=(
        "A calm line would set the boundary. To adapt: “I want to solve this with you, and will go on. Please write to us "
        "without insults. If it goes on, we will have to limit how you can reach us.”"
    ),
    template=None,
)

ONE = Sample((_PASSED_AROUND,), ("passed_around",), "SH-7K2M9QXR")
LONG = Sample((_LONG_PATH,), (), "SH-4D8WZ1CV")
PROMISE = Sample((_PROMISED,), ("promise_late",), "SH-9BX2EE5T")
BOUNDARY = Sample((_INSULTED,), ("abuse_boundary",), "SH-K2V7X0DA")
WITHDRAWN = (
    f"{ONE.reference} of Wed 04 Mar 10:12 UTC",
    f"{PROMISE.reference} of Thu 05 Mar 09:30 UTC, what it says about kept-promises",
)
"""Notes that are taken back, the second in part."""
SEVERAL = Sample((_PASSED_AROUND, _PROMISED, _PLANNED), ("passed_around", "promise_late"), "SH-P3H6T0NB")


def sample_of(kind: str) -> Sample:
    """A finding of this kind; for a kind without a sample of its own, one with the same parts."""
    known = {item.kind: item for item in (_PASSED_AROUND, _PROMISED, _PLANNED, _SILENT, _INSULTED)}
    item = known.get(kind) or replace(_PASSED_AROUND, kind=kind, policy=kind.replace("_", "-"))
    return replace(ONE, items=(item,))
