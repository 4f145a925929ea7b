"""German."""

from __future__ import annotations

from policies.reading.languages.german_abuse import GERMAN_ABUSE
from policies.reading.languages.german_promises import GERMAN_PROMISES
from policies.reading.languages.german_times import GERMAN_TIMES
from policies.reading.languages.german_tone import GERMAN_TONE
from policies.reading.languages.model import Language
from policies.reading.wordlist import words

# -- how the language is told ------------------------------------------------------------------------------------------
_COMMON = words("""
    ab aber alle alles als am an anruf auch auf aus bald bei bescheid bestellung bis bitte dank danke dann
    das dass dein deine dem den der des dich die dienstag diese diesen dieser dieses dir donnerstag dort du
    ein eine einem einen einer eines er erledigt es euch freitag für gern gerne gestern gruß grüße grüßen
    guten habe haben hallo hat hatte heute hier ich ihnen ihr ihre ihrem ihren ihrer im in innerhalb ist ja
    jetzt kann kein keine kommende kommenden können könnte liebe lieber lieferung man mehr mein meine melde
    melden meldet mich minuten mir mit mittwoch monat montag montags morgen nach nein nicht noch nur nächste
    nächsten nächster ob oder paket rückmeldung samstag schon sehr sein sie sind so sobald sofort soll
    sollte sonntag spätestens stunde stunden tag tage tagen um und uns unser unsere unserem vom von vor war
    waren was wenn wer werde werden werktag werktage werktagen wie wir wird wo woche wochen wurde wurden zu
    zum zur über übermorgen
""")

# -- times (words for times.py) ------------------------------------------------------------------------------------------

# They stand in `german_times`.

# -- commitments (words for promises.py) -----------------------------------------------------------------------------------

# They stand in `german_promises`.

# -- rough words (for abuse.py) --------------------------------------------------------------------------------------------

# They stand in `german_abuse` and the lists in `data`.

# -- tone (words for crisis.py and upset.py) -------------------------------------------------------------------------------

# They stand in `german_crisis` and `german_tone`.
GERMAN = Language(
    code="de",
    common=_COMMON,
    times=GERMAN_TIMES,
    commitments=GERMAN_PROMISES,
    abuse=GERMAN_ABUSE,
    tone=GERMAN_TONE,
)
