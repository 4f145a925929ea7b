"""What stands below a letter: closing words and names, contact lines, disclaimers, advertisements."""

from __future__ import annotations

import re

from policies.reading.sheet import Sheet

SIGNATURE = "signature"
DISCLAIMER = "disclaimer"
FOOTER = "footer"

_LONGEST_LINE = 400
"""A longer line is no line of a signature; of disclaimers the beginning is looked at."""
_MOST_LINES = 24

_REGARDS = (
    r"(?:with )?(?:(?:my |our )?(?:very )?(?:best|kind|kindest|warm|warmest|many)(?: (?:and )?(?:best|kind|warm))? )?regards(?: from [\w ]{2,20})?"
    r"|best wishes|all the best|best|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|respectfully|cordially|cheers|warmly|take care"
    r"|have a (?:great|good|nice|lovely|wonderful|fantastic) (?:day|one|weekend|evening|afternoon|week)(?: ahead)?"
    r"|(?:mit )?(?:freundlichen?|freundliche|besten?|herzlichen?|herzliche|lieben?|liebe|viele|vielen|schöne|schönen|sonnige|sonnigen)"
    r"(?: (?:und )?(?:besten?|herzlichen?|lieben?))? (?:gr(?:ü|ue)(?:ß|ss)en?)(?: aus [\w ]{2,20})?|gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|mfg|lg|vg"
    r"|hochachtungsvoll|(?:bien )?cordialement|(?:bien )?à vous|sincères salutations|meilleures salutations|(?:un )?cordial saludo"
    r"|saludos(?: cordiales)?|un saludo|atentamente|cordiali saluti|distinti saluti|saluti|atenciosamente|cumprimentos|com os melhores cumprimentos"
    r"|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|z poważaniem|pozdrawiam|med vänliga? hälsning(?:ar)?|vänliga hälsningar"
    r"|(?:med )?venlig hilsen|mvh"
)
_THANKS = (
    r"(?:many |kind |best )?thanks(?: again| so much| a lot| in advance| and (?:best |kind )?regards)?|thank you(?: again| so much| very much| in advance)?"
    r"|thx|ta|vielen dank|(?:besten |herzlichen )?dank(?:e)?(?: im voraus)?|merci(?: d'avance)?|gracias|grazie|obrigad[oa]|dank je(?:wel)?|bedankt|tack|dziękuję"
)
_CLOSING = re.compile(
    rf"^(?:(?P<regards>{_REGARDS})|(?P<thanks>{_THANKS}))(?: ?[,.!:;-]{{1,3}})?(?: (?P<name>[^\n]{{1,60}}))?$",
    re.IGNORECASE,
)
_REGARDS_AFTER_SENTENCE = re.compile(
    rf"[.!?] (?P<regards>{_REGARDS}),(?: (?P<name>[^\n]{{1,60}}))?$", re.IGNORECASE
)

_NAME = re.compile(
    r"^(?:the |das |ihr |dein |eure?r? |your )?[^\W\d_a-zà-ÿ][\w.'-]{0,24}(?:,? (?:[^\W\d_a-zà-ÿ][\w.'-]{0,24}|of|and|the|&|\||/|-|@|at|von|van|der|den|de|du|la|und|für|für das|bei|from|for|to|in|im|i\.[aAvV]\.|\([\w. /]{1,20}\))){0,7},?$"
)
_FIRST_NAME = re.compile(r"^[^\W\d_]{2,15}$")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight montag dienstag mittwoch donnerstag freitag samstag"
    " sonntag heute morgen yes no ok okay ja nein done sent fixed".split()
)
_SENTENCE = re.compile(r"^[^\n]{12,}[.!?]$")
_POSTSCRIPT = re.compile(
    r"^(?:p\.? ?p?\.? ?s\b\.?|edit|nachtrag|also|oh,|one more thing|by the way|btw|übrigens)[ :,.-]",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|I'(?:ll|ve|m|d)|ich)\b")

_CONTACT = re.compile(
    r"^(?:\W{0,3}(?:t|tel|telephone|phone|ph|m|mob|mobile|cell|f|fax|e|e-?mail|w|web|website|skype|telefon|tel\.-?nr|mobil|direct|office|address"
    r"|linkedin|twitter|facebook|instagram|whatsapp)\b\.? ?[:|.+(]|\W{0,3}(?:https?://|www\.)\S{3,200}$|\W{0,3}[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}$"
    r"|\W{0,3}\+[0-9][0-9 ()/.-]{6,24}$)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"^\W{0,3}(?:our |my |unsere |meine )?(?:(?:office|opening|business|working|support|service|team|phone) ?hours|hours(?: of operation)?"
    r"|(?:öffnungs|geschäfts|büro|service|sprech|arbeits)zeiten|available|erreichbar)\b[^\n]{0,20}[:|]",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:sent (?:from|via|with|using) (?:my |the |a )?(?!now)[^\n.,;]{2,50}|get outlook for [^\n.]{2,20}|(?:von|vom) (?:meinem|mein) [^\n.]{2,40} gesendet"
    r"|gesendet (?:von|mit|aus) [^\n]{2,60}|outlook für [^\n.]{2,20} (?:beziehen|herunterladen|abrufen)|diese nachricht wurde von meinem [^\n]{2,60} gesendet"
    r"|envoyé (?:de|depuis|à partir de) [^\n]{2,50}|télécharger outlook pour [^\n]{2,20}|enviado (?:desde|do|de|a partir do) [^\n]{2,50}"
    r"|obtener outlook para [^\n]{2,20}|inviato da(?:l mio)? [^\n]{2,50}|verstuurd vanaf [^\n]{2,50}|verzonden (?:met|vanaf|van) [^\n]{2,50}"
    r"|wysłane? z [^\n]{2,50}|skickat från [^\n]{2,50}|sendt fra [^\n]{2,50})[.!]?$",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"(?: |^)\^[A-Za-z]{1,3}$|[.!?)] (?:[-/~*] ?[A-Z][a-z]{1,14}|[-/~*] ?[A-Z]{2,3})$|^[-/~*] ?[A-Z][a-z]{1,14}$|^[-/~*] ?[A-Z]{2,3}$"
)
_DELIMITER = re.compile(r"^(?:--|__)$")

_DISCLAIMER = re.compile(
    r"^\W{0,3}(?:confidentiality (?:notice|note)|legal (?:notice|disclaimer)|disclaimer|vertraulichkeitshinweis|(?:rechtlicher|wichtiger) hinweis ?:|avis de confidentialité"
    r"|aviso (?:legal|de confidencialidad)|avvertenza)\b"
    r"|(?:this|the information (?:contained )?in this|the contents? of this) (?:e-?mail|message|communication|transmission)[^\n]{0,80}"
    r"(?:confidential|intended (?:only|solely)|privileged|for the (?:sole|exclusive) use|may contain)"
    r"|if you (?:are|have) (?:not the (?:intended|named) (?:recipient|addressee)|received (?:this|it) (?:e-?mail|message|communication|in error))"
    r"|please consider the environment|please think (?:of|about) the environment"
    r"|diese (?:e-?mail|nachricht)[^\n]{0,60}(?:vertraulich|ausschließlich für|rechtlich geschützt)|wenn sie nicht der (?:richtige|beabsichtigte) adressat"
    r"|(?:ce (?:message|courriel|mail)|cet e-?mail)[^\n]{0,80}confidentiel|este (?:correo|mensaje|e-?mail)[^\n]{0,80}confidencia|questo messaggio[^\n]{0,80}riservat"
    r"|dit (?:bericht|e-?mail)[^\n]{0,80}vertrouwelijk|esta mensagem[^\n]{0,80}confidencia",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\W{0,3}(?:follow us|like us on|find us on|connect with us|join (?:our|the) (?:community|newsletter|conversation)|subscribe to|unsubscribe|manage (?:your )?preferences"
    r"|view (?:this e-?mail |it )?in (?:your )?browser|rate (?:this|your|our|my)|how (?:did|would) (?:we|i|you) (?:do|rate)|how was (?:your|my|our)|(?:this e-?mail|this message) is a service (?:from|of)"
    r"|delivered by zendesk|powered by|copyright|\(c\)|©|all rights reserved|visit (?:us|our)|check out our|download (?:our|the) app|need (?:more |further )?help\?"
    r"|folgen sie uns|newsletter abonnieren|abmelden|alle rechte vorbehalten|bewerten sie|amtsgericht|registergericht|geschäftsführer|handelsregister|ust-?id"
    r"|registered (?:office|in)|company (?:number|no|reg)|vat (?:no|number|reg)|\[[A-Z0-9]{4,8}-[A-Z0-9]{4,8}\]$|ticket[- ]?id ?:)",
    re.IGNORECASE,
)


def cut_signatures(sheet: Sheet) -> None:
    """Cross out what is below the author's words. Sentences stay, and a postscript stays."""
    for index in sheet.standing():
        line = sheet.line(index)
        if len(line) <= _LONGEST_LINE and _DEVICE.search(line):
            sheet.cross_out(index, index + 1, SIGNATURE)
    _cut_disclaimers(sheet)
    standing = sheet.standing()[-_MOST_LINES:]
    for place, index in enumerate(standing):
        end = _end_of_signature(sheet, standing, place)
        if end is not None:
            thanks = _thanked(sheet.line(index))
            sheet.cross_out(index + thanks, standing[end - 1] + 1, SIGNATURE)
            break
    _cut_tail(sheet)


def _cut_disclaimers(sheet: Sheet) -> None:
    """A disclaimer goes from the line in which it begins to the end of its paragraph."""
    inside = False
    for index in range(len(sheet)):
        if not sheet.stands(index):
            inside = inside and sheet.lines[index] != ""
        elif inside or _DISCLAIMER.search(sheet.line(index)[:_LONGEST_LINE]):
            inside = True
            sheet.cross_out(index, index + 1, DISCLAIMER)


def _thanked(line: str) -> bool:
    """Whether this closing is thanks, which is a word of its own and stays."""
    closing = _CLOSING.search(line)
    return bool(closing and closing["thanks"])


def _end_of_signature(sheet: Sheet, standing: list[int], place: int) -> int | None:
    """Where the signature ends that begins with this line, as a place among the standing lines; None: none begins here."""
    line = sheet.line(standing[place])
    if len(line) > _LONGEST_LINE:
        return None
    if _DELIMITER.search(line):
        return _until_words(sheet, standing, place + 1)
    closing = _CLOSING.search(line)
    if closing is None:
        return None
    after = place + 1
    if closing["name"]:
        if closing["thanks"] or not _is_name(closing["name"]):
            return None
        return _until_words(sheet, standing, after)
    if after == len(standing):
        return None if closing["thanks"] else after
    following = sheet.line(standing[after])
    if _is_name(following) or _CONTACT.search(following[:_LONGEST_LINE]) or _INITIALS.search(following):
        return _until_words(sheet, standing, after + 1)
    return after if closing["regards"] and _POSTSCRIPT.search(following) else None


def _until_words(sheet: Sheet, standing: list[int], place: int) -> int:
    """The place of the first line that is a sentence of the author again, or of a postscript."""
    for at in range(place, len(standing)):
        line = sheet.line(standing[at])
        if _POSTSCRIPT.search(line):
            return at
        if _OWN.search(line[:_LONGEST_LINE]) and not _FOOTER.search(line) and len(line.split()) > 3:  # noqa: PLR2004
            return at
    return len(standing)


def _is_name(line: str) -> bool:
    """Whether this is a name, with or without a role, and no sentence."""
    line = line.strip(" ,;-~*")
    if line.lower().rstrip(".!") in _DAYS or len(line) > 80:  # noqa: PLR2004
        return False
    return bool(_NAME.search(line) or _FIRST_NAME.search(line)) and not _OWN.search(line)


def _cut_tail(sheet: Sheet) -> None:
    """From the last line up: advertisements, contact lines under a name, initials."""
    standing = sheet.standing()
    while standing and _FOOTER.search(sheet.line(standing[-1])[:_LONGEST_LINE]):
        last = standing.pop()
        sheet.cross_out(last, last + 1, FOOTER)
    contacts = 0
    for place in range(len(standing) - 1, max(-1, len(standing) - 9), -1):
        line = sheet.line(standing[place])
        if len(line) <= _LONGEST_LINE and (_CONTACT.search(line) or _HOURS.search(line)):
            contacts += 1
        elif contacts and _is_name(line):
            sheet.cross_out(standing[place], standing[-1] + 1, SIGNATURE)
            return
        elif not _is_name(line):
            break
    if standing and not contacts:
        line = sheet.line(standing[-1])
        initials = _INITIALS.search(line[-40:])
        if initials and len(standing) + len(line) > 1:
            start = max(0, len(line) - 40) + initials.start()
            start += line[start] in ".!?)"
            if start or len(standing) > 1:
                sheet.shorten(standing[-1], start, SIGNATURE)
