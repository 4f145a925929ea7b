"""English words of times."""

from __future__ import annotations

from policies.core.due_zones import SPOKEN
from policies.core.when import OURS, YOURS, Edge, Part, Unit
from policies.reading.times_words import Mark, TimeWords

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
_YOUR_CLOSING = (
    "end of your day, the end of your day, end of your business day, the end of your business day, end of your working day,"
    " the end of your working day, close of your business day, your end of day, your eod, your cob, your close of business,"
    " your end of business"
)
"""Closing times that tell the zone too: each stands both among the closings and among the zones."""
ENGLISH_TIMES = TimeWords(
    marks={
        Mark.THE: "the",
        Mark.A: "a, an",
        Mark.OF: "of",
        Mark.AT: "at, @, at about, at around",
        Mark.ON: "on",
        Mark.IN: "in, during, over",
        Mark.BY: "by, no later than, not later than, latest by, as late as, due, on or before, due by, due on, before or on",
        Mark.WITHIN: "within, w / in, inside, inside of, in less than, in under, under, over the course of, in the course of,"
        " during the course of",
        Mark.BEFORE: "before, prior to, ahead of, earlier than, b4, this side of",
        Mark.UNTIL: "until, till, til, untill, through, thru",
        Mark.AFTER: "after, past, since, later than, not before, as early as, as of, no earlier than, greater than",
        Mark.FROM: "from, starting, starting from, beginning, frm, as from",
        Mark.STARTING: "starting, starting on, starting from, commencing, commencing on, beginning, beginning on, w / c",
        Mark.FOR: "for",
        Mark.ABOUT: "about, around, approximately, approx, approx ., roughly, circa, ca, say, only, just, another, at around, or so, ish, - ish",
        Mark.AROUND: "around, circa, near",
        Mark.EXTRA: "more, further, additional, extra, short",
        Mark.BETWEEN: "between, in between, btw, anywhere between, anytime between, b / w",
        Mark.TO: "to, till, til, until, untill, through, thru, up to",
        Mark.AND: "and, &",
        Mark.OR: "or, or possibly, or maybe, or perhaps, and / or, if not",
        Mark.LESS: "up to, less than, at most, max, maximum, no more than, not more than, upto, maximum of",
        Mark.MORE: "more than, at least, over, minimum, longer than",
        Mark.HALF: "half",
        Mark.HALF_TO: "half",
        Mark.QUARTER: "quarter",
        Mark.PAST: "past, after",
        Mark.TO_HOUR: "to, till",
        Mark.CLOCK: "o ' clock, oclock, o clock",
        Mark.AGO: "ago, earlier, back, before",
        Mark.LATER: "later, from now, hence, out, ' time, ' s time, time, after, s time",
        Mark.BUSINESS: "business, working, work, office, bus, banking, biz, bank, full business, full working",
        Mark.EVERY: "every, each, every other, per, once a, twice a, times a, once every",
        Mark.LATEST: "at the latest, at latest, latest, at the very latest, the latest, max, maximum, tops, at most, at the most",
        Mark.NUMBERED: "week, wk, cw, kw, calendar week, week number",
        Mark.NOW: "now, right now, at the present time, at this time, at present, at the moment, right away",
        Mark.NOT: "%, percent, $, stars, star, times, x, people, items, party, parties, floor, attempt, century, place, generation, person, level, euros, dollars, pounds, 24 / 7, 9 / 11, 50 / 50,"
        " good morning, good afternoon, good evening, good night, happy monday, happy friday, great weekend, nice weekend,"
        " start over, overnight shipping, overnight delivery, overnight mail, overnight courier, overnight post, overnight stay,"
        " overnight service, overnight express, good weekend, lovely weekend, wonderful weekend, great evening, nice evening, good day, nice day, great day, lovely day",
    },
    numbers={
        **dict(enumerate(_ONES.split(), 1)),
        **{10 * tens: word for tens, word in enumerate(_TENS.split(), 2)},
        2: "two, couple, couple of, coupla, pair of",
        3: "three, few, several",
        0.5: "\u00bd",
        12: "twelve, dozen",
    },
    ordinals={**dict(enumerate(_ORDINALS.split(), 1)), 30: "thirtieth"},
    units={
        Unit.SECOND: "second, seconds, sec, secs, s",
        Unit.MINUTE: "minute, minutes, min, mins, minuts, mints, m",
        Unit.HOUR: "hour, hours, hr, hrs, hour ( s ), h, hors, hous",
        Unit.DAY: "day, days, day ( s ), dys, d, calendar day, calendar days, consecutive days, nights, full day, full days",
        Unit.WEEK: "week, weeks, wk, wks, week ( s ), w, workweek, working week, w / c",
        Unit.FORTNIGHT: "fortnight, fortnights",
        Unit.WEEKEND: "weekend, weekends, wkend, wknd, week end",
        Unit.MONTH: "month, months, mth, mths, calendar month",
        Unit.QUARTER: "quarter, quarters, qtr, qtrs",
        Unit.YEAR: "year, years, yr, yrs, calendar year",
    },
    business_units={Unit.DAY: "workday, workdays, weekdays, bd, bds, bday"},
    weekdays={
        0: "monday, mon, moday",
        1: "tuesday, tue, tues, tuesaday, teusday",
        2: "wednesday, wed, weds, wensday, wednsday, wednesaday",
        3: "thursday, thu, thur, thurs, thrusday, thursay",
        4: "friday, fri, firday",
        5: "saturday, sat",
        6: "sunday, sun",
    },
    weekday_plurals={
        0: "mondays",
        1: "tuesdays",
        2: "wednesdays",
        3: "thursdays",
        4: "fridays",
        5: "saturdays",
        6: "sundays",
    },
    months={
        1: "january, jan",
        2: "february, feb, febuary",
        3: "march, mar",
        4: "april, apr",
        5: "may",
        6: "june, jun",
        7: "july, jul",
        8: "august, aug",
        9: "september, sep, sept",
        10: "october, oct",
        11: "november, nov",
        12: "december, dec",
    },
    days={
        0: "today, 2day, todays",
        1: "tomorrow, tmorrow, tomorw, tommorro, 2mro, tmoro, tomm, tomorow, tommorow, tommorrow, tomorro, tmrw, tmr, tmw, tmrow, 2moro, 2morrow, 2mrw, tomoz, tomorrows",
        2: "the day after tomorrow, day after tomorrow, overmorrow",
        -1: "yesterday",
        -2: "the day before yesterday, day before yesterday",
    },
    relations={
        0: "this, current, the current, present",
        1: "next, nxt, the next, coming, the coming, upcoming, the upcoming, following, the following",
        -1: "last, past, previous, the last, the past, the previous",
    },
    nearest="coming, the coming, upcoming, the upcoming",
    edges={
        Edge.EARLY: "early, earlier, beginning, start, the beginning, the start",
        Edge.MIDDLE: "mid, middle, the middle",
        Edge.LATE: "late, later, later on, rest, remainder, the rest",
        Edge.END: "end, the end, very end",
    },
    parts={
        Part.MORNING: "morning, mornin, mrng, first thing, first thing in the morning, first thing in the am, the am, early doors, early hours,"
        " the early hours, small hours",
        Part.OPENING: "start of business, beginning of business, opening of business, start of the business day, start of play,"
        " start of day, the start of business",
        Part.NOON: "noon, midday, mid - day",
        Part.LUNCH: "lunch, lunchtime, lunch time",
        Part.AFTERNOON: "afternoon, afternnon, arvo, the pm, afternoonish",
        Part.EVENING: "evening, eve, dinner, dinnertime",
        Part.NIGHT: "night, nite, nighttime, night - time",
        Part.MIDNIGHT: "midnight, mid night, midnite",
    },
    this_parts={Part.NIGHT: "tonight, tonite, 2nite, 2night, tonights"},
    closings={
        Unit.DAY: "eod, eob, cob, eobd, close of business, close of play, end of business, end of play, end of day, end of the day,"
        " close of day, end of the business day, end of the working day, end of working day, end of business day,"
        " the close of business, the end of the day, end of work, close of the day, the end of the business day, the eod,"
        f" c . o . b, e . o . d, c . o . p, c . o . b ., e . o . d ., c . o . p ., day is out, day is over, day ' s end, day ' s close, {_YOUR_CLOSING}",
        Unit.WEEK: "eow, week is out, week ' s out, week is over, week ' s end, end of the business week, end of the working week, end of the work week,"
        " the end of the business week, the end of the working week, the end of the work week",
        Unit.MONTH: "eom, month end, month - end, month is out, month is over",
        Unit.QUARTER: "eoq, quarter end, quarter - end",
        Unit.YEAR: "eoy, year end, year - end, years end, year ' s end, year is out, year is over",
    },
    habits="daily, weekly, monthly, yearly, annually, quarterly, hourly, biweekly, mornings, afternoons, evenings, weekends,"
    " mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays",
    meridiems={0: "am, a . m, a m, a", 12: "pm, p . m, p m, p"},
    zones={
        **{
            name: name.lower()
            for name in SPOKEN
            if name.isupper() and len(name) > len("ET") and name != "WET"
        },
        YOURS: f"your time, your local time, your time zone, your timezone, {_YOUR_CLOSING}",
        OURS: "our time, my time, our local time, my local time, our timezone",
        "ET": "et, eastern, eastern time, eastern standard time, new york time",
        "CT": "ct, central, central time, chicago time, houston time, texas time",
        "MT": "mt, mountain, mountain time, mountain timezone",
        "PT": "pt, pacific, pacific time, california time, la time",
        "UK": "uk time, london time, uk, british time",
        "UTC": "utc, z, zulu",
        "Europe/Paris": "paris time",
        "America/Phoenix": "arizona time",
        "Europe/Berlin": "berlin time",
        "Australia/Sydney": "sydney time",
        "Asia/Tokyo": "tokyo time",
        "Asia/Singapore": "singapore time, sgt",
    },
    feasts={
        "christmas": "christmas, xmas, christmas day",
        "christmas eve": "christmas eve, xmas eve",
        "new year": "new year ' s day, new years day, new year day, new year ' s, the new year",
        "new years eve": "new year ' s eve, new years eve, nye",
        "easter": "easter, easter sunday",
        "easter monday": "easter monday",
        "good friday": "good friday",
        "thanksgiving": "thanksgiving, thanksgiving day",
        "black friday": "black friday",
        "cyber monday": "cyber monday",
        "halloween": "halloween",
        "valentine": "valentine ' s day, valentines day",
        "saint patrick": "st patrick ' s day, saint patrick, saint patrick ' s day",
        "labor day": "labor day",
        "may day": "labour day, may day, international workers ' day",
        "memorial day": "memorial day",
        "independence day": "independence day",
        "juneteenth": "juneteenth",
        "veterans day": "veterans day",
        "boxing day": "boxing day",
        "mothers day": "mother ' s day, mothers day, mothers ' day",
        "fathers day": "father ' s day, fathers day, fathers ' day",
        "martin luther king day": "martin luther king day, martin luther king jr day, mlk day",
        "presidents day": "presidents day, presidents ' day, president ' s day",
        "columbus day": "columbus day",
        "april fools": "april fools, april fools day, april fool ' s day",
        "earth day": "earth day",
        "groundhog day": "groundhog day",
        "womens day": "women ' s day, international women ' s day",
        "cinco de mayo": "cinco de mayo",
        "epiphany": "epiphany",
        "whit monday": "whit monday",
        "all saints": "all saints day, all saints ' day",
    },
    many="seconds, minutes, mins, hours, hrs, days, weeks, wks, months, years",
    shy="may, march, mar, sun, sat, wed, second, sec, s, m, d, w, h, z, et, ct, mt, pt, uk, eve, dinner, lunch, central, eastern, pacific, mountain",
    expansions={"overnight": "tomorrow morning"},
    suffixes="st, nd, rd, th",
    hour_letter=True,
    half_to=30,
)
