"""Letters as a reader sees them: one form for each, nothing invisible between them, spaces and line ends made plain."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policies.reading.traced import Traced, Weaver

_ODD = re.compile(r"[^\n -~]")
"""What plain English text does not hold: text without any of it needs no folding."""
_UNTIDY = re.compile(r"  |\n\n\n| \n|\n |[\t\r]")
_RUN = re.compile(r"\s{2,}|[\t\r]")
_LOOK_ALIKE = re.compile("[\u0370-\u052f\u0251\u0261]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z]")

_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u2035\u02b9\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2036\u301d\u301e", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-"),
    **dict.fromkeys("\u2014\u2015", " - "),
    **dict.fromkeys("\u000b\u000c\u0085\u2028\u2029", "\n"),
    "\u2026": "...",
    "\u00aa": "\u00aa",
    "\u00ba": "\u00ba",
}
"""Signs with one plain form. The two ordinals stay: "1\u00ba" is not "1o"."""

_TWINS = str.maketrans(
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u043e\u0440\u051b\u0455\u0443\u0445\u051d\u0410\u0412\u0421\u0415"
    "\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423\u03b1\u03b9\u03bf\u03c1\u03c5\u03bd\u0391"
    "\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0251\u0261\u04cf\u03f2"
    "\u03f3\u043a",
    "acdehijopqsyxwABCEHIJKMOPSTXYaiopuvABEZHIKMNOPTYXaglcjk",
)
"""Letters of other scripts that look like a Latin one; used only in words that hold Latin letters too."""


_FILLERS = "\u034f\u115f\u1160\u3164\uffa0\u2800"
"""Letters and signs by name that show nothing."""
_LETTERS_AND_DIGITS = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl"])


def normalised(given: Traced) -> Traced:
    """Every letter in its plain form, nothing invisible, spaces single, at most one blank line together."""
    folded = _folded(given) if _ODD.search(given.text) else given
    if _LOOK_ALIKE.search(folded.text):
        folded = _without_twins(folded)
    return tidy(folded)


def tidy(given: Traced) -> Traced:
    """Runs of spaces become one, spaces at line ends go, blank lines stand alone, and none stands at either end."""
    text = given.text
    if _UNTIDY.search(text):
        weaver = Weaver(given)
        at = 0
        for run in _RUN.finditer(text):
            weaver.keep(at, run.start())
            lines = run[0].count("\n") + run[0].count("\r") - run[0].count("\r\n")
            weaver.put(("\n" * min(lines, 2)) or " ", run.start(), run.end())
            at = run.end()
        weaver.keep(at, len(text))
        given = weaver.woven()
    start = len(given.text) - len(given.text.lstrip())
    end = len(given.text.rstrip())
    return given if end - start == len(given.text) else given.part(start, max(start, end))


def _folded(given: Traced) -> Traced:
    """Each letter in its plain form, and marks joined to the letter before them where Unicode has one letter for both."""
    odd = [letter for letter in set(given.text) if letter > "~" or letter < " "]
    if all(len(_plain(letter)) == 1 and not unicodedata.combining(letter) for letter in odd):
        plain = given.text.translate({ord(letter): _plain(letter) for letter in odd})
        return Traced(plain, given.starts, given.ends)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for letter, start, end in zip(given.text, given.starts, given.ends, strict=True):
        if letters and unicodedata.combining(letter):
            joined = unicodedata.normalize("NFC", letters[-1] + letter)
            if len(joined) == 1:
                letters[-1], ends[-1] = joined, end
                continue
        for one in _plain(letter):
            letters.append(one)
            starts.append(start)
            ends.append(end)
    return Traced("".join(letters), starts, ends)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """The plain form of one letter or sign: itself, another, several or none."""
    if letter in _SIGNS:
        return _SIGNS[letter]
    if " " <= letter <= "~" or letter in "\t\r\n":
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cc") or "\ufe00" <= letter <= "\ufe0f" or letter in _FILLERS:
        return ""
    if kind == "Zs":
        return " "
    plain = unicodedata.normalize("NFKC", letter) if _is_variant(letter, kind) else letter
    return "".join(_plain(one) for one in plain) if plain != letter else letter


def _is_variant(letter: str, kind: str) -> bool:
    """Whether a letter, digit or sign is only another shape of plain ones: full width, bold, circled, joined."""
    if "\uff01" <= letter <= "\uff5e":
        return True
    circled = "\u24b6" <= letter <= "\u24e9" or "\U0001f130" <= letter <= "\U0001f149"
    return (circled or kind in _LETTERS_AND_DIGITS) and unicodedata.normalize("NFKC", letter).isalnum()


def _without_twins(given: Traced) -> Traced:
    """Words in which Latin letters are mixed with their look-alikes, in Latin; all other words as they are."""
    parts: list[str] = []
    at = 0
    for word in _WORD.finditer(given.text):
        if word[0].isascii() or not _LATIN.search(word[0]) or not _LOOK_ALIKE.search(word[0]):
            continue
        latin = word[0].translate(_TWINS)
        if not _LOOK_ALIKE.search(latin):
            parts += given.text[at : word.start()], latin
            at = word.end()
    return Traced("".join(parts) + given.text[at:], given.starts, given.ends) if parts else given
