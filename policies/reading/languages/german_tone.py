"""How somebody sounds in German who is annoyed, angry or furious; the words of distress stand in `german_crisis`.

Smaller than the English list. Not read are dialect, irony without a set phrase, and long compounds made up for the moment.
"""

from __future__ import annotations

from policies.reading.languages.german_crisis import GERMAN_CRISIS
from policies.reading.phrases import VETO, later
from policies.reading.tone_words import Sign, ToneWords

_CLASSES = {
    "not": "nicht kein keine keinen keiner nie niemals",
    "very": "so sehr wirklich echt einfach total völlig absolut extrem mehr als ziemlich richtig langsam mittlerweile nur",
    "answer": "antwort rückmeldung reaktion nachricht rückruf lösung erklärung auskunft bescheid",
    "wrote": "geschrieben angerufen gemailt kontaktiert gefragt gemeldet nachgefragt reklamiert angeschrieben",
    "nth": "dritte dritten vierte vierten fünfte fünften sechste sechsten zehnte zehnten x hundertste tausendste",
    "many": "drei vier fünf sechs sieben acht zehn 3 4 5 6 7 8 10 mehreren mehrere unzählige unzähligen zig",
    "will": "werde will wollen möchte gehe müssen muss überlege sonst",
    "good": "toll tolle toller großartig super prima klasse bravo glückwunsch",
}

_FURY = """
    !stinksauer|wütend|fuchsteufelswild|stocksauer
    koche|kochen ..2 vor !wut
    !außer mir
    !empört|entsetzt|empörend
    <very> !sauer
    bin|sind ..2 !sauer
    !schnauze|nase|faxen voll|dicke
    habe|haben ..2 !satt
    es !reicht
    mir !reicht es|es?
    !unverschämtheit|unverschämt|frechheit|dreist|dreistigkeit
    !sauerei|saftladen|drecksladen|abzocke|betrüger|abzocker
    das !letzte $
    !schlechteste|schlechtester|schlechtesten|mieseste ..4 je|jemals|aller|überhaupt
    was !fällt ihnen ein
    !widerlich|ekelhaft
    am ende <very>..1 meiner !geduld
"""
_DISPLEASURE = """
    !inakzeptabel|unakzeptabel|unzumutbar|untragbar
    <not> !akzeptabel|hinnehmbar|zumutbar
    !lächerlich|peinlich|erbärmlich|armselig|katastrophal|katastrophe
    !enttäuscht|enttäuschend|enttäuschung|verärgert|ärgerlich|genervt|frustriert|frustrierend|unzufrieden
    <not> <very>..2 !zufrieden|glücklich|begeistert
    !nervt|ärgere
    ist|ein|eine <very>..2 !witz|zumutung|schande|farce|katastrophe
    !zeitverschwendung|geldverschwendung
    !unmöglich $
    <very> !schlecht|mies|schlechter|mieser|unprofessionell|unfreundlich|unfähig
    !unprofessionell|inkompetent|inkompetenz
    !schlechter|mieser|miserabler|furchtbarer|grauenhafter service|support|kundenservice|kundendienst|laden
    service|support|kundenservice|kundendienst|hotline ist <very>..2 !schlecht|mies|miserabel|furchtbar|grauenhaft|schrecklich
    kann|darf ..1 nicht|doch nicht? !wahr sein
    !schämen sie|sich
    das !geht ..1 nicht
    !unfassbar|unglaublich
"""
_REPEAT = """
    zum|das <nth> !mal
    <nth> !mail|email|nachricht|anruf|versuch|anfrage|beschwerde|erinnerung
    schon|bereits <many> !mal <wrote>
    !mehrfach|mehrmals|wiederholt|dreimal|viermal|fünfmal|xmal ..3 <wrote>
    !immer noch <not>|ohne <answer>
    !immer noch nichts
    noch immer !keine <answer>
    seit !wochen|monaten|ewigkeiten
    warte|warten|gewartet ..4 !wochen|monate|monaten|ewig
    !wie oft noch|muss|soll|denn
    wie !lange noch|soll|muss|denn
    !niemand|keiner antwortet|reagiert|meldet|hilft|zuständig|erreichbar|geantwortet
    !ignoriert|ignorieren mich|mich? werde|meine|uns
    werde ..2 !ignoriert
    schon !wieder
    !keine|keinerlei <answer> $
    !keine|keinerlei <answer> erhalten|bekommen|mehr
"""
_DEMAND = """
    vorgesetzten|vorgesetzte !sprechen
    !vorgesetzten|geschäftsführer|geschäftsleitung|chef sprechen|verlangen
    ich !verlange|fordere|bestehe
    will ..2 mein !geld
    mein|das !geld zurück $
    !sofort $
    setze|setzen|setzte ihnen ..2 !frist
    !unverzüglich
"""
_THREAT = """
    !anwalt|rechtsanwalt|anwältin einschalten|nehmen|beauftragen|übergeben|wird|meldet
    zum|meinen|meinem|einen !anwalt|rechtsanwalt
    rechtliche|juristische !schritte
    !verklage|verklagen
    !anzeige erstatten|erstatte
    !verbraucherzentrale|verbraucherschutz|schlichtungsstelle|ombudsmann|bundesnetzagentur
    schlechte|negative !bewertung|rezension
    eine|1 ein? !stern bewertung|rezension
    <will>|lasse|lassen ..3 !zurückbuchen
    nie|niemals ..1 !wieder ..3 bestellen|kaufen|einkaufen|buchen
    !bestelle|kaufe ..4 nie|niemals wieder|mehr
    vor !gericht
"""
_SARCASM = """
    <good> !leistung|service|arbeit|gemacht , ..6 verloren|kaputt|ignoriert|vergessen
    !danke|dankeschön für nichts
    na !toll|super|prima|klasse|bravo
    ja !toll|super|prima|klasse
    wollen|willst sie|du mich !veräppeln|verarschen|veralbern
    soll das ein !witz|scherz
    ist das ihr|euer|dein !ernst
    !herzlichen glückwunsch ..4 verloren|vergeigt|versaut
"""
_PLEASED = """
    !danke|dank|dankeschön
    !super|toll|perfekt|klasse|prima|wunderbar|großartig|begeistert|zufrieden
    !freue|gefreut|glücklich
    !liebe das|es|den|die
"""
_CALM = """
    <not> <very>..2 !wütend|sauer|enttäuscht|verärgert|genervt|empört|ärgerlich|unzufrieden|frustriert
    !sauer macht|eingelegt
    wann|ob|dass es !reicht
    es !reicht ,? wenn|aus|dass|völlig|auch|ja
    unglaublich|unfassbar !gut|schön|toll|nett|freundlich|schnell|lecker
    !unglaublich|unfassbar gut|schön|toll|nett|freundlich|schnell|lecker
    ab|per|nicht !sofort
    !immer noch zufrieden
    nicht !unmöglich
    bin|als|suche|arbeite ..3 !anwalt|rechtsanwalt|anwältin
"""

GERMAN_TONE = ToneWords(
    crisis=GERMAN_CRISIS,
    upset=later(
        {
            Sign.FURY: _FURY,
            Sign.DISPLEASURE: _DISPLEASURE,
            Sign.REPEAT: _REPEAT,
            Sign.DEMAND: _DEMAND,
            Sign.THREAT: _THREAT,
            Sign.SARCASM: _SARCASM,
            Sign.PLEASED: _PLEASED,
            VETO: _CALM,
        },
        _CLASSES,
    ),
)
