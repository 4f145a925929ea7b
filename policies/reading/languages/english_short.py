"""The shapes of English commitments without a subject of their own: chat style, and clauses that share one."""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Shape
from policies.reading.languages.english_fragments import (
    AN_ANSWER,
    DOING,
    DONE_BY_US,
    FILL,
    FUTURE,
    GIVEN,
    IN_PLACE,
    NAME,
    OBJECT,
    START,
    VERB,
)

SUBJECT_LEFT_OUT = (
    Shape(
        "an update by then",
        f"{START} [OTHER ARTICLE]{{0,2}} (?P<verb>[CONTACT REPLY OTHER]) TIME",
        About.CONTACT,
        0.65,
        ends=("update", "updates", "news", "info"),
        brief=True,
    ),
    Shape(
        "we will, and do",
        f"(?:[SELF STAFF] {FILL} {FUTURE}|LET US?) [ADVERB OTHER AT OF TO ARTICLE OURS THING STAFF PARTY IT US THIRD REPLY TIME STOP GET LOOK ACTION CONTACT RECEIVE ACTION_ING CONTACT_ING YOUR MUST]{{1,9}}"
        f" AND {FILL} (?P<verb>{VERB})",
        confidence=0.75,
        timed=False,
    ),
    Shape(
        "we will, and have",
        f"(?:[SELF STAFF] {FILL} {FUTURE}|LET US?) [ADVERB OTHER AT OF TO ARTICLE OURS THING STAFF PARTY IT US THIRD REPLY TIME STOP GET LOOK ACTION CONTACT RECEIVE ACTION_ING CONTACT_ING YOUR MUST]{{1,9}}"
        f" AND {FILL} (?P<verb>[HAVE GET]) {GIVEN} {OBJECT}",
        confidence=0.75,
    ),
    Shape(
        "they will answer",
        f"{NAME} {FILL} {FUTURE} {FILL} (?P<verb>CONTACT) (?= [YOU WITH_YOU TIME COMPLEMENT])",
        confidence=0.7,
        timed=False,
    ),
    Shape(
        "they will, and do",
        f"OTHER {FILL} {FUTURE} {FILL} [OTHER AT OF TO ARTICLE OURS THING STAFF IT REPLY TIME LOOK ACTION]{{1,6}} AND {FILL} (?P<verb>CONTACT)",
        confidence=0.7,
        timed=False,
    ),
    Shape("let me", f"LET US? {FILL} (?P<verb>{VERB})", timed=False),
    Shape("expect", f"{START} PLEASE? (?P<verb>EXPECT) {AN_ANSWER}", About.CONTACT),
    Shape("expect", f"{START} PLEASE? (?P<verb>EXPECT) [IT ARTICLE OURS YOUR THING]", About.FORECAST),
    Shape(
        "and should",
        f"AND {FILL} SHOULD {FILL} (?P<verb>{VERB})",
        confidence=0.7,
        soft=True,
        deadline=True,
    ),
    Shape("and will", f"AND {FILL} {FUTURE} {FILL} (?P<verb>{VERB})", timed=False),
    Shape(
        "will (no subject)",
        f"{START} {FILL} [WILL GOING] {FILL} (?P<verb>{VERB})",
        confidence=0.8,
        timed=False,
    ),
    Shape(
        "will be doing (no subject)",
        f"{START} {FILL} WILL {FILL} BE {FILL} (?P<verb>{DOING}|{DONE_BY_US}|{IN_PLACE}|PRESENT)",
        confidence=0.8,
    ),
    Shape(
        "will have (no subject)",
        f"{START} {FILL} (?:WILL|SHOULD) {FILL} (?P<verb>[HAVE GET]) {GIVEN} (?:{OBJECT}|REPLY|[OTHER STAFF] {VERB})",
        confidence=0.8,
    ),
    Shape(
        "should be (no subject)",
        f"{START} {FILL} SHOULD {FILL} (?:BE {FILL})? (?P<verb>{DONE_BY_US}|{IN_PLACE}|PRESENT|FORECAST)",
        confidence=0.75,
        soft=True,
    ),
    Shape(
        "doing (no subject)",
        f"(?: ^ | BREAK ) {FILL} (?P<verb>{DOING}) [YOU YOUR IT ARTICLE]",
        confidence=0.7,
    ),
    Shape(
        "back (no subject)",
        f"{START} {FILL} (?P<verb>BACK) (?= TIME|VAGUE)",
        About.CONTACT,
        0.75,
        brief=True,
    ),
    Shape(
        "back to you (no subject)", f"{START} {FILL} (?P<verb>WITH_YOU) (?= TIME|VAGUE)", About.CONTACT, 0.75
    ),
    Shape(
        "give me",
        "(?P<verb>WAIT) [AT OTHER ADVERB US ARTICLE STAFF OURS TO]{0,4} TIME (?! AT [OTHER ACTION_ING CONTACT_ING SOFT]|AT ARTICLE OTHER{1,2} TO|[AND COMMA] ADVERB{0,2} [ACTION CONTACT LOOK OTHER REQUEST PLEASE])",
        About.CONTACT,
        0.8,
        waits=True,
    ),
    Shape(
        "hold on",
        "(?P<verb>WAIT) [US ADVERB]{0,2} [COMMA BREAK] [AT OTHER ADVERB ARTICLE]{0,3} TIME",
        About.CONTACT,
        0.7,
        brief=True,
        waits=True,
        at_most=True,
    ),
    Shape("and do", f"[AND COMMA] {FILL} (?P<verb>{VERB}) (?! US)", confidence=0.8, chained=True),
    Shape(
        "and have",
        f"[AND COMMA] {FILL} (?P<verb>[HAVE GET]) {GIVEN} {OBJECT}",
        confidence=0.8,
        chained=True,
    ),
    Shape(
        "done by then (no subject)",
        f"^ {FILL} (?P<verb>{DONE_BY_US}|READY) TIME",
        About.ACTION,
        0.6,
        deadline=True,
    ),
    Shape(
        "they will",
        f"{NAME} {FILL} [WILL SHOULD] {FILL} BE {FILL} (?P<verb>{DOING}) [OTHER AT TO IT ARTICLE OURS THING REPLY CONTACT ACTION LOOK]{{0,5}} [YOU YOUR WITH_YOU]",
        confidence=0.7,
    ),
    Shape(
        "they will",
        f"{NAME} [OTHER AT ARTICLE OURS STAFF ACTION_ING THING]{{0,4}} {FILL} {FUTURE} {FILL} (?P<verb>{VERB}) [OTHER AT TO IT ARTICLE OURS THING REPLY CONTACT ACTION LOOK]{{0,5}} [YOU YOUR WITH_YOU]",
        confidence=0.7,
    ),
)
