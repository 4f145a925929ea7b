"""How English commits: its words, its shapes, and what takes a commitment back."""

from __future__ import annotations

from policies.reading.grammar import grammar
from policies.reading.kinds import Kind
from policies.reading.languages.english_fragments import FILL
from policies.reading.languages.english_outcomes import THINGS_HAPPEN
from policies.reading.languages.english_shapes import PEOPLE_ACT
from policies.reading.languages.english_short import SUBJECT_LEFT_OUT
from policies.reading.languages.english_unlisted import THEY_SHOULD_ANSWER, UNLISTED_VERBS
from policies.reading.languages.english_words import WORDS

_REQUESTS = f"""
PLEASE (?! [WAIT EXPECT CALM])
| (?: ^ | [COMMA BREAK AND] ) ADVERB{{0,2}} (?: REQUEST | ENSURE | CONTACT AT | CONTACT OTHER{{0,2}} AND | [CONTACT LOOK ACTION] TO? [US YOUR ARTICLE IT OURS THING TIME] )
| [CAN WILL] YOU
| YOU {FILL} CAN {FILL} [CONTACT ACTION REQUEST LOOK FORECAST]
| YOU {FILL} WILL? {FILL} MUST
"""
_FENCES = f"SUBORDINATE | PLEASE | WAIT | YOU {FILL} [CAN MUST PAST] | YOU {FILL} WILL {FILL} [MUST STOP] | [CAN WILL] YOU | [COMMA AND] REQUEST"

_HINTS = """
[SELF STAFF] BE_FINITE ADVERB{0,2} OTHER | BE_FINITE ADVERB{0,2} [READY PRESENT] [TO YOU ADVERB]{0,3} [COMMA BREAK]
| HAVE ADVERB{0,2} [ARRANGED AGREED] | TO ADVERB{0,2} CONTACT | CAN ADVERB{0,2} [HAVE GET]
| (?: ^ | [COMMA BREAK] ) [OTHER ARTICLE YOUR OURS]{0,3} [STAFF PARTY THING REFUND REPLY ACTION] [ACTION_DONE CONTACT_DONE ARRANGED READY FORECAST_DONE]
| (?: ^ | [COMMA BREAK] ) [OTHER ARTICLE]{0,2} [CONTACT REPLY] AT
"""

ENGLISH_PROMISES = grammar(
    words=WORDS,
    shapes=(*THEY_SHOULD_ANSWER, *PEOPLE_ACT, *THINGS_HAPPEN, *SUBJECT_LEFT_OUT, *UNLISTED_VERBS),
    requests=_REQUESTS,
    customer_events="EVENT ADVERB? YOU | EVENT YOUR [REPLY CONTACT] | EVENT [SELF STAFF] {0,1} [RECEIVE HAVE GET HEAR] .{0,2} [YOUR YOU]",
    own_conditions="IF (?: SELF | THIRD | ARTICLE? [STAFF PARTY] ) [PAST HAVE WILL]{0,2} NOT ADVERB{0,2} [HEAR PAST GET RECEIVE HAVE CONTACT REPLY CONTACT_DONE ACTION_DONE] (?! .{0,4} [YOU YOUR])",
    fences=_FENCES,
    hints=_HINTS,
    triggers=(
        Kind.WILL,
        Kind.GOING,
        Kind.SHOULD,
        Kind.SOFT,
        Kind.EXPECT,
        Kind.LET,
        Kind.WAIT,
        Kind.DUE,
        Kind.ARRIVAL,
        Kind.PLANNED,
        Kind.PERFORM,
        Kind.ARRANGED,
        Kind.SAID,
        Kind.AGREED,
        Kind.CONTACT_ING,
        Kind.ACTION_ING,
        Kind.FORECAST_ING,
        Kind.FORECAST_NOW,
        Kind.BACK,
        Kind.WITH_YOU,
        Kind.CONTACT_NOW,
        Kind.ACTION_NOW,
    ),
    prefixes=("re", "re-"),
    clitics=("n't", "'ll", "'re", "'ve", "'m", "'d", "'s"),
    spelt="""pls please, plz please, plss please, plse please, u you, ur your, yr your, r are, b be, wil will, wll will,
shud should, shld should, cud could, wud would, itll it 'll, youll you 'll, theyll they 'll, thatll that
'll, ive i 've, weve we 've, theyve they 've, youve you 've, youre you 're, theyre they 're, dont do n't,
wont wo n't, cant ca n't, didnt did n't, doesnt does n't, isnt is n't, arent are n't, havent have n't, hasnt
has n't""",
    abbreviations="mr, mrs, ms, dr, prof, st, no, nr, vs, etc, e.g, i.e, approx, inc, ltd, co, corp, dept, ext, est, min, mins, hr, hrs, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, mon, tue, tues, wed, thu, thur, thurs, fri, sat, sun, p.m, a.m, u.s, ca, resp, max",
    echoes="then, that day",
    tags="ok, okay, alright, all right, right, does that work, does this work, is that ok, is that okay, is that alright, sounds good, yes, deal, fair enough, does that work for you, is that fine, will that work, would that work, would that be ok",
    idioms="if it is ok with you, if it 's ok with you, if that is ok with you, if that 's ok with you, if it is okay with you, if it 's okay with you, if that 's okay with you, if it 's alright with you, if that 's alright, if that is alright, if that 's fine, if it 's fine, if you do n't mind, if all goes well, if all goes to plan, if everything goes well, if everything goes to plan, if possible, if not sooner, if not before, if not earlier, if not let, if not please, if not just, if not give, if not drop, if not then, if nothing else, if need be, if necessary, if all goes as planned, if not today, if only, if at all possible, if anything changes, assuming all goes well, assuming nothing, assuming there are no, assuming we get no, unless something comes up, unless anything changes, unless something unexpected, assuming everything goes, assuming no",
)
