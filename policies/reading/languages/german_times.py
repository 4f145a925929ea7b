"""German words of times."""

from __future__ import annotations

from policies.core.when import OURS, YOURS, Edge, Part, Unit
from policies.reading.times_words import Mark, TimeWords

_ONES = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_TEENS = [
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_COMPOUNDS: dict[float, str] = {
    10 * tens + ones: f"{one}und{ten}"
    for tens, ten in enumerate(_TENS, 2)
    for ones, one in enumerate(_ONES, 1)
}
_ORDINALS = [
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
    "dreizehnt",
    "vierzehnt",
    "fünfzehnt",
    "sechzehnt",
    "siebzehnt",
    "achtzehnt",
    "neunzehnt",
    "zwanzigst",
]
_WEEKDAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "sonnabend"]
_PARTS = {
    "morgen": "vormittag",
    "früh": "vormittag",
    "vormittag": "vormittag",
    "mittag": "mittag",
    "nachmittag": "nachmittag",
    "abend": "abend",
    "nacht": "nacht",
}


def _inflected(stems: str, endings: str) -> str:
    """Each stem with each ending, as spellings."""
    return ", ".join(f"{stem}{ending}" for stem in stems.split() for ending in endings.split("|"))


_YOUR_DAYS = _inflected("arbeitstag werktag geschäftstag tag", "es|s")
_YOUR_CLOSING = ", ".join(f"ende ihres {day}" for day in _YOUR_DAYS.split(", "))
"""Closing times that tell the zone too: each stands both among the closings and among the zones."""
GERMAN_TIMES = TimeWords(
    marks={
        Mark.THE: "der, die, das, den, dem, des",
        Mark.A: "ein, eine, einer, einem, einen, eines, 'ne, ne",
        Mark.OF: "der, des, vom, von, im",
        Mark.AT: "um, gegen, ab ca ., um ca ., so gegen",
        Mark.ON: "am, zum, an, an dem",
        Mark.IN: "in, im, während, über, übers",
        Mark.BY: "bis, bis zum, bis zur, bis spätestens, bis spätestens zum, spätestens, spätestens bis, spätestens am,"
        " spätestens zum, spätestens um, bis am, bis um, bis spätestens um, nicht später als, bis ca ., bis gegen",
        Mark.WITHIN: "innerhalb, innerhalb von, binnen, innert, in weniger als, im laufe von, in maximal, in spätestens",
        Mark.BEFORE: "vor, noch vor",
        Mark.UNTIL: "bis, bis zum, bis zur",
        Mark.AFTER: "nach, ab, seit, frühestens, frühestens am, erst ab",
        Mark.FROM: "von, vom, ab, seit, beginnend",
        Mark.STARTING: "ab, beginnend",
        Mark.FOR: "für",
        Mark.ABOUT: "etwa, ca, ca ., circa, zirka, ungefähr, rund, gegen, voraussichtlich, so, vielleicht, weitere, weiteren",
        Mark.AROUND: "gegen",
        Mark.EXTRA: "guten, knappen, weitere, weiteren, weiterer, zusätzliche, zusätzlichen",
        Mark.BETWEEN: "zwischen",
        Mark.TO: "bis, bis zum, bis zu",
        Mark.AND: "und",
        Mark.OR: "oder, bzw, bzw ., oder spätestens",
        Mark.LESS: "bis zu, höchstens, maximal, weniger als",
        Mark.MORE: "mindestens, mehr als, länger als, über",
        Mark.HALF: _inflected("halb", "e|en|er|es|em"),
        Mark.HALF_TO: "halb",
        Mark.QUARTER: "viertel",
        Mark.PAST: "nach",
        Mark.TO_HOUR: "vor",
        Mark.CLOCK: "uhr, h",
        Mark.LATER: "später, ab jetzt, ab heute",
        Mark.EVERY: _inflected("jed", "e|en|er|es|em") + ", alle, pro, einmal pro, zweimal pro",
        Mark.LATEST: "spätestens, maximal, höchstens",
        Mark.NUMBERED: "kw, kw ., kalenderwoche, woche",
        Mark.NOW: "jetzt, gerade, im moment, momentan, derzeit, zurzeit",
        Mark.NOT: "%, prozent, euro, sterne, personen, stück, mal, 24 / 7, guten morgen, guten tag, guten abend,"
        " gute nacht, schönen tag, schönen abend, schönen nachmittag, schönes wochenende, schönen feierabend, schöne woche,"
        " tag und nacht, eines tages",
    },
    numbers={
        **dict(enumerate(_TEENS, 10)),
        **dict(enumerate(_ONES[1:], 2)),
        **{10 * tens: word for tens, word in enumerate(_TENS, 2)},
        **_COMPOUNDS,
        1: "eins",
        1.5: "anderthalb, eineinhalb",
        2.5: "zweieinhalb",
        3: "drei, paar, einige, wenige, wenigen, weniger",
        0.5: "½",
    },
    ordinals={number: _inflected(stem, "e|en|er|es") for number, stem in enumerate(_ORDINALS, 1)},
    units={
        Unit.SECOND: "sekunde, sekunden, sek",
        Unit.MINUTE: "minute, minuten, min",
        Unit.HOUR: "stunde, stunden, std, stdn, h",
        Unit.DAY: "tag, tage, tagen, tages, kalendertage, kalendertagen",
        Unit.WEEK: "woche, wochen",
        Unit.WEEKEND: "wochenende, wochenendes, wochenenden",
        Unit.MONTH: "monat, monate, monaten, monats",
        Unit.QUARTER: "quartal, quartale, quartals, quartalen",
        Unit.YEAR: "jahr, jahre, jahren, jahres",
    },
    many="minuten, stunden, tage, tagen, wochen, monate, monaten, jahre, jahren",
    business_units={
        Unit.DAY: _inflected("werktag arbeitstag geschäftstag bankarbeitstag", "|e|en|s|es"),
        Unit.HOUR: "geschäftsstunden, arbeitsstunden, arbeitsstunde",
    },
    weekdays={
        0: "montag, mo, des montags",
        1: "dienstag, di, des dienstags",
        2: "mittwoch, mi, des mittwochs",
        3: "donnerstag, do, des donnerstags",
        4: "freitag, fr, des freitags",
        5: "samstag, sonnabend, sa, des samstags",
        6: "sonntag, des sonntags",
    },
    months={
        1: "januar, jänner, jan",
        2: "februar, feber, feb",
        3: "märz, maerz, mär, mrz",
        4: "april, apr",
        5: "mai",
        6: "juni, jun",
        7: "juli, jul",
        8: "august, aug",
        9: "september, sept, sep",
        10: "oktober, okt",
        11: "november, nov",
        12: "dezember, dez",
    },
    days={
        0: "heute, heut, heute noch, noch heute, am heutigen tag",
        1: "morgen, am morgigen tag, des morgigen tages, am nächsten tag, am folgetag",
        2: "übermorgen, uebermorgen",
        -1: "gestern",
        -2: "vorgestern",
    },
    relations={
        0: _inflected("dies aktuell laufend heutig", "e|en|er|es|em"),
        1: _inflected("nächst naechst kommend folgend", "e|en|er|es|em"),
        2: _inflected("übernächst uebernächst", "e|en|er|es|em"),
        -1: _inflected("letzt vergangen vorig", "e|en|er|es|em"),
    },
    nearest=_inflected("kommend", "e|en|er|es|em"),
    edges={
        Edge.EARLY: "anfang, zu anfang, beginn, zu beginn, " + _inflected("früh", "e|en|er|es|em"),
        Edge.MIDDLE: "mitte",
        Edge.LATE: _inflected("spät", "e|en|es|em")
        + ", später, im laufe, im lauf, im verlauf, später am, spät, später im",
        Edge.END: "ende, zum ende, gegen ende",
    },
    parts={
        Part.MORNING: "vormittag, vormittags, am morgen, morgens, früh, in der früh, frühmorgens, morgen früh am tag",
        Part.OPENING: "geschäftsbeginn, dienstbeginn, arbeitsbeginn",
        Part.NOON: "mittag, mittags",
        Part.AFTERNOON: "nachmittag, nachmittags",
        Part.EVENING: "abend, abends",
        Part.NIGHT: "nacht, nachts",
        Part.MIDNIGHT: "mitternacht",
    },
    this_parts={Part.MORNING: "heute morgen, heute früh", Part.NIGHT: "heute nacht"},
    closings={
        Unit.DAY: "feierabend, dienstschluss, geschäftsschluss, büroschluss, tagesende, ende des tages, zum ende des tages,"
        " ende des arbeitstages, ende des werktages, ende des werktags, ende des geschäftstages, schluss, im laufe des tages,"
        " im verlauf des tages, im lauf des tages, arbeitsende, ladenschluss,"
        f" {_YOUR_CLOSING}",
        Unit.MONTH: "monatsende, ultimo",
        Unit.QUARTER: "quartalsende",
        Unit.YEAR: "jahresende",
    },
    habits="täglich, wöchentlich, monatlich, jährlich, stündlich, werktags, montags, dienstags, mittwochs, donnerstags, freitags,"
    " samstags, sonntags",
    zones={
        "UTC": "utc, gmt",
        "CET": "mez, mesz, cet, cest, deutscher zeit, mitteleuropäischer zeit, berliner zeit",
        YOURS: "ihrer zeit, deiner zeit, eurer zeit, ihrer ortszeit, bei ihnen, " + _YOUR_CLOSING,
        OURS: "unserer zeit, meiner zeit, unserer ortszeit",
        "UK": "britischer zeit, londoner zeit",
        "ET": "est, edt, new yorker zeit",
        "PT": "pst, pdt",
    },
    feasts={
        "new year": "neujahr",
        "good friday": "karfreitag",
        "easter": "ostern, ostersonntag",
        "easter monday": "ostermontag",
        "may day": "tag der arbeit",
        "ascension": "christi himmelfahrt, himmelfahrt",
        "whit sunday": "pfingsten, pfingstsonntag",
        "whit monday": "pfingstmontag",
        "german unity": "tag der deutschen einheit",
        "christmas eve": "heiligabend, heilig abend",
        "christmas": "weihnachten",
        "new years eve": "silvester",
    },
    shy="mo, di, mi, do, fr, sa, h, mai, august",
    expansions={
        **{f"{day}{part}": f"{day} {spelt}" for day in _WEEKDAYS for part, spelt in _PARTS.items()},
        "viertelstunde": "fünfzehn minuten",
        "dreiviertelstunde": "fünfundvierzig minuten",
        "vierteljahr": "drei monate",
        "halbjahr": "sechs monate",
        "wochenanfang": "anfang der woche",
        "wochenmitte": "mitte der woche",
        "monatsanfang": "anfang des monats",
        "monatsmitte": "mitte des monats",
        "jahresanfang": "anfang des jahres",
    },
    dotted_ordinals=True,
    decimal_comma=True,
    minutes_behind_clock=True,
    day_first=True,
)
