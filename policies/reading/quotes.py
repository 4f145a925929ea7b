"""What others wrote before, carried along below or between the author's own words."""

from __future__ import annotations

import re

from policies.reading.sheet import Sheet
from policies.reading.wordlist import any_of

QUOTED = "quoted history"
FORWARDED = "forwarded message"

_HEADER_WORDS = {
    "from": "from von de da van od från fra lähettäjä expediteur expéditeur absender mittente remitente afzender nadawca avsändare",
    "sent": "sent date gesendet datum envoyé fecha enviado data inviato verzonden wysłano skickat sendt dato lähetetty",
    "to": "to an à a para aan do till til destinataire empfänger destinatario",
    "subject": "subject betreff objet asunto oggetto assunto onderwerp temat ämne emne aihe re",
    "copy": "cc kopie copie dw kopia bcc reply-to importance attachments anlagen priorität",
}
"""What stands before the colon in the header of a quoted mail, by what it means: English, German, French, Spanish,
Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Finnish."""
_ROLES = {word: role for role, words in _HEADER_WORDS.items() for word in words.split()} | {
    "enviado em": "sent",
    "enviada em": "sent",
    "enviado el": "sent",
    "gesendet am": "sent",
    "date d'envoi": "sent",
    "verzonden op": "sent",
}
_HEADER = re.compile(r"^[*_> ]{0,4}([^\W\d_][^\W\d_' -]{0,14}(?: (?:am|em|el|op))?)[*_]{0,2} ?:(?: |$|\*)")
_ONE_FROM = re.compile(r"(?:^|[ *_-])(?:From|Von|De|Da|Van|Od|Från):")
_ONE_SENT = re.compile(
    r"[ *](?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Inviato|Data|Verzonden|Wysłano|Skickat) ?:"
)
_ONE_SUBJECT = re.compile(r"[ *](?:Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp|Temat|Ämne) ?:")
_LINES_OF_HEADER = 9
_CLOCK = re.compile(r"\b[0-9]{1,2}[:.h][0-9]{2}\b")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")

_DELIMITER = re.compile(r"##- ?[^\n]{0,200}?-##")
_SEPARATOR = re.compile(
    r"^[*> ]{0,3}[-_=]{2,}[ *]{0,3}(?:(?P<forward>"
    + any_of(r"""
    forwarded message|forwarded by|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato
    mensagem encaminhada|doorgestuurd bericht|przekazana wiadomość|vidarebefordrat meddelande
    """)
    + ")|"
    + any_of(r"""
    original message|original appointment|reply message|ursprüngliche (?:nachricht|mitteilung)|originalnachricht
    message d'origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht
    wiadomość oryginalna|oryginalna wiadomość|originalmeddelande|ursprungligt meddelande|oprindelig (?:meddelelse|besked)
    opprinnelig melding
    """)
    + r")[^\n]{0,80}$|^-{2,} ?On [^\n]{8,200} wrote ?-{2,}$",
    re.IGNORECASE,
)
_FORWARD_LINE = re.compile(
    "^"
    + any_of(r"""
    begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|inicio del mensaje reenviado
    inizio messaggio inoltrato|início da mensagem encaminhada|begin doorgestuurd bericht|vidarebefordrat brev
    """)
    + " ?:$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[-_=* ]{3,}$|^-{3,} ?[^\n-]{3,40} ?-{3,}$")

_WROTE = (
    r"wrote|writes|schrieb|geschrieben|a écrit|écrit|escribió|ha scritto|scrive|escreveu|schreef|geschreven|napisał|napisała"
    r"|napisał\(a\)|napisał\(-a\)|pisze|skrev|kirjoitti|napsal|napsal\(a\)|написал|пишет"
)
_ATTRIBUTION = re.compile(
    rf"\b(?:{_WROTE}) ?:|\b(?:{_WROTE})\b[^\n:]{{0,40}}(?:[0-9]{{1,2}}:[0-9]{{2}}[^\n:]{{0,40}})?:$|@[^\n ]{{3,80}}>:$"
)
_VERB = re.compile(rf"\b(?:{_WROTE})\b")
_OPENER = re.compile(
    r"(?:^|[\s>])(?:On|Am|Le|El|Il|Em|Op|W dniu|Dnia|Den|På|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}"
    r"|[a-zśńłé]{2,4}\.,?) [^\n]{0,40}?[0-9]"
)
_DATED = re.compile(r"\b(?:19|20)[0-9]{2}\b|\b[0-9]{1,2}[:.h][0-9]{2}\b")
_ADDRESS = re.compile(r"[^\s@<]@[^\s@>]")
_LONGEST = 300
_SHORT = 100
_FULL = 60
_WRAPPED = 3


def cut_quotes(sheet: Sheet) -> None:
    """Cross out what is quoted: lines with a mark, and all that follows the header of an earlier message.

    Where every line has a mark nothing says that it is a quotation, so it is the author's own; marks alone are no words.
    """
    lines = sheet.lines
    marked = [line.startswith(">") for line in lines]
    for index in range(1, len(lines) - 1):
        if marked[index - 1] and marked[index + 1] and _runs_over(lines[index - 1], lines[index]):
            marked[index] = True
    if all(mark or not line for mark, line in zip(marked, lines, strict=True)):
        if sheet.text and not any(line.strip("> ") for line in lines):
            sheet.cross_out(0, len(lines), QUOTED)
        return
    for index, line in enumerate(lines):
        if marked[index]:
            sheet.cross_out(index, index + 1, QUOTED)
        elif line and _ends_here(sheet, marked, index):
            return


def _runs_over(line: str, below: str) -> bool:
    """Whether a mail program broke a quoted line and set no mark before its second half."""
    return len(line) >= _FULL and below[:1].islower()


def _ends_here(sheet: Sheet, marked: list[bool], index: int) -> bool:
    """Whether the author's words end with this line or before it; then the rest is crossed out."""
    line = sheet.lines[index]
    if "##-" in line and (delimiter := _DELIMITER.search(line)):
        return _rest(sheet, index, delimiter.start(), QUOTED)
    if line[0] in "-_=*" and (separator := _SEPARATOR.search(line)):
        return _rest(sheet, index, 0, FORWARDED if separator["forward"] else QUOTED)
    if ":" not in line:
        return False
    if _FORWARD_LINE.search(line):
        return _rest(sheet, index, 0, FORWARDED)
    if _is_header(sheet.lines, index):
        return _rest(sheet, _rule_before(sheet, index), 0, QUOTED)
    column = _header_in_one(line)
    return _attributed(sheet, marked, index) if column is None else _rest(sheet, index, column, QUOTED)


def _rest(sheet: Sheet, index: int, column: int, why: str) -> bool:
    """Cross out everything from here on."""
    sheet.shorten(index, len(sheet.lines[index][:column].rstrip()), why)
    sheet.cross_out(index if column == 0 else index + 1, len(sheet), why)
    return True


def _rule_before(sheet: Sheet, index: int) -> int:
    """The line of dashes or underscores that belongs to a header, or the header itself."""
    before = index - 1
    while before >= 0 and not sheet.lines[before]:
        before -= 1
    return before if before >= 0 and _RULE.search(sheet.lines[before]) else index


def _role(line: str) -> str | None:
    header = _HEADER.search(line[:40])
    return _ROLES.get(header[1].lower()) if header else None


def _is_header(lines: list[str], index: int) -> bool:
    """Whether the header of a mail begins here: an address, with sender and subject or date, or all four to the minute.

    A list of fields has neither: "Subject: kettle", "From: web form", "Date: 12 May".
    """
    if _role(lines[index]) not in ("from", "sent", "subject"):
        return False
    block = [line for line in lines[index : index + 2 * _LINES_OF_HEADER] if line][:_LINES_OF_HEADER]
    roles: set[str] = set()
    address = minute = False
    for line in block:
        role = _role(line)
        if role in roles:
            break
        if role is not None:
            roles.add(role)
            address = address or "@" in line
            minute = minute or (role == "sent" and _to_the_minute(line))
    if address and "from" in roles:
        return len(roles) > 2 if "subject" in roles else "sent" in roles  # noqa: PLR2004
    return minute and {"from", "to", "subject"} <= roles


def _to_the_minute(text: str) -> bool:
    """Whether a moment is told as mail programs tell it, with year and clock."""
    return _YEAR.search(text) is not None and _CLOCK.search(text) is not None


def _header_in_one(line: str) -> int | None:
    """Where a whole header begins that lost its line ends."""
    sender = _ONE_FROM.search(line)
    sent = sender and _ONE_SENT.search(line, sender.end(), sender.end() + 150)
    subject = sent and _ONE_SUBJECT.search(line, sent.end(), sent.end() + 450)
    if sender and subject:
        header = line[sender.end() : subject.start()]
        return sender.start() if "@" in header or _to_the_minute(header) else None
    return None


def _attributed(sheet: Sheet, marked: list[bool], index: int) -> bool:
    """Whether "On Monday … she wrote:" stands here; quoted lines below it end by themselves, other text never does."""
    line = sheet.lines[index]
    wrote = _ATTRIBUTION.search(line)
    if wrote is None:
        return _dated_below(sheet, marked, index)
    rest = line[wrote.end() :].strip()
    opening = _opening(sheet, marked, index, wrote.end())
    if opening is None and (rest or len(line) > _SHORT):
        return False
    first, start, text = opening or (index, 0, line)
    if not rest and _marked_below(sheet, marked, index):
        sheet.shorten(first, len(sheet.lines[first][:start].rstrip()), QUOTED)
        sheet.cross_out(first + (start > 0), index + 1, QUOTED)
        return False
    dated = opening is not None and _DATED.search(text) is not None and (not rest or rest[0] == ">")
    return (dated or _ADDRESS.search(text) is not None) and _rest(sheet, first, start, QUOTED)


def _dated_below(sheet: Sheet, marked: list[bool], index: int) -> bool:
    """Whether "she <address> wrote on" stands above and here is the date."""
    line = sheet.lines[index]
    if not (index and line[-1] == ":" and len(line) < _SHORT and _DATED.search(line)):
        return False
    above = sheet.lines[index - 1]
    if marked[index - 1] or len(above) > _LONGEST or not (_ADDRESS.search(above) and _VERB.search(above)):
        return False
    if not _marked_below(sheet, marked, index):
        return _rest(sheet, index - 1, 0, QUOTED)
    sheet.cross_out(index - 1, index + 1, QUOTED)
    return False


def _opening(sheet: Sheet, marked: list[bool], index: int, end: int) -> tuple[int, int, str] | None:
    """Where such words begin that end in this line at `end`, as line and column, with the text up to there."""
    first = index
    text = sheet.lines[index][max(0, end - _LONGEST) : end]
    while True:
        if opener := _OPENER.search(text):
            column = max(0, (end if first == index else len(sheet.lines[first])) - _LONGEST)
            return first, column + opener.start(), text[opener.start() :]
        above = first - 1
        if above < 0 or index - above >= _WRAPPED or not _continues(sheet, marked, above):
            return None
        if above == index - 1 and len(sheet.lines[above]) < _SHORT and _DATED.search(sheet.lines[above]):
            return above, 0, f"{sheet.lines[above]} {text}"
        first = above
        text = f"{sheet.lines[above][-_LONGEST:]} {text}"


def _continues(sheet: Sheet, marked: list[bool], index: int) -> bool:
    """Whether this line may be the first half of the next one."""
    return bool(sheet.lines[index]) and not marked[index] and sheet.lines[index][-1] not in ".!?"


def _marked_below(sheet: Sheet, marked: list[bool], index: int) -> bool:
    """Whether the next line that is not blank is a quoted one."""
    below = next((at for at in range(index + 1, min(index + 3, len(sheet))) if sheet.lines[at]), None)
    return below is not None and marked[below]
