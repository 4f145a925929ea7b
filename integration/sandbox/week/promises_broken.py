"""Promises whose time passes: because nobody acted, or because what was done keeps no word."""

from __future__ import annotations

from integration.sandbox.week.script import (
    Expect,
    Line,
    Person,
    Story,
    answers,
    asks,
    auto_reply,
    calls,
    goes,
    hands_over,
    merged,
    notes,
    to_group,
    writes,
)


def _broken(  # noqa: PLR0913 - a story has many sides
    kind: str,
    customer: Person,
    agent: str,
    due: str,
    *lines: Line,
    colleague: str = "",
    owner: str = "agent",
    promises: int = 1,
) -> Story:
    return Story(
        kind,
        Expect.REMINDED,
        customer,
        agent,
        lines,
        due=due,
        promises=promises,
        colleague=colleague,
        owner=owner,
    )


BROKEN: tuple[Story, ...] = (
    _broken(
        "broken",
        Person("Clement Ridgeway"),
        "Bronwen Tallis",
        "+Mon 11:00",
        asks("Fri 14:30", "Twelve days ago I sent the boots back. Have you received them?"),
        answers(
            "Fri 15:10",
            "Hello Clement, I can't see them yet, so I have asked the returns desk to look. You will hear from me by "
            "Monday, 11am.\n\nBronwen Tallis\nHarbourline Returns\nMonday to Friday, 9am to 5.30pm",
        ),
    ),
    _broken(
        "broken_after_handover",
        Person("Adela Fennimore"),
        "Leila Haddanian",
        "+Mon 16:00",
        asks("Fri 09:50", "Order HB-21003 was split in two and only one half came. When do I get the rest?"),
        answers("Fri 10:41", "I'll speak to the warehouse and let you know by Monday at 4pm."),
        hands_over("+Mon 09:30", "I am on the late shift this week, can you look after her please?"),
        colleague="Joel Pemberwick",
        owner="colleague",
    ),
    _broken(
        "broken_in_a_queue",
        Person("Magnus Oxhey"),
        "Joel Pemberwick",
        "+Tue 10:00",
        asks("Fri 11:48", "The parcel arrived, but I was charged twice. Can you look at both?"),
        answers(
            "Fri 12:30", "I have passed this to our billing team. We will get back to you by Tuesday 10am."
        ),
        to_group("Fri 12:32", "Billing", "Charged twice, parcel is fine. Told him Tuesday 10."),
        owner="group",
    ),
    _broken(
        "broken_while_away",
        Person("Philippa Dray"),
        "Grace Thornby",
        "+Mon 14:00",
        asks("Fri 12:05", "Our accountant wants the invoices of January as one file. Is that possible?"),
        answers("Fri 13:10", "It should be. I'll check it and come back to you on Monday by 2pm."),
        goes("+Mon 08:40", "away"),
        owner="fallback",
    ),
    _broken(
        "thanks_keeps_nothing",
        Person("Rosamund Keel"),
        "Kwabena Lowe-Asante",
        "+Mon 12:00",
        asks("Fri 15:22", "The app closes as soon as I open my orders. Is this known?"),
        answers("Fri 16:05", "It is, and it is being worked on. I'll send you an update by Monday noon."),
        writes("Fri 16:20", "Great, thank you so much for the quick answer!"),
        writes("+Mon 10:15", "Thanks again, looking forward to it."),
    ),
    _broken(
        "voicemail_keeps_nothing",
        Person("Edgar Whinfell"),
        "Emeka Dunwald",
        "+Tue 10:00",
        asks("+Mon 09:15", "I would like to talk to somebody about the exchange. It is complicated."),
        answers("+Mon 10:05", "Of course. I'll call you tomorrow by 10am."),
        calls(
            "+Mon 16:20", "customer", voicemail=True, seconds=31, transcript="It is Edgar, please call back."
        ),
    ),
    _broken(
        "unanswered_call_keeps_nothing",
        Person("Beatrix Lomond"),
        "Bronwen Tallis",
        "+Mon 15:30",
        asks(
            "Fri 10:33", "Is it true that I can keep the old one? Please call me, I do not read mails often."
        ),
        answers("Fri 11:20", "I'll phone you on Monday at 3.30pm."),
        calls("+Mon 15:20", outbound=True),
        notes("+Mon 15:22", "No answer, it just rings."),
    ),
    _broken(
        "note_keeps_nothing",
        Person("Cornelius Vane"),
        "Yuki Haranaga",
        "+Mon 13:00",
        asks("Fri 09:25", "My wish list is gone since the update. Can it be brought back?"),
        answers("Fri 10:15", "I think so. I'll have a look and report back by Monday at 1pm."),
        notes("+Mon 11:40", "Found it in the backup of the 1st, restored on staging, looks complete."),
    ),
    _broken(
        "auto_reply_keeps_nothing",
        Person("Hester Quill"),
        "Ravi Senapathy",
        "+Mon 12:30",
        asks("Fri 13:42", "The VAT number on my invoice belongs to somebody else. Can I get a new one?"),
        answers("Fri 14:25", "Certainly. I'll send you the corrected one on Monday by 12.30pm."),
        auto_reply(
            "+Mon 09:02", "I am out of the office and will answer your mail when I am back on Tuesday."
        ),
    ),
    _broken(
        "app_keeps_nothing",
        Person("Ambrose Tully"),
        "Joel Pemberwick",
        "+Mon 15:00",
        asks("Fri 14:55", "My parcel goes round in circles between two depots. Please stop it."),
        answers("Fri 15:45", "I have opened a case with the carrier. I'll update you on Monday at 3pm."),
        Line("+Mon 11:11", "answers", "Parcel scanned at Northmoor, Leeds.", "tracker", {"status": "open"}),
    ),
    _broken(
        "light_agent_keeps_nothing",
        Person("Lavinia Strand"),
        "Leila Haddanian",
        "+Mon 14:30",
        asks("Fri 10:58", "Two of the six glasses are broken. Can I get just these two?"),
        answers("Fri 11:40", "I'll ask the warehouse and get back to you by Monday, 2.30pm."),
        notes(
            "+Mon 10:30", "Two single glasses are here on shelf 14, I'll pack them tomorrow. Peder", "light"
        ),
    ),
    _broken(
        "third_party_keeps_nothing",
        Person("Ottilie Marsh"),
        "Joel Pemberwick",
        "+Tue 11:00",
        asks("Fri 11:33", "The driver says that he was here, and I was at home all day. Can you check?"),
        answers(
            "Fri 12:20",
            "I have written to the carrier, with you in copy. You'll hear from me by Tuesday at 11am.",
        ),
        writes(
            "+Mon 13:15", "We will deliver the parcel tomorrow between 9 and 12. Northmoor Parcels", "carrier"
        ),
    ),
    _broken(
        "promise_of_somebody_gone",
        Person("Jasper Holmwood"),
        "Ravi Senapathy",
        "+Mon 15:00",
        asks("Thu 09:44", "I was promised a refund of the express fee. It has not come."),
        answers(
            "Thu 10:32",
            "I'll look into the express fee and write to you by Monday 3pm.\n\nIlse",
            who="leaving",
        ),
        notes("Fri 16:30", "Ilse leaves us on Monday, I take her open cases."),
        hands_over("Fri 16:32", "Yours please, it is a card payment."),
        goes("+Mon 09:05", "leaves", "leaving"),
        colleague="Agnieszka Polna",
        owner="colleague",
    ),
    _broken(
        "opened_for_customer",
        Person("Winnie Garsdale"),
        "Emeka Dunwald",
        "+Mon 12:00",
        asks(
            "Fri 16:02",
            "Dear Ms Garsdale,\n\nthank you for your call. As agreed I'll check whether the coat can be repaired and "
            "send you our answer by Monday noon.\n\nEmeka Dunwald",
            "agent",
        ),
    ),
    _broken(
        "several_in_one",
        Person("Tamsin Orrell"),
        "Bronwen Tallis",
        "+Tue 11:00",
        asks(
            "+Mon 09:20",
            "I want to return the tent and I want to know who pays for it. What do I have to do?",
        ),
        answers(
            "+Mon 10:08",
            "I'll send you the label by 2pm today. For the question who pays I have to ask our lead, so I'll call you "
            "on Tuesday at 11am about that.",
        ),
        promises=2,
    ),
    _broken(
        "customer_does_not_command",
        Person("Barnard Eccles"),
        "Yuki Haranaga",
        "+Mon 17:00",
        asks("+Mon 09:05", "The code for the second step comes too late. What can I do?"),
        answers("+Mon 09:50", "Thank you, I'll test it with your provider and get back to you today by 5pm."),
        writes("+Mon 10:40", "#dismiss\nJust kidding, I do need it."),
    ),
    _broken(
        "merged_promise",
        Person("Violet Rainsford"),
        "Leila Haddanian",
        "+Mon 16:30",
        asks("Fri 09:20", "The bench in the picture has arms, mine has none. Which one is right?"),
        answers("Fri 10:10", "I'll ask the maker and call you on Monday at 4.30pm."),
        merged(
            "+Mon 09:25",
            "Fri 16:40",
            "I wrote this morning about the bench, and I have found the bill as well.",
        ),
    ),
    _broken(
        "german_broken",
        Person("Friedhelm Ostermoor", "Berlin", "de"),
        "Agnieszka Polna",
        "+Mon 15:00 Europe/Berlin",
        asks("Fri 10:25", "Ich habe zweimal bezahlt. Wann bekomme ich den zweiten Betrag zurück?"),
        answers(
            "Fri 11:15",
            "Guten Tag Herr Ostermoor,\n\nvielen Dank für Ihre Nachricht. Ich kläre das mit unserer Buchhaltung und "
            "melde mich bis Montag um 15 Uhr bei Ihnen.\n\nMit freundlichen Grüßen\nAgnieszka Polna",
        ),
        writes("Fri 11:40", "Vielen Dank!"),
    ),
    _broken(
        "customers_own_zone",
        Person("Delmar Prudhoe", "America/Toronto", "en-CA"),
        "Mei-Lin Tsao",
        "+Mon 11:00 America/Toronto",
        asks("Fri 15:10", "Does the warranty hold in Canada? The fan makes a noise."),
        answers(
            "Fri 16:00", "It does. I'll call you on Monday at 11am your time, and we listen to it together."
        ),
    ),
    _broken(
        "zone_in_the_words",
        Person("Evadne Stroud"),
        "Mei-Lin Tsao",
        "+Tue 10:00 America/New_York",
        asks("+Mon 14:02", "Your office in Toronto has my order, I was told. Who can I talk to?"),
        answers("+Mon 15:12", "That would be me. I'll get back to you by 10am ET tomorrow."),
    ),
)
