"""German."""

from __future__ import annotations

from policies.reading.languages.model import Language

# -- how the language is told ------------------------------------------------------------------------------------------
_COMMON = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "sie",
        "wir",
        "ihnen",
        "ihre",
        "ist",
        "sind",
        "für",
        "mit",
        "nicht",
        "werden",
        "ein",
    ]
)

# -- times (words for times.py) ------------------------------------------------------------------------------------------

# -- commitments (words for promises.py) -----------------------------------------------------------------------------------

GERMAN = Language(code="de", common=_COMMON)
