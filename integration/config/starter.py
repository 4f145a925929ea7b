"""The first configuration of a new admin: short, commented, and only observing."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

SECRET_VARIABLE = "STEADYHAND_CLIENT_SECRET"  # noqa: S105 - the name of a variable, no secret

_STARTER = """\
#:schema ./config.schema.json
# Steadyhand's configuration. Every setting there is: config.example.toml; is it right: steadyhand check

[account]
subdomain = {subdomain}          # the first part of {host}
interval = "60s"                 # how often Zendesk is asked

[account.auth]                   # an OAuth client, made by a dedicated admin user in
client_id = {client_id}          # Admin Center > Apps and integrations > APIs > OAuth clients (kind: confidential)
client_secret = {{ env = "{variable}" }}   # or {{ file = "/run/secrets/steadyhand" }}; never the secret itself

[calendars.office]               # what business hours and business days are counted in
time_zone = "Europe/Berlin"      # your own; IANA or Zendesk's name
mon = ["09:00-17:30"]
tue = ["09:00-17:30"]
wed = ["09:00-17:30"]
thu = ["09:00-17:30"]
fri = ["09:00-17:30"]
holidays = []                    # "2026-12-25", or a range "2026-12-24..2026-12-26"

[policies.passed-around]         # tickets that go from hand to hand
kind = "reassignment"
mode = "observe"                 # only records what it would do; "enforce" does it
max_handoffs = 3
window = "5 business days"

[[policies.passed-around.steps]] # at once: a tag and a short internal note for the owner
add_tags = ["passed_around"]
note = true

[[policies.passed-around.steps]] # still so after this time: a second tag, for the lead's view
after = "4 business hours"
add_tags = ["passed_around_escalated"]
# add_followers = ["lead.billing@example.com"]
"""

_NEXT = """\
Wrote {file}. Nothing is written to Zendesk before you set mode = "enforce".

Next:
  export {variable}=…   # the OAuth client's secret
  steadyhand check{option}                  # is the configuration right, and what will it do
  steadyhand run --once --dry-run{option}   # one cycle that writes nothing

Views to make in Zendesk (Admin Center > Workspaces > Agent tools > Views), so that flagged tickets are seen:
  Passed around             Tags contain at least one of: passed_around; Status less than Solved
  Passed around, escalated  Tags contain at least one of: passed_around_escalated; Status less than Solved
"""


def render_starter(subdomain: str, client_id: str) -> str:
    """The text of a first configuration, which `load_config` takes without a warning."""
    return _STARTER.format(
        subdomain=_quoted(subdomain),
        host=f"{subdomain}.zendesk.com",
        client_id=_quoted(client_id),
        variable=SECRET_VARIABLE,
    )


def next_steps(file: Path) -> str:
    """What to do after the first configuration was written to `file`."""
    option = "" if file == Path("config.toml") else f" --config {shlex.quote(str(file))}"
    return _NEXT.format(file=file, variable=SECRET_VARIABLE, option=option)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
