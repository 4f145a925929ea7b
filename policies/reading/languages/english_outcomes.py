"""The shapes of English commitments in which something is done, comes or takes its time."""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Shape
from policies.reading.languages.english_fragments import (
    BECOME,
    DONE_BY_US,
    FILL,
    FUTURE,
    IN_PLACE,
    NOUN,
    NOUN_PART,
    SERVED,
)

THINGS_HAPPEN = (
    Shape(
        "it will be done",
        f"(?:{SERVED}|YOU|STAFF|AND) {FILL} (?:{FUTURE}|SHOULD) {FILL} {BECOME} {FILL} (?P<verb>{DONE_BY_US}|[CONTACT ACTION])",
        timed=False,
    ),
    Shape(
        "it will be there",
        f"(?:{SERVED}|AND) {FILL} (?:{FUTURE}|SHOULD) {FILL} {BECOME} {FILL} (?P<verb>{IN_PLACE}|PRESENT)",
    ),
    Shape(
        "it is being done",
        f"{SERVED} {FILL} BE_FINITE {FILL} BE {FILL} (?P<verb>{DONE_BY_US})",
        confidence=0.8,
    ),
    Shape(
        "it will",
        f"(?:{SERVED}|AND) {FILL} (?:{FUTURE}|SHOULD) {FILL} (?P<verb>FORECAST)",
        About.FORECAST,
        0.85,
    ),
    Shape(
        "it will",
        f"(?:IT|ARTICLE? [THING REFUND]|ARTICLE [ACTION LOOK CONTACT REPLY]|SUBORDINATE|[OURS YOUR] {NOUN_PART}{{0,5}} {NOUN}) {FILL} (?:{FUTURE}|SHOULD) {FILL} (?P<verb>[ACTION LOOK CONTACT])",
        confidence=0.8,
    ),
    Shape(
        "it will take",
        f"[IT THING LOOK ACTION REFUND SUBORDINATE CONTACT] {FILL} (?:{FUTURE}|SHOULD) {FILL} (?P<verb>TAKE) [US AT OTHER ADVERB ARTICLE NOT]{{0,4}} TIME (?! OF YOUR)",
        confidence=0.75,
        waits=True,
    ),
    Shape(
        "it will be there",
        f"(?:{SERVED}|[STAFF PARTY AND]) {FILL} (?:{FUTURE}|SHOULD) {FILL} BE {FILL} (?P<verb>AT) [ARTICLE OURS] [OTHER THING STAFF PARTY]{{1,3}} TIME",
        About.FORECAST,
        0.65,
        deadline=True,
    ),
    Shape(
        "it is expected by",
        "(?: ^ | [COMMA BREAK] ) [OTHER THING]{0,2} [THING ACTION REPLY REFUND] (?P<verb>PLANNED) TIME",
        About.FORECAST,
        0.7,
        dated=True,
    ),
    Shape(
        "it is by then",
        f"(?:REFUND|YOUR {NOUN_PART}{{0,3}} [REFUND THING ACTION]) {FILL} (?P<verb>PLANNED) TIME",
        About.FORECAST,
        0.6,
        deadline=True,
    ),
    Shape(
        "a call is arranged",
        f"(?: ^ | [ARTICLE OURS YOUR BREAK COMMA AND] ) [REPLY CONTACT] (?:BE_FINITE|HAVE PAST) {FILL} (?P<verb>ARRANGED)",
        About.CONTACT,
        0.85,
        dated=True,
    ),
    Shape(
        "it is arranged",
        f"(?:STAFF|PARTY|IT|THING|YOU|YOUR {NOUN}{{1,3}}|[ARTICLE OURS] [OTHER THING]{{0,2}} [THING CONTACT LOOK ACTION REPLY]) (?:BE_FINITE|HAVE PAST) {FILL} (?P<verb>ARRANGED) (?! [ARTICLE OURS YOUR OTHER]{{0,3}} NICE)",
        About.ACTION,
        dated=True,
    ),
    Shape(
        "it is due to",
        f"{SERVED} {FILL} BE_FINITE {FILL} PLANNED {FILL} (?:BE {FILL} (?P<verb>[CONTACT_DONE ACTION_DONE FORECAST_DONE READY BACK ARRANGED]))",
        About.FORECAST,
        0.85,
        soft=True,
    ),
    Shape(
        "it is due to",
        f"{SERVED} {FILL} BE_FINITE {FILL} PLANNED {FILL} [FORECAST ACTION CONTACT]",
        About.FORECAST,
        0.85,
        soft=True,
    ),
    Shape(
        "it is due",
        f"(?:IT|REFUND|AND|[OURS YOUR] {NOUN_PART}{{0,5}} {NOUN}|[ARTICLE] [OTHER]{{0,2}} [THING REPLY REFUND CONTACT ACTION LOOK]) {FILL} BE_FINITE {FILL} PLANNED",
        About.FORECAST,
        0.8,
        soft=True,
    ),
    Shape(
        "we expect it",
        f"[SELF STAFF] {FILL} [BE_FINITE CAN]? {FILL} (?P<verb>EXPECT) (?:OTHER [ARTICLE YOUR OURS]|OTHER? [IT THING REFUND REPLY ACTION LOOK CONTACT]|[ARTICLE OURS YOUR] OTHER{{0,2}} [IT THING REFUND REPLY ACTION LOOK CONTACT OTHER])",
        About.FORECAST,
        0.8,
        soft=True,
    ),
    Shape(
        "it is coming",
        f"(?:[IT THING REFUND REPLY SUBORDINATE ACTION LOOK] OTHER{{0,3}}|[OURS YOUR] {NOUN_PART}{{0,5}} {NOUN}|ARTICLE {NOUN_PART}{{0,5}} [THING ACTION REPLY REFUND CONTACT LOOK]|AND) {FILL} (?:BE_FINITE|{FUTURE} {FILL} BE) {FILL} (?P<verb>[FORECAST_ING ACTION_ING])",
        About.FORECAST,
        0.75,
    ),
    Shape(
        "it comes",
        f"(?:IT|SUBORDINATE|[YOUR OURS] [OTHER THING]{{0,2}} {NOUN}|ARTICLE OTHER{{0,2}} [THING ACTION REPLY REFUND]) {FILL} (?P<verb>FORECAST_NOW)",
        About.FORECAST,
        0.75,
        pointed=True,
    ),
    Shape(
        "the next one is at",
        "(?P<verb>DUE) [BE_FINITE WILL BE BREAK AT US STAFF ADVERB SOFTENER OTHER SHOULD IT THING ARTICLE YOUR FORECAST ACTION]{0,5} TIME",
        About.CONTACT,
        0.8,
        dated=True,
    ),
    Shape(
        "it is expected at",
        "(?P<verb>ARRIVAL) [BE_FINITE WILL BE BREAK AT ADVERB SOFTENER OTHER SHOULD IT THING ARTICLE YOUR FORECAST ACTION]{0,5} TIME",
        About.FORECAST,
        0.8,
        dated=True,
    ),
    Shape(
        "it will not take longer",
        "[IT THING LOOK ACTION REFUND SUBORDINATE CONTACT] ADVERB{0,2} [WILL SHOULD] NOT ADVERB{0,2} (?P<verb>TAKE) [US AT OTHER ADVERB ARTICLE NOT YOU]{0,4} TIME",
        confidence=0.75,
        at_most=True,
    ),
    Shape("delivery will be then", f"(?P<verb>THING) {FILL} {FUTURE} BE TIME", About.FORECAST, 0.75),
    Shape(
        "it will have been done",
        f"(?:{SERVED}|YOU|AND) {FILL} WILL {FILL} HAVE PAST {FILL} (?P<verb>{DONE_BY_US}|{IN_PLACE})",
    ),
    Shape(
        "it will do something",
        f"IT {FILL} WILL {FILL} (?P<verb>OTHER)",
        About.FORECAST,
        0.55,
        deadline=True,
    ),
)
