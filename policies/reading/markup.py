"""From HTML its visible words, with the place of each letter in the HTML.

The scanner is our own because `html.parser` tells lines and columns of tags and nothing of the letters that an entity
stands for, and because in the Pythons in use it needs quadratic time for some hostile texts.
"""

from __future__ import annotations

import html
import re

from policies.reading.elements import BLOCKS, LeftOut
from policies.reading.traced import Traced, Weaver
from policies.reading.wordlist import words

QUOTE_MARK = "\n>\n"
"""What stands where a quote was left out: a line that reads as a quoted one."""
REST_MARK = "\n##- quoted from here -##\n"
"""What stands where everything to the end is quoted; reads as the delimiter of an e-mail thread."""

_TOKEN = re.compile(
    r"(?P<open><[a-zA-Z](?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*>)"
    r"|(?P<close></[a-zA-Z][^<>]*>)"
    r"|(?P<comment><!--)"
    r"|(?P<other><(?:[a-zA-Z]|[!?][^<>-])[^<>]*>)"
    r"|(?P<entity>&#?[a-zA-Z0-9]{1,32};?)"
    r"|(?P<space>[\t\n\r\f]+)"
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:]*)")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][-a-zA-Z0-9_:.]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")

_PARAGRAPHS = words("""p h1 h2 h3 h4 h5 h6 blockquote table ul ol pre""")
_CELLS = frozenset(["td", "th"])
_VOID = words("""area base br col embed hr img input link meta param source track wbr""")
_UNSEEN = words("""script style head template noscript object select textarea svg math title iframe""")
_STRUCK = words("""del s strike""")

_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|(?:^|;)opacity:0*(?:\.0*)?(?:;|!|$)"
    r"|(?:^|;)font(?:-size)?:0+(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|!|$|/)|(?:^|;)font-size:1px"
    r"|(?:^|;)max-height:0(?:px)?(?:;|!|$)|(?:^|;)color:transparent"
    r"|(?:^|;)(?:left|right|top|bottom|text-indent|margin(?:-left|-top)?):-[0-9]{3,8}(?:\.[0-9]{1,8})?(?:px|pt|r?em|%)?(?:;|!|$)"
    r"|(?:^|;)clip:rect\((?:[01](?:px)?,?){4}\)|(?:^|;)clip-path:inset\((?:50|100)%\)|(?:^|;)transform:scale\(0\)"
)
"""Also what is moved off the page, or cut down to nothing, as texts for screen readers are."""
_STRIKING = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]{0,40}line-through")
_SIGNATURE = re.compile(r"(?:^|[\s_-])signature(?:$|\s|[_-](?:block|container|wrapper)\b)")
_WHITE = r"(?:#fff(?:fff)?|white|rgb\(255,255,255\))"
_WHITE_INK = re.compile(r"(?:^|;)color:" + _WHITE)
_WHITE_PAPER = re.compile(r"(?:^|;)background(?:-color)?:" + _WHITE)

_BY_MARK = (
    (
        ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"),
        "quoted history",
        REST_MARK,
    ),
    (
        ("yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_quote", "moz-forward-container"),
        "quoted history",
        QUOTE_MARK,
    ),
)
"""By what a class or id holds: why the element is left out, and what stands in its place."""


def visible(given: Traced, cut: dict[str, None]) -> Traced:
    """The words that a reader of this HTML sees, blocks on lines of their own; what was left out is told in `cut`."""
    walker = _Walker(given, cut)
    text, at = given.text, 0
    while token := _TOKEN.search(text, at):
        walker.seen(at, token.start())
        at = walker.take(token)
    walker.seen(at, len(text))
    return walker.woven()


class _Walker:
    """Where the scanner is: in what is seen, or inside an element that is left out."""

    def __init__(self, given: Traced, cut: dict[str, None]) -> None:
        self._text = given.text
        self._weaver = Weaver(given)
        self._cut = cut
        self._out = LeftOut()
        self._preformatted = 0

    def woven(self) -> Traced:
        return self._weaver.woven()

    def seen(self, start: int, end: int) -> None:
        """A stretch without markup."""
        if not self._out:
            self._weaver.keep(start, end)

    def take(self, token: re.Match[str]) -> int:
        """Act on one piece of markup and tell where the next begins."""
        start, end = token.span()
        if token.lastgroup == "comment":
            stop = self._text.find("-->", end)
            return len(self._text) if stop < 0 else stop + 3
        name = _NAME.match(token[0])
        if name is None or token.lastgroup in ("entity", "space"):
            self._sign(token)
        elif token.lastgroup == "close":
            self._close(name[1].lower(), start, end)
        else:
            self._open(name[1].lower(), token[0], start, end)
        return end

    def _sign(self, token: re.Match[str]) -> None:
        """An entity is the letters that it stands for; a line end outside `pre` is a space."""
        if self._out:
            return
        if token.lastgroup == "entity":
            self._weaver.put(html.unescape(token[0]), *token.span())
        elif token.lastgroup == "space":
            self._weaver.put("\n" if self._preformatted else " ", *token.span())

    def _open(self, name: str, tag: str, start: int, end: int) -> None:
        if self._out and not self._out.ends_before(name, empty=name in _VOID or tag.endswith("/>")):
            return
        out, mark = _left_out(name, tag)
        self._weaver.put(mark or _gap(name), start, end)
        if out:
            self._cut[out] = None
        if (out or name in _UNSEEN) and name not in _VOID and mark != REST_MARK:
            self._out = LeftOut(name)
        self._preformatted += name == "pre"

    def _close(self, name: str, start: int, end: int) -> None:
        if self._out and not self._out.ends_behind(name):
            return
        if name == "pre" and self._preformatted:
            self._preformatted -= 1
        self._weaver.put(_gap(name), start, end)


def _gap(name: str) -> str:
    """What stands between the words before and after such a tag."""
    if name in _PARAGRAPHS:
        return "\n\n"
    if name in BLOCKS:
        return "\n"
    return " " if name in _CELLS else ""


def _left_out(name: str, tag: str) -> tuple[str, str]:
    """Why an element is left out and what stands in its place; two empty words when it is read."""
    if name == "blockquote":
        return "quoted history", QUOTE_MARK
    if name in _STRUCK:
        return "struck text", ""
    if len(tag) == len(name) + 2:
        return "", ""
    given = {key.lower(): (a or b or c) for key, a, b, c in _ATTRIBUTE.findall(tag, len(name) + 1)}
    marks = f"{given.get('class', '')} {given.get('id', '')}".lower()
    for left_out in _BY_MARK:
        if any(mark in marks for mark in left_out[0]):
            return left_out[1:]
    if _SIGNATURE.search(marks):
        return "signature", "\n"
    return _unseen("hidden" in given, "".join(given.get("style", "").lower().split())), ""


def _unseen(hidden: bool, style: str) -> str:  # noqa: FBT001 - an attribute that is there or not
    """Why its reader does not see an element, or sees it struck out; an empty word when he reads it."""
    if hidden or _HIDING.search(style):
        return "hidden text"
    if style and _WHITE_INK.search(style) and _WHITE_PAPER.search(style):
        return "hidden text"
    return "struck text" if _STRIKING.search(style) else ""
