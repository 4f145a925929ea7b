"""How German commits: its words by what they do in a sentence, and the shapes of a commitment.

The finite verb stands second and the rest of it last, so times and objects lie between the two; a sentence may begin
with its time, and then the subject follows the verb. Infinitives and the first person plural look alike, and so do
"Sie" and "sie".
"""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Kind, Shape, grammar
from policies.reading.languages.german_verbs import ACTION, CONTACT, done, present

_WORDS = {
    Kind.ARTICLE: """der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, neue, neuen, neuer, neues, dieser, diese,
dieses, diesen, diesem, weitere, weiteren, genaue""",
    Kind.OURS: "unser, unsere, unserem, unseren, unserer, unseres, mein, meine, meinem, meinen, meiner",
    Kind.IT: "es, dies, alles",
    Kind.STAFF: """frau, herr, team, kollege, kollegin, kollegen, kolleginnen, mitarbeiter, mitarbeiterin, mitarbeitende, techniker,
technikerin, abteilung, fachabteilung, support, buchhaltung, kundenservice, kundendienst, spezialist, spezialistin, ingenieur,
monteur, berater, beraterin, jemand, versand, lager, technik, entwicklung, entwickler, vorgesetzter, teamleiter, serviceteam,
supportteam, werkstatt, rechnungsabteilung, versandteam, ansprechpartner""",
    Kind.PARTY: """kurier, lieferant, hersteller, händler, spediteur, spedition, verkäufer, bank, dhl, ups, dpd, hermes,
paketdienst, zusteller, fahrer""",
    Kind.REPLY: """antwort, rückmeldung, bescheid, nachricht, update, anruf, rückruf, e-mail, mail, email, information,
informationen, ergebnis, auskunft, stellungnahme, zwischenstand, neuigkeiten, bestätigung, details""",
    Kind.REFUND: "erstattung, rückerstattung, gutschrift, ersatz, ersatzgerät, ersatzlieferung, geld, rechnung, angebot",
    Kind.DUE: "das nächste update, nächste update, nächste info, weitere infos, nächstes update, nächste rückmeldung, nächste aktualisierung, nächster zwischenstand, nächste meldung",
    Kind.ARRIVAL: "liefertermin, voraussichtlicher liefertermin, voraussichtliche lieferung, neuer liefertermin, lieferdatum, zustelltermin",
    Kind.ACTION_NOW: f"""{present(ACTION)}, versuche es, versuchen es, versucht es, schick, sende, senden, sendet, schicke, schicken, schickt, versende, versenden, versendet, verschicke,
verschicken, liefere, liefern, liefert, erstatte, erstatten, erstattet, überweise, überweisen, überweist, prüfe, prüfen,
prüft, überprüfe, überprüfen, überprüft, kläre, klären, klärt, bearbeite, bearbeiten, bearbeitet, behebe, beheben, behebt,
repariere, reparieren, repariert, tausche, tauschen, tauscht, ersetze, ersetzen, storniere, stornieren, storniert,
korrigiere, korrigieren, korrigiert, veranlasse, veranlassen, veranlasst, leite, leiten, leitet, kümmere, kümmern, kümmert,
erledige, erledigen, erledigt, erstelle, erstellen, erstellt, buche, buchen, bucht, schalte, schalten, schaltet, aktiviere,
aktivieren, aktiviert, stelle, stellen, stellt, aktualisiere, aktualisieren, löse, lösen, löst, untersuche, untersuchen,
untersucht, schaue, schauen, schaut, sehe, sehen, bringe, bringen, bringt, hole, holen, holt, vereinbare, vereinbaren,
verlängere, verlängern, frage, fragen, fragt, reiche, reichen, spiele, spielen, lasse, lassen, mache, machen, macht,
besorge, besorgen, bestelle, bestellen, reserviere, reservieren, richte, richten, entsperre, entsperren, übernehme,
übernehmen, übernimmt, analysiere, analysieren, gehe der, gehen der, werte, werten, baue, bauen, tausche aus""",
    Kind.CONTACT_NOW: f"""{present(CONTACT)}, meld, ruf, melde, melden, meldet, antworte, antworten, antwortet, rufe, rufen, ruft, schreibe, schreiben,
schreibt, informiere, informieren, informiert, benachrichtige, benachrichtigen, benachrichtigt, kontaktiere, kontaktieren,
kontaktiert, gebe, geben, gibt, teile, teilen, bestätige, bestätigen, bestätigt, nehme, nehmen, nimmt, halte, halten, setze,
setzen, setzt, sage, sagen, verständige, verständigen""",
    Kind.CONTACT: """anrufen, zurückrufen, zurückmelden, rückmelden, mitteilen, nachfassen, anzurufen, zurückzurufen,
zurückzumelden, mitzuteilen, kontakt aufnehmen, in verbindung setzen, telefonieren""",
    Kind.ACTION: """zusenden, zuschicken, nachreichen, weiterleiten, austauschen, gutschreiben, zurückerstatten, freischalten,
bereitstellen, ausliefern, abholen, ausstellen, einspielen, nachsehen, nachschauen, ansehen, anschauen, abschließen,
fertigstellen, wiederherstellen, zurückzahlen, nachliefern, umsetzen, einrichten, zukommen lassen, auszutauschen, gutzuschreiben,
freizuschalten, zuzusenden, abzuschließen, fertigzustellen, wiederherzustellen, auszuliefern, anbieten, anzubieten, beizulegen, nachholen, zusammenstellen, durchgehen, rausschicken,
rauszuschicken, hochladen, hochzuladen, einreichen, einzureichen, nachbessern, veröffentlichen, vorbeikommen""",
    Kind.ACTION_DONE: f"""{done(ACTION)}, versendet, versandt, verschickt, geschickt, gesendet, zugesandt, zugeschickt, erstattet,
zurückerstattet, überwiesen, gutgeschrieben, bearbeitet, behoben, geliefert, ausgeliefert, zugestellt, repariert, ersetzt,
ausgetauscht, storniert, korrigiert, geprüft, überprüft, geklärt, erledigt, freigeschaltet, aktiviert, gelöst, abgeholt,
wiederhergestellt, aktualisiert, eingespielt, ausgestellt, erstellt, abgeschlossen, fertiggestellt, bereitgestellt,
weitergeleitet, umgesetzt, nachgereicht, nachgeliefert, eingerichtet, entsperrt, veröffentlicht, ausgezahlt, übergeben""",
    Kind.CONTACT_DONE: f"{done(CONTACT)}, kontaktiert, informiert, benachrichtigt, angerufen, zurückgerufen, verständigt, beantwortet",
    Kind.ARRANGED: """vereinbart, gebucht, eingeplant, terminiert, angesetzt, verschoben, reserviert, bestätigt, beauftragt, eingetragen, eingebucht, geplant, vorgesehen,
vorgemerkt, angemeldet, notiert""",
    Kind.CALM: """bitte beachten sie, beachten sie bitte, bitte seien sie versichert, seien sie versichert, keine sorge,
bitte entschuldigen sie, entschuldigen sie bitte, bitte haben sie verständnis, haben sie bitte verständnis""",
    Kind.READY: """fertig, da, bereit, verfügbar, online, wieder da, bei ihnen, bei dir, wieder verfügbar, startklar,
zurück bei ihnen, im haus, auf ihrem konto, unterwegs, raus, hinaus, heraus, in den versand, in die post, auf den weg, auf die reise""",
    Kind.GOING: "geht, gehen",
    Kind.NICE: "zeit, gelegenheit, frist, möglichkeit, urlaub, termin",
    Kind.FORECAST: "erreichen, ankommen, eintreffen, erscheinen, vorliegen, laufen, funktionieren, kommen, folgen",
    Kind.FORECAST_NOW: "kommt, trifft, verlässt, erscheint, folgt, erreicht, ankommt, eintrifft, vorliegt, läuft, funktioniert",
    Kind.BACK: "auf sie zu, auf dich zu, auf sie zurück, auf euch zu, auf dich zurück",
    Kind.RECEIVE: "erhalten, bekommen, erhältst, bekommst, kriegen, sehen",
    Kind.HEAR: "hören, hörst, wissen, weiß",
    Kind.EXPECT: "erwarten, rechnen, verlassen",
    Kind.TAKE: "dauern",
    Kind.SELF: "ich, wir",
    Kind.US: "mir, uns",
    Kind.YOU: "sie, ihnen, du, dir, dich, euch",
    Kind.YOUR: "ihr, ihre, ihrem, ihren, ihrer, ihres, dein, deine, deinem, deinen, deiner, eure, euren, eurer",
    Kind.SOFT: """hoffe, hoffen, versuche, versuchen, plane, planen, bemühe, bemühen, beabsichtige, beabsichtigen, gehe davon
aus, gehen davon aus, gehe ich davon aus, gehen wir davon aus, rechne, strebe, streben, will, wollen, habe vor, haben vor""",
    Kind.PERFORM: "verspreche, versprechen, garantiere, garantieren, versichere, versichern",
    Kind.SHOULD: "sollte, sollten, solltest, müsste, müssten",
    Kind.CAN: "kann, können, kannst, könnte, könnten, würde, würden, darf, dürfen, möchte, möchten",
    Kind.MUST: "muss, müssen, musst, brauche, brauchen, benötige, benötigen, bräuchten, bräuchte",
    Kind.DENIAL: "leider erst, unwahrscheinlich, bezweifle, bezweifeln, unklar, ungewiss",
    Kind.SAID: "sagten, erwähnten, schrieben, meinten, gesagt, geschrieben, erwähnt, sagtest, schriebst, behaupteten, sagte",
    Kind.COMPLEMENT: "ob, dass",
    Kind.PAST: """wurde, wurden, hatte, hatten, war, waren, habe, hat, worden, gewesen, konnte, konnten, hätte, hätten,
wäre, wären""",
    Kind.ADVERB: """noch, gern, gerne, dann, auch, persönlich, natürlich, selbstverständlich, auf jeden fall, schon, jetzt,
erneut, wieder, nochmals, nochmal, direkt, damit, hiermit, darum, dazu, mich, sicher, bestimmt, gleich, selbst, heute noch,
zunächst, erst, einmal, mal, weiterhin, also, daher, deshalb, parallel, aktiv, intern, automatisch, per, gründlich, ebenfalls""",
    Kind.SOFTENER: """voraussichtlich, wahrscheinlich, vermutlich, hoffentlich, möglichst, eventuell, vielleicht, wohl""",
    Kind.GENERIC: """in der regel, normalerweise, üblicherweise, meistens, meist, durchschnittlich, im durchschnitt, generell,
grundsätzlich, gewöhnlich, immer, jeden, erfahrungsgemäß, im schnitt, täglich, stets, im allgemeinen, typischerweise""",
    Kind.VAGUE: """bald, in kürze, demnächst, so bald wie möglich, sobald wie möglich, so schnell wie möglich,
schnellstmöglich, schnellstmöglichst, baldmöglichst, zeitnah, umgehend, sofort, unverzüglich, baldigst, alsbald,
so rasch wie möglich, kurzfristig""",
    Kind.IF: "wenn, falls, sofern, vorausgesetzt, es sei denn, je nachdem, abhängig, soweit",
    Kind.EVENT: """sobald, nachdem, nach eingang, nach erhalt, nach prüfung, wenn ich, wenn wir, wenn es neuigkeiten, nach freigabe,
nach abschluss, ab versand, nach zahlungseingang""",
    Kind.SUBORDINATE: "weil, obwohl, während, denn, damit sie, wobei, zumal",
    Kind.AND: "und, aber, oder, sowie, sondern, jedoch",
    Kind.AT: "bis, um, am, im, in, innerhalb, binnen, vor, spätestens, an, zum, zur, von, vom, mit, für, auf, zu, nach",
    Kind.PLEASE: "bitte, bitten, bittet",
    Kind.REQUEST: """melde dich, meld dich, schick uns, schick mir, sende uns, sende mir, sag uns, sag mir, gib uns, gib mir bescheid,
nutzen, verwenden, wenden, klicken, starten, füllen, achten, beachten, warten, versuchen sie""",
    Kind.STOP: "sehen uns, sehen wir uns, hören uns, hören wir uns, sprechen uns, sehe dich, freue mich, freuen uns, freue, freuen",
    Kind.WAIT: """geben sie mir, geben sie uns, bitte geben sie mir, bitte geben sie uns, geben sie mir bitte, geben sie uns bitte,
gib mir, gib uns, gib mir bitte, gib uns bitte, bitte haben sie, haben sie bitte, gedulden sie sich, bitte gedulden sie sich,
bitte gedulden sie sich noch, einen moment geduld, einen moment bitte, moment bitte, einen augenblick bitte, geben sie unserem team""",
    Kind.NOT: """nicht, kein, keine, keinen, keinem, keiner, keines, nie, niemals, weder, ohne, niemand, nichts""",
    Kind.BE: "sein",
    Kind.BE_FINITE: "ist, sind, bin, bist, seid",
    Kind.HAVE: "haben, hast",
    Kind.WILL: "werde, werden, wird, wirst, werdet",
}

_GAP = "[^ NOT BREAK COMMA IF EVENT SUBORDINATE AND QUESTION QUOTE WILL PAST]{0,10}?"
_OVER_COMMA = "[^ NOT BREAK IF EVENT SUBORDINATE AND QUESTION QUOTE PAST]{0,14}?"
_FILL = "[ADVERB SOFTENER VAGUE TIME]{0,4}"
_SAYING = "[CONTACT_NOW ACTION_NOW]"
_DOING = "[CONTACT ACTION CONTACT_NOW ACTION_NOW]"
_DONE = "[CONTACT_DONE ACTION_DONE]"
_STAFF = "(?:[ARTICLE OURS] [OTHER]{0,2} [STAFF PARTY] | STAFF | PARTY)"
_ANSWER = "(?= [^ BREAK COMMA AND NOT NICE]{0,9} REPLY)"
_REFUND = "(?= [^ BREAK COMMA AND NOT]{0,9} REFUND)"

_AT_END = "(?! ADVERB{0,2} (?: [ACTION_DONE CONTACT_DONE] | OTHER OTHER ))"

_SHAPES = (
    Shape("give me", "(?P<verb>WAIT) COMMA? [^ BREAK COMMA]{0,3} TIME", About.CONTACT, 0.8, waits=True),
    Shape("we do", f"SELF {_FILL} (?P<verb>{_SAYING})", timed=False),
    Shape("we do", f"(?P<verb>{_SAYING}) YOU? SELF", timed=False),
    Shape(
        "someone does",
        f"(?:STAFF|PARTY) [ARTICLE OURS OTHER AT]{{0,3}} {_FILL} (?P<verb>{_SAYING})",
        confidence=0.8,
    ),
    Shape("someone does", f"(?P<verb>{_SAYING}) [YOU US ADVERB]{{0,3}} {_STAFF}", confidence=0.8),
    Shape("we will", f"SELF {_FILL} WILL {_GAP} (?P<verb>{_DOING})", timed=False),
    Shape("we will", f"WILL [YOU US]{{0,2}} SELF {_GAP} (?P<verb>{_DOING})", timed=False),
    Shape("someone will", f"{_STAFF} [OTHER]{{0,2}} {_FILL} WILL {_GAP} (?P<verb>{_DOING})", timed=False),
    Shape("someone will", f"WILL [YOU US ADVERB]{{0,3}} {_STAFF} {_GAP} (?P<verb>{_DOING})", timed=False),
    Shape("you hear", f"(?:YOU {_FILL} (?P<verb>HEAR))", About.CONTACT, timed=False),
    Shape("you hear", "(?P<verb>HEAR) YOU", About.CONTACT, timed=False),
    Shape("you get an answer", f"YOU {_FILL} (?P<verb>[RECEIVE HAVE]) {_ANSWER}", About.CONTACT, timed=False),
    Shape("you get an answer", f"(?P<verb>[RECEIVE HAVE]) YOU {_ANSWER}", About.CONTACT, timed=False),
    Shape("you get your money", f"YOU {_FILL} (?P<verb>RECEIVE) {_REFUND}", About.ACTION),
    Shape("you get your money", f"(?P<verb>RECEIVE) YOU {_REFUND}", About.ACTION),
    Shape("you get", f"YOU {_FILL} (?P<verb>RECEIVE)", About.FORECAST),
    Shape("you get", "(?P<verb>RECEIVE) YOU", About.FORECAST),
    Shape(
        "you will hear", f"(?:YOU {_FILL} WILL|WILL YOU) {_GAP} (?P<verb>HEAR)", About.CONTACT, timed=False
    ),
    Shape(
        "you will get",
        f"(?:YOU {_FILL} [WILL SHOULD]|[WILL SHOULD] YOU) {_GAP} (?P<verb>[RECEIVE HAVE])",
        About.FORECAST,
    ),
    Shape(
        "you can expect", f"(?:YOU {_FILL} CAN|CAN YOU) {_GAP} (?P<verb>EXPECT)", About.CONTACT, timed=False
    ),
    Shape("expect", "^ [ADVERB PLEASE TIME]{0,3} (?P<verb>EXPECT) YOU", About.CONTACT),
    Shape("it will be done", f"WILL {_GAP} (?P<verb>{_DONE})", timed=False),
    Shape("it will be there", f"WILL {_GAP} (?P<verb>READY) BE", About.FORECAST),
    Shape("it will", f"WILL {_GAP} (?P<verb>FORECAST)", About.FORECAST),
    Shape("it will take", f"WILL {_GAP} TIME {_GAP} (?P<verb>TAKE)", confidence=0.75),
    Shape(
        "it should be done",
        f"SHOULD {_GAP} (?P<verb>[CONTACT_DONE ACTION_DONE READY FORECAST])",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we should",
        f"(?:SELF {_FILL} SHOULD|SHOULD SELF) {_GAP} (?P<verb>{_DOING})",
        confidence=0.8,
        soft=True,
        deadline=True,
    ),
    Shape("it is there", f"BE_FINITE {_GAP} TIME {_GAP} (?P<verb>READY) {_AT_END}", About.FORECAST, 0.8),
    Shape("it is done", f"BE_FINITE TIME {_GAP} (?P<verb>{_DONE})", confidence=0.75),
    Shape(
        "it is done",
        f"TIME BE_FINITE {_GAP} (?P<verb>{_DONE}) (?! ADVERB? PAST)",
        confidence=0.7,
        deadline=True,
    ),
    Shape("it goes out", f"(?P<verb>GOING) {_GAP} READY", About.ACTION, 0.8, pointed=True),
    Shape(
        "by then you have it",
        "TIME (?P<verb>HAVE) YOU (?! [^ COMMA BREAK AND]{0,3} NICE)",
        About.FORECAST,
        0.75,
        deadline=True,
    ),
    Shape("who will", f"COMMA ARTICLE {_GAP} (?P<verb>{_DOING}) WILL", confidence=0.75),
    Shape(
        "someone comes",
        f"(?: {_STAFF} {_FILL} (?P<verb>FORECAST_NOW) | FORECAST_NOW [YOU US ADVERB TIME]{{0,3}} {_STAFF} )",
        About.ACTION,
        0.8,
        pointed=True,
    ),
    Shape("it is there", f"TIME BE_FINITE {_GAP} (?P<verb>READY)", About.FORECAST, 0.8),
    Shape(
        "we have arranged",
        f"SELF {_FILL} [HAVE PAST] {_GAP} (?P<verb>ARRANGED)",
        About.ACTION,
        0.85,
        dated=True,
    ),
    Shape("it is arranged", f"BE_FINITE {_GAP} (?P<verb>ARRANGED)", About.ACTION, 0.85, dated=True),
    Shape("we know then", "(?:SELF (?P<verb>HEAR))", About.CONTACT, 0.7, deadline=True),
    Shape("we know then", "(?P<verb>HEAR) SELF", About.CONTACT, 0.7, deadline=True),
    Shape(
        "we hope to",
        f"(?:SELF {_FILL} SOFT|SOFT SELF|SOFT) {_OVER_COMMA} (?P<verb>[CONTACT ACTION CONTACT_NOW ACTION_NOW CONTACT_DONE ACTION_DONE READY FORECAST FORECAST_NOW])",
        confidence=0.85,
        soft=True,
    ),
    Shape("it comes", f"COMPLEMENT {_GAP} (?P<verb>FORECAST_NOW)", About.FORECAST, 0.8),
    Shape("it will be done", f"COMPLEMENT {_GAP} (?P<verb>{_DONE}) WILL"),
    Shape("it comes", "(?<! YOU) (?P<verb>FORECAST_NOW)", About.FORECAST, 0.8, pointed=True),
    Shape(
        "we come to you",
        f"(?:SELF OTHER|SELF FORECAST|OTHER SELF|FORECAST SELF) {_GAP} (?P<verb>BACK)",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "we promise",
        f"(?:SELF {_FILL} PERFORM|PERFORM SELF) {_OVER_COMMA} (?P<verb>[REPLY REFUND CONTACT ACTION CONTACT_NOW ACTION_NOW ACTION_DONE])",
        confidence=0.85,
    ),
    Shape(
        "the next one is at",
        "(?P<verb>DUE) [BE_FINITE WILL BREAK AT ADVERB SOFTENER OTHER CONTACT_NOW FORECAST_NOW IT]{0,4} TIME",
        About.CONTACT,
        0.8,
        waits=True,
    ),
    Shape(
        "it is expected at",
        "(?P<verb>ARRIVAL) [BE_FINITE WILL BREAK AT ADVERB SOFTENER OTHER CONTACT_NOW FORECAST_NOW IT]{0,4} TIME",
        About.FORECAST,
        0.8,
        waits=True,
    ),
    Shape(
        "doing (no subject)",
        f"(?: ^ | [COMMA BREAK] ) {_FILL} (?P<verb>[CONTACT_NOW ACTION_NOW]) (?! YOU) (?! US [ARTICLE YOUR])",
        confidence=0.7,
    ),
    Shape(
        "we have done, and do",
        f"SELF {_FILL} HAVE [^ NOT BREAK COMMA IF EVENT SUBORDINATE AND QUESTION QUOTE]{{1,9}} AND {_FILL} (?P<verb>{_SAYING}) (?! YOU)",
        timed=False,
    ),
    Shape(
        "we do, and do",
        f"SELF {_FILL} [CONTACT_NOW ACTION_NOW OTHER BE_FINITE] [^ NOT BREAK COMMA IF EVENT SUBORDINATE AND QUESTION QUOTE]{{0,9}} AND {_FILL} (?P<verb>{_SAYING})",
        timed=False,
    ),
    Shape("and do", f"AND {_FILL} (?P<verb>{_DOING}) (?! YOU)", confidence=0.85, chained=True),
    Shape("and will", f"AND {_FILL} WILL {_GAP} (?P<verb>{_DOING})", timed=False),
)

_REQUESTS = f"""
PLEASE
| (?: ^ | [COMMA BREAK AND] ) ADVERB{{0,2}} (?: REQUEST | [CONTACT_NOW ACTION_NOW] [YOU US] )
| CAN YOU (?! {_GAP} EXPECT) | YOU {_FILL} CAN (?! {_GAP} EXPECT)
| YOU {_FILL} MUST | MUST YOU
"""

GERMAN_PROMISES = grammar(
    words=_WORDS,
    shapes=_SHAPES,
    requests=_REQUESTS,
    customer_events="EVENT YOU | EVENT SELF? YOUR | EVENT YOUR | ^ SHOULD YOU",
    fences="SUBORDINATE | PLEASE | AND YOU | [COMMA AND] CAN YOU",
    triggers=(
        Kind.WILL,
        Kind.SOFT,
        Kind.SHOULD,
        Kind.CONTACT_NOW,
        Kind.ACTION_NOW,
        Kind.FORECAST_NOW,
        Kind.FORECAST,
        Kind.RECEIVE,
        Kind.HEAR,
        Kind.EXPECT,
        Kind.WAIT,
        Kind.DUE,
        Kind.ARRIVAL,
        Kind.READY,
        Kind.BACK,
        Kind.PERFORM,
        Kind.GOING,
        Kind.BE_FINITE,
        Kind.HAVE,
        Kind.ARRANGED,
    ),
    abbreviations="""z.b, bzw, ca, nr, tel, str, dr, prof, hr, fr, evtl, ggf, inkl, usw, u.a, d.h, std, min, mo, di, mi, do, fr, sa,
so, jan, feb, apr, jun, jul, aug, sept, okt, nov, dez, max, vgl, abt, zzgl, vsl""",
    tags="ok, okay, in ordnung, ja, einverstanden, oder, passt das, passt das so, geht das, recht so",
    idioms="""wenn alles klappt, wenn alles gut geht, wenn alles glatt läuft, wenn alles nach plan, wenn möglich, falls möglich,
wenn nichts dazwischenkommt, wenn nichts dazwischen kommt, sofern möglich, wenn nötig, falls nötig""",
    negation_follows=True,
)
