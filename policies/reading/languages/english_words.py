"""English words by what they do in a sentence; of two kinds with the same word the later one counts."""

from __future__ import annotations

from policies.reading.kinds import Kind
from policies.reading.languages.english_nouns import PARTY, STAFF, THING, with_plurals
from policies.reading.languages.english_verbs import ACTION, CONTACT, FORECAST, LOOK, done, ing, now

WORDS = {
    Kind.ARTICLE: """
        a, an, my, the, some, another, any, one, his, her, their, its, each, other, new, full, second, first,
        final, more, next, entire, whole, initial
    """,
    Kind.OURS: "our",
    Kind.IT: """
        it, this, that, these, those, them, everything, something, all of this, all of it, same, the same, the rest, the remainder
    """,
    Kind.PRIVATE: """
        kids, kid, wife, husband, family, parents, son, daughter, dog, beer, wine, lunch, dinner, breakfast,
        brunch, party, birthday, wedding, marathon, golf, church, gym, groceries, honeymoon, haircut
    """,
    Kind.READY: """
        gone, back to normal, here, done, ready, available, live, online, working, operational,
        up and running, flowing, flowing again, moving again, running again, in stock, back up, back on, up again, on again, back up again, back online, on its way, on the way, running, closed out,
        on your doorstep, in place, in your hands, in your inbox, in your account, in the mail, in the post
    """,
    Kind.REQUEST: """
        pop into, pop in, pop to, head to, nip to, use, click, join, join us, dm us, dm me, get in contact, reach us, keep, go, head, download, log in, sign in,
        sign up, tap, press, select, choose, enter, drop us, drop me, hit us, shoot us an, shoot me an, shoot us, shoot me, let us know,
        let me know, follow these, follow the, follow this, give us a call, give me a call, connect with us,
        contact us, refer, private message, pm us, message us, call us, call me, email us, write to us,
        text us, text me, send us, send me, follow up here
    """,
    Kind.ACTION_NOW: now(ACTION),
    Kind.CONTACT_NOW: now(CONTACT),
    Kind.ACTION_DONE: f"{done(ACTION)}, {done(LOOK)}, put right, couriered, taken, taken care of, dealt with, looked into, seen to",
    Kind.CONTACT_DONE: done(CONTACT),
    Kind.FORECAST_DONE: "delivered, launched, resumed, reopened, redelivered",
    Kind.ARRANGED: """
        put you down, got you down, set this up, set that up, made arrangements, penciled you in,
        pencilled you in, signed you up, put you in, moved, rebooked, booked, booked in, scheduled, arranged,
        rescheduled, set up, lined up, reserved, expedited, planned, confirmed, slated, pushed, pushed back, postponed, brought forward
    """,
    Kind.FORECAST_ING: ing(FORECAST),
    Kind.ACTION_ING: f"{ing(ACTION)}, {ing(LOOK)}, couriering",
    Kind.CONTACT_ING: f"{ing(CONTACT)}, talking to you again",
    Kind.STOP: """
        logged out, signed out, logged off, want, wants, wanted, wanna, writing to, performing, need, like, love, meet, attend, join, travel, fly, drive, stay, remain, miss,
        play, eat, watch, enjoy, wait, await, keep, hold, close, charge, bill, expire, renew, require,
        appreciate, forget, regret, depend, continue, remember, understand, look forward, talk to you,
        speak to you, speak with you, talk with you, see you, chat with you, make it to, make it, work,
        consider, learn, go, sleep, relax, celebrate, vote, end, stop, fall, lose, win, leave, start, begin,
        host, speak, talk, sit, stick, feel, get through, get into, get in, get home, get out, get going,
        get together, turn out, grow, rise, ask for, save, cost, serve, welcome, treasure, run for, run into,
        come into, come to an, come to light, move to, move into, assume, suppose, guess, give up, pick you up,
        bring up, read about, visit family, discuss, explain, be glad to meet, call in, call upon, have a call,
        have a conference call, have a meeting, have lunch, have dinner, have a conversation, have a chat,
        have a discussion, have time, have a quick call, have an appointment, have surgery, visiting, moving,
        giving, presenting, running, turning, taking, hosting, meeting
    """,
    Kind.NICE: """
        fee, fees, charge, charges, surcharge, penalty, interest, meeting, offer, deal, promo, winner, winners, presentation, seminar, flight, plane,
        train, market, movie, game, event, session, webinar, training, class, sale, promotion, trip, vacation,
        conference, great, good, wonderful, nice, lovely, fun, fantastic, safe, happy, amazing, blast,
        enjoyable, pleasant, time, option, options, chance, opportunity, choice, ability, trouble, questions
    """,
    Kind.THING: with_plurals(THING),
    Kind.STAFF: with_plurals(STAFF),
    Kind.PARTY: with_plurals(PARTY),
    Kind.REPLY: """
        response, confirmation, callback, note, news, feedback, word, acknowledgement, emails, replies,
        answers, information
    """,
    Kind.REFUND: "money back, your money back, ur money back, reimbursement, replacement, compensation",
    Kind.FORECAST_NOW: """
        arrives, ships, goes, comes, leaves our, leaves the warehouse, returns, resumes, reopens, launches
    """,
    Kind.FORECAST: FORECAST,
    Kind.ACTION: ACTION,
    Kind.LOOK: LOOK,
    Kind.CONTACT: f"{CONTACT}, be in touch, be back in touch, be back to you, be right back, be in contact",
    Kind.HEAR: "be the first to know, be the first to hear, be in the know, be kept in the loop, hear, hearing, get word, have word",
    Kind.PLANNED: """
        is within, is by, expected, on track for, on schedule for, due to, expected to, set to, scheduled to, estimated to,
        slated to, on track to, due for delivery, expected back, out for delivery, due back, due out,
        expected for delivery, due in stock, on schedule to
    """,
    Kind.PRESENT: """
        on site, onsite, on-site, there, at your door, at your place, at your house, at your home,
        at your address, at your office, at your location, on their way, on his way, on the road, round, around to yours, round to yours, out to you
    """,
    Kind.WITH_YOU: "with you, right with you, back with you, with u, back to you, back to u",
    Kind.BACK: "back, right back, brb",
    Kind.DUE: """
        next status report, next report, to follow, next update, next updates, next status update,
        next check in
    """,
    Kind.ARRIVAL: """
        our estimate, current estimate, my estimate, best estimate, eta, etas, expected delivery,
        estimated delivery, estimated delivery date, expected delivery date, estimated arrival,
        expected arrival, expected completion, estimated completion, expected resolution, estimated resolution,
        new delivery date, expected fix, estimated fix, fix eta, ship date, expected ship date, estimated time,
        expected time, expected return to service
    """,
    Kind.SELF: "i, we, im, i'll",
    Kind.US: "us, me",
    Kind.THIRD: "he, she, they",
    Kind.YOU: "you, u, ya, y'all, you guys, you all, you both",
    Kind.YOUR: "your, ur, yours",
    Kind.EXPECT: """
        targeting, expect, expects, expecting, anticipate, anticipates, anticipating, look out for,
        watch out for, keep an eye out for, count on
    """,
    Kind.SOFT: """
        committed to, dedicated to, my intention, our intention, it is my intention, it 's my intention, it is our intention, it 's our intention, shoot, shooting, our goal is, our aim is, our plan is, our target is, my target is, my aim is, my goal is, the idea is, the intention is, our intention is, my intention is, our hope is, my hope is,
        the plan is, my plan is, the goal is, working hard, doing our best, doing my best,
        doing everything we can, hope, hopes, hoping, aim, aims, aiming, plan, plans, planning, trying, intend,
        intends, intending, target, striving, undertake
    """,
    Kind.PERFORM: "owe, promise, guarantee, commit, pledge, guaranteed",
    Kind.DOUBT: "sure, certain, confident, positive, think, believe, possible, mean",
    Kind.DENIAL: """
        fingers crossed, glad, good to hear, great to hear, happy to hear, let 's hope, hope it, hope this,
        hope your, hope the, i see you, we see you, i see your, doubt, unsure, unlikely, wish, no guarantee,
        not sure, no way, impossible, too early to, wondering
    """,
    Kind.AGREED: "promised, agreed, undertaken, pledged",
    Kind.SAID: """
        instructed, set a reminder, put a reminder, made a note, put a note, put a note in my calendar,
        set myself a reminder, said, mentioned, wrote, stated, told, claimed, asked, requested, suggested,
        thought, say, mention, assumed, understood
    """,
    Kind.COMPLEMENT: "wonder, whether, know, how we, how i, how they, what we, what i, what they, why we, why i, why they, where we, when we will, when i will, how it, how that, how this, how things",
    Kind.RECEIVE: """
        be able to use, be able to log in, be able to log back in, be able to access, be able to download,
        be able to see, be able to order, be able to sign in, be able to get, receive, see, start seeing, start to see, start receiving, start to receive, start getting, receiving, getting,
        seeing
    """,
    Kind.PAST: """
        received, gotten, got, heard, seen, was, were, had, did, been, does, do, would have, should have been,
        could have, would 've
    """,
    Kind.ADVERB: """
        even if, even when, whether or not, regardless if, no matter when, get a chance to, get the chance to,
        get around to, get round to, be in a position to, start to, also, then, definitely, definately,
        certainly, personally, now, just, still, surely, again, therefore, further, immediately,
        promptly, directly, only, already, actually, simply, quickly, finally,
        go ahead and, be sure to, make sure to, instead, together, at least, once again, internally, manually, right after, straight after, right after that, after that, after this, continue to, keep on, at the moment, at this moment,
        yet, of course, as promised, too, otherwise, officially, automatically, as well, at that point, all, both, basically, honestly, absolutely,
        urgently, myself, ourselves
    """,
    Kind.WILLING: """
        be able to, able to, be happy to, be glad to, be pleased to, be more than happy to, gladly, happily,
        be delighted to
    """,
    Kind.ENSURE: """
        make sure that, make sure, ensure, ensure that, see to it, see to it that, see that, make certain
    """,
    Kind.SOFTENER: """
        look to, be looking to, looking to, do what i can to, do what we can to, do whatever we can to, probably, hopefully, likely, do our best to, do my best to, do everything we can to, do all we can to,
        try to, try and, try, attempt to, have a go at, make every effort to, endeavor to, endeavour to,
        most likely, ideally, possibly, perhaps, maybe, strive to, work to, presumably, all being well,
        with any luck
    """,
    Kind.GENERIC: """
        the same day, same day, usually, typically, generally, normally, average, often, sometimes, every, ordinarily, commonly,
        as a rule, in general, routinely, each time, always, in most cases
    """,
    Kind.VAGUE: """
        soon, shortly, asap, as soon as possible, as soon as we can, as soon as i can, as soon as they can,
        as quickly as possible, as quickly as we can, momentarily, in due course, right away, in a moment,
        in a bit, in no time, at the earliest, before long, any moment, any moment now, in the near future,
        very soon, straight away, in a jiffy, in a sec, in a second, in a tick, in two ticks, in a mo, in a min, in a while, in a little while, in a short while, in a little bit,
        in a few, as fast as we can, as fast as possible,
        at the earliest opportunity, at our earliest convenience, sometime soon, in the coming days,
        over the coming weeks, as soon as they are able, as soon as we are able, sooner or later
    """,
    Kind.IF: """
        if, unless, provided, providing, assuming, in case, should you, should your, as long as, so long as,
        whenever, in the event
    """,
    Kind.EVENT: """
        once, when, after, as soon as, upon, the moment, until, till, following, pending, the minute
    """,
    Kind.SUBORDINATE: """
        because, since, although, though, whereas, while, who, whose, which, where, as we, as i, as it, as the
    """,
    Kind.AT: """
        by, in, on, at, within, before, for, with, from, about, around, approximately, up, up to, during, over,
        towards, as early as, no later than, latest, at the latest, roughly, approx, just under, under,
        less than
    """,
    Kind.OF: "of",
    Kind.AND: """
        and, but, so, or, plus, so that, and so, and then, but then, so then, n, thus, hence
    """,
    Kind.PLEASE: "please, pls, plz, kindly, feel free to, feel free",
    Kind.CALM: """
        rest assured, please note, note that, be assured, please be assured, do n't worry, no worries, please disregard, please ignore, kindly ignore, kindly disregard, please do n't,
        stay tuned, please accept, accept our, accept my, please be advised,
        please be advise, be advised, please know, please rest assured, please excuse, please forgive,
        please find, kindly note, please be informed, kindly be informed, please be aware, please stay tuned,
        please understand, please do n't worry, please don t
    """,
    Kind.WAIT: """
        please wait, kindly wait, pls wait, plz wait, hang tight, sit tight, hold tight, please hang tight, please sit tight, please hold, please hold for, stay on the line for, hold the line for, sit tight for, hang tight for, hang on for, hang on, hold tight for, allow, please allow, kindly allow,
        need until, need till, need another, need a further, gimme, give me, give us, give it until, give it till, bear with me, bear with us, allow us, allow me, hold on, grant us, grant me,
        wait for us, allow our, allow for, give our, please give, stick with me, stick with us
    """,
    Kind.CAN: "can, ca, could, may, might, would, 'd",
    Kind.MUST: """
        must, need to, needs to, have to, has to, required to, need you to, require you to, ask you to
    """,
    Kind.BE: "be, being, b",
    Kind.BE_FINITE: "am, are, is, r, 'm, 're, 's",
    Kind.HAVE: "have, has, 've",
    Kind.GET: "get",
    Kind.LET: "let, allow me to",
    Kind.TAKE: "take",
    Kind.TO: "to",
    Kind.NOT: """
        not, n't, never, cannot, no, unable, nor, neither, no longer, nothing, nobody, hardly, without, none
    """,
    Kind.GOING: "going to, gonna",
    Kind.SHOULD: "should, ought to, shud, shld",
    Kind.WILL: """
        will, 'll, shall, wo, sha, wil, wll, should be able to, should be in a position to, should hopefully be able to,
        should then be able to
    """,
}
