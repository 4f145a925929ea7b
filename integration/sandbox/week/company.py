"""The invented shop Harbourline: its groups, staff in three time zones, apps, rules, customers."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from integration.sandbox.records import Via
from integration.sandbox.week.hours import CLOSES, OPENS, is_at_work
from integration.sandbox.week.rules import make_rules
from integration.sandbox.week.script import Told
from integration.sandbox.week.words import FIRST_NAMES, LAST_NAMES
from integration.sandbox.world import World

LONDON, WARSAW, TORONTO = "Europe/London", "Europe/Warsaw", "America/Toronto"
TRIAGE = "Front Desk"
OUT_OF_SCOPE = "Facilities"
GROUPS = (TRIAGE, "Orders", "Billing", "Technical", "Returns", OUT_OF_SCOPE)
STAFF = (
    ("Amara Okonby", TRIAGE, LONDON),
    ("Callum Strandling", TRIAGE, LONDON),
    ("Noémie Lavignac", TRIAGE, TORONTO),
    ("Hana Brodsky", TRIAGE, WARSAW),
    ("Tomasz Wierny", "Orders", WARSAW),
    ("Leila Haddanian", "Orders", LONDON),
    ("Joel Pemberwick", "Orders", LONDON),
    ("Mei-Lin Tsao", "Orders", TORONTO),
    ("Agnieszka Polna", "Billing", WARSAW),
    ("Ravi Senapathy", "Billing", LONDON),
    ("Grace Thornby", "Billing", LONDON),
    ("Mateo Quirandes", "Billing", TORONTO),
    ("Dmitri Valko", "Technical", WARSAW),
    ("Sofía Marenas", "Technical", TORONTO),
    ("Kwabena Lowe-Asante", "Technical", LONDON),
    ("Yuki Haranaga", "Technical", LONDON),
    ("Bronwen Tallis", "Returns", LONDON),
    ("Emeka Dunwald", "Returns", LONDON),
    ("Olivia Fairlamb", "Returns", TORONTO),
    ("Gus Harrowgate", OUT_OF_SCOPE, LONDON),
)
LEAVER, LEAVERS_GROUP = "Stellan Morkved", "Returns"
LEAD = "Marguerite Oyelara"
RULES = (
    "Sort new mail by topic",
    "Refund words go to Returns",
    "Invoice words go to Billing",
    "Error words go to Technical",
    "Remind after two days of silence",
    "Close two days after solving",
    "Tidy up old tags",
    "Vouchers clear the flag",
)
MACROS = ("Where is my parcel", "Refund released", "Thank you and goodbye")
_CUSTOMERS = 240
_ZONES = (LONDON, LONDON, LONDON, "Europe/Dublin", WARSAW, TORONTO, "Asia/Singapore")


@dataclass(slots=True)
class Cast:
    """Who and what is in the week, for those who look at it: ids by name."""

    monday: datetime
    """The first moment of the week."""
    ends: datetime
    """Where the clock stands when the week is built: early on the Monday after."""
    horizon: datetime
    """Nothing is scheduled after it."""
    groups: dict[str, int]
    agents: dict[str, int]
    """Persons, without apps and without those who left."""
    lead: int
    leaver: int
    round_robin: int
    """The app user for `ignore_actors`."""
    tracker: int
    assistant: int
    schedule: int
    brands: dict[str, int]
    fields: dict[str, int]
    rules: dict[str, int]
    macros: dict[str, int]
    customers: list[int]
    suspended: int
    """The customer who is suspended in the course of the week."""
    holiday: date
    """The one day of the week's neighbourhood on which the office is closed."""
    outsiders: dict[str, int]
    """People who only appear in stories about promises, by what they are there."""
    tickets: dict[str, list[int]] = field(default_factory=dict)
    """Ids by the kind of story; grows while what is scheduled happens."""
    promised: dict[str, Told] = field(default_factory=dict)
    """The stories about promises by their kind, each with what should come of it."""

    def one(self, kind: str) -> int:
        """The first ticket of a kind of story."""
        return self.tickets[kind][0]

    def trigger(self, title: str) -> Via:
        """How a trigger signs what it changes."""
        return Via("rule", "trigger", title, self.rules[title])

    def automation(self, title: str) -> Via:
        """How an automation signs."""
        return Via("rule", "automation", title, self.rules[title])

    def on_shift(self, world: World, group: str, moment: datetime) -> list[int]:
        """The members of a group who are at work, or all of them when nobody is."""
        members = self.everyone_in(group)
        awake = [one for one in members if is_at_work(moment, ZoneInfo(world.users[one].time_zone))]
        return awake or members

    def everyone_in(self, group: str, but: int | None = None) -> list[int]:
        """The members of a group, without one of them."""
        members = [self.agents[name] for name, own, _ in STAFF if own == group]
        return [one for one in members if one != but]


def found_company(world: World, rng: Random, monday: datetime, ends: datetime) -> Cast:
    """Bring people, groups, brands, fields and opening hours into an empty world."""
    groups = {name: world.add_group(name) for name in GROUPS}
    agents = {name: _hire(world, name, (groups[group],), zone) for name, group, zone in STAFF}
    office = [(day * 1440 + OPENS, day * 1440 + CLOSES) for day in range(1, 6)]
    holiday = (monday + timedelta(days=32)).date()
    every = tuple(groups.values())
    cast = Cast(
        monday=monday,
        ends=ends,
        horizon=monday + timedelta(days=10),
        groups=groups,
        agents=agents,
        lead=_hire(world, LEAD, every, LONDON, role="admin"),
        leaver=_hire(world, LEAVER, (groups[LEAVERS_GROUP],), LONDON),
        round_robin=_hire(world, "Round Robin", every, LONDON),
        tracker=_hire(world, "Parcel Tracker", every, LONDON),
        assistant=_hire(world, "Buoy Assistant", (groups[TRIAGE],), LONDON),
        schedule=world.add_schedule(
            "Office", "London", office, [("Founders' Day", f"{holiday}", f"{holiday}")]
        ),
        holiday=holiday,
        brands={name: world.add_brand(name) for name in ("Harbourline", "Little Harbour")},
        fields={
            "Topic": world.add_ticket_field("Topic", "tagger"),
            "Parcel status": world.add_ticket_field("Parcel status"),
        },
        rules={title: world.next_id() for title in RULES},
        macros={title: world.next_id() for title in MACROS},
        customers=_customers(world, rng),
        suspended=world.add_user("Barnaby Crosswick", email="barnaby.crosswick@example.net"),
        outsiders=_outsiders(world, groups),
    )
    make_rules(world, cast.rules, cast.macros, groups)
    return cast


def _outsiders(world: World, groups: dict[str, int]) -> dict[str, int]:
    """A light agent of the warehouse, an agent who is soon gone, and the carrier's desk, which is no staff."""
    light = _hire(world, "Peder Anstruther", (groups["Orders"],), LONDON)
    world.users[light].role_type = 1
    return {
        "light": light,
        "leaving": _hire(world, "Ilse Karnfeld", (groups["Billing"],), LONDON),
        "carrier": world.add_user("Northmoor Parcels Desk", email="desk@example.org"),
    }


def _hire(world: World, name: str, groups: tuple[int, ...], zone: str, role: str = "agent") -> int:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    email = f"{plain.lower().replace(' ', '.')}@harbourline.example"
    return world.add_user(name, role=role, email=email, groups=groups, time_zone=zone)


def _customers(world: World, rng: Random) -> list[int]:
    names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
    chosen = rng.sample(names, _CUSTOMERS)
    return [
        world.add_user(
            name,
            email=f"{name.lower().replace(' ', '.')}@example.{rng.choice(('com', 'net', 'org'))}",
            time_zone=rng.choice(_ZONES),
            locale=rng.choice(("en-GB", "en-GB", "en-US", "en-CA")),
        )
        for name in chosen
    ]
