"""How English commits: its words by what they do in a sentence, and the shapes of a commitment."""

from __future__ import annotations

from policies.core.signals import About
from policies.reading.grammar import Kind, Shape, grammar
from policies.reading.languages.english_verbs import ACTION, CONTACT, FORECAST, LOOK, done, ing, now

_WORDS = {
    Kind.ARTICLE: """a, an, my, the, some, another, any, one, his, her, their, its, each, other, new, full, second, first, final,
more, next, entire, whole, initial""",
    Kind.OURS: "our",
    Kind.IT: "it, this, that, these, those, them, everything, something, all of this, all of it",
    Kind.NICE: """presentation, seminar, review meeting, call with, flight, plane, train, market, movie, game, event, session, webinar, training, class, sale, promotion, trip, vacation, conference, great, good, wonderful, nice, lovely, fun, fantastic, safe, happy, amazing, blast, enjoyable, pleasant, time,
option, options, chance, opportunity, choice, ability, meeting, lunch, dinner, breakfast, party, trouble, questions, until""",
    Kind.READY: """here, done, ready, available, live, up, online, working, operational, finished, fixed, sorted,
up and running, in stock, back up, back on, back in, back online, on its way, on the way, over, running, closed out,
on your doorstep, in place, in your hands, in your inbox, in your account, in the mail, in the post""",
    Kind.REQUEST: """visit, use, click, fill, join, dm us, dm me, get in touch, get in contact, reach out, reach us, keep, go,
try, see, head, download, log in, sign in, sign up, tap, press, select, choose, enter, drop us, drop me, hit us, shoot us,
shoot me, let us know, let me know, follow these, follow the, follow this, complete, provide, return, bring, take, be sure to,
give us a call, give me a call, pop, come, connect with us, contact us, refer, have a look, private message, pm us,
message us, call us, call me, email us, write to us, text us, text me, send us, send me, follow up here""",
    Kind.FORECAST_DONE: "delivered, launched, resumed, reopened, redelivered",
    Kind.ACTION_DONE: f"{done(ACTION)}, {done(LOOK)}",
    Kind.CONTACT_DONE: done(CONTACT),
    Kind.ARRANGED: """moved, rebooked, booked, booked in, scheduled, arranged, rescheduled, set up, lined up, reserved, expedited, planned, confirmed,
slated""",
    Kind.FORECAST_ING: ing(FORECAST),
    Kind.ACTION_ING: f"{ing(ACTION)}, {ing(LOOK)}",
    Kind.CONTACT_ING: f"{ing(CONTACT)}, talking to you again",
    Kind.STOP: """writing to, performing, need, want, like, love, meet, attend, join, travel, fly, drive, stay, remain, live, miss, play, eat, watch,
enjoy, wait, await, keep, hold, close, charge, bill, expire, renew, require, appreciate, forget, regret, depend, happen,
continue, remember, understand, look forward, talk to you, speak to you, speak with you, talk with you, see you, chat with you,
make it to, make it, work, think, consider, learn, go, sleep, relax, celebrate, vote, end, stop, fall, lose, win, leave,
start, begin, host, speak, talk, sit, stick, feel, get through, get into, get in, get home, get out, get going, get together,
turn out, grow, rise, ask for, save, cost, serve, welcome, treasure, run for, run into, move to, move into, assume, suppose,
guess, give up, pick you up, bring up, read about, visit family, mean, discuss, explain, be glad to meet, call in, call upon, have a call, have a conference call, have a meeting, have lunch, have dinner,
have a conversation, have a chat, have a discussion, have time, have a quick call, have an appointment, have surgery,
visiting, moving, giving, presenting, running, turning, taking, hosting, meeting, turn""",
    Kind.THING: """payment, orders, package, packages, parcel, parcels, shipment, delivery, replacements, item, items, product,
money, funds, amount, balance, problem, bug, ticket, case, claim, document, documents, account,
service, services, site, website, app, system, feature, part, parts, label, code, voucher, card, cheque, letter, contract,
proposal, investigation, appointment, purchase, transaction, device, unit, statement, results, result, outage, maintenance,
repairs, line, lines, points, miles, baggage, luggage, bag, bags, subscription, license, licence, key, access, ordering,
resolution, findings, details, instructions, solution, outcome, decision, information, quotation, certificate,
confirmation, tracking, goods, stock, portion, changes, correction, redelivery, collection, installation, procedure, refunds,
credits, patches, fixes, file, files, tool, network, connection, line item, server, power, bonus, status, materials""",
    Kind.STAFF: """officer, officers, executive, team, teams, department, departments, dept, colleague, colleagues, coworker, specialist, specialists,
technician, technicians, engineer, engineers, agent, agents, representative, representatives, rep, reps, manager, managers,
supervisor, support, warehouse, billing, accounting, accounts, finance, logistics, developer, developers, devs, expert,
experts, advisor, adviser, advisors, staff, someone, somebody, assistant, lawyer, lawyers, attorney, coordinator, consultant,
installer, electrician, plumber, mechanic, crew, member, associate, associates, tech, techs, fitter, inspector, admin, lead,
director, secretary, folks, one of us, one of them, case manager, account manager""",
    Kind.PARTY: """courier, carrier, driver, vendor, supplier, seller, partner, bank, manufacturer, ups, fedex, usps, dhl,
merchant, issuer, publisher, shipper""",
    Kind.REPLY: """response, callback, note, news, feedback, word, acknowledgement, emails, replies, answers, information""",
    Kind.REFUND: "reimbursement, replacement, compensation",
    Kind.CONTACT_NOW: now(CONTACT),
    Kind.ACTION_NOW: now(ACTION),
    Kind.FORECAST_NOW: "arrives, ships, goes, comes, returns, resumes, reopens, launches",
    Kind.FORECAST: FORECAST,
    Kind.ACTION: ACTION,
    Kind.LOOK: LOOK,
    Kind.CONTACT: f"{CONTACT}, be in touch, be back to you, be right back, be in contact",
    Kind.HEAR: "hear, hearing, get word, have word",
    Kind.PLANNED: """expected, on track for, on schedule for, due to, expected to, set to, scheduled to, estimated to, slated to, on track to, due for delivery,
expected back, out for delivery, due back, due out, expected for delivery, due in stock, on schedule to""",
    Kind.PRESENT: """on site, onsite, on-site, there, at your door, at your place, at your house, at your home,
at your address, at your office, at your location, on their way, on his way, on the road""",
    Kind.WITH_YOU: "with you, right with you, back with you, with u",
    Kind.BACK: "back, right back, brb, back to you, back to u",
    Kind.DUE: """next status report, next report, to follow, eta, etas, next update, next updates, next status update, expected delivery, estimated delivery,
estimated delivery date, expected delivery date, estimated arrival, expected arrival, expected completion,
estimated completion, expected resolution, estimated resolution, new delivery date, expected fix, estimated fix,
fix eta, ship date, expected ship date, estimated time, expected time, expected return to service, next check in""",
    Kind.SELF: "i, we, im, i'll",
    Kind.US: "us, me",
    Kind.THIRD: "he, she, they",
    Kind.YOU: "you, u, ya, y'all, you guys, you all, you both",
    Kind.YOUR: "your, ur, yours",
    Kind.EXPECT: "targeting, expect, expects, expecting, anticipate, anticipates, anticipating, look out for, watch out for, keep an eye out for, count on",
    Kind.SOFT: """shoot, shooting, our goal is, our aim is, our plan is, our target is, the plan is, my plan is, the goal is, working hard, doing our best, doing my best, doing everything we can, hope, hopes, hoping, aim, aims, aiming, plan, plans, planning, trying, intend, intends, intending, target, striving, undertake""",
    Kind.PERFORM: "owe, promise, guarantee, commit, pledge, guaranteed",
    Kind.DOUBT: """sure, certain, think, believe, say, possible, mean""",
    Kind.DENIAL: """fingers crossed, glad, good to hear, great to hear, happy to hear, let 's hope, hope it, hope this, hope your, hope the, i see, we see, doubt, unsure, unlikely, wish, no guarantee, not sure, no way, impossible, too early to, wondering""",
    Kind.SAID: """instructed, agreed, set a reminder, put a reminder, made a note, put a note, put a note in my calendar, set myself a reminder, said, mentioned, wrote, stated, told, claimed, asked, requested, suggested, thought, say, mention,
assumed, understood, heard, promised""",
    Kind.COMPLEMENT: "wonder, even, whether, know",
    Kind.RECEIVE: "be able to use, be able to log in, be able to log back in, be able to access, be able to download, be able to see, be able to order, be able to sign in, be able to get, receive, see, receiving, getting, seeing",
    Kind.PAST: "received, gotten, got, heard, seen, was, were, had, did, been, does, do, would have, should have been, could have, would 've",
    Kind.ADVERB: """be in a position to, start to, also, then, definitely, definately, certainly, personally, now, just, still, surely, gladly, again,
therefore, further, immediately, promptly, directly, only, already, actually, simply, quickly, finally, be able to,
able to, go ahead and, be sure to, make sure to, instead, together, even, at least, once again, internally, manually, yet, of course, as promised, too, otherwise,
officially, automatically, as well, be happy to, be glad to, be pleased to, first, at that point, all,
both, basically, honestly, absolutely, happily, urgently, myself, ourselves, next""",
    Kind.ENSURE: "make sure that, make sure, ensure, ensure that, see to it, see to it that, see that, make certain",
    Kind.SOFTENER: """probably, hopefully, likely, do our best to, do my best to, do everything we can to, do all we can to,
try to, try and, try, attempt to, have a go at, make every effort to, endeavor to, endeavour to, most likely, ideally, possibly, perhaps,
maybe, strive to, work to, presumably, all being well, with any luck""",
    Kind.GENERIC: """usually, typically, generally, normally, average, often, sometimes, every, ordinarily, commonly,
as a rule, in general, routinely, each time, always, in most cases""",
    Kind.VAGUE: """soon, shortly, asap, as soon as possible, as soon as we can, as soon as i can, as soon as they can,
as quickly as possible, as quickly as we can, momentarily, in due course, right away, in a moment, in a bit, in no time,
at the earliest, before long, any moment, any moment now, in the near future, very soon, straight away, in a jiffy, in a sec,
in a second, as fast as we can, as fast as possible, at the earliest opportunity, at our earliest convenience, sometime soon,
in the coming days, over the coming weeks, as soon as they are able, as soon as we are able, sooner or later""",
    Kind.IF: """if, unless, provided, providing, assuming, in case, should you, should your, as long as, so long as,
whenever, in the event, depending on, subject to, depends on""",
    Kind.EVENT: "once, when, after, as soon as, upon, the moment, until, till, following, pending, the minute",
    Kind.SUBORDINATE: "because, since, although, though, whereas, while, who, whose, which, where, as we, as i, as it, as the",
    Kind.AT: """by, in, on, at, within, before, for, of, with, from, about, around, approximately, up, up to, during, over,
towards, as early as, no later than, latest, at the latest, roughly, another, approx, just under, under, less than""",
    Kind.AND: "and, but, so, or, plus, so that, and so, and then, but then, so then, n, thus, hence",
    Kind.PLEASE: "please, pls, plz, kindly, feel free to, feel free",
    Kind.CALM: """rest assured, please note, note that, be assured, please be assured, do n't worry, no worries, hang tight,
sit tight, stay tuned, please accept, accept our, accept my, please be advised, please be advise, be advised, please know,
please rest assured, please excuse, please forgive, please find, kindly note, please be informed, kindly be informed,
please be aware, please stay tuned, please hang tight, please understand, please do n't worry, please don t""",
    Kind.WAIT: """sit tight for, hang tight for, hang on for, hang on, hold tight for, allow, please allow, kindly allow, give me, give us, bear with me, bear with us, allow us, allow me, hold on,
grant us, grant me, wait for us, allow our, allow for, give our, please give, stick with me, stick with us""",
    Kind.CAN: "can, ca, could, may, might, would, 'd, want, wants, wanted, wanna",
    Kind.MUST: "must, need to, needs to, have to, has to, required to, need you to, require you to, ask you to",
    Kind.BE: "be, being",
    Kind.BE_FINITE: "am, are, is, 'm, 're, 's",
    Kind.HAVE: "have, has, 've",
    Kind.GET: "get",
    Kind.LET: "let, allow me to",
    Kind.TAKE: "take",
    Kind.TO: "to",
    Kind.NOT: "not, n't, never, cannot, no, unable, nor, neither, no longer, nothing, nobody, hardly, without, none",
    Kind.GOING: "going to, gonna",
    Kind.SHOULD: "should, ought to",
    Kind.WILL: "will, 'll, shall, wo, sha, wil, wll, gonna, should be able to, should hopefully be able to, should then be able to",
}

_ADV = "(?:ADVERB|SOFTENER|VAGUE|COMMA? TIME COMMA?)"
_FILL = f"{_ADV}{{0,4}}"
_WILL = f"(?:WILL|BE_FINITE {_FILL} GOING)"
_VERB = "[CONTACT LOOK ACTION REPLY]"
_DOING = "[CONTACT_ING ACTION_ING]"
_DONE = "[CONTACT_DONE ACTION_DONE ARRANGED]"
_SET = "[FORECAST_DONE READY BACK WITH_YOU]"
_MORE = "[OTHER COMMA ARTICLE OURS AT SELF THING STAFF]{0,3}?"
_PEOPLE = f"(?:[SELF STAFF THIRD] {_MORE})"
_NOUN = "[THING OTHER CONTACT LOOK ACTION REFUND REPLY CONTACT_ING ACTION_ING ACTION_DONE REQUEST DUE]"
_OF = "[THING OTHER CONTACT LOOK ACTION REFUND REPLY CONTACT_ING ACTION_ING ACTION_DONE REQUEST AT ARTICLE YOUR OURS]"
_SERVED = f"(?:[IT THING REFUND REPLY SUBORDINATE ACTION LOOK]|[ARTICLE OURS YOUR] {_OF}{{0,5}} {_NOUN})"
_OBJECT = "[YOU YOUR IT ARTICLE OURS]"
_GIVEN = "(?! [TO MUST PAST ACTION_DONE CONTACT_DONE]) (?! [ARTICLE OURS YOUR]? [OTHER STAFF]{0,2} NICE)"
_ANSWER = "(?= [ARTICLE OURS YOUR OTHER AT TIME]{0,4} [CONTACT REPLY])"
_REFUND = "(?= [ARTICLE OURS YOUR OTHER]{0,3} [REFUND ACTION])"
_START = "(?: ^ | [COMMA BREAK AND] )"
_BE = "(?:BE|GET)"

_SHAPES = (
    Shape(
        "somebody else will",
        f"PARTY {_FILL} {_WILL} {_FILL} (?P<verb>{_VERB}|FORECAST)",
        About.FORECAST,
        0.85,
    ),
    Shape("we will", f"{_PEOPLE} {_FILL} {_WILL} {_FILL} (?P<verb>{_VERB})", timed=False),
    Shape(
        "we will be doing",
        f"{_PEOPLE} {_FILL} {_WILL} {_FILL} BE {_FILL} (?P<verb>{_DOING}|[CONTACT LOOK])",
        timed=False,
    ),
    Shape("we will do", f"{_PEOPLE} {_FILL} WILL (?P<verb>[CONTACT_DONE ACTION_DONE]) {_OBJECT}"),
    Shape(
        "we will have an answer",
        f"{_PEOPLE} {_FILL} {_WILL} {_FILL} (?P<verb>HAVE) {_GIVEN} {_ANSWER}",
        About.CONTACT,
    ),
    Shape("we will have", f"{_PEOPLE} {_FILL} {_WILL} {_FILL} (?P<verb>HAVE) {_GIVEN}"),
    Shape("we will get", f"{_PEOPLE} {_FILL} {_WILL} {_FILL} (?P<verb>GET) {_OBJECT}"),
    Shape("we will make sure", f"{_PEOPLE} {_FILL} {_WILL} {_FILL} (?P<verb>ENSURE)"),
    Shape("let me", f"LET US? {_FILL} (?P<verb>{_VERB})", timed=False),
    Shape(
        "you will hear",
        f"YOU {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?:BE {_FILL})? (?P<verb>HEAR)",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "you will get an answer",
        f"YOU {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?:BE {_FILL})? (?P<verb>[RECEIVE GET HAVE]) {_GIVEN} {_ANSWER}",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "you will get your money",
        f"YOU {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?:BE {_FILL})? (?P<verb>[RECEIVE GET HAVE]) {_GIVEN} {_REFUND}",
        About.ACTION,
    ),
    Shape(
        "you will get",
        f"YOU {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?:BE {_FILL})? (?P<verb>[RECEIVE GET HAVE]) {_GIVEN}",
        About.FORECAST,
    ),
    Shape(
        "you can expect",
        f"YOU {_FILL} (?:CAN|SHOULD|WILL) {_FILL} (?P<verb>EXPECT) {_ANSWER}",
        About.CONTACT,
        timed=False,
    ),
    Shape(
        "you can expect",
        f"YOU {_FILL} (?:CAN|SHOULD) {_FILL} EXPECT TO {_FILL} (?P<verb>HEAR)",
        About.CONTACT,
        timed=False,
    ),
    Shape("you can expect", f"YOU {_FILL} (?:CAN|SHOULD|WILL) {_FILL} (?P<verb>EXPECT)", About.FORECAST),
    Shape("expect", f"{_START} PLEASE? (?P<verb>EXPECT) {_ANSWER}", About.CONTACT),
    Shape("expect", f"{_START} PLEASE? (?P<verb>EXPECT) [IT ARTICLE OURS YOUR THING]", About.FORECAST),
    Shape(
        "it will be done",
        f"(?:{_SERVED}|YOU|STAFF|AND) {_FILL} (?:{_WILL}|SHOULD) {_FILL} {_BE} {_FILL} (?P<verb>{_DONE}|[CONTACT ACTION])",
        timed=False,
    ),
    Shape(
        "it will be there",
        f"(?:{_SERVED}|AND) {_FILL} (?:{_WILL}|SHOULD) {_FILL} {_BE} {_FILL} (?P<verb>{_SET}|PRESENT)",
    ),
    Shape(
        "it is being done",
        f"{_SERVED} {_FILL} BE_FINITE {_FILL} BE {_FILL} (?P<verb>{_DONE})",
        confidence=0.8,
    ),
    Shape(
        "someone will be there", f"[STAFF THIRD PARTY] {_FILL} {_WILL} {_FILL} BE {_FILL} (?P<verb>PRESENT)"
    ),
    Shape("someone will come", f"[STAFF THIRD] {_FILL} {_WILL} {_FILL} (?P<verb>FORECAST)", About.ACTION),
    Shape(
        "it will",
        f"(?:{_SERVED}|AND) {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?P<verb>FORECAST)",
        About.FORECAST,
        0.85,
    ),
    Shape(
        "it will",
        f"(?:IT|THING|REFUND|SUBORDINATE|AND|[OURS YOUR] {_OF}{{0,5}} {_NOUN}) {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?P<verb>[ACTION LOOK CONTACT])",
        About.FORECAST,
        0.8,
    ),
    Shape(
        "it will take",
        f"[IT THING LOOK ACTION REFUND SUBORDINATE CONTACT] {_FILL} (?:{_WILL}|SHOULD) {_FILL} (?P<verb>TAKE) [US AT OTHER ADVERB ARTICLE NOT]{{0,4}} TIME",
        confidence=0.75,
    ),
    Shape("and will", f"AND {_FILL} {_WILL} {_FILL} (?P<verb>{_VERB})", timed=False),
    Shape(
        "we have arranged",
        f"SELF HAVE {_FILL} (?P<verb>ARRANGED) (?! [ARTICLE OURS YOUR OTHER]{{0,3}} NICE)",
        About.ACTION,
        dated=True,
    ),
    Shape(
        "it is arranged",
        f"(?:STAFF|PARTY|IT|THING|YOU|YOUR {_NOUN}{{1,3}}|[ARTICLE OURS] [OTHER THING]{{0,2}} [THING CONTACT LOOK ACTION REPLY]) (?:BE_FINITE|HAVE PAST) {_FILL} (?P<verb>ARRANGED) (?! [ARTICLE OURS YOUR OTHER]{{0,3}} NICE)",
        About.ACTION,
        dated=True,
    ),
    Shape(
        "it is due to",
        f"{_SERVED} {_FILL} BE_FINITE {_FILL} PLANNED {_FILL} (?:BE {_FILL} (?P<verb>[CONTACT_DONE ACTION_DONE FORECAST_DONE READY BACK ARRANGED]))",
        About.FORECAST,
        0.85,
        soft=True,
    ),
    Shape(
        "it is due to",
        f"{_SERVED} {_FILL} BE_FINITE {_FILL} PLANNED {_FILL} [FORECAST ACTION CONTACT]",
        About.FORECAST,
        0.85,
        soft=True,
    ),
    Shape(
        "it is due",
        f"(?:IT|REFUND|[OURS YOUR] {_OF}{{0,5}} {_NOUN}|[ARTICLE] [OTHER]{{0,2}} [THING REPLY REFUND CONTACT ACTION LOOK]) {_FILL} BE_FINITE {_FILL} PLANNED",
        About.FORECAST,
        0.8,
        soft=True,
    ),
    Shape(
        "we hope to",
        f"(?:{_PEOPLE}|{_START}) {_FILL} [BE_FINITE HAVE CAN WILL]? {_FILL} [SOFT EXPECT PERFORM] TO {_FILL} (?P<verb>{_VERB})",
        confidence=0.85,
        soft=True,
        timed=False,
    ),
    Shape(
        "we hope to have",
        f"(?:{_PEOPLE}|{_START}) {_FILL} [BE_FINITE CAN WILL]? {_FILL} [SOFT EXPECT PERFORM] TO {_FILL} (?P<verb>[HAVE GET]) {_GIVEN}",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we hope to be done",
        f"(?:{_PEOPLE}|{_START}) {_FILL} [BE_FINITE CAN WILL]? {_FILL} [SOFT EXPECT PERFORM] TO {_FILL} BE {_FILL} (?P<verb>[READY BACK ACTION_DONE])",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we are aiming for",
        f"[SELF STAFF] {_FILL} [BE_FINITE WILL] {_FILL} (?P<verb>SOFT) [AT OTHER ADVERB]{{0,2}} TIME",
        confidence=0.8,
        soft=True,
        dated=True,
    ),
    Shape(
        "we expect it",
        f"[SELF STAFF] {_FILL} [BE_FINITE CAN]? {_FILL} (?P<verb>EXPECT) [ARTICLE OURS YOUR OTHER]{{0,2}} [IT THING REFUND REPLY ACTION LOOK CONTACT OTHER]",
        About.FORECAST,
        0.8,
        soft=True,
    ),
    Shape(
        "we should",
        f"[SELF STAFF THIRD] {_FILL} SHOULD {_FILL} (?P<verb>{_VERB})",
        confidence=0.75,
        soft=True,
        deadline=True,
    ),
    Shape(
        "we should have",
        f"[SELF STAFF THIRD] {_FILL} SHOULD {_FILL} (?P<verb>[HAVE GET]) {_GIVEN} [IT ARTICLE OURS YOUR REPLY THING OTHER CONTACT]",
        confidence=0.85,
        soft=True,
    ),
    Shape(
        "we are doing",
        f"[SELF STAFF PARTY THIRD] {_FILL} BE_FINITE {_FILL} (?P<verb>{_DOING})",
        confidence=0.75,
    ),
    Shape(
        "it is coming",
        f"{_SERVED} {_FILL} BE_FINITE {_FILL} (?P<verb>[FORECAST_ING ACTION_ING])",
        About.FORECAST,
        0.75,
    ),
    Shape(
        "it comes",
        f"(?:IT|[YOUR OURS ARTICLE] [OTHER THING]{{0,2}} {_NOUN}) {_FILL} (?P<verb>FORECAST_NOW)",
        About.FORECAST,
        0.75,
        pointed=True,
    ),
    Shape(
        "will (no subject)", f"{_START} {_FILL} WILL {_FILL} (?P<verb>{_VERB})", confidence=0.8, timed=False
    ),
    Shape(
        "will be doing (no subject)",
        f"{_START} {_FILL} WILL {_FILL} BE {_FILL} (?P<verb>{_DOING}|{_DONE}|{_SET}|PRESENT)",
        confidence=0.8,
    ),
    Shape(
        "will have (no subject)",
        f"{_START} {_FILL} (?:WILL|SHOULD) {_FILL} (?P<verb>[HAVE GET]) {_GIVEN} {_OBJECT}",
        confidence=0.8,
    ),
    Shape(
        "should be (no subject)",
        f"{_START} {_FILL} SHOULD {_FILL} (?:BE {_FILL})? (?P<verb>{_DONE}|{_SET}|PRESENT|FORECAST)",
        confidence=0.75,
        soft=True,
    ),
    Shape("doing (no subject)", f"{_START} {_FILL} (?P<verb>{_DOING}) {_OBJECT}", confidence=0.7),
    Shape("back (no subject)", f"{_START} {_FILL} (?P<verb>BACK) TIME", About.CONTACT, 0.75),
    Shape(
        "give me",
        "(?P<verb>WAIT) [AT OTHER ADVERB US ARTICLE STAFF]{0,3} TIME",
        About.CONTACT,
        0.8,
        waits=True,
    ),
    Shape(
        "the next one is at",
        "(?P<verb>DUE) [BE_FINITE WILL BE BREAK AT ADVERB SOFTENER OTHER SHOULD IT THING ARTICLE YOUR FORECAST ACTION]{0,5} TIME",
        About.CONTACT,
        0.8,
        dated=True,
    ),
    Shape("we promise", f"SELF {_FILL} (?P<verb>PERFORM) (?! SELF)", About.ACTION, deadline=True),
    Shape(
        "we will, and do",
        f"[SELF STAFF] {_FILL} {_WILL} [ADVERB OTHER AT TO ARTICLE OURS THING STAFF PARTY IT US THIRD REPLY TIME STOP GET LOOK ACTION CONTACT]{{1,9}}"
        f" AND {_FILL} (?P<verb>{_VERB})",
        confidence=0.75,
    ),
    Shape(
        "we asked them to",
        f"[SELF PARTY STAFF THIRD] HAVE {_FILL} SAID [ARTICLE OURS STAFF THING PARTY OTHER IT THIRD AT US CONTACT]{{0,6}} TO {_FILL} (?P<verb>{_VERB})",
        confidence=0.8,
    ),
    Shape(
        "it will not take longer",
        "[IT THING LOOK ACTION REFUND SUBORDINATE CONTACT] ADVERB{0,2} [WILL SHOULD] NOT ADVERB{0,2} (?P<verb>TAKE) [US AT OTHER ADVERB ARTICLE NOT YOU]{0,4} TIME",
        confidence=0.75,
        at_most=True,
    ),
    Shape("and do", f"[AND COMMA] {_FILL} (?P<verb>{_VERB}) (?! US)", confidence=0.8, chained=True),
    Shape(
        "and have",
        f"[AND COMMA] {_FILL} (?P<verb>[HAVE GET]) {_GIVEN} {_OBJECT}",
        confidence=0.8,
        chained=True,
    ),
    Shape(
        "we will do something",
        f"[SELF STAFF] {_FILL} WILL {_FILL} (?P<verb>[OTHER REQUEST]) [OTHER AT]? {_OBJECT}",
        confidence=0.6,
    ),
    Shape("we will try doing", f"{_PEOPLE} {_FILL} {_WILL} {_FILL} SOFTENER (?P<verb>{_DOING})", soft=True),
    Shape(
        "we will let them know",
        f"{_PEOPLE} {_FILL} {_WILL} {_FILL} (?P<verb>LET) [ARTICLE OURS OTHER STAFF PARTY THIRD IT]{{1,4}} COMPLEMENT",
        About.CONTACT,
    ),
    Shape(
        "we will, and have",
        f"[SELF STAFF] {_FILL} {_WILL} [ADVERB OTHER AT TO ARTICLE OURS THING STAFF PARTY IT US THIRD REPLY TIME STOP GET LOOK ACTION CONTACT]{{1,9}}"
        f" AND {_FILL} (?P<verb>[HAVE GET]) {_GIVEN} {_OBJECT}",
        confidence=0.75,
    ),
    Shape(
        "we are on track to",
        f"{_PEOPLE} {_FILL} BE_FINITE {_FILL} PLANNED {_FILL} (?P<verb>{_VERB}|HAVE)",
        confidence=0.85,
        soft=True,
    ),
    Shape("you will know", f"YOU {_FILL} {_WILL} {_FILL} (?P<verb>COMPLEMENT)", About.CONTACT, deadline=True),
    Shape(
        "we will get someone to",
        f"{_PEOPLE} {_FILL} {_WILL} {_FILL} [GET HAVE LOOK] [STAFF OTHER ARTICLE OURS AT]{{1,5}} TO {_FILL} (?P<verb>{_VERB})",
    ),
    Shape(
        "done by then (no subject)", f"^ {_FILL} (?P<verb>{_DONE}|READY) TIME", confidence=0.6, deadline=True
    ),
    Shape(
        "someone is coming",
        f"[STAFF PARTY] {_FILL} BE_FINITE {_FILL} (?P<verb>FORECAST_ING)",
        About.ACTION,
        0.8,
    ),
    Shape(
        "we will be with you",
        f"[SELF STAFF THIRD] {_FILL} {_WILL} {_FILL} BE {_FILL} (?P<verb>WITH_YOU)",
        About.CONTACT,
    ),
    Shape("delivery will be then", f"(?P<verb>THING) {_FILL} {_WILL} BE TIME", About.FORECAST, 0.75),
    Shape(
        "we plan on doing",
        f"{_PEOPLE} {_FILL} [BE_FINITE WILL]? {_FILL} SOFT AT (?P<verb>{_DOING})",
        soft=True,
    ),
    Shape(
        "someone comes",
        f"(?:STAFF|PARTY) {_FILL} (?P<verb>[FORECAST_NOW ACTION_NOW CONTACT_NOW])",
        About.ACTION,
        0.7,
        pointed=True,
    ),
    Shape("we will have to", f"SELF {_FILL} WILL {_FILL} MUST {_FILL} (?P<verb>CONTACT)", confidence=0.75),
    Shape(
        "they will",
        f"OTHER {_FILL} [WILL SHOULD] {_FILL} BE {_FILL} (?P<verb>{_DOING}) [OTHER AT TO]{{0,2}} YOU",
        confidence=0.7,
    ),
    Shape(
        "they will",
        f"OTHER [OTHER AT ARTICLE OURS STAFF ACTION_ING THING]{{0,4}} {_FILL} WILL {_FILL} (?P<verb>{_VERB}) [OTHER AT TO]{{0,2}} YOU",
        confidence=0.7,
    ),
)

_REQUESTS = f"""
PLEASE
| (?: ^ | [COMMA BREAK AND] ) ADVERB{{0,2}} (?: REQUEST | ENSURE | [CONTACT LOOK ACTION] [US YOUR ARTICLE IT OURS THING TIME] )
| [CAN WILL] YOU
| YOU {_FILL} CAN {_FILL} [CONTACT ACTION REQUEST LOOK]
| YOU {_FILL} WILL? {_FILL} MUST
"""
_FENCES = f"SUBORDINATE | PLEASE | YOU {_FILL} [CAN MUST PAST] | YOU {_FILL} WILL {_FILL} [MUST STOP] | [CAN WILL] YOU | [COMMA AND] REQUEST"

ENGLISH_PROMISES = grammar(
    words=_WORDS,
    shapes=_SHAPES,
    requests=_REQUESTS,
    customer_events="EVENT ADVERB? YOU | EVENT YOUR [REPLY CONTACT] | EVENT [SELF STAFF] {0,1} [RECEIVE HAVE GET HEAR] .{0,2} [YOUR YOU]",
    fences=_FENCES,
    triggers=(
        Kind.WILL,
        Kind.GOING,
        Kind.SHOULD,
        Kind.SOFT,
        Kind.EXPECT,
        Kind.LET,
        Kind.WAIT,
        Kind.DUE,
        Kind.PLANNED,
        Kind.PERFORM,
        Kind.ARRANGED,
        Kind.SAID,
        Kind.CONTACT_ING,
        Kind.ACTION_ING,
        Kind.FORECAST_ING,
        Kind.FORECAST_NOW,
        Kind.BACK,
        Kind.CONTACT_NOW,
        Kind.ACTION_NOW,
    ),
    prefixes=("re", "re-"),
    clitics=("n't", "'ll", "'re", "'ve", "'m", "'d", "'s"),
    abbreviations="mr, mrs, ms, dr, prof, st, no, nr, vs, etc, e.g, i.e, approx, inc, ltd, co, corp, dept, ext, est, min, mins, hr, hrs, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, mon, tue, tues, wed, thu, thur, thurs, fri, sat, sun, p.m, a.m, u.s, ca, resp, max",
    tags="ok, okay, alright, all right, right, does that work, does this work, is that ok, is that okay, is that alright, sounds good, yes, deal, fair enough, does that work for you, is that fine, will that work, would that work, would that be ok",
    idioms="if all goes well, if all goes to plan, if everything goes well, if everything goes to plan, if possible, if not sooner, if not before, if not earlier, if nothing else, if need be, if necessary, if all goes as planned, if not today, if only, if at all possible, if anything changes, assuming all goes well, assuming everything goes, assuming no",
)
