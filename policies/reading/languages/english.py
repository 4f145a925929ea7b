"""English."""

from __future__ import annotations

from policies.core.due_zones import SPOKEN
from policies.core.when import OURS, YOURS, Edge, Part, Unit
from policies.reading.languages.english_promises import ENGLISH_PROMISES
from policies.reading.languages.model import Language
from policies.reading.times_words import Mark, TimeWords
from policies.reading.wordlist import words

# -- how the language is told ------------------------------------------------------------------------------------------
_COMMON = words("""
    'd 'll 'm 're 's 've a about account after afternoon again ago all already also always am an and another
    any anything apologies april are aren't as at august away back be because been before being best between
    both business but by call can can't check coming contact could couldn't current day days dear december
    delivery did didn't do does doesn't doing don't done down during each else email end evening ever every
    everything february few first for friday from fully get getting give given go going good got great had
    half happy has hasn't have haven't having he he's hello help her here here's hey hi him his hour hours
    how i i'd i'll i'm i've if in into is isn't issue it it's its january july june just keep know last
    later let let's like look made make many march may maybe me message midday might mine minutes monday
    month more morning most much must my n't need never new next night nights no noon not nothing november
    now number october of off ok okay on one only or order other our out over own parcel please quarter
    really refund regards reply same saturday second see send sent september shall she she's should
    shouldn't since so some something soon sorry still such sunday sure take taken team tell than thank
    thanks that that's the their them then there there's these they they're this those through thursday to
    today told tomorrow tonight too try trying tuesday two under until up upcoming update us very want was
    wasn't we we'd we'll we're we've wednesday week weeks welcome well went were what what's when where
    whether which while who whom whose why will with within without won't working would wouldn't yeah year
    years yep yes yet you you'd you'll you're your yours
""")

# -- times (words for times.py) ------------------------------------------------------------------------------------------
_WEEKDAYS = {
    **{"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6},
    **{
        "mon": 0,
        "tue": 1,
        "tues": 1,
        "wed": 2,
        "weds": 2,
        "thu": 3,
        "thur": 3,
        "thurs": 3,
        "fri": 4,
        "sat": 5,
        "sun": 6,
    },
    **{
        "moday": 0,
        "tuesaday": 1,
        "wensday": 2,
        "wednsday": 2,
        "wednesaday": 2,
        "thrusday": 3,
        "thursay": 3,
        "firday": 4,
    },
}
_MONTHS = {
    **{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8},
    **{"september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4},
    **{"jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "febuary": 2},
}
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TIMES = TimeWords(
    marks={
        Mark.THE: ["the"],
        Mark.A: ["a", "an"],
        Mark.OF: ["of"],
        Mark.AT: ["at", "@"],
        Mark.ON: ["on"],
        Mark.IN: ["in", "during"],
        Mark.BY: ["by", "no later than", "not later than", "latest by", "as late as", "due", "before or on"],
        Mark.WITHIN: ["within", "w / in", "inside", "inside of", "in less than", "in under", "under"],
        Mark.BEFORE: ["before", "prior to", "ahead of", "earlier than"],
        Mark.UNTIL: ["until", "till", "til", "untill", "through", "thru"],
        Mark.AFTER: [
            "after",
            "past",
            "since",
            "later than",
            "not before",
            "as early as",
            "as of",
            "anytime after",
        ],
        Mark.FROM: ["from", "starting", "starting from", "beginning", "frm"],
        Mark.FOR: ["for", "over"],
        Mark.ABOUT: [
            "about",
            "around",
            "approximately",
            "approx",
            "roughly",
            "circa",
            "ca",
            "approx .",
            "say",
            "only",
            "just",
            "another",
        ],
        Mark.BETWEEN: ["between", "in between", "btw", "anywhere between", "anytime between", "b / w"],
        Mark.TO: ["to", "till", "til", "until", "untill", "through", "thru", "up to"],
        Mark.AND: ["and", "&"],
        Mark.OR: ["or", "or possibly", "or maybe", "and / or"],
        Mark.LESS: [
            "up to",
            "less than",
            "at most",
            "max",
            "maximum",
            "no more than",
            "not more than",
            "upto",
            "maximum of",
        ],
        Mark.MORE: ["more than", "at least", "over", "minimum", "longer than"],
        Mark.HALF: ["half"],
        Mark.QUARTER: ["quarter"],
        Mark.PAST: ["past", "after", "past the hour"],
        Mark.TO_HOUR: ["to", "till", "before", "of", "from"],
        Mark.CLOCK: ["o ' clock", "oclock", "o clock", "hundred hours", "hrs"],
        Mark.AGO: ["ago", "earlier", "back", "before"],
        Mark.LATER: [
            "later",
            "from now",
            "hence",
            "out",
            "' time",
            "time",
            "after",
            "from today",
            "from when i write this",
        ],
        Mark.BUSINESS: ["business", "working", "work", "office", "bus", "banking", "biz", "bank"],
        Mark.EVERY: ["every", "each", "every other", "all"],
        Mark.LATEST: ["at the latest", "at latest", "latest", "at the very latest"],
        Mark.NUMBERED: ["week", "wk", "cw", "kw", "calendar week", "week number"],
        Mark.NOT: [
            "%",
            "percent",
            "$",
            "stars",
            "star",
            "times",
            "x",
            "people",
            "items",
            "euros",
            "dollars",
            "pounds",
            "24 / 7",
            "9 / 11",
        ],
    },
    numbers={
        **{word: value for value, word in enumerate(_ONES.split(), 1)},
        **{word: value * 10 for value, word in enumerate(_TENS.split(), 2)},
        **{"couple": 2, "couple of": 2, "coupla": 2, "pair of": 2, "few": 3, "several": 3, "dozen": 12},
    },
    ordinals={word: value for value, word in enumerate(_ORDINALS.split(), 1)} | {"thirtieth": 30, "last": -1},
    units={
        **dict.fromkeys(["second", "seconds", "sec", "secs", "s"], Unit.SECOND),
        **dict.fromkeys(["minute", "minutes", "min", "mins", "minuts", "mints", "m"], Unit.MINUTE),
        **dict.fromkeys(["hour", "hours", "hr", "hrs", "hour ( s )", "h", "hors", "hous"], Unit.HOUR),
        **dict.fromkeys(["day", "days", "day ( s )", "dys", "d", "calendar day", "calendar days"], Unit.DAY),
        **dict.fromkeys(["week", "weeks", "wk", "wks", "week ( s )", "w", "workweek"], Unit.WEEK),
        **dict.fromkeys(["weekend", "weekends"], Unit.WEEKEND),
        **dict.fromkeys(["month", "months", "mth", "mths", "mo", "mos"], Unit.MONTH),
        **dict.fromkeys(["quarter", "quarters", "qtr", "qtrs"], Unit.QUARTER),
        **dict.fromkeys(["year", "years", "yr", "yrs"], Unit.YEAR),
    },
    business_units=dict.fromkeys(["workday", "workdays", "weekdays", "bd", "bds", "wd"], Unit.DAY),
    weekdays=_WEEKDAYS,
    months=_MONTHS,
    days={
        **dict.fromkeys(["today", "2day", "todays", "2days"], 0),
        **dict.fromkeys(
            ["tomorrow", "tomorow", "tommorow", "tommorrow", "tomorro", "tmrw", "tmr", "tmw", "tmrow"], 1
        ),
        **dict.fromkeys(
            ["2moro", "2morrow", "2mrw", "tomoz", "tomorrows", "morrow", "the following day", "the next day"],
            1,
        ),
        **dict.fromkeys(["the day after tomorrow", "day after tomorrow", "overmorrow"], 2),
        "yesterday": -1,
        **dict.fromkeys(["the day before yesterday", "day before yesterday"], -2),
    },
    relations={
        **dict.fromkeys(["this", "current", "the current", "present"], 0),
        **dict.fromkeys(
            [
                "next",
                "nxt",
                "the next",
                "coming",
                "the coming",
                "upcoming",
                "the upcoming",
                "following",
                "the following",
            ],
            1,
        ),
        **dict.fromkeys(["last", "past", "previous", "the last", "the past", "the previous"], -1),
        **dict.fromkeys(["after next"], 2),
    },
    edges={
        **dict.fromkeys(["early", "earlier", "beginning", "start"], Edge.EARLY),
        **dict.fromkeys(["mid", "middle"], Edge.MIDDLE),
        **dict.fromkeys(["late", "later", "later on"], Edge.LATE),
        **dict.fromkeys(["end"], Edge.END),
    },
    parts={
        **dict.fromkeys(
            ["morning", "mornings", "first thing", "first thing in the morning", "am", "the am"], Part.MORNING
        ),
        **dict.fromkeys(["noon", "midday", "mid - day"], Part.NOON),
        **dict.fromkeys(["lunch", "lunchtime", "lunch time"], Part.LUNCH),
        **dict.fromkeys(["afternoon", "arvo", "pm"], Part.AFTERNOON),
        **dict.fromkeys(["evening", "eve", "dinner", "dinnertime"], Part.EVENING),
        **dict.fromkeys(["night", "nite", "nighttime", "night - time"], Part.NIGHT),
        **dict.fromkeys(["midnight", "mid night"], Part.MIDNIGHT),
    },
    this_parts=dict.fromkeys(["tonight", "tonite", "2nite", "2night", "tonights"], Part.NIGHT),
    closings={
        **dict.fromkeys(
            ["eod", "eob", "cob", "cop", "eobd", "close of business", "close of play", "end of business"],
            Unit.DAY,
        ),
        **dict.fromkeys(
            ["end of play", "end of day", "end of the day", "close of day", "end of the business day"],
            Unit.DAY,
        ),
        **dict.fromkeys(
            ["end of the working day", "end of working day", "end of business day", "the close of business"],
            Unit.DAY,
        ),
        **dict.fromkeys(["eow"], Unit.WEEK),
        **dict.fromkeys(["eom"], Unit.MONTH),
        **dict.fromkeys(["eoq"], Unit.QUARTER),
        **dict.fromkeys(["eoy", "year end", "year - end"], Unit.YEAR),
    },
    habits=[
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "annually",
        "quarterly",
        "hourly",
        *(f"{day}s" for day in list(_WEEKDAYS)[:7]),
    ],
    meridiems={
        **dict.fromkeys(["am", "a . m", "a m", "a", "a . m ."], 0),
        **dict.fromkeys(["pm", "p . m", "p m", "p", "p . m ."], 12),
    },
    zones={
        **{name.lower(): name for name in SPOKEN if name.isupper() and len(name) != 2},  # noqa: PLR2004
        **dict.fromkeys(
            ["your time", "your local time", "your end", "your time zone", "your timezone"], YOURS
        ),
        **dict.fromkeys(["our time", "my time", "our local time", "my local time"], OURS),
        **dict.fromkeys(["eastern", "eastern time", "et", "eastern standard time", "new york time"], "ET"),
        **dict.fromkeys(["central", "central time", "ct"], "CT"),
        **dict.fromkeys(["mountain time", "mountain timezone", "mt"], "MT"),
        **dict.fromkeys(["pacific", "pacific time", "pt"], "PT"),
        **dict.fromkeys(["uk time", "london time", "uk"], "UK"),
        **dict.fromkeys(["z", "utc"], "UTC"),
    },
    feasts={
        **dict.fromkeys(["christmas", "xmas", "christmas day"], "christmas"),
        **dict.fromkeys(["christmas eve", "xmas eve"], "christmas eve"),
        **dict.fromkeys(
            ["new year", "new years", "new year ' s", "new year ' s day", "new years day", "new year day"],
            "new year",
        ),
        **dict.fromkeys(["new year ' s eve", "new years eve", "nye"], "new years eve"),
        **dict.fromkeys(["easter", "easter sunday"], "easter"),
        "easter monday": "easter monday",
        "good friday": "good friday",
        "thanksgiving": "thanksgiving",
        "thanksgiving day": "thanksgiving",
        "black friday": "black friday",
        "cyber monday": "cyber monday",
        "halloween": "halloween",
        "labor day": "labor day",
        "labour day": "may day",
        "memorial day": "memorial day",
        "independence day": "independence day",
        "boxing day": "boxing day",
        "valentine ' s day": "valentine",
    },
    shy=[
        "may",
        "march",
        "mar",
        "sun",
        "sat",
        "wed",
        "dec",
        "jan",
        "second",
        "s",
        "m",
        "d",
        "w",
        "h",
        "a",
        "p",
        "z",
        "am",
        "pm",
        "et",
        "ct",
        "mt",
        "pt",
        "ist",
        "eve",
        "dinner",
        "lunch",
    ],
    suffixes=frozenset({"st", "nd", "rd", "th"}),
)

# -- commitments (words for promises.py) -----------------------------------------------------------------------------------

# They stand in `english_promises`.
ENGLISH = Language(code="en", common=_COMMON, times=_TIMES, commitments=ENGLISH_PROMISES)
