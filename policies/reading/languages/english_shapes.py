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
    Shape("we will", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>{VERB}) {OURS_ALONE}", timed=False),
    Shape(
        "we will be doing",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} BE {FILL} (?P<verb>{DOING}|[CONTACT LOOK]) {OURS_ALONE}",
        timed=False,
    ),
    Shape("we will do", f"{PEOPLE} {FILL} WILL (?P<verb>[CONTACT_DONE ACTION_DONE]) {OBJECT}"),
    Shape(
        "we will have an answer",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>HAVE) {GIVEN} {AN_ANSWER}",
        About.CONTACT,
    ),
    Shape("we will have", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>HAVE) {GIVEN}"),
    Shape("we will get", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>GET) {OBJECT}"),
    Shape("we will make sure", f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>ENSURE)", covers=True),
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
    Shape("someone will be there", f"[STAFF THIRD PARTY] {FILL} {FUTURE} {FILL} BE {FILL} (?P<verb>PRESENT)"),
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
        f"[SELF STAFF THIRD] {FILL} SHOULD {FILL} (?P<verb>{VERB})",
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
        "we are doing",
        f"[SELF STAFF PARTY THIRD] {FILL} BE_FINITE {FILL} (?P<verb>{DOING})",
        confidence=0.75,
    ),
    Shape("we promise", f"SELF {FILL} (?P<verb>PERFORM) (?! SELF)", About.ACTION, deadline=True),
    Shape(
        "we asked them to",
        f"[SELF PARTY STAFF THIRD] HAVE {FILL} SAID [ARTICLE OURS STAFF THING PARTY OTHER IT THIRD AT US CONTACT]{{0,6}} TO {FILL} (?P<verb>{VERB})",
        confidence=0.8,
    ),
    Shape(
        "we will do something",
        f"[SELF STAFF] {FILL} WILL {FILL} (?P<verb>[OTHER REQUEST]) [OTHER AT]? {OBJECT}",
        confidence=0.6,
    ),
    Shape("we will try doing", f"{PEOPLE} {FILL} {FUTURE} {FILL} SOFTENER (?P<verb>{DOING})", soft=True),
    Shape(
        "we will let them know",
        f"{PEOPLE} {FILL} {FUTURE} {FILL} (?P<verb>LET) [ARTICLE OURS OTHER STAFF PARTY THIRD IT]{{1,4}} COMPLEMENT",
        About.CONTACT,
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
        f"{PEOPLE} {FILL} {FUTURE} {FILL} [GET HAVE LOOK] [STAFF OTHER ARTICLE OURS AT]{{1,5}} TO {FILL} (?P<verb>{VERB})",
    ),
    Shape(
        "someone is coming",
        f"[STAFF PARTY] {FILL} BE_FINITE {FILL} (?P<verb>FORECAST_ING)",
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
        f"{PEOPLE} {FILL} [BE_FINITE WILL]? {FILL} SOFT AT? (?P<verb>{DOING})",
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
    Shape("we will do something", f"SELF {FILL} WILL {FILL} (?P<verb>OTHER)", confidence=0.55, deadline=True),
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
