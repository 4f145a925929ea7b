"""A lifelike week of an invented company, for the embedded Zendesk: the same for the same seed."""

from integration.sandbox.week.build import FLAG, build_cast_and_week, build_week
from integration.sandbox.week.company import Cast

__all__ = ["FLAG", "Cast", "build_cast_and_week", "build_week"]
