"""What is said of abuse: the boundary to be set, a case to be decided or reviewed, and kindness before any sanction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from policies.core.conduct import Category, Remark
from policies.core.facts import Comment, Facts
from policies.core.findings import Finding
from policies.core.incidents import worst
from policies.core.speech import is_word, told
from policies.core.steps import Step
from policies.core.strikes import Case, Incident, Source, Stage, Strike
from policies.core.wording import listed, times

INCIDENT, CARE, RESTRICTED, REVIEW, APPEAL = "incident", "care", "restricted", "review", "appeal"
"""The first part of the occasions' names."""
_CALLED = {
    Category.THREAT: "A threat",
    Category.SLUR: "A slur",
    Category.SEXUAL: "Sexual harassment",
    Category.INSULT: "An insult",
    Category.PROFANITY: "Swearing at the team",
}
_WITHOUT = {
    Category.THREAT: "threats",
    Category.SLUR: "slurs",
    Category.SEXUAL: "remarks of that kind",
    Category.INSULT: "insults",
    Category.PROFANITY: "swearing at us",
}
_WORDING = (
    "A calm line would set the boundary, to adapt: “I want to solve this with you, and will go on; please write to us "
    "without {what}; if it goes on, we will have to limit how you can reach us.”"
)
_SAFETY = "where somebody may be in danger, your safety procedure comes first"
_STRIKES_SHOWN = 4


def incident_episode(comment_id: int) -> str:
    """The name of the occasion that an incident is."""
    return f"{INCIDENT}/{comment_id}/1"


def incident_named(episode: str) -> int | None:
    """The comment of the incident that an occasion is; None where it is something else."""
    sort, _, rest = episode.partition("/")
    return int(rest.partition("/")[0]) if sort == INCIDENT else None


def incident_in_words(facts: Facts, incident: Incident) -> str:
    """What it was and when, without a word of it."""
    return f"{_CALLED[incident.category]} aimed at the team on {told(facts, incident.at)}"


def incident_finding(
    facts: Facts, strikes: Sequence[Incident], stage: Stage, within: str, case: str | None, *, masked: bool
) -> Finding:
    """An incident, the last of its author's strikes, and how far the answer goes; `case` is the one to be decided."""
    incident = strikes[-1]
    what = incident_in_words(facts, incident)
    return Finding(
        episode=incident_episode(incident.comment_id),
        because=f"{what}: strike {len(strikes)} of this person within {within}.",
        since=incident.counted_at,
        evidence=(
            *_said(facts, incident, masked=masked),
            *_before(facts, strikes),
            *_whom(facts, incident, stage),
        ),
        ask=_ask(facts, incident, stage, case),
        urgent=incident.category is Category.THREAT,
        strike=Strike(incident.comment_id, incident.person_id, stage, case),
    )


def care_finding(facts: Facts, incident: Incident, since: datetime, steps: tuple[Step, ...]) -> Finding:
    """Words of distress lie near an incident: no sanction, and a note to the lead."""
    threat = incident.category is Category.THREAT
    return Finding(
        episode=f"{CARE}/{incident.comment_id}/1",
        because=(
            f"Rough words of {told(facts, incident.at)} come from somebody who also wrote of distress, "
            "so they are no strike."
        ),
        since=since,
        evidence=_whom(facts, incident, Stage.LEAD),
        ask=(
            "Kindness comes first here. It would help if the lead looked at it soon: what help there is, and who "
            f"writes next.{f' A threat was read too: {_SAFETY}.' if threat else ''}"
        ),
        steps=steps,
        urgent=True,
    )


def restricted_finding(facts: Facts, case: Case, since: datetime, steps: tuple[Step, ...]) -> Finding:
    """A ticket of somebody whose restriction is in force."""
    until = f" until its review on {told(facts, case.review_at)}" if case.review_at else ""
    decided = f" on {told(facts, case.decided_at)}" if case.decided_at else ""
    appeal = (
        (f"An appeal may come until {told(facts, case.appeal_until)}",)
        if case.appeal_until and case.appeal_until > facts.now
        else ()
    )
    return Finding(
        episode=f"{RESTRICTED}/{case.reference}",
        because=f"A restriction of this person is in force{until}, approved by {_who(facts, case)}{decided}.",
        since=since,
        evidence=(f"Why: abuse of staff, case {case.reference}", *appeal),
        ask=(
            f"An approver lifts it with steadyhand case {case.reference} lift --by EMAIL; what is new in the message "
            "still counts, a call for help above all."
        ),
        steps=steps,
    )


def review_finding(facts: Facts, case: Case, due: datetime, since: datetime, step: Step) -> Finding:
    """A restriction is to be reviewed, or soon will be."""
    over = due < facts.now
    return Finding(
        episode=f"{REVIEW}/{case.reference}/{due:%Y-%m-%d}",
        because=f"The restriction {case.reference} {'was' if over else 'is'} to be reviewed by {told(facts, due)}.",
        since=since,
        evidence=(f"Approved by {_who(facts, case)}",),
        ask=(
            f"An approver lifts or renews it: steadyhand case {case.reference} lift --by EMAIL, or renew; "
            f"steadyhand evidence {case.person_id} has what it rests on."
        ),
        steps=(step,),
    )


def appeal_finding(facts: Facts, case: Case, due: datetime, since: datetime, step: Step) -> Finding:
    """The time in which a restriction may be contested comes to its end."""
    return Finding(
        episode=f"{APPEAL}/{case.reference}/{due:%Y-%m-%d}",
        because=f"The appeal window of the restriction {case.reference} ends on {told(facts, due)}.",
        since=since,
        evidence=(f"Approved by {_who(facts, case)}",),
        ask="If an appeal came, somebody who did not decide it should answer it before then.",
        steps=(step,),
    )


def masked_quote(remark: Remark, remarks: Sequence[Remark] = ()) -> str:
    """The quote with the rough words of all remarks as their first letter and stars; of a threat none is hidden."""
    quote = remark.quote
    rough = [each for each in (remark, *remarks) if each.category is not Category.THREAT]
    words = {word for each in rough for word in each.words}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        quote = found.sub(lambda match: _stars(match[0]), quote)
    return quote


def _stars(word: str) -> str:
    return word[:1] + "".join(c if c.isspace() else "*" for c in word[1:])


def _who(facts: Facts, case: Case) -> str:
    return facts.account.agent_name(case.decided_by)


def _said(facts: Facts, incident: Incident, *, masked: bool) -> tuple[str, ...]:
    """What was said, as far as it is still stored, why it counts, and who reported it."""
    comment = _comment(facts, incident)
    remarks = comment.signals.remarks if comment is not None and comment.signals is not None else ()
    lines: list[str] = []
    if (remark := worst(remarks)) is not None:
        quote = masked_quote(remark, remarks) if masked else remark.quote
        lines = [*([f"“{quote}”"] if quote else []), remark.why.removesuffix(".")]
    if incident.source is Source.REPORTED:
        lines.append(f"Reported by {facts.account.agent_name(incident.reported_by)}")
    if incident.source is Source.TAG:
        lines.append("Reported by a tag")
    return tuple(lines)


def _comment(facts: Facts, incident: Incident) -> Comment | None:
    return next((c for c in facts.ticket.comments if c.id == incident.comment_id), None)


def _before(facts: Facts, strikes: Sequence[Incident]) -> tuple[str, ...]:
    """The strikes before this one, by ticket and day."""
    earlier = strikes[:-1]
    if not earlier:
        return ()
    shown = [
        f"#{each.ticket_id} ({facts.calendar.local(each.at):%d %b %Y})" for each in earlier[-_STRIKES_SHOWN:]
    ]
    more = f", and {len(earlier) - len(shown)} more" if len(earlier) > len(shown) else ""
    return (f"{times(len(earlier), 'strike')} before: {listed(shown)}{more}",)


def _whom(facts: Facts, incident: Incident, stage: Stage) -> tuple[str, ...]:
    """Whom the words reached, for the lead to look after."""
    agent = _hit(facts, incident)
    if stage is Stage.BOUNDARY or agent is None:
        return ()
    return (f"It reached {facts.account.agent_name(agent)}",)


def _hit(facts: Facts, incident: Incident) -> int | None:
    """Who had answered last when it was written; else who has the ticket."""
    words = [c for c in facts.ticket.comments if c.at <= incident.at and is_word(c)]
    return words[-1].author_id if words else facts.ticket.assignee_id


def _ask(facts: Facts, incident: Incident, stage: Stage, case: str | None) -> str:
    wording = _WORDING.format(what=_WITHOUT[incident.category])
    if stage is Stage.BOUNDARY:
        return wording
    agent = _hit(facts, incident)
    care = (
        f"A word to {facts.account.agent_name(agent)} and the offer of a handover would help."
        if agent
        else ""
    )
    decide = f"An approver decides: #approve {case} or #reject {case} in a note here" if case else ""
    safety = _SAFETY if incident.category is Category.THREAT else ""
    first = "; ".join(part for part in (decide, safety) if part)
    return (
        " ".join(part for part in (f"{first[:1].upper()}{first[1:]}." if first else "", care) if part)
        or wording
    )
