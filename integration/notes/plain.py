"""Text from outside made harmless to look at: no hidden characters, no mentions, no private numbers."""

from __future__ import annotations

import re
import unicodedata

_MOST_READ = 20_000
"""Characters of a text that are looked at; no field of a note shows a tenth of that."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT = frozenset({"\n", "\t", "\u200c", "\u200d"})
"""Lines, and the joiners that Persian and many emoji are spelt with; they cannot reorder or hide text."""
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_MASKED = "•••"
_PRIVATE = re.compile(
    r"""
    (?P<date>\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w@])
           |\b(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])[./](?:19|20)\d\d(?![\w@]))
    |(?:
        [^\s@<>"'(),;:\[\]]{1,64}(?=@\w)          # an address before its @
        |\+?\d{5,}                                # a run
        |[+(]?\d(?:[\s().\-/\u2010-\u2015]{0,2}\d){6,}  # groups that make a number
     )(?:@[\w-]+(?:\.[\w-]+)*)*
    """,
    re.VERBOSE,
)


def clean(text: str) -> str:
    """The text on one line, without characters that cannot be seen, with `@name` kept from calling anybody.

    Removed: control and format characters (as RTL overrides), lone surrogates, private use. White space of any kind
    becomes one space. A text that is clean already stays as it is.
    """
    kept = without_hidden(" ".join(text[:_MOST_READ].split()))
    return _MENTION.sub("@\u200b", " ".join(kept.split()))


def without_hidden(text: str) -> str:
    """The text without characters that cannot be seen; its lines and their indents stay."""
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _HIDDEN)


def shorten(text: str, words: int, chars: int) -> str:
    """The text's first words, with `…` where something was left out and a quotation closed that was cut open.

    At most `words` words and `chars` + 2 characters.
    """
    tokens = text.split()
    kept = " ".join(tokens[:words])
    if len(tokens) <= words and len(kept) <= chars:
        return kept
    kept = kept[:chars].rstrip(" ,;:·…(")
    return kept + ("…”" if kept.count("“") > kept.count("”") else "…")


def as_sentence(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence does."""
    return text if not text or text.endswith((".", "?", "…", ":", ".”")) else f"{text}."


def count_words(*texts: str) -> int:
    """Words as a reader counts them, split at white space; a lone `·` counts too, so the figure is never too low."""
    return sum(len(text.split()) for text in texts)


def mask(text: str) -> str:
    """The text without e-mail addresses, telephone and card numbers, and runs of five or more digits.

    Dates stay readable. Rather one harmless number too many than one private number too few: seven digits that only
    spaces or the like hold apart are taken for a telephone number.
    """
    return _PRIVATE.sub(lambda found: found[0] if found["date"] else _MASKED, text)
