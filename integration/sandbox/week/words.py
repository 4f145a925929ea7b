"""What is written in the course of a ticket: follow-ups, thanks, notes from hand to hand."""

from __future__ import annotations

ACKNOWLEDGED = (
    "Thank you for writing to Harbourline. I am looking into this and will come back to you today.",
    "Hello, I have your message in front of me. Give me a moment to check with the warehouse.",
    "Thanks for letting us know, and for the details. I'll get back to you by tomorrow afternoon.",
    "I am sorry for the trouble. I have started to look and will write again before the end of the day.",
    "Got it, thank you. I need to check one thing with a colleague first.",
)
CHASERS = (
    "Any news on this?",
    "I have not heard anything since. Could somebody tell me where this stands?",
    "Just checking whether my last message reached you.",
    "You wrote that I would hear from you, and I have not yet. Please look into it.",
    "Here is the photo you asked for, and the receipt as well.",
    "I found one more thing: the reference on the parcel is different from the one in your mail.",
    "In case it helps, I am at home all day tomorrow and can be called.",
    "Nothing has changed on my side. The page still shows the same as on the first day.",
)
TIRED = (
    "This is now the third person who asks me for the same order number. Who looks after this?",
    "I have explained it all twice. Please do not pass me on again, just help me.",
    "Yesterday it was Billing, today it is Returns, and nobody tells me what happens next.",
    "I do not mind waiting, but I do mind starting from the beginning each time.",
    "Is there one person I can talk to? Every answer comes from a new name.",
    "I am losing patience here. It is a simple question and it has been around the whole house.",
)
THANKS = (
    "Perfect, thank you!",
    "That was quick, thanks a lot.",
    "It has arrived. Thank you for your help.",
    "Works now. Have a nice week!",
    "Lovely, thanks for sorting it out.",
    "All good now, you can close this.",
)
AGAIN = (
    "I am afraid it is not solved: the same thing happened again this morning.",
    "Thank you, but the amount is still not on my account.",
    "The new parcel is here, and it is the wrong colour this time.",
    "The link in your mail has run out. Could you send me a new one?",
    "One more question about this: do I have to send the old one back?",
    "Sorry to open this again, but the tracking stands still once more.",
)
SOLVED = (
    "This should be settled now. If anything is left, just answer to this mail.",
    "All done. I have also put a small voucher on your account for the trouble.",
    "I have finished this on our side. Please tell me if you see anything odd.",
    "That is sorted, and I have noted it on your account so that it does not happen again.",
)
ASKED = (
    "Could you send me a photo of the label, please? Then I can take it up with the carrier.",
    "Which name was on the payment? I cannot find it under your e-mail address.",
    "May I ask for the last four characters of the reference? Then I am sure to have the right one.",
    "Would you rather have a replacement or the money back? Both are fine with us.",
)
TO_GROUP = {
    "Front Desk": (
        "General question after all, please answer from the front.",
        "Nothing for us to do here. Front Desk, can you tell the customer?",
    ),
    "Orders": (
        "The parcel is the real problem here. Orders, can you trace it?",
        "Money is fine, the goods are not there. Over to Orders.",
        "Please check the pick list, we cannot see it from here.",
    ),
    "Billing": (
        "The parcel is settled, what is left is the charge. Billing please.",
        "Customer asks for an invoice now. Not ours, moving to Billing.",
        "Refund is booked in our system but not in yours, please have a look.",
    ),
    "Technical": (
        "Looks like a fault of the shop rather than of the order. Technical?",
        "The account is in a strange state, please check the log.",
        "I cannot reproduce it, maybe you can.",
    ),
    "Returns": (
        "The goods are on their way back, so this is for Returns.",
        "Please check whether the box has been scanned at the returns desk.",
        "Customer wants to swap it. Returns, please take over.",
    ),
    "Facilities": ("This concerns the shop floor in Quay Street. Facilities, can you have a look?",),
}
TO_COLLEAGUE = (
    "You had her last order, could you take this one too?",
    "I am out from noon, please take over.",
    "You know the carrier's people better than I do.",
    "My queue is full, passing it on.",
    "I think this fits your list of open cases.",
    "Second opinion needed, assigning it to you.",
)
PUT_BACK = (
    "Back to the queue, I am on the phones this afternoon.",
    "Putting it back until the warehouse answers.",
)
JUNK = (
    "Improve the ranking of your web shop within one week, ask us how.",
    "Dear sir, we are a maker of cardboard boxes and offer the best price.",
    "Your mailbox is almost full, confirm your details to keep it.",
    "Unique offer for your business: ten thousand addresses of buyers.",
)
JUNK_SUBJECTS = ("Business proposal", "Re: your web page", "Action required", "Partnership")
DOUBLE = (
    "Writing again because I did not get a confirmation the first time. It is about order {order}.",
    "Second try: see my message from before about order {order}.",
    "I also used the form on your page for this, just to be sure. Order {order}.",
)
STAFF_ASKS = (
    "Staff order {order} was charged without the discount, could somebody look at it?",
    "The demo {product} in our showroom has to go back, whom do I send it to?",
)
ASSISTANT = {
    "parcel": (
        "I am Buoy, the assistant of Harbourline. Order {order} is on its way and should arrive in two days.",
    ),
    "refund": ("I am Buoy, the assistant. Your return label for order {order} is in your inbox.",),
    "advice": (
        "I am Buoy, the assistant. The care card of the {product} says thirty degrees. Was that helpful?",
    ),
}
"""What the AI agent answers, by topic."""
FIRST_NAMES = [
    "Adaeze",
    "Bram",
    "Carys",
    "Delphine",
    "Edmund",
    "Farida",
    "Gwilym",
    "Henrike",
    "Isolde",
    "Jarek",
    "Katya",
    "Lorcan",
    "Maribel",
    "Nils",
    "Oona",
    "Perpetua",
    "Quentin",
    "Rosalind",
    "Samir",
    "Thandi",
    "Ursula",
    "Viggo",
    "Winifred",
    "Xenia",
    "Yasmin",
    "Zoltan",
    "Aled",
    "Birgit",
    "Cosmo",
    "Dagny",
    "Elowen",
    "Fergus",
]
LAST_NAMES = [
    "Abernook",
    "Brightwell",
    "Castlemoor",
    "Dunmarsh",
    "Eastlake",
    "Fenwillow",
    "Garrowby",
    "Hollinshaw",
    "Ivergate",
    "Jessamere",
    "Kettlewick",
    "Lindqvale",
    "Marchbank",
    "Netherby",
    "Oakhurst",
    "Pellgrove",
    "Quillmore",
    "Rosendahl",
    "Saltash",
    "Thistlewood",
    "Umberfield",
    "Vantongeren",
    "Wexcombe",
    "Yarrowdale",
    "Zielenski",
    "Achterveld",
    "Bellavance",
    "Cordobal",
    "Drummoyle",
    "Estrellado",
    "Farrukhan",
    "Gundarsson",
]
