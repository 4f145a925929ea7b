"""What sounds like a promise and is none: nothing may come of these."""

from __future__ import annotations

from integration.sandbox.week.script import Expect, Person, Story, answers, asks, told

_QUOTED = """Hello Ursel,

here is the list of shops that you asked for.

Leila

On Thu, 5 Mar 2026 at 10:12, Harbourline Orders <orders@harbourline.example> wrote:
> Hello Ursel,
> I'll send you the list by Friday noon and call you on Monday.
> Leila
"""
_SIGNED = """Hello Alaric,

the voucher is worth £12 and works in both shops.

Kind regards
Grace Thornby
Harbourline Billing

Our office is open Monday to Friday from 9am to 5.30pm. We answer every mail within one working day.
Harbourline Ltd, 4 Quay Street"""
NO_PROMISES: tuple[Story, ...] = (
    told(
        "request_with_deadline",
        Expect.NOTHING,
        Person("Barbara Yule"),
        "Emeka Dunwald",
        asks("+Mon 09:08", "The parcel was crushed on the way. Who pays for the vase?"),
        answers("+Mon 09:55", "The carrier does. Please send us two photos of the box by Tuesday noon."),
    ),
    told(
        "policy",
        Expect.NOTHING,
        Person("Hilary Mandeville"),
        "Ravi Senapathy",
        asks("+Mon 09:14", "How long does a refund take?"),
        answers("+Mon 10:02", "Refunds usually take three to five working days to show on a statement."),
    ),
    told(
        "question",
        Expect.NOTHING,
        Person("Ned Carraway"),
        "Yuki Haranaga",
        asks("+Mon 09:33", "I cannot describe it in a mail, it is too strange."),
        answers("+Mon 10:18", "Shall I call you tomorrow at 10?"),
    ),
    told(
        "negation",
        Expect.NOTHING,
        Person("Felicity Orme"),
        "Leila Haddanian",
        asks("+Mon 09:48", "I need the chairs by Tuesday, there is a party. Can you promise that?"),
        answers("+Mon 10:27", "I am afraid I can't promise that they will be there by Tuesday."),
    ),
    told(
        "condition",
        Expect.NOTHING,
        Person("Cuthbert Nye"),
        "Joel Pemberwick",
        asks("+Mon 10:03", "I have moved house. Is it too late for a new address?"),
        answers("+Mon 10:40", "Not yet. If you send us the new one by 4pm, we can still change it."),
    ),
    told(
        "past",
        Expect.NOTHING,
        Person("Sybil Hartnoll"),
        "Bronwen Tallis",
        asks("+Mon 10:09", "Nobody called me on Friday."),
        answers(
            "+Mon 10:52", "I called you on Friday at 4pm, and somebody told me that the number was wrong."
        ),
    ),
    told(
        "customers_own_promise",
        Expect.NOTHING,
        Person("Basil Wetherby"),
        "Emeka Dunwald",
        asks("+Mon 10:11", "I'll send you the photo by tomorrow noon, my phone is at home."),
        answers("+Mon 10:58", "No hurry, the claim stays open for a month."),
    ),
    told(
        "quoted_promise",
        Expect.NOTHING,
        Person("Ursel Tindale"),
        "Leila Haddanian",
        asks("+Mon 09:02", "You wanted to send me a list of the shops that still have it."),
        answers("+Mon 09:57", _QUOTED),
    ),
    told(
        "signature",
        Expect.NOTHING,
        Person("Alaric Benbow"),
        "Grace Thornby",
        asks("Fri 09:06", "How much is the voucher worth, and where can I use it?"),
        answers("Fri 09:59", _SIGNED),
    ),
)
