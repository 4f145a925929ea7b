"""How German commits: its words by what they do in a sentence, and the shapes of a commitment.

The finite verb stands second and the rest of it last, so times and objects lie between the two; a sentence may begin
with its time, and then the subject follows the verb. Infinitives and the first person plural look alike, and so do
"Sie" and "sie".
"""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Shape, grammar
from policies.reading.kinds import Kind
from policies.reading.languages.german_words import WORDS

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
    words=WORDS,
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
