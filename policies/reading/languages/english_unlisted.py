"""The shapes of English commitments whose verb nobody listed; each says which verbs it takes for something else.

They are sure only where much else speaks for a promise: who acts, upon what, and a time.
"""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Shape
from policies.reading.languages.english_fragments import (
    DONE_BY_US,
    FILL,
    FUTURE,
    IN_PLACE,
    NOUN,
    NOUN_PART,
    START,
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UPON = (
    "(?! [ARTICLE OURS OTHER]{0,3} [PRIVATE NICE]) (?:[OTHER BACK]{0,2} [YOU YOUR IT ARTICLE OURS THING WITH_YOU REPLY REFUND THIRD]"
    "|[AT OTHER BACK TO]{1,3} [YOU YOUR OURS IT WITH_YOU THIRD])"
)
_PEOPLE = "(?:SELF|STAFF [AT OF OTHER ARTICLE OURS THING STAFF]{0,4}?)"
_OURS_OR_YOURS = (
    f"(?:IT|[OURS YOUR] {NOUN_PART}{{0,5}} {NOUN}|ARTICLE OTHER{{0,2}} [THING ACTION REPLY REFUND CONTACT])"
)
_AT_THE_END = (
    "[AT TO YOUR YOU OURS ARTICLE THING OTHER ADVERB]{0,5} TIME (?: $ | [COMMA BREAK AND] | OTHER $ )"
)
_HEADLINE = f"{START} ADVERB{{0,2}} [OTHER ARTICLE YOUR OURS]{{0,3}} [STAFF PARTY THING REFUND REPLY ACTION]"
_OWN_AFFAIRS = _listed(
    """spend wear grab exhibit remember sleep marry swim ski camp dance vote retire graduate recall believe find bet owe own lack prefer hate trust
    recommend suggest support respect face experience celebrate cherish pray bid lend borrow stand reach enter
    depart land board pass exceed suffer cover honour honor represent treat share accept admit agree deny refuse decline
    no in at for on up down hear have like happily even ever rather well better only never"""
)
_OWN_NEEDS = _listed(
    """need require want miss like love charge bill expire appreciate remain stay leave lose win end understand assume
    close keep save cost"""
)
_GOING_ON = _listed(
    """having wearing exhibiting remembering experiencing closing facing hosting celebrating leaving flying heading offering selling missing awaiting
    losing operating enjoying attending driving spending seeing going hiring facing hearing noticing anticipating
    following introducing launching showing welcoming charging asking requiring using needing wanting during morning
    evening building meeting voting breaking stating"""
)
_HAPPENS_TO_IT = _listed(
    """aired televised streamed filmed screened staged closed charged billed suspended delayed disrupted affected expired missed renewed limited based required needed
    impacted interrupted forfeited discontinued erased debited deducted terminated disqualified locked displayed used
    priced taxed increased broken frozen stolen hidden even seven ten open seen held served cancelled canceled honored
    honoured considered asked involved pleased interested concerned excited thrilled delighted related supposed allowed
    opened played named wanted assumed announced eaten worn driven chosen written"""
)

THEY_SHOULD_ANSWER = (
    Shape(
        "they should answer",
        f"[STAFF PARTY THIRD] {FILL} SHOULD {FILL} (?P<verb>CONTACT) (?= [YOU WITH_YOU TIME COMPLEMENT])",
        About.CONTACT,
        0.7,
        soft=True,
    ),
)
"""Listed before the shapes that ask a deadline of such a verb."""

UNLISTED_VERBS = (
    Shape(
        "we will do something",
        f"{_PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>[OTHER REQUEST PARTY]) {_UPON}",
        confidence=0.6,
        dated=True,
        spares=_OWN_AFFAIRS,
    ),
    Shape(
        "we will do something",
        f"[SELF STAFF] {FILL} {FUTURE} {FILL} (?P<verb>FORECAST) [YOUR IT ARTICLE OURS]",
        confidence=0.6,
    ),
    Shape(
        "we will do something",
        f"[SELF STAFF THIRD] {FILL} {FUTURE} {FILL} (?P<verb>OTHER)",
        confidence=0.55,
        deadline=True,
        spares=_OWN_AFFAIRS,
    ),
    Shape(
        "we are doing something",
        f"{_PEOPLE} {FILL} (?:BE_FINITE|{FUTURE} {FILL} BE) {FILL} (?P<verb>OTHER) {_UPON}",
        confidence=0.6,
        ends=("ing",),
        spares=_GOING_ON,
    ),
    Shape(
        "we hope to do something",
        f"(?:{_PEOPLE}|{START}) {FILL} [BE_FINITE HAVE CAN WILL]? {FILL} [SOFT EXPECT PERFORM] TO {FILL} (?P<verb>OTHER|FORECAST) {_UPON}",
        about=About.ACTION,
        confidence=0.6,
        soft=True,
        spares=_OWN_AFFAIRS,
    ),
    Shape(
        "our people will",
        f"[STAFF PARTY] {FILL} {FUTURE} {FILL} (?P<verb>STOP) [YOU YOUR IT ARTICLE]",
        confidence=0.6,
        spares=_OWN_NEEDS,
    ),
    Shape(
        "something will be done to it",
        f"(?:{_OURS_OR_YOURS}|YOU) {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>OTHER)",
        confidence=0.6,
        ends=("ed", "en", "wn"),
        spares=_HAPPENS_TO_IT,
    ),
    Shape(
        "things will be there",
        f"{START} {FILL} OTHER{{1,3}} {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>{DONE_BY_US}|{IN_PLACE})",
        confidence=0.6,
        deadline=True,
    ),
    Shape(
        "someone will be there to do it",
        f"[STAFF PARTY THIRD] {FILL} {FUTURE} {FILL} BE [OTHER AT]{{1,2}} TO {FILL} (?P<verb>[CONTACT LOOK ACTION])",
        confidence=0.75,
    ),
    Shape(
        "we can have it with you",
        "SELF ADVERB{0,2} CAN ADVERB{0,2} (?P<verb>HAVE) [ARTICLE YOUR IT OURS OTHER THING REPLY ACTION]{1,4} (?:WITH_YOU|[TO AT] YOU|ACTION_DONE|READY)",
        confidence=0.65,
        deadline=True,
    ),
    Shape(
        "we can get it to you",
        "SELF ADVERB{0,2} CAN ADVERB{0,2} (?P<verb>GET) (?:YOU [ARTICLE IT YOUR]|[ARTICLE IT YOUR] [OTHER THING REPLY ACTION]{0,3} (?:WITH_YOU|[TO AT] YOU))",
        confidence=0.65,
        deadline=True,
    ),
    Shape(
        "you will be back on",
        f"YOU {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>READY)",
        About.FORECAST,
        0.65,
        deadline=True,
    ),
    Shape(
        "we will be done",
        f"[SELF STAFF THIRD] {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>READY|ACTION_DONE)",
        About.ACTION,
        0.65,
        ends=("done", "finished", "through", "completed"),
    ),
    Shape(
        "things should do so",
        f"{START} OTHER{{1,3}} {FILL} SHOULD {FILL} (?P<verb>[ACTION FORECAST OTHER])",
        About.FORECAST,
        0.55,
        deadline=True,
    ),
    Shape(
        "it is arranged (no verb)",
        f"{START} ADVERB{{0,2}} [OTHER ARTICLE]{{0,2}} [STAFF THING CONTACT REPLY] (?P<verb>ARRANGED)",
        About.ACTION,
        0.65,
        dated=True,
    ),
    Shape(
        "something will be done to it",
        f"ARTICLE OTHER{{1,3}} {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>OTHER)",
        confidence=0.55,
        deadline=True,
        ends=("ed", "en", "wn"),
        spares=_HAPPENS_TO_IT,
    ),
    Shape(
        "they will by then",
        f"ARTICLE OTHER{{1,2}} {FILL} WILL {FILL} (?P<verb>[CONTACT LOOK ACTION]) [YOU YOUR IT ARTICLE OURS]",
        confidence=0.55,
        deadline=True,
    ),
    Shape(
        "we left word for them to",
        "SELF HAVE ADVERB{0,2} [ACTION_DONE CONTACT_DONE SAID OTHER] [ARTICLE OTHER AT IT STAFF THING THIRD REPLY CONTACT ACTION OURS]{1,6} TO ADVERB{0,2} (?P<verb>CONTACT)",
        confidence=0.65,
        deadline=True,
    ),
    Shape(
        "there will be someone",
        f"PRESENT {FILL} {FUTURE} BE ADVERB{{0,2}} [ARTICLE OTHER]{{0,2}} (?P<verb>STAFF) (?= [AT ARTICLE OTHER OURS TO ACTION CONTACT LOOK THING ADVERB]{{0,7}} [YOU YOUR])",
        About.ACTION,
        0.65,
    ),
    Shape(
        "it is coming (no verb)",
        f"{_HEADLINE} (?P<verb>[FORECAST_ING ACTION_ING]) {_AT_THE_END}",
        About.FORECAST,
        0.6,
    ),
    Shape(
        "it is done by then (no verb)",
        f"{_HEADLINE} (?P<verb>{DONE_BY_US}|{IN_PLACE}) {_AT_THE_END}",
        About.ACTION,
        0.6,
        deadline=True,
    ),
    Shape(
        "it will not be longer",
        "(?: ^ | [COMMA BREAK AND IT] ) ADVERB{0,2} [SHOULD WILL] NOT ADVERB{0,2} (?P<verb>BE) [AT OTHER ADVERB ARTICLE]{0,4} TIME",
        About.FORECAST,
        0.65,
        at_most=True,
        brief=True,
    ),
    Shape(
        "it is on its way",
        "BE_FINITE ADVERB{0,2} (?P<verb>[READY PRESENT]) [TO YOU ADVERB]{0,3} [COMMA BREAK] [AT OTHER ADVERB]{0,3} TIME",
        About.FORECAST,
        0.6,
        brief=True,
    ),
    Shape(
        "somebody confirmed it",
        "[STAFF PARTY THIRD] HAVE ADVERB{0,2} (?P<verb>ARRANGED) [ARTICLE OURS YOUR OTHER]{0,2} [IT THING CONTACT ACTION REPLY]",
        About.FORECAST,
        0.75,
        dated=True,
    ),
    Shape(
        "it will be with you",
        f"{_OURS_OR_YOURS} {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>AT) YOUR [OTHER THING]{{1,3}}",
        About.FORECAST,
        0.65,
    ),
    Shape(
        "it should be so long",
        "(?: ^ | [COMMA BREAK AND IT] ) ADVERB{0,2} SHOULD ADVERB{0,2} (?:TAKE|BE) [AT OTHER ADVERB ARTICLE]{0,4} TIME (?! OF)",
        About.FORECAST,
        0.65,
        brief=True,
        waits=True,
    ),
    Shape(
        "we will be with you",
        f"(?:PARTY|{_OURS_OR_YOURS}) {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>WITH_YOU)",
        About.FORECAST,
        0.8,
    ),
    Shape(
        "they promised it",
        f"[STAFF PARTY] HAVE {FILL} (?P<verb>AGREED) (?! [US YOU]? TO)",
        confidence=0.7,
        deadline=True,
    ),
    Shape(
        "somebody by name will",
        f"{START} OTHER {FILL} {FUTURE} {FILL} (?P<verb>[CONTACT ACTION]) [YOU YOUR IT ARTICLE OURS THING]",
        confidence=0.6,
    ),
)
