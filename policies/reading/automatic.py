"""Whether words were sent by a machine: acknowledgements and notes of absence. What a person wrote by hand is not."""

from __future__ import annotations

import re

from policies.reading.byhand import does_something, is_signed, speaks_for_itself
from policies.reading.spoken import DAY
from policies.reading.wordlist import any_of, holds_any

_BEGINNING = 600
"""Such messages say it at once; further down it is a quotation."""
_HEAD = 120
_AT_ONCE = 80
_HINTS = (
    "auto", "received", "ticket", "reply to this", "respond to this", "office", "away", "leave", "vacation", "holiday", "erhalten", "eingegangen",
    "abwesen", "urlaub", "nicht im", "außer haus", "erreichbar", "elternzeit", "registriert", "angelegt", "antworten sie nicht", "request", "case",
    "absen", "congé", "bureau", "reçu", "enregistrée", "oficina", "vacaciones", "ausente", "recibid", "registrada",
)  # fmt: skip
"""Without any of these no pattern below can match."""

_HEADED = re.compile(
    r"^\W{0,4}"
    + any_of(r"""
    (?:automatic|automated) (?:reply|response)|auto-?(?:reply|response|responder)|out[- ]of[- ](?:the[- ])?office(?: (?:reply|message|notice|autoreply))?
    automatische (?:antwort|rückmeldung)|abwesenheits(?:notiz|meldung|assistent|nachricht)
    réponse automatique|message d'absence|absence du bureau
    respuesta automática|fuera de la oficina|risposta automatica|resposta automática|automatisch antwoord|autosvar
    """)
    + "(?: ?[:.!|]| -|$)",
    re.IGNORECASE | re.MULTILINE,
)
_MACHINE = re.compile(
    r"\b"
    + any_of(r"""
    this is an? (?:automated|automatic|auto-?generated|automatically generated|system[- ]generated) (?:message|reply|response|e-?mail|notification|acknowledg\w{0,8})
    this (?:e-?mail|message|reply|response) (?:was|is|has been) (?:(?:automatically|auto)[- ]?(?:generated|sent|created)|(?:sent|generated|created) automatically)
    dies ist eine automati\w{3,12} (?:(?:generierte|erstellte|versendete) )?(?:nachricht|antwort|e-?mail|benachrichtigung|eingangsbestätigung)
    diese (?:e-?mail|nachricht) (?:wurde|wird) automatisch (?:erstellt|generiert|erzeugt|versendet|verschickt)
    (?:ceci est|cet? (?:e-?mail|message|courriel) est) une? (?:message|réponse|e-?mail|courriel) automatique
    (?:este es un|este) (?:mensaje|correo) (?:ha sido )?(?:automático|generado automáticamente)|esta es una respuesta automática
    questo è un messaggio automatico|esta é uma (?:mensagem|resposta) automática|dit is een automatisch
    """)
    + r"(?! (?:that |which )?(?:you|when|wenn|als)\b)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"reply|response|antwort|réponse|respuesta|resposta", re.IGNORECASE)
_NO_ANSWER = re.compile(
    r"\b"
    + any_of(r"""
    (?:please )?do not (?:reply|respond) (?:directly )?to this (?:automated |automatic |auto-?generated )?(?:e-?mail|message)
    bitte antworten sie nicht auf diese (?:automatische )?(?:e-?mail|nachricht)
    """)
    + r"(?= ?(?:[.!;:)\]*\n-]|$|,? (?:as|because|since|da)\b))",
    re.IGNORECASE,
)
_THANKS_FOR = re.compile(
    r"\b"
    + any_of(r"""
    thank(?:s| you) (?:(?:very|so) much )?for (?:contacting|reaching out|writing|getting in touch|your (?:e-?mail|message|request|inquiry|enquiry|ticket|submission|interest))
    dank(?:e)? für (?:ihre|deine|eure|die) (?:nachricht|anfrage|e-?mail|mail|kontaktaufnahme|mitteilung)
    merci (?:de nous avoir contactés?|pour votre (?:message|demande|e-?mail))|nous vous remercions (?:de|pour) votre (?:message|demande)
    gracias por (?:contactar|ponerse en contacto|su (?:mensaje|consulta|correo))
    """),
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"\b"
    + any_of(r"""
    is being reviewed by our|to add (?:additional|further|more) (?:comments|information|details),? (?:please )?(?:simply )?reply to this
    (?:a member of (?:our|the)|one of our|our) (?:[a-z]{2,12} ){0,2}(?:team|agents?|staff|representatives?|specialists?|experts)(?: members?)? will|as soon as possible|in the order
    (?:please )?(?:quote|keep|include|mention|use) (?:this|the|your) (?:(?:ticket|case|reference|request) )?(?:number|id|reference)
    wird (?:nun |jetzt |schnellstmöglich |in kürze )?(?:bearbeitet|geprüft)|so (?:schnell|bald) wie möglich|schnellstmöglich|in kürze
    dans les plus brefs délais|lo antes posible
    """),
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"\b"
    + any_of(r"""
    we(?: have|'ve)? (?:successfully )?received your (?:\w{1,12} )?(?:request|message|e-?mail|inquiry|enquiry|ticket|submission|query)\b
    your (?:support )?(?:request|ticket|message|e-?mail|inquiry|enquiry|case)(?: [^\n.!?]{1,30})? (?:has been|was|is being) (?:successfully )?(?:received|created|logged|registered|submitted|opened|queued)
    a (?:new )?(?:support )?(?:ticket|case|request)(?: [^\n.!?]{1,30})? (?:has been|was) (?:created|opened|logged)
    wir haben (?:ihre|deine) (?:anfrage|nachricht|e-?mail|mail|mitteilung) (?:[^\n.!?]{1,30} )?erhalten
    (?:ihre|deine) (?:anfrage|nachricht|e-?mail) (?:ist|wurde)(?: [^\n.!?]{1,40})? (?:eingegangen|registriert|erhalten|angelegt)
    nous avons bien reçu votre (?:message|demande|e-?mail|courriel)|votre (?:demande|message) a (?:bien )?été (?:reçue?|enregistrée?)
    hemos recibido su (?:mensaje|solicitud|consulta|correo)|su solicitud (?:[^\n.!?]{1,30} )?ha sido (?:recibida|registrada)
    """),
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r" (?:with|by|to|at|from) (?!our (?:support|service|help|customer|team|system)|us\b|(?:the |your )?(?:following |reference |ticket |case |request )?(?:number|id|reference)\b)",
    re.IGNORECASE,
)
"""What was received or opened there is a thing that somebody tells of."""
_LABEL = r"(?:ticket|case|request|reference|inquiry|enquiry|query|support|vorgangs?|anfrage|fall|bearbeitungs|demande|solicitud|consulta)"
_NUMBERED = re.compile(
    rf"\b{_LABEL}(?:[- ]?(?:number|no|id|nummer|nr|code|reference)\b\.?)? ?(?:is|ist|lautet|:|n°|nº)? ?[(\[]?#?[A-Z]{{0,4}}-?[0-9]{{2,}}"
    rf"|\b{_LABEL}[- ]?(?:number|no|id|nummer|nr)\b[^\n.!?]{{0,20}}[ #][A-Z]{{0,4}}-?[0-9]{{2,}}"
    r"|[(\[](?:#|n° ?|nº ?)?[A-Z]{0,4}-?[0-9]{2,}[)\]]",
    re.IGNORECASE,
)
"""The number under which a machine took it down."""


_ABSENT = re.compile(
    r"\b"
    + any_of(r"""
    (?:i am|i'm|i will be|i'll be) (?:(?:currently|presently|now) )?(?:out of (?:the |my )?office|away(?: from (?:the|my) (?:office|desk))?|on (?:(?:annual|parental|maternity|paternity|sick) )?leave|on (?:vacation|holidays?))[^\n.!?]{0,60} (?:until|till|through|from|returning|and will (?:be back|return)|with (?:limited|no) access)\b
    ich bin (?:(?:derzeit|zur ?zeit|aktuell|momentan|leider) )?(?:(?:bis|vom|ab) [^\n!?]{2,40} )?(?:nicht im (?:büro|haus)|abwesend|außer haus|im urlaub|nicht erreichbar|in elternzeit)
    je suis (?:actuellement )?(?:absente?|en congés?|hors du bureau)[^\n.!?]{0,40} (?:jusqu|du|de retour)
    (?:estoy|estaré) (?:actualmente )?(?:fuera de la oficina|de vacaciones|ausente)[^\n.!?]{0,40} (?:hasta|del)\b
    """),
    re.IGNORECASE,
)
_MEANWHILE = re.compile(
    r"\b"
    + any_of(r"""
    (?:limited|no) access to (?:my )?(?:e-?mails?|mails?)
    (?:for|in) (?:any )?urgent (?:matters|cases|issues|requests|enquiries|inquiries)|if (?:it is|this is|your (?:request|matter|message) is) urgent
    please (?:contact|reach out to|write to|call) (?:my colleague|our|the|[\w.+-]{1,64}@)
    (?:up)?on my return|(?:when|as soon as|once) i (?:return|get back|am back)
    in dringenden (?:fällen|angelegenheiten)|wenden sie sich (?:bitte )?an|nach meiner rückkehr
    e-?mails? (?:werden|wird) nicht (?:weitergeleitet|gelesen|bearbeitet)
    en cas d'urgence|à mon retour|en caso de urgencia|a mi regreso
    """),
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|hallo|guten tag|sehr geehrte[rs]?|liebe[rs]?|bonjour|hola)\b[^\n]{0,40}\n{1,2})?"
    r"(?:(?:thank|vielen dank|danke|merci|gracias)[^\n.!?]{0,60}[.!] ?\n{0,2})?",
    re.IGNORECASE,
)
_TURNED_TO_SOMEONE = re.compile(r"\b(?:but|so|aber|mais|pero|I'(?:m|ll))\b", re.IGNORECASE)


def reads_automatic(text: str, below: str = "") -> bool:
    """Whether these words, already cleaned, read like an automatic reply; `below` is what was left out below them.

    What a trigger sends is known without its words, so these must leave no doubt: a person who is not heard promises
    nothing and keeps nothing.
    """
    start = text[:_BEGINNING]
    small = start.lower()
    if not holds_any(small, _HINTS):
        return False
    if _HEADED.search(start[:_HEAD]) or _is_away(start):
        return True
    return (_says_so(start) or _acknowledges(start)) and not is_signed(text, below)


def _says_so(start: str) -> bool:
    """Whether a sentence says that a machine wrote this, or that nobody reads an answer to it."""
    machine = _MACHINE.search(start)
    if machine and _begins_sentence(start, machine.start()):
        return _REPLY.search(machine[0]) is not None or not speaks_for_itself(start)
    no_answer = _NO_ANSWER.search(start)
    return (
        no_answer is not None
        and _begins_sentence(start, no_answer.start())
        and not (speaks_for_itself(start) or does_something(start))
    )


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 6) : at].rstrip(" *_([#-")
    return not before or before[-1] in ".!?:;\n"


def _acknowledges(start: str) -> bool:
    """Whether a request is confirmed in the form for it: taken down under a number, with thanks or a phrase for all."""
    received = _RECEIVED.search(start)
    if received is None or _ELSEWHERE.match(start, received.end()) or not _NUMBERED.search(start):
        return False
    if speaks_for_itself(start) or does_something(start) or DAY.search(start):
        return False
    return _THANKS_FOR.search(start) is not None or _ROUTINE.search(start) is not None


def _is_away(start: str) -> bool:
    """Whether someone is away and says so to whoever writes: first of all, or with what to do in the meantime."""
    absent = _ABSENT.search(start)
    if absent is None:
        return False
    if _MEANWHILE.search(start):
        return True
    greeting = _GREETING.search(start)
    if absent.start() > (greeting.end() if greeting else 0):
        return False
    return not (_TURNED_TO_SOMEONE.search(start) or does_something(start))
