"""The library for languages itself, where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from integration.cli import main
from integration.config.example import render_example
from integration.languages import guess_language, is_installed
from integration.store.loading import load_tickets
from policies.core.timeline import fold
from tests.integration.engine.harbour import Harbour

pytestmark = pytest.mark.skipif(
    not is_installed(),
    reason="The extra 'language' is not installed, so nothing can be asked of it: pip install 'steadyhand[language]'.",
)


NAMES = (
    "We'll refund everything Thursday. Passengers: Señora Núñez, Señor Ibáñez, Zoë Márquez, Chloé Lefèvre, "
    "Désirée Núñez. Booking reference attached; remaining hotel vouchers expire afterwards."
)
"""English of few common words, and more letters that English has not."""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "I'll call you tomorrow about the parcel."),
        ("de", "Kostenerstattung erfolgt spätestens Mittwoch"),
        ("fr", "Nous vous répondrons demain."),
        ("nl", "We zullen u morgen bellen."),
        ("ja", "明日ご連絡いたします。"),
        (None, "1042"),
        (None, "👍"),
        (None, "FedEx 7749 0012"),
        (None, "\ud800\x00"),
    ],
)
def test_only_a_confident_answer_counts(code: str | None, text: str) -> None:
    assert guess_language(text) == code


@pytest.mark.parametrize(("asked", "promises"), [("true", 1), ("false", 0)])
def test_the_service_reads_a_reply_with_its_help_when_the_configuration_wants_it(
    harbour: Harbour, asked: str, promises: int
) -> None:
    ticket_id = harbour.ticket()
    account = harbour.open(extra=f"[reading]\nlanguage_library = {asked}")
    with harbour.sandbox.lock:
        harbour.world.update(ticket_id, harbour.agents[0], comment=NAMES, public=True)
    harbour.cycle(account)
    with account.store.reading() as connection:
        [(ticket, events)] = load_tickets(account.store, connection, [ticket_id], frozenset()).values()
    [_, reply] = fold(ticket, events, harbour.world.clock.now()).comments
    assert len(reply.signals.promises if reply.signals is not None else ()) == promises


def test_steadyhand_read_asks_it_as_the_service_would(tmp_path: Path) -> None:
    text = "Nous vous répondrons demain."
    file = tmp_path / "config.toml"
    file.write_text(render_example().replace("language_library = false", "language_library = true"))
    asked = CliRunner().invoke(main, ["read", text, "--config", str(file)], catch_exceptions=False)
    assert "it is in French, which is not read" in asked.stdout
    assert "French" not in CliRunner().invoke(main, ["read", text], catch_exceptions=False).stdout
