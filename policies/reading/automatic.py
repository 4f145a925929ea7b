"""Whether words were sent by a machine: acknowledgements and notes of absence. What a person wrote by hand is not."""

from __future__ import annotations

import re

_BEGINNING = 600
"""Such messages say it at once; further down it is a quotation or a signature."""

_HEADED = re.compile(
    r"^\W{0,4}(?:automatic reply|automated reply|auto-?reply|autoresponse|auto-?response|out[- ]of[- ]office(?: reply| message| notice)?|automatische antwort"
    r"|abwesenheitsnotiz|abwesenheitsmeldung|abwesenheitsassistent|automatische rückmeldung|réponse automatique|message d'absence|absence du bureau"
    r"|respuesta automática|fuera de la oficina|risposta automatica|resposta automática|automatisch antwoord|autosvar)(?: ?[:.!|-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_SAYS_SO = re.compile(
    r"\bthis is an? (?:automated|automatic|auto-?generated|automatically generated|system[- ]generated) (?:message|reply|response|e-?mail|notification|acknowledg\w{0,8})"
    r"|\bthis (?:e-?mail|message|reply|response) (?:was|is|has been) (?:automatically (?:generated|sent|created)|sent automatically|generated automatically|auto-?generated)"
    r"|\b(?:please )?do not (?:reply|respond) to this (?:automated |automatic |auto-?generated )?(?:e-?mail|message)"
    r"|\bdies ist eine automati\w{3,12} (?:generierte |erstellte |versendete )?(?:nachricht|antwort|e-?mail|benachrichtigung|eingangsbestätigung)"
    r"|\bdiese (?:e-?mail|nachricht) wurde automatisch (?:erstellt|generiert|erzeugt|versendet|verschickt)"
    r"|\bbitte antworten sie nicht auf diese (?:e-?mail|nachricht)"
    r"|\b(?:ceci est|il s'agit d'|cet? (?:e-?mail|message|courriel) est) un(?:e)? (?:message|réponse|e-?mail|courriel) automatique"
    r"|\beste es un (?:mensaje|correo) (?:automático|generado automáticamente)|\besta es una respuesta automática"
    r"|\bquesto è un messaggio automatico|\besta é uma (?:mensagem|resposta) automática|\bdit is een automatisch",
    re.IGNORECASE,
)
_THANKS_FOR = re.compile(
    r"\bthank(?:s| you) (?:very much |so much )?for (?:contacting|reaching out|writing|getting in touch|your (?:e-?mail|message|request|inquiry|enquiry|ticket|submission|interest))"
    r"|\b(?:vielen |besten |herzlichen )?dank(?:e)? für (?:ihre|deine|eure|die) (?:nachricht|anfrage|e-?mail|mail|kontaktaufnahme|mitteilung)"
    r"|\bmerci (?:de nous avoir contactés?|pour votre (?:message|demande|e-?mail))|\bnous vous remercions (?:de|pour) votre (?:message|demande)"
    r"|\bgracias por (?:contactar|ponerse en contacto|su (?:mensaje|consulta|correo))",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"\b(?:we have|we've|we) (?:successfully )?received your (?:\w{1,12} )?(?:request|message|e-?mail|inquiry|enquiry|ticket|submission|query)\b"
    r"|\byour (?:support )?(?:request|ticket|message|e-?mail|inquiry|enquiry|case)(?: [^\n.!?]{1,30})? (?:has been|was|is being) (?:successfully )?(?:received|created|logged|registered|submitted|opened|queued)"
    r"|\ba (?:new )?(?:support )?(?:ticket|case|request) (?:has been|was) (?:created|opened|logged)"
    r"|\bwir haben (?:ihre|deine) (?:anfrage|nachricht|e-?mail|mail|mitteilung) erhalten|\b(?:ihre|deine) (?:anfrage|nachricht|e-?mail) (?:ist|wurde)(?: [^\n.!?]{1,30})? (?:eingegangen|registriert|erhalten|angelegt)"
    r"|\bnous avons bien reçu votre|\bvotre demande a (?:bien )?été (?:reçue|enregistrée)|\bhemos recibido su (?:mensaje|solicitud|consulta|correo)|\bsu solicitud ha sido (?:recibida|registrada)",
    re.IGNORECASE,
)
_BY_HAND = re.compile(r"\b(?:I|I'(?:ll|ve|m|d)|ich|je|j'ai|yo)\b")

_ABSENT = re.compile(
    r"\b(?:i am|i'm|i will be|i'll be) (?:currently |presently |now )?(?:out of (?:the |my )?office|away(?: from (?:the|my) (?:office|desk))?|on (?:annual |parental |maternity |paternity |sick )?leave|on (?:vacation|holiday|holidays))"
    r"[^\n.!?]{0,60}?\b(?P<back>until|till|through|from|returning|and will (?:be back|return)|with (?:limited|no) access)"
    r"|\bich bin (?:derzeit |zur ?zeit |aktuell |momentan |leider )?(?:bis (?:zum |einschließlich )?[^\n.!?]{2,30} |ab [^\n.!?]{2,30} )?(?:nicht im (?:büro|haus)|abwesend|außer haus|im urlaub|nicht erreichbar|in elternzeit)"
    r"|\bje suis (?:actuellement )?(?:absente?|en congés?|hors du bureau)[^\n.!?]{0,40}?\b(?:jusqu|du|de retour)"
    r"|\b(?:estoy|estaré) (?:actualmente )?(?:fuera de la oficina|de vacaciones|ausente)[^\n.!?]{0,40}?\b(?:hasta|del)",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(
    r"\b(?:limited|no) access to (?:my )?(?:e-?mails?|mails?)|\b(?:for|in) (?:any )?urgent (?:matters|cases|issues|requests|enquiries|inquiries)|\bif (?:it is|this is|your (?:request|matter|message) is) urgent"
    r"|\bplease (?:contact|reach out to|write to|call) (?:my colleague|our|the|[\w.+-]{1,64}@)|\b(?:up)?on my return|\bwhen i (?:return|get back|am back)|\bas soon as i (?:return|get back|am back)"
    r"|\bin dringenden (?:fällen|angelegenheiten)|\bwenden sie sich (?:bitte )?an|\bnach meiner rückkehr|\be-?mails werden nicht (?:weitergeleitet|gelesen)|\bwird nicht weitergeleitet"
    r"|\ben cas d'urgence|\bà mon retour|\ben caso de urgencia|\ba mi regreso",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|hallo|guten tag|sehr geehrte[rs]?|liebe[rs]?|bonjour|hola)\b[^\n]{0,40}\n+)?(?:(?:thank|vielen dank|danke|merci|gracias)[^\n.!?]{0,60}[.!] ?\n*)?",
    re.IGNORECASE,
)
_HAND_TURN = re.compile(r"\b(?:but|so|aber|mais|pero)\b|\bI'(?:m|ll)\b", re.IGNORECASE)


def reads_automatic(text: str) -> bool:
    """Whether these words, already cleaned, read like an automatic reply."""
    start = text[:_BEGINNING]
    if _HEADED.search(start[:120]) or _SAYS_SO.search(start):
        return True
    thanks = _THANKS_FOR.search(start)
    if (
        (received := _RECEIVED.search(start))
        and (thanks or received.start() < 80)
        and not _BY_HAND.search(text)
    ):  # noqa: PLR2004
        return True
    return _absent(start)


def _absent(start: str) -> bool:
    """Whether someone is away and says so to whoever writes: first of all, or with what to do in the meantime."""
    absent = _ABSENT.search(start)
    if absent is None:
        return False
    if _MEANWHILE.search(start):
        return True
    greeting = _GREETING.search(start)
    return absent.start() <= (greeting.end() if greeting else 0) + 4 and not _HAND_TURN.search(start)
