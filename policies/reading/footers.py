"""Lines that no person writes anew: devices, contact lines, opening hours, disclaimers, advertisements, initials."""

from __future__ import annotations

import re

from policies.reading.wordlist import any_of

LONGEST_LINE = 400
"""A longer line is none of a signature."""
LONGEST_FOOTER = 160

DEVICE_WORDS = (
    "sent ",
    "outlook",
    "esendet",
    "envoy",
    "enviado",
    "inviato",
    "verstuurd",
    "verzonden",
    "wysłan",
    "skickat",
    "sendt",
)
DEVICE = re.compile(
    "^"
    + any_of(r"""
    sent (?:from|via|with|using) (?:my|an?|the all[- ]new) [^\n.,;<]{2,50}
    sent (?:from|via|with|using) (?:yahoo|aol|gmail|outlook|proton ?mail|proton|mail|samsung|iphone|ipad|android|blackberry|mobile|spark|front)\b[^\n.,;]{0,50}
    get outlook for [^\n.<]{2,20}
    (?:von|vom) mein(?:em)? [^\n.]{2,40} gesendet|gesendet (?:von|mit|aus) [^\n]{2,60}
    outlook für [^\n.<]{2,20} (?:beziehen|herunterladen|abrufen)|diese nachricht wurde von meinem [^\n]{2,60} gesendet
    envoyé (?:de|depuis|à partir de) (?:mon|ma|l'|yahoo|outlook)[^\n]{2,50}|télécharger outlook pour [^\n<]{2,20}
    enviado (?:desde|do|de|a partir do) (?:mi|meu|o|yahoo|outlook)[^\n]{2,50}|obtener outlook para [^\n<]{2,20}
    inviato da(?:l mio)? (?:iphone|ipad|android|yahoo|outlook|telefono|mail)[^\n]{0,50}
    (?:verstuurd|verzonden) (?:met|vanaf|van|vanuit) (?:mijn|outlook|mail|yahoo)[^\n]{0,50}
    wysłane? z [^\n]{2,50}|skickat från (?:min|mitt|outlook)[^\n]{2,50}|sendt fra (?:min|mit|outlook)[^\n]{2,50}
    """)
    + r"[.!]?(?: ?<\S{1,300}>)?$",
    re.IGNORECASE,
)

CONTACT = re.compile(
    r"^\W{0,3}"
    + any_of(r"""
    (?:t|tel|telephone|phone|ph|m|mob|mobile|cell|f|fax|e|e-?mail|w|web|website|skype|telefon|tel\.-?nr|mobil|direct|office|address|linkedin|twitter|facebook|instagram|whatsapp)\b\.? ?[:|.+(]
    (?:https?://|www\.)\S{3,200}$
    [\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}$
    \+?[0-9][0-9 ()/.-]{8,24}$
    !\[[^\n\]]{0,80}\]\(\S{1,300}\)$
    """),
    re.IGNORECASE,
)
HOURS = re.compile(
    r"^\W{0,3}(?:(?:our|my|unsere|meine) )?"
    + any_of(r"""
    (?:office|opening|business|working|support|service|team|phone)? ?hours(?: of operation)?
    (?:öffnungs|geschäfts|büro|service|sprech|arbeits)zeiten
    """)
    + r"\b[^\n]{0,20}[:|]",
    re.IGNORECASE,
)

DISCLAIMER_WORDS = (
    "confiden", "scanned", "virus", "viren", "disclaimer", "legal", "intended", "recipient", "addressee", "environment", "privileged", "vertraulich", "hinweis", "in error",
    "exclusive", "may contain", "rechtlich", "ausschließlich", "adressat", "avvertenza", "riservat", "vertrouwelijk",
)  # fmt: skip
DISCLAIMER = re.compile(
    any_of(r"""
    ^\W{0,3}(?:confidentiality (?:notice|note)|legal (?:notice|disclaimer)|disclaimer|vertraulichkeitshinweis|avis de confidentialité|avvertenza)\b
    ^\W{0,3}(?:rechtlicher|wichtiger) hinweis ?:|^\W{0,3}aviso (?:legal|de confidencialidad)\b
    (?:this|the information (?:contained )?in this|the contents? of this) (?:e-?mail|message|communication|transmission)[^\n]{0,80}(?:confidential|intended (?:only|solely)|privileged|for the (?:sole|exclusive) use|may contain [^\n]{0,60}(?:confiden|privileged|proprietary|sensitive|personal|legal))
    if you (?:are not the (?:intended|named) (?:recipient|addressee)|(?:have )?received? (?:this|it) (?:(?:e-?mail|message|communication) )?(?:in error|by mistake))
    this (?:e-?mail|message) has been (?:scanned|checked) (?:for|by)|diese (?:e-?mail|nachricht) wurde [^\n]{0,60}auf viren|^virus-free\b
    please (?:consider|think (?:of|about)) the environment before
    diese (?:e-?mail|nachricht)[^\n]{0,60}(?:vertraulich|ausschließlich für|rechtlich geschützt)
    wenn sie nicht der (?:richtige|beabsichtigte) adressat
    (?:ce (?:message|courriel|mail)|cet e-?mail)[^\n]{0,80}confidentiel|este (?:correo|mensaje|e-?mail)[^\n]{0,80}confidencia
    questo messaggio[^\n]{0,80}riservat|dit (?:bericht|e-?mail)[^\n]{0,80}vertrouwelijk|esta mensagem[^\n]{0,80}confidencia
    """),
    re.IGNORECASE,
)

FOOTER = re.compile(
    r"^\W{0,3}"
    + any_of(r"""
    follow us|like us on|find us on|connect with us|join (?:our|the) (?:community|newsletter|conversation)|subscribe to our|unsubscribe
    manage (?:your )?preferences|view (?:this e-?mail |it )?in (?:your )?browser
    rate (?:this (?:conversation|reply|answer|chat|ticket)|your (?:experience|support)|our (?:support|service)|my (?:reply|answer|service))
    how (?:did|are) we (?:do|doing)|how would you rate|how was (?:your experience|our service|my service|the help you)
    this (?:e-?mail|message) is a service (?:from|of)|delivered by zendesk|powered by \w
    copyright|\(c\) ?(?:19|20)[0-9]{2}|©|all rights reserved
    visit (?:us at|us on|our (?:website|help cent(?:er|re)|faqs?|blog|store|shop))|check out our (?:blog|website|help cent(?:er|re)|faqs?|new|latest)|download (?:our|the) app
    folgen sie uns|newsletter (?:abonnieren|abbestellen)|alle rechte vorbehalten|bewerten sie (?:uns|unser|diese)
    amtsgericht|registergericht|geschäftsführer(?:in)? ?:|handelsregister|ust-?id
    registered (?:office|in (?:england|scotland|ireland))|company (?:number|no|reg)|vat (?:no|number|reg)
    \[[A-Z0-9]{4,8}-[A-Z0-9]{4,8}\]$|ticket[- ]?id ?:
    """),
    re.IGNORECASE,
)

INITIALS = re.compile(
    any_of(r"""
    (?: |^)\^[A-Za-z]{1,3}$
    [.!?)] (?:[-~*] ?[A-Z][a-z]{1,14}|[-/~*] ?[A-Z]{2,3})$
    ^(?:[-~*] ?[A-Z][a-z]{1,14}|[-/~*] ?[A-Z]{2,3})$
    """)
)
RULE = re.compile(r"^[-_=*](?: ?[-_=*]){1,79}$")
POSTSCRIPT = re.compile(
    r"^(?:p\.? ?p?\.? ?s\b\.?|edit|nachtrag|also|oh|one more thing|by the way|btw|übrigens)[ :,.-]|^#[^\W\d_]",
    re.IGNORECASE,
)
DASHES = re.compile(r"^(?:--|__)$")
"""The line that e-mail programs set above a signature."""
