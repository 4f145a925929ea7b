"""Values of ticket fields are read and stored only while a policy names fields."""

from __future__ import annotations

import pytest

from integration.config.load import parse_config
from integration.config.problems import ConfigError
from integration.engine.names import names_of
from integration.zendesk.directory import fetch_directory
from tests.integration.engine.acts import policy, stored, written
from tests.integration.engine.harbour import Harbour

GOLD = 'scope = { custom_fields = { Tier = "gold" } }\neffective_from = 2026-03-01T00:00:00Z'


def two_tiers(harbour: Harbour) -> tuple[int, int]:
    """Two passed-around tickets, one of a gold customer."""
    tier = harbour.world.add_ticket_field("Tier", "tagger")
    gold, plain = (harbour.ticket(custom_fields={tier: value}) for value in ("gold", "basic"))
    for ticket_id in (gold, plain):
        harbour.hand(ticket_id, 1, 2, 0)
    return gold, plain


def test_without_a_policy_that_names_fields_no_value_is_stored(harbour: Harbour) -> None:
    gold, _ = two_tiers(harbour)
    account = harbour.open(policy())
    harbour.cycle(account)
    assert stored(account, gold).custom_fields == {}


def test_a_scope_by_field_fits_only_tickets_that_hold_the_value(harbour: Harbour) -> None:
    gold, _ = two_tiers(harbour)
    account = harbour.open(policy(extra=GOLD))
    harbour.cycle(account)
    assert written(harbour) == [gold]


def test_when_a_policy_first_names_a_field_the_tickets_are_read_again_before_they_are_judged(
    harbour: Harbour,
) -> None:
    gold, _ = two_tiers(harbour)
    account = harbour.open(policy("other", mode="observe"))
    harbour.cycle(account)
    account.config = parse_config(harbour.config_text(policy(extra=GOLD)), harbour.folder / "config.toml")
    account.names = names_of(fetch_directory(account.transport), account.config, account.account)
    harbour.cycle(account)
    assert written(harbour) == [gold]
    assert "gold" in stored(account, gold).custom_fields.values()


def test_a_date_field_that_is_followed_up_must_exist(harbour: Harbour) -> None:
    harbour.world.add_ticket_field("Callback on", "date")
    account = harbour.open(policy())
    told = '[policies.f]\nkind = "follow_up"\nplanned = ["field:Calback on"]\n[[policies.f.steps]]\nadd_tags = ["f"]\n'
    config = parse_config(harbour.config_text(told), harbour.folder / "config.toml")
    assert config.names_custom_fields
    with pytest.raises(ConfigError, match="no ticket field 'Calback on'; did you mean 'Callback on'"):
        names_of(fetch_directory(account.transport), config, account.account)
