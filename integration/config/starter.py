"""The first configuration of a new admin: short, commented, and only observing."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path

SECRET_VARIABLE = "STEADYHAND_CLIENT_SECRET"  # noqa: S105 - the name of a variable, no secret

_STARTER = """\
#:schema ./config.schema.json
# Is it right, and what will it do: steadyhand check
# Every setting there is: steadyhand init --full --output every-setting.toml

[account]
{address}
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

[policies.kept-promises]         # "I'll get back to you by Friday": read in public replies, and watched
kind = "promise"
mode = "observe"
auto_close_after = "4 days"      # how long after solving your Zendesk closes tickets; false: never mind

[[policies.kept-promises.steps]] # while there is time: a tag and a note for the present owner
before = "2 business hours"
add_tags = ["promise_soon"]
note = true

[[policies.kept-promises.steps]] # due, and no answer yet: a second tag, for the lead's view, and a note,
add_tags = ["promise_due"]       # which is the first of a short promise ("within 30 minutes")
note = true

[policies.ask-again]             # "#followup friday 10:00" in an internal note: the owner is reminded then
kind = "follow_up"
mode = "observe"

[[policies.ask-again.steps]]
add_tags = ["follow_up_due"]
note = true
"""

_NEXT = """\
Wrote {file}. Nothing is written to Zendesk before you set mode = "enforce".

Next:
  export {variable}=…   # the OAuth client's secret
  steadyhand schema > {schema}   # lets your editor complete and check the file
  steadyhand check{option}                  # is the configuration right, and what will it do
  steadyhand check --live{option}           # is the account ready for it; this only reads
  steadyhand run --once --dry-run{option}   # one cycle that writes nothing

Views to make in Zendesk (Admin Center > Workspaces > Agent tools > Views), so that flagged tickets are seen:
  Passed around             Tags contain at least one of: passed_around; Status less than Solved
  Passed around, escalated  Tags contain at least one of: passed_around_escalated; Status less than Solved
  Promises                  Tags contain at least one of: promise_soon promise_due promise_late promise_impossible promise_closing; Status less than Closed
  Follow-ups                Tags contain at least one of: follow_up_due silent; Status less than Closed
"""


_SAMPLES = """\
Its calendar, its quiet hours, its follower lead.billing@example.com are samples, and so are its channels leads-chat
and leads-mail: put in your own, or take them out.
"""


def render_starter(address: Mapping[str, str], client_id: str) -> str:
    """The text of a first configuration, which `load_config` takes without a warning.

    `address` is `subdomain` or `base_url` with its value.
    """
    return _STARTER.format(
        address="\n".join(_address(key, value) for key, value in address.items()),
        client_id=_quoted(client_id),
        variable=SECRET_VARIABLE,
    )


def _address(key: str, value: str) -> str:
    told = f"the first part of {value}.zendesk.com" if key == "subdomain" else "a sandbox or a proxy"
    return f"{key} = {_quoted(value)}".ljust(32) + f" # {told}"


def next_steps(file: Path, *, full: bool = False) -> str:
    """What to do after the first configuration was written to `file`; `full` is the one with every setting."""
    option = "" if file == Path("config.toml") else f" --config {shlex.quote(str(file))}"
    schema = shlex.quote(str(file.with_name("config.schema.json")))
    text = _NEXT.format(file=file, variable=SECRET_VARIABLE, option=option, schema=schema)
    return text.replace("\nNext:\n", f"\n{_SAMPLES}\nNext:\n") if full else text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
