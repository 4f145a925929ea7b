"""Promises that were kept, or moved to a time at which they were."""

from __future__ import annotations

from integration.sandbox.week.script import (
    Expect,
    Person,
    Story,
    answers,
    asks,
    calls,
    notes,
    solves,
    writes,
)

KEPT: tuple[Story, ...] = (
    Story(
        "kept_in_time",
        Expect.KEPT,
        Person("Odile Fanshawe"),
        "Leila Haddanian",
        (
            asks("Thu 09:12", "Order HB-20417 was due on Monday and the tracking stands still. Where is it?"),
            answers(
                "Thu 10:20",
                "Thank you for the order number, that helps. I have opened a search with the carrier and will get "
                "back to you by Tuesday at noon.\n\nLeila Haddanian\nHarbourline Orders",
            ),
            answers(
                "+Mon 14:10",
                "The carrier has found your parcel in Daventry, on the wrong shelf. It is on the van now and the "
                "old link shows it again.\n\nLeila Haddanian\nHarbourline Orders",
            ),
        ),
        due="+Tue 12:00",
    ),
    Story(
        "kept_by_colleague",
        Expect.KEPT,
        Person("Ruben Askwith"),
        "Ravi Senapathy",
        (
            asks("Fri 09:40", "My card shows £54.90 twice. Which of the two is for my order?"),
            answers(
                "Fri 11:05",
                "Hello Ruben, I can see both. I'll let you know by Monday 4pm which of them is ours.",
            ),
            answers(
                "+Mon 11:35",
                "Hello Ruben, Ravi is in a training today and asked me to write to you. Only the charge of the 3rd "
                "is ours, the other one is a reservation of your bank that has already lapsed.",
                who="colleague",
            ),
        ),
        due="+Mon 16:00",
        colleague="Agnieszka Polna",
    ),
    Story(
        "kept_by_call",
        Expect.KEPT,
        Person("Petra Hollowell"),
        "Emeka Dunwald",
        (
            asks(
                "Fri 10:02",
                "I have tried to fill in the return form three times. I give up, can somebody help?",
            ),
            answers(
                "Fri 10:45",
                "The form is not at its best, I am sorry. I'll give you a call on Monday before 4pm and we go "
                "through it together.",
            ),
            calls(
                "+Mon 15:10", seconds=246, outbound=True, transcript="Hello, this is Emeka from Harbourline."
            ),
        ),
        due="+Mon 16:00",
    ),
    Story(
        "kept_by_customers_call",
        Expect.KEPT,
        Person("Walter Inchbold"),
        "Joel Pemberwick",
        (
            asks("Fri 13:20", "Can the delivery of order HB-20977 be moved to the week after next?"),
            answers("Fri 14:00", "I have to ask the depot first. You will hear from us by Monday at 3pm."),
            calls("+Mon 10:40", seconds=171),
        ),
        due="+Mon 15:00",
    ),
    Story(
        "kept_by_directive",
        Expect.KEPT,
        Person("Ingrid Sallowby"),
        "Bronwen Tallis",
        (
            asks("Fri 11:15", "The new zip is stuck as well. Do I have to send the whole bag back?"),
            answers("Fri 12:10", "Let me ask our workshop. I'll ring you on Monday by half past one."),
            notes("+Mon 12:15", "#kept\nGot her on my mobile, she keeps the bag and wants a new slider."),
        ),
        due="+Mon 13:30",
    ),
    Story(
        "kept_within_the_hour",
        Expect.KEPT,
        Person("Tobias Wray"),
        "Yuki Haranaga",
        (
            asks("+Mon 09:58", "The shop says E-41 and I need the voucher today. Can you see what is wrong?"),
            answers(
                "+Mon 10:12",
                "I can see the error in our log. You will have an answer within the hour.",
                "open",
            ),
            answers("+Mon 10:51", "It was our cache. The voucher works now, I have just tried it myself."),
        ),
        due="+Mon 11:12",
    ),
    Story(
        "kept_by_solving",
        Expect.KEPT,
        Person("Merle Ashdowne"),
        "Emeka Dunwald",
        (
            asks("Fri 10:50", "The label in the box is torn and no shop takes it. I need another one."),
            answers("Fri 11:30", "No problem at all. I will send you a new return label on Monday."),
            solves("+Mon 11:05"),
        ),
        due="+Mon 17:30",
    ),
    Story(
        "kept_at_the_last_minute",
        Expect.KEPT,
        Person("Gideon Larkspur"),
        "Kwabena Lowe-Asante",
        (
            asks("+Mon 13:05", "Neither the old nor the new address lets me in. What now?"),
            answers(
                "+Mon 13:50",
                "I have asked our developers to look at your account and will come back to you by tomorrow, 4pm.",
                "open",
            ),
            answers("+Tue 15:58", "Done: the new address lets you in. The old one is gone for good."),
        ),
        due="+Tue 16:00",
    ),
    Story(
        "kept_last_week",
        Expect.KEPT,
        Person("Nadia Penhallow"),
        "Grace Thornby",
        (
            asks(
                "Tue 09:31",
                "I paid with two gift cards and only one was counted. Can you check order HB-20118?",
            ),
            answers("Tue 10:14", "Hi Nadia, I'll check it and write to you by end of day."),
            answers("Tue 16:02", "Hi Nadia, found it: the second card was still locked. It is booked now."),
        ),
        due="Tue 17:30",
    ),
    Story(
        "german_kept",
        Expect.KEPT,
        Person("Gundula Wiesengrund", "Berlin", "de"),
        "Agnieszka Polna",
        (
            asks("Fri 10:10", "Auf der Rechnung zu HB-20655 fehlt unsere Steuernummer. Bitte um Korrektur."),
            answers(
                "Fri 11:00",
                "Guten Tag Frau Wiesengrund,\n\ndas holen wir gern nach. Wir schicken Ihnen die korrigierte Rechnung "
                "bis Dienstag.\n\nMit freundlichen Grüßen\nAgnieszka Polna",
            ),
            answers(
                "+Tue 10:20", "Guten Tag Frau Wiesengrund,\n\nanbei finden Sie die korrigierte Rechnung."
            ),
        ),
        due="+Tue 17:30",
    ),
    Story(
        "kept_late",
        Expect.KEPT_LATE,
        Person("Sunniva Crake"),
        "Joel Pemberwick",
        (
            asks("Fri 14:12", "One of the two lamps is missing from order HB-20831. Is it still to come?"),
            answers("Fri 15:01", "I'll find out for you and get back to you by Monday, 11am."),
            answers(
                "+Mon 15:20",
                "Sorry that this took longer: the second lamp was on back order, and left today.",
            ),
        ),
        due="+Mon 11:00",
    ),
    Story(
        "moved_once",
        Expect.MOVED,
        Person("Leopold Tarn"),
        "Leila Haddanian",
        (
            asks(
                "Thu 11:02", "The table has a scratch. Can you send a new top, or do I have to return it all?"
            ),
            answers("Thu 12:15", "Thank you for the photos. I'll have an answer for you by Friday."),
            answers(
                "Fri 15:40",
                "I am sorry, the workshop needs a little longer. I'll let you know by Tuesday 3pm instead.",
            ),
            answers(
                "+Tue 11:00",
                "Good news: they have a spare top in the same colour, and it is reserved for you.",
            ),
        ),
        due="+Tue 15:00",
        promises=2,
    ),
    Story(
        "moved_and_broken",
        Expect.REMINDED,
        Person("Honor Blackthwaite"),
        "Ravi Senapathy",
        (
            asks("Fri 09:05", "Why was my refund paid to the old card? I told you that it is lost."),
            answers("Fri 10:30", "I have asked the bank. I'll be in touch on Monday before noon."),
            answers(
                "+Mon 11:30", "The bank has not replied yet, sorry. I'll be in touch by 4pm today.", "open"
            ),
            writes("+Mon 12:10", "Fine, but please do not forget me."),
        ),
        due="+Mon 16:00",
        promises=2,
    ),
)
