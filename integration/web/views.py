"""The views of the account: each reads what its address asks for, looks it up in the store, and renders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from markupsafe import Markup
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from integration.config.words import policy_in_words, step_in_words
from integration.console.advice import advice_data
from integration.console.conduct import ledger_data
from integration.console.messages import messages_data
from integration.console.precision import precision_data
from integration.metrics import exposition
from integration.web import ahead, charts, explained, found, held, working, written
from integration.web.asked import Asked, ticket_number
from integration.web.explained import Missing
from integration.web.rendering import render
from integration.web.site import Site, address
from integration.web.when import Wall, weekday_letters
from policies.core.actions import Reason
from policies.core.settings import Settings

_CHART_DAYS = 14
_SOON_DAYS = 7
_PEOPLE = 100
_WAITING = {
    Reason.BRAKE.value: "It is planned; nothing is written while the brake is set.",
    held.NEXT_CYCLE: "It is planned, and goes when the ticket is still as it was judged.",
}
_SHOWN = 8
"""Updates of a day that are seen at once; the others unfold."""


def overview(site: Site, request: Request) -> Response:
    """Is it working, what it did on a day and why, and what it found lately."""
    asked = Asked.read(request.query_params.multi_items(), ("day",))
    ctx, wall = site.ctx, site.wall()
    asked_day = asked.day()
    day = written.load_day(ctx, wall, asked_day or wall.today)
    last = written.last_day_with_any(ctx, wall)
    if asked_day is None and not day.count and last is not None:
        day = written.load_day(ctx, wall, last)
    soon = ahead.load_ahead(ctx, wall, _SOON_DAYS, None, 1)
    messages = messages_data(ctx.store)
    values = {
        "health": working.look(ctx),
        "figures": working.count(ctx),
        "waits": held.waits_for(ctx),
        "budget": _budget(site),
        "day": day,
        "shown": _SHOWN,
        "is_today": day.day == wall.today,
        "earlier": day.day - timedelta(days=1),
        "later": day.day + timedelta(days=1) if day.day < wall.today else None,
        "charts": _charts(site, wall),
        "chart_days": _CHART_DAYS,
        "soon": soon,
        "soon_chart": _timeline(wall, _SOON_DAYS, soon),
        "troubles": messages["troubles"],
    }
    return render(site, "overview.html", values, at="/")


def findings(site: Site, request: Request) -> Response:
    """What was found, by policy, state and day."""
    asked = Asked.read(request.query_params.multi_items(), ("policy", "state", "day", "page"))
    wall = site.wall()
    counts = found.count_by_state(site.ctx)
    wanted = found.Wanted(asked.one_of("policy", counts), asked.one_of("state", found.STATES), asked.day())
    page = found.load_findings(site.ctx, wall, wanted, asked.page())
    values = {
        "wanted": wanted,
        "found": page,
        "policies": list(counts),
        "states": found.STATES,
        "filters": wanted.as_query(),
    }
    return render(site, "findings.html", values, at="/findings")


def held_back(site: Site, request: Request) -> Response:
    """What is not written now, and why."""
    asked = Asked.read(request.query_params.multi_items(), ("policy", "reason", "page"))
    policies = list(found.count_by_state(site.ctx))
    policy, reason = asked.one_of("policy", policies), asked.one_of("reason", held.REASONS)
    values = {
        "held": held.load_held(site.ctx, policy, reason, asked.page()),
        "policy": policy,
        "reason": reason,
        "policies": policies,
        "reasons": held.REASONS,
        "sentences": _WAITING,
        "filters": {name: value for name, value in (("policy", policy), ("reason", reason)) if value},
    }
    return render(site, "held.html", values, at="/held")


def what_comes(site: Site, request: Request) -> Response:
    """Promises, follow-ups and other moments ahead."""
    asked = Asked.read(request.query_params.multi_items(), ("policy", "days", "page"))
    wall = site.wall()
    policies = list(site.ctx.config.policies)
    policy = asked.one_of("policy", policies)
    days = int(asked.one_of("days", [str(number) for number in ahead.DAYS]) or _SOON_DAYS)
    coming = ahead.load_ahead(site.ctx, wall, days, policy, asked.page())
    values = {
        "ahead": coming,
        "chart": _timeline(wall, days, coming),
        "days": days,
        "choices": ahead.DAYS,
        "policy": policy,
        "policies": policies,
        "filters": {"days": days, **({"policy": policy} if policy else {})},
    }
    return render(site, "ahead.html", values, at="/ahead")


def policies(site: Site, request: Request) -> Response:
    """Each policy with its mode, what it does, what it found over time, and what became of that."""
    Asked.read(request.query_params.multi_items(), ())
    counts = found.count_by_state(site.ctx)
    drawn = {chart["name"]: chart for chart in _charts(site, site.wall(), all_of=list(counts))}
    outcomes = precision_data(site.ctx.store, site.ctx.config)
    advice = {row["policy"]: row["advice"] for row in advice_data(site.ctx.store, site.ctx.config)}
    rows = [
        {
            "name": name,
            "settings": _settings(site, name),
            "counts": states,
            "chart": drawn[name],
            "outcomes": outcomes["policies"].get(name),
            "advice": advice.get(name, ""),
        }
        for name, states in counts.items()
    ]
    values = {"rows": rows, "chart_days": _CHART_DAYS, "enough": outcomes["from"]}
    return render(site, "policies.html", values, at="/policies")


def cases(site: Site, request: Request) -> Response:
    """Whose incidents count, and the cases; ids, dates and states, and nobody's words."""
    Asked.read(request.query_params.multi_items(), ())
    people = ledger_data(site.ctx.store, site.ctx.config)["people"]
    values = {"people": people[:_PEOPLE], "more": max(0, len(people) - _PEOPLE)}
    return render(site, "cases.html", values, at="/cases")


def explain(site: Site, request: Request) -> Response:
    """One ticket: why it is as we left it, and why not otherwise."""
    Asked.read(request.query_params.multi_items(), ())
    number = ticket_number(request.path_params["number"])
    if number is None:
        raise Missing("No ticket has such a number.")
    told = explained.load_explanation(site.ctx, number)
    return render(site, "explain.html", {"e": told}, at="/tickets")


def find(site: Site, request: Request) -> Response:
    """Go to the explanation of a ticket, by its number or by a note's reference."""
    asked = Asked.read(request.query_params.multi_items(), ("of",))
    number = explained.ticket_of(site.ctx, asked.ticket("of"))
    return RedirectResponse(address(site.base, f"/tickets/{number}"), status_code=303)


def health(site: Site, request: Request) -> Response:
    """For machines: 200 while it works, else 503; one word, and nothing of the account."""
    del request
    verdict = working.look(site.ctx)
    return JSONResponse({"state": verdict.state}, status_code=200 if verdict.good else 503)


def metrics(site: Site, request: Request) -> Response:
    """For Prometheus; the counters among them are of this process."""
    del request
    return Response(exposition(site.ctx.store, site.ctx.now()), media_type=CONTENT_TYPE_LATEST)


def _settings(site: Site, name: str) -> dict[str, Any] | None:
    policy: Settings | None = next((each for each in site.ctx.policies if each.name == name), None)
    if policy is None:  # it left the file; our own answers to directives stand in no file and are there
        return None
    steps = [step_in_words(step, ahead=policy.knows_ahead) for step in policy.steps]
    return {"kind": policy.kind, "mode": policy.mode, "words": policy_in_words(policy), "steps": steps}


def _charts(site: Site, wall: Wall, all_of: list[str] | None = None) -> list[dict[str, Any]]:
    """A chart a policy; without `all_of` only of those that found anything lately."""
    days = wall.days_back(_CHART_DAYS)
    counts = found.count_by_day(site.ctx, wall, _CHART_DAYS)
    names = [name for name in site.ctx.config.policies if name in counts] if all_of is None else all_of
    drawn = []
    for name in names:
        of_policy = counts.get(name, {})
        bars = [
            charts.Bar(letter, wall.day(day), of_day.found, of_day.dismissed)
            for letter, day in zip(weekday_letters(days), days, strict=True)
            for of_day in [of_policy.get(day, found.OfADay())]
        ]
        svg = charts.bars(name, bars, noun="found", mark="dismissed")
        table = [(day, bar.count, bar.marked) for day, bar in zip(days, bars, strict=True) if bar.count]
        drawn.append({"name": name, "svg": svg, "total": sum(bar.count for bar in bars), "days": table})
    return drawn


def _timeline(wall: Wall, days: int, coming: ahead.Ahead) -> Markup | None:
    if not coming.lanes:
        return None
    return charts.lanes([_head(wall, day, days) for day in wall.days_ahead(days)], coming.lanes, coming.now)


def _head(wall: Wall, day: date, days: int) -> str:
    """What stands above a day's column; of many days only the Mondays have room for it."""
    if days > _SOON_DAYS:
        return f"{day.day} {day:%b}" if day.weekday() == 0 else ""
    return "Today" if day == wall.today else f"{day:%a} {day.day}"


def _budget(site: Site) -> dict[str, int] | None:
    """How many calls are ours to make in this minute, by kind; None beside the service, which alone knows."""
    return {str(kind): left for kind, left in site.ctx.transport.budget.left().items()} if site.live else None
