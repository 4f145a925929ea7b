"""Which of the languages that we read a text is in, by its common words.

Short texts are the rule in a helpdesk ("Will do by Friday."), so one sure word is enough as long as nothing speaks for
another language. The words of languages that we do not read stand here only so that they are not taken for one that we
do: Dutch "we" and "is" are no English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.languages.model import Language
from policies.reading.wordlist import words

LANGUAGES = (ENGLISH, GERMAN)
"""All that we read. A new language is a file in `languages` and its name here."""

_OTHERS = {
    "fr": """
        le la les un une des du de et est vous nous je il elle que qui pour pas dans sur avec votre vos notre
        nos ce cette ces au aux sont avons avez sera serez bonjour merci mais ou où plus très bien être fait
        faire demain lundi mardi mercredi jeudi vendredi samedi dimanche c'est j'ai d'ici colis commande
        cordialement semaine jour jours
    """,
    "es": """
        el la los las un una de del y es en que por para con no se su sus usted le les lo nos hemos está estamos
        son este esta hola gracias pero más muy mañana lunes martes miércoles jueves viernes sábado domingo
        pedido saludos estimado día días semana ha al como si
    """,
    "it": """
        il lo la gli le un una di del della che è e per con non si in da sono siamo ho abbiamo suo sua questo
        questa ciao grazie ma più molto domani lunedì martedì mercoledì giovedì venerdì sabato domenica ordine
        saluti giorno giorni settimana al nel vi ci
    """,
    "pt": """
        o a os as um uma de do da dos das e é em que por para com não se seu sua você nós foi está estamos são
        este esta olá obrigado obrigada mas mais muito amanhã segunda terça quarta quinta sexta pedido dia dias
        semana ao no na
    """,
    "nl": """
        de het een en van is zijn we wij u uw ik je jij dat dit voor niet met op aan er om te naar bij ook maar
        zal zullen wordt worden heeft hebben hallo bedankt dank morgen vandaag maandag dinsdag woensdag
        donderdag vrijdag zaterdag zondag bestelling groet week dag dagen als nog wel uiterlijk contact opnemen
    """,
    "pl": """
        i w z na do nie się jest to że za o od po dla jak czy są będzie pan pani państwo proszę dziękuję dzień
        dobry jutro poniedziałek wtorek środa środę czwartek piątek sobota niedziela zamówienie pozdrawiam już
        ale przez
    """,
    "sv": """
        och att det som en ett är på av för med inte vi du ni jag din er har till den om kan ska kommer hej tack
        men mycket imorgon måndag tisdag onsdag torsdag fredag lördag söndag hälsningar dag dagar vecka eller så
    """,
    "da": """
        og at det som en et er på af for med ikke vi du jeg din har til den om kan skal kommer hej tak men meget
        mandag tirsdag onsdag torsdag fredag lørdag søndag hilsen dag dage uge eller så
    """,
    "fi": """
        ja on ei että se hän minä me te ovat olen olemme myös kun niin mutta tai hei kiitos huomenna maanantai
        maanantaina perjantaina tilaus
    """,
    "cs": """
        a v na se je že to do s z za o po pro jako ale jsou děkuji dobrý den zítra pondělí úterý středa čtvrtek
        pátek objednávka jsme
    """,
    "tr": """
        ve bir bu da de için ile çok ne var yok siz biz merhaba teşekkürler sizi pazartesi cuma sipariş
    """,
    "id": """
        yang dan di ke dari untuk dengan anda kami tidak akan ini itu ada terima kasih besok
    """,
    "ro": """
        și să la cu pe nu este sunt din pentru mai vă noi mulțumesc bună mâine luni vineri comanda
    """,
    "hu": """
        a az és hogy nem egy is ez van meg de köszönöm holnap hétfő péntek önnek
    """,
}
"""Common words of languages that are not read."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LINK = re.compile(r"\S{0,60}(?:://|@)\S{0,400}")
_LOOKED_AT = 2_000
_FOREIGN_LETTERS = re.compile(
    "[áàâãåæçéèêëíìîïñóòôõøœúùûýąćęłńśźżčďěňřšťůžğışőűșț¿¡\u0370-\u1fff\u3040-\ud7ff]"
)
_GERMAN_LETTERS = re.compile(r"[äöüß]")
_FEW = 6
_LEAST_SHARE = 0.15
_AHEAD = 1.4


def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """What each common word says: for one language alone, much; for several, the less the more they are."""
    common = {language.code: language.common for language in LANGUAGES}
    for code, listed in _OTHERS.items():
        common.setdefault(code, words(listed))
    owners: dict[str, list[str]] = {}
    for code, all_words in common.items():
        for word in all_words:
            owners.setdefault(word, []).append(code)
    return {word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in owners.items()}


_WEIGHTS = _weights()


def language_of(text: str) -> Language | None:
    """The language of a text, or None where it is another one or too little is said; looks at its beginning."""
    start = _LINK.sub(" ", text[:_LOOKED_AT].lower())
    said = _WORD.findall(start)
    scores: dict[str, float] = {}
    known = 0
    for word in said:
        means = _WEIGHTS.get(word)
        if means is None and "'" in word:
            means = _WEIGHTS.get("'" + word.rsplit("'", 1)[1])
        if means:
            known += 1
            for code, weight in means:
                scores[code] = scores.get(code, 0.0) + weight
    if not known:
        return None
    foreign = len(_FOREIGN_LETTERS.findall(start))
    german = len(_GERMAN_LETTERS.findall(start))
    return _decide(scores, len(said), known, foreign, german)


def language_with(code: str | None) -> Language | None:
    """The language that is read and has this code, if there is one."""
    return next((language for language in LANGUAGES if language.code == code), None)


def languages_left(text: str) -> tuple[Language, ...]:
    """The languages that a text may be in of which `language_of` knows none: all that are read, or none of them.

    "Idiots!!!" holds no common word of any language. A word that is common only in languages that are not read speaks
    against all that are.
    """
    read = {language.code for language in LANGUAGES}
    start = _LINK.sub(" ", text[:_LOOKED_AT].lower())
    if _FOREIGN_LETTERS.search(start):
        return ()
    known = (_WEIGHTS.get(word) for word in _WORD.findall(start) if len(word) > 1)
    foreign = any(means and read.isdisjoint(code for code, _ in means) for means in known)
    return () if foreign else LANGUAGES


def _decide(
    scores: Mapping[str, float], count: int, known: int, foreign: int, umlauts: int
) -> Language | None:
    """The language that is read and well ahead of all others, if one is."""
    weighed = dict(scores)
    if "de" in weighed:
        weighed["de"] += min(umlauts, 3) * 0.5
    if count > _FEW and known < count * _LEAST_SHARE:
        return None
    best = max(LANGUAGES, key=lambda language: weighed.get(language.code, 0.0))
    score = weighed.pop(best.code, 0.0)
    others = max(weighed.values(), default=0.0) + foreign * 0.25
    return best if score >= 0.5 and score > others * _AHEAD else None  # noqa: PLR2004
