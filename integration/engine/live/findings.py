"""What a look at an account says: one sentence each, how bad it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from integration.config.problems import Problem


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    """As it should be, or good to know."""
    WARNING = "warning"
    """The service works; somebody should look at it before it writes."""
    PROBLEM = "problem"
    """The service cannot work like this."""


class Area(StrEnum):
    """What it is about, in the order in which it is told."""

    ACCESS = "access"
    NAMES = "names"
    NOTES = "notes"
    CALENDARS = "calendars"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class LiveFinding:
    """One thing that was found out."""

    level: Level
    area: Area
    title: str
    """What it is about, in a few words; of a rule, its sort and its name."""
    sentence: str
    remedy: str = ""
    """What to do; empty where there is nothing to do."""
    refused: bool = False
    """Whether it is Zendesk that refuses; any other problem is the configuration's."""
    place: str = ""
    """Where in the configuration, as file and line; empty when it is about no setting."""


def fine(area: Area, title: str, sentence: str, remedy: str = "") -> LiveFinding:
    """Something that is as it should be."""
    return LiveFinding(Level.OK, area, title, sentence, remedy)


def warning(area: Area, title: str, sentence: str, remedy: str, place: str = "") -> LiveFinding:
    """Something to look at."""
    return LiveFinding(Level.WARNING, area, title, sentence, remedy, place=place)


def place_of(problem: Problem) -> str:
    """The file and the line of a problem in the configuration."""
    return f"{problem.file}:{problem.line}" if problem.line else problem.file
