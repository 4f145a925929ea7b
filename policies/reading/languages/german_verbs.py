"""Weak German verbs by what they are about; `present` and `done` make their forms."""

from __future__ import annotations

CONTACT = """antworten, beantworten, informieren, benachrichtigen, kontaktieren, bestätigen, verständigen, melden, berichten"""

ACTION = """senden, schicken, versenden, verschicken, liefern, erstatten, prüfen, überprüfen, klären, abklären, bearbeiten,
reparieren, tauschen, ersetzen, stornieren, korrigieren, veranlassen, leiten, kümmern, erledigen, erstellen, buchen, schalten,
aktivieren, stellen, aktualisieren, lösen, untersuchen, schauen, holen, vereinbaren, verlängern, fragen, reichen, spielen,
machen, besorgen, bestellen, reservieren, richten, entsperren, analysieren, werten, bauen, starten, testen, installieren,
konfigurieren, migrieren, sichern, löschen, ändern, ergänzen, übermitteln, organisieren, dokumentieren, eskalieren, koordinieren,
reklamieren, terminieren, verlegen, verbuchen, verrechnen, drucken, kopieren, packen, legen, setzen, kalkulieren, entwickeln,
übersetzen, zahlen, recherchieren, verfolgen, begleichen, vorbereiten, zuarbeiten"""

_INSEPARABLE = ("be", "er", "ver", "ent", "zer", "über", "unter", "wider")


def present(verbs: str) -> str:
    """The present tense of a list of verbs: I, he and we; also the short "ich schick"."""
    made = []
    for verb in _listed(verbs):
        stem = verb[:-1] if verb.endswith(("ern", "eln")) else verb[:-2]
        he = f"{stem}et" if stem.endswith(("t", "d")) else f"{stem}t"
        made += (
            [f"{stem}e", he, verb] if stem.endswith(("t", "d", "r", "l")) else [stem, f"{stem}e", he, verb]
        )
    return ", ".join(made)


def done(verbs: str) -> str:
    """The past participles of a list of verbs."""
    made = []
    for verb in _listed(verbs):
        stem = verb[:-1] if verb.endswith(("ern", "eln")) else verb[:-2]
        ending = "et" if stem.endswith(("t", "d")) else "t"
        plain = verb.startswith(_INSEPARABLE) or verb.endswith("ieren")
        made.append(f"{stem}{ending}" if plain else f"ge{stem}{ending}")
    return ", ".join(made)


def _listed(verbs: str) -> list[str]:
    return [verb.strip() for verb in verbs.split(",")]
