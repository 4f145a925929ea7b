"""The shapes of English commitments in which somebody acts or the customer receives; the more telling ones first."""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Shape
from policies.reading.languages.english_fragments import (
    A_REFUND,
    AN_ANSWER,
    DOING,
    FILL,
    FUTURE,
    GIVEN,
    OBJECT,
    OURS_ALONE,
    PEOPLE,
    START,
    VERB,
)

PEOPLE_ACT = (
    Shape(
        "somebody else will",
        f"PARTY {FILL} {FUTURE} {FILL} (?P<verb>{VERB}|FORECAST)",
        About.FORECAST,
        0.85,
    ),
    Shape(
        "we will", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>{VERB}) {OURS_ALONE}", timed=False, dated=True
    ),
    Shape(
        "we will be doing",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} (?:BE|STOP) {FILL} (?P<verb>{DOING}|[CONTACT LOOK]) {OURS_ALONE}",
        timed=False,
    ),
    Shape("we will do", f"{PEOPLE} {FILL} WILL (?P<verb>[CONTACT_DONE ACTION_DONE]) {OBJECT}"),
    Shape(
        "we will have an answer",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>HAVE) {GIVEN} {AN_ANSWER}",
        About.CONTACT,
    ),
    Shape(
        "we will have them do it",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>HAVE) (?= [ARTICLE OURS]? [STAFF OTHER]{{1,3}} [ACTION LOOK CONTACT])",
        timed=False,
        dated=True,
    ),
    Shape("we will have", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>HAVE) {GIVEN}"),
    Shape(
        "we will get it done",
        f"(?:{PEOPLE} {FILL} {FUTURE}|LET US?) {FILL} (?P<verb>GET) (?= [IT YOUR ARTICLE OURS THING OTHER]{{1,4}} [ACTION_DONE CONTACT_DONE FORECAST_DONE ARRANGED])",
        timed=False,
    ),
    Shape(
        "we will get you one",
        f"(?:{PEOPLE} {FILL} {FUTURE}|LET US?) {FILL} (?P<verb>GET) (?= YOU [ARTICLE YOUR])",
        timed=False,
    ),
    Shape(
        "we will get",
        f"(?:{PEOPLE} {FILL} {FUTURE}|LET US?) {FILL} (?P<verb>GET) (?:{OBJECT}|STAFF|OTHER [ARTICLE OURS YOUR])",
    ),
    Shape("we will make sure", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>ENSURE)", timed=False, covers=True),
    Shape(
        "you will hear",
        f"YOU {FILL} (?:{FUTURE}|SHOULD) {FILL} (?:BE {FILL})? (?P<verb>HEAR)",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "you will get an answer",
        f"YOU {FILL} (?:{FUTURE}|SHOULD) {FILL} (?:BE {FILL})? (?P<verb>[RECEIVE GET HAVE]) {GIVEN} {AN_ANSWER}",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "you will get your money",
        f"YOU {FILL} (?:{FUTURE}|SHOULD) {FILL} (?:BE {FILL})? (?P<verb>[RECEIVE GET HAVE]) {GIVEN} {A_REFUND}",
        About.ACTION,
        timed=False,
    ),
    Shape(
        "you will get",
        f"YOU {FILL} (?:{FUTURE}|SHOULD) {FILL} (?:BE {FILL})? (?P<verb>[RECEIVE GET HAVE]) {GIVEN}",
        About.FORECAST,
    ),
    Shape(
        "you can expect",
        f"YOU {FILL} (?:CAN|SHOULD|WILL) {FILL} (?P<verb>EXPECT) {AN_ANSWER}",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "you can expect",
        f"YOU {FILL} (?:CAN|SHOULD) {FILL} EXPECT TO {FILL} (?P<verb>HEAR)",
        About.CONTACT,
        timed=False,
    ),
    Shape("you can expect", f"YOU {FILL} (?:CAN|SHOULD|WILL) {FILL} (?P<verb>EXPECT)", About.FORECAST),
    Shape(
        "someone will be there",
        f"[STAFF THIRD PARTY] {FILL} (?:{FUTURE}|(?:BE_FINITE|HAVE PAST) SAID TO) {FILL} BE {FILL} (?P<verb>PRESENT|AT (?= YOUR))",
    ),
    Shape(
        "we expect you to hear",
        f"SELF {FILL} CAN? {FILL} EXPECT YOU TO {FILL} (?P<verb>HEAR|RECEIVE)",
        About.CONTACT,
        0.8,
        soft=True,
    ),
    Shape("someone will come", f"[STAFF THIRD] {FILL} {FUTURE} {FILL} (?P<verb>FORECAST)", About.ACTION),
    Shape(
        "we have arranged",
        f"SELF HAVE {FILL} (?P<verb>ARRANGED) (?! [ARTICLE OURS YOUR OTHER]{{0,3}} NICE)",
        About.ACTION,
        dated=True,
    ),
    Shape(
        "we hope to",
        f"(?:{PEOPLE}|{START}) {FILL} [BE_FINITE HAVE CAN WILL]? {FILL} [SOFT EXPECT PERFORM] TO {FILL} (?P<verb>{VERB})",
        confidence=0.85,
        soft=True,
        timed=False,
    ),
    Shape(
        "we hope to have",
        f"(?:{PEOPLE}|{START}) {FILL} [BE_FINITE CAN WILL]? {FILL} [SOFT EXPECT PERFORM] TO {FILL} (?P<verb>[HAVE GET]) {GIVEN}",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we hope to be done",
        f"(?:{PEOPLE}|{START}) {FILL} [BE_FINITE CAN WILL]? {FILL} [SOFT EXPECT PERFORM] TO {FILL} BE {FILL} (?P<verb>[READY BACK ACTION_DONE])",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we are aiming for",
        f"[SELF STAFF] {FILL} [BE_FINITE WILL] {FILL} (?P<verb>SOFT) [AT OTHER ADVERB]{{0,2}} TIME",
        confidence=0.8,
        soft=True,
        dated=True,
    ),
    Shape(
        "we should",
        f"(?<! DOUBT ) [SELF STAFF THIRD] {FILL} SHOULD {FILL} (?P<verb>{VERB})",
        confidence=0.75,
        soft=True,
        deadline=True,
    ),
    Shape(
        "we should have an answer",
        f"[SELF STAFF THIRD] {FILL} SHOULD {FILL} (?P<verb>[HAVE GET]) {GIVEN} {AN_ANSWER}",
        About.CONTACT,
        0.85,
        soft=True,
    ),
    Shape(
        "we should have",
        f"[SELF STAFF THIRD] {FILL} SHOULD {FILL} (?P<verb>[HAVE GET]) {GIVEN} [IT ARTICLE OURS YOUR REPLY THING OTHER CONTACT]",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we plan for somebody to",
        f"SOFT AT [ARTICLE OURS]? [OTHER STAFF]{{1,3}} TO {FILL} (?P<verb>{VERB}|[GET HAVE] (?= {OBJECT}))",
        confidence=0.8,
        soft=True,
    ),
    Shape(
        "we are targeting",
        f"[SELF STAFF] {FILL} BE_FINITE {FILL} (?P<verb>EXPECT) TIME",
        confidence=0.8,
        soft=True,
    ),
    Shape(
        "we are doing",
        f"(?:{PEOPLE}|PARTY) {FILL} BE_FINITE {FILL} (?P<verb>{DOING})",
        confidence=0.75,
    ),
    Shape(
        "they will have it done",
        f"(?:OTHER|[PARTY STAFF]) {FILL} {FUTURE} {FILL} (?P<verb>HAVE) [IT YOUR ARTICLE OURS THING OTHER REPLY]{{1,4}} [ACTION_DONE CONTACT_DONE FORECAST_DONE READY]",
        confidence=0.75,
    ),
    Shape("we promise", f"SELF {FILL} (?P<verb>PERFORM) (?! SELF)", About.ACTION, deadline=True),
    Shape(
        "we asked them to",
        f"[SELF PARTY STAFF THIRD] HAVE {FILL} SAID [ARTICLE OURS STAFF THING PARTY OTHER IT THIRD AT US CONTACT]{{0,6}} TO {FILL} (?P<verb>{VERB}|[GET HAVE] (?= {OBJECT}))",
        confidence=0.8,
    ),
    Shape(
        "we asked for an answer",
        "SELF HAVE SAID [ARTICLE OURS OTHER]{0,2} (?P<verb>[REPLY CONTACT]) AT YOU",
        About.CONTACT,
        0.8,
        dated=True,
    ),
    Shape("we will try doing", f"{PEOPLE} {FILL} {FUTURE} {FILL} SOFTENER (?P<verb>{DOING})", soft=True),
    Shape(
        "we will let them know",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>LET) [ARTICLE OURS OTHER STAFF PARTY THIRD IT BE_FINITE]{{1,5}} COMPLEMENT",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "we are on track to",
        f"{PEOPLE} {FILL} BE_FINITE {FILL} PLANNED {FILL} (?P<verb>{VERB}|HAVE)",
        confidence=0.85,
        soft=True,
    ),
    Shape("you will know", f"YOU {FILL} {FUTURE} {FILL} (?P<verb>COMPLEMENT)", About.CONTACT, deadline=True),
    Shape(
        "we will get someone to",
        f"(?:{PEOPLE} {FILL} {FUTURE}|LET US?) {FILL} [GET HAVE LOOK] [STAFF OTHER ARTICLE OURS AT]{{1,5}} TO {FILL} (?P<verb>{VERB})",
        timed=False,
    ),
    Shape(
        "someone is coming",
        f"[STAFF PARTY] {FILL} (?:BE_FINITE|{FUTURE} {FILL} BE) {FILL} (?P<verb>FORECAST_ING)",
        About.ACTION,
        0.8,
    ),
    Shape(
        "we will be with you",
        f"[SELF STAFF THIRD] {FILL} {FUTURE} {FILL} BE {FILL} (?P<verb>WITH_YOU)",
        About.CONTACT,
    ),
    Shape(
        "we plan on doing",
        f"{PEOPLE} {FILL} [BE_FINITE WILL]? {FILL} [SOFT EXPECT] AT? (?P<verb>{DOING}|RECEIVE (?= {OBJECT}))",
        soft=True,
    ),
    Shape(
        "someone comes",
        f"(?:STAFF|PARTY) {FILL} (?P<verb>[FORECAST_NOW ACTION_NOW CONTACT_NOW])",
        About.ACTION,
        0.7,
        pointed=True,
    ),
    Shape("we will have to", f"SELF {FILL} WILL {FILL} MUST {FILL} (?P<verb>CONTACT)", confidence=0.75),
    Shape(
        "we will know",
        f"SELF {FILL} [WILL SHOULD] {FILL} (?P<verb>COMPLEMENT)",
        About.CONTACT,
        0.7,
        deadline=True,
    ),
    Shape(
        "we will have done",
        f"(?:{PEOPLE}|YOU|AND) {FILL} WILL {FILL} HAVE {FILL} (?P<verb>[ACTION_DONE CONTACT_DONE ARRANGED PAST])",
        About.ACTION,
    ),
    Shape(
        "they agreed to",
        f"[PARTY STAFF THIRD] HAVE? {FILL} AGREED [US YOU]? TO {FILL} (?P<verb>{VERB})",
        confidence=0.75,
    ),
    Shape(
        "you will find it",
        f"YOU {FILL} WILL {FILL} (?P<verb>ACTION) [IT ARTICLE YOUR OURS OTHER THING REPLY ACTION_DONE ACTION]{{1,4}} AT YOUR",
        About.FORECAST,
        0.65,
    ),
    Shape(
        "you will be there",
        f"YOU {FILL} {FUTURE} {FILL} BE {FILL} (?P<verb>AT) [ARTICLE OURS YOUR OTHER THING NICE]{{1,3}} TIME",
        About.FORECAST,
        0.6,
        deadline=True,
    ),
    Shape(
        "you will be ready",
        f"YOU {FILL} {FUTURE} {FILL} BE {FILL} (?P<verb>READY)",
        About.FORECAST,
        0.75,
        deadline=True,
    ),
    Shape(
        "we will be back with an answer",
        f"[SELF STAFF THIRD] {FILL} {FUTURE} {FILL} BE {FILL} (?P<verb>BACK) AT [ARTICLE OURS OTHER]{{0,2}} [CONTACT REPLY]",
        About.CONTACT,
    ),
)
