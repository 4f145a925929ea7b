"""The language of a text by a library, for where the common words do not tell; it is an extra and loaded when asked.

Loading it takes half a second and 100 MB, an answer less than a millisecond.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import Any

LIBRARY = "py3langid"
REMEDY = "pip install 'steadyhand[language]'"
_LOOKED_AT = 2_000
_SURE = 0.5
_NO_LANGUAGE = "zxx"


def is_installed() -> bool:
    """Whether the library can be loaded; it is not loaded for that."""
    return importlib.util.find_spec(LIBRARY) is not None


def guess_language(text: str) -> str | None:
    """The code of the text's language, or None where no language is likelier than all others together."""
    code, share = _load_identifier().classify(text[:_LOOKED_AT])
    return str(code) if share > _SURE and code != _NO_LANGUAGE else None


@cache
def _load_identifier() -> Any:  # noqa: ANN401 - the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - an extra, and slow to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
