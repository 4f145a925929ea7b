"""Business hours, holidays, forms and the account's time zone: asked for through the Session, since zenpy has no object for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from integration.zendesk.errors import Gone, Refused
from integration.zendesk.models import WireModel
from integration.zendesk.shapes import Id
from integration.zendesk.transport import ModelT, Transport

_LONGEST_HOLIDAY = timedelta(days=2 * 366)
"""Nobody closes for longer, and each of its days is a value of our own."""


@dataclass(frozen=True)
class Holiday:
    """Closed days of a schedule, in its own zone; both ends belong to it."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class ScheduleRow:
    """Opening hours of a week."""

    id: int
    name: str
    time_zone: str
    """A Rails name ("London") or an IANA name."""
    intervals: tuple[tuple[int, int], ...]
    """Start and end in minutes since Sunday 00:00 in the schedule's own zone."""
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True)
class Form:
    """A ticket form."""

    id: int
    name: str
    active: bool


class _Interval(WireModel):
    start_time: int
    end_time: int


class _Schedule(WireModel):
    id: Id
    name: str = ""
    time_zone: str
    intervals: tuple[_Interval, ...] = ()


class _Schedules(WireModel):
    schedules: tuple[_Schedule, ...] = ()


class _Holiday(WireModel):
    name: str = ""
    start_date: date
    end_date: date


class _Holidays(WireModel):
    holidays: tuple[_Holiday, ...] = ()


class _Form(WireModel):
    id: Id
    name: str = ""
    active: bool = True


class _Forms(WireModel):
    ticket_forms: tuple[_Form, ...] = ()


class _Localization(WireModel):
    iana_time_zone: str | None = None
    time_zone: str | None = None


class _Settings(WireModel):
    localization: _Localization = _Localization()


class _AccountSettings(WireModel):
    settings: _Settings = _Settings()


def fetch_account_zone(transport: Transport) -> str | None:
    """Fetch the account's own time zone; None when the settings do not tell it, or are not for us. One call."""
    answer, _ = _fetch_if_any(transport, "/api/v2/account/settings.json", _AccountSettings, "settings")
    place = answer.settings.localization if answer else _Localization()
    return place.iana_time_zone or place.time_zone


def fetch_schedules(transport: Transport) -> tuple[tuple[ScheduleRow, ...], str]:
    """Fetch all schedules with their holidays, and a note when the plan has none; one call and one a schedule."""
    answer, note = _fetch_if_any(transport, "/api/v2/business_hours/schedules.json", _Schedules, "schedules")
    rows = answer.schedules if answer else ()
    return tuple(_with_holidays(transport, row) for row in rows), note


def fetch_forms(transport: Transport) -> tuple[tuple[Form, ...], str]:
    """Fetch all ticket forms, and a note when the plan has none."""
    answer, note = _fetch_if_any(transport, "/api/v2/ticket_forms.json", _Forms, "ticket forms")
    return tuple(
        Form(form.id, form.name, form.active) for form in (answer.ticket_forms if answer else ())
    ), note


def _with_holidays(transport: Transport, row: _Schedule) -> ScheduleRow:
    path = f"/api/v2/business_hours/schedules/{row.id}/holidays.json"
    answer, _ = _fetch_if_any(transport, path, _Holidays, "holidays")
    return ScheduleRow(
        id=row.id,
        name=row.name,
        time_zone=row.time_zone,
        intervals=tuple((interval.start_time, interval.end_time) for interval in row.intervals),
        holidays=tuple(
            Holiday(holiday.name, holiday.start_date, _end_of(holiday))
            for holiday in (answer.holidays if answer else ())
        ),
    )


def _end_of(holiday: _Holiday) -> date:
    """Its last day, or that of the longest holiday which we take for one."""
    return holiday.start_date + min(holiday.end_date - holiday.start_date, _LONGEST_HOLIDAY)


def _fetch_if_any(
    transport: Transport, path: str, model: type[ModelT], what: str
) -> tuple[ModelT | None, str]:
    try:
        return transport.fetch(path, None, model)[0], ""
    except (Refused, Gone) as refusal:
        if refusal.status not in {403, 404}:
            raise
        return None, f"Zendesk shows no {what} (status {refusal.status}): this plan or role has none."
