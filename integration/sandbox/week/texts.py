"""What customers write to the invented shop and what they are answered, by topic.

Braces are filled in per ticket.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A customer's first message, and what a good agent answers in the end."""

    subject: str
    body: str
    answer: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people write about, and the group whose work it is."""

    tag: str
    group: str
    letters: tuple[Letter, ...]


PARCEL = Topic(
    "parcel",
    "Orders",
    (
        Letter(
            "Where is order {order}?",
            "I ordered a {product} ten days ago (order {order}) and the tracking still says 'label created'.",
            "I have asked the carrier where {order} is and will write to you again by tomorrow noon.",
        ),
        Letter(
            "Parcel {order} was never at the depot",
            "The driver left a card for order {order}, but the depot says the parcel was never there.",
            "The carrier has found it at the wrong depot. I'll let you know as soon as it is scanned.",
        ),
        Letter(
            "Order {order}: one item missing",
            "Order {order} arrived today, but the {product} was not in the box. The slip lists it.",
            "The slip was right and we were wrong: the missing {product} goes out today.",
        ),
        Letter(
            "Wrong delivery address on {order}",
            "I moved house last week. Can you still change the address on order {order}?",
            "The address of order {order} is corrected. You will get a new tracking link tonight.",
        ),
        Letter(
            "Tracking number does not work",
            "The tracking link for {order} only shows an error page. Has the {product} been sent at all?",
            "Your {product} left our warehouse this morning and should reach you within two working days.",
        ),
        Letter(
            "I have somebody else's parcel",
            "My neighbour got my parcel and I got hers. Mine is order {order}, a {product}.",
            "I have noted the mix-up and told the carrier. Keep what you swapped, no need to post it.",
        ),
        Letter(
            "Delivery of my {product} by Saturday?",
            "The {product} is a birthday present for Saturday. Will order {order} be here in time?",
            "I have moved it to express, at our cost. It will be with you on Friday before noon.",
        ),
        Letter(
            "Soaked parcel",
            "The box of order {order} was soaked through, and the {product} inside is damp as well.",
            "I am sorry about that. I have sent a new {product} today, free of charge.",
        ),
    ),
)
INVOICE = Topic(
    "invoice",
    "Billing",
    (
        Letter(
            "Charged twice for {order}",
            "My card was charged £{amount} twice for order {order}. Please send one of them back.",
            "I can see both charges. The second £{amount} is on its way back, within 3 to 5 banking days.",
        ),
        Letter(
            "VAT number missing on the invoice",
            "I need an invoice with our VAT number for {order}, our accountant closes the month on Friday.",
            "Please find the corrected invoice for {order} attached, with your VAT number on it.",
        ),
        Letter(
            "Payment reminder although I have paid",
            "I got a reminder for £{amount}, but I paid on the day I ordered. The reference was {order}.",
            "The reminder crossed with your payment. Nothing is open on your account, please ignore it.",
        ),
        Letter(
            "Discount code not applied",
            "The welcome code was accepted in the basket, and then I paid the full £{amount} all the same.",
            "I have applied the code by hand and returned the difference to your card.",
        ),
        Letter(
            "Question about a charge of £{amount}",
            "There is a charge of £{amount} from you on my statement and I find no order that fits.",
            "I am checking this with our payment provider and will get back to you by Friday.",
        ),
        Letter(
            "New company address",
            "Could you put our new company address on the invoice for {order}? The old one is out of date.",
            "Done: the invoice for {order} now carries the new address, and so will all that follow.",
        ),
        Letter(
            "Gift cards",
            "I paid order {order} with two gift cards and only one of them was taken into account.",
            "The second gift card is booked now. You have £{amount} of it left.",
        ),
    ),
)
LOGIN = Topic(
    "login",
    "Technical",
    (
        Letter(
            "Password reset mail never arrives",
            "I asked for a new password four times and no mail arrived. Spam folder is empty too.",
            "Mails to your provider were delayed since last night. The queue is empty, please try once more.",
        ),
        Letter(
            "The app closes by itself",
            "Since the update the app closes as soon as I open my orders. I only want to see {order}.",
            "We have found the cause in the app; version 8.14 will be in the store tomorrow.",
        ),
        Letter(
            "Account locked",
            "It says my account is locked for security reasons. I have not done anything unusual.",
            "I have unlocked your account. Please choose a new password with the link we have just sent.",
        ),
        Letter(
            "Checkout shows an error",
            "At checkout I get 'something went wrong (E-41)' after the payment. Was order {order} placed?",
            "Order {order} was placed, only the page after it failed. You have been charged once.",
        ),
        Letter(
            "Wish list is gone after the update",
            "My wish list with the {product} and nine other things has been empty since yesterday.",
            "I have merged your two accounts. Your orders and your wish list are in one place now.",
        ),
        Letter(
            "Neither old nor new address works",
            "I changed my e-mail address, and now neither the old nor the new one lets me in.",
            "The change had stopped half-way. The new address works from now on.",
        ),
        Letter(
            "Code comes too late",
            "The code for the second step arrives after it has run out. Every single time.",
            "I have switched your second step to the app, where the code is there at once.",
        ),
    ),
)
REFUND = Topic(
    "refund",
    "Returns",
    (
        Letter(
            "Refund for {order} still missing",
            "I sent the {product} back twelve days ago and have not seen the £{amount} yet. Order {order}.",
            "Your return is here. I have released the £{amount}, it will be with you in a few days.",
        ),
        Letter(
            "Zip broken after two weeks",
            "The zip of my {product} broke on the second trip. I would like a new one, not the money.",
            "That should not happen. A new {product} is on its way, and you may keep the old one.",
        ),
        Letter(
            "Return label please",
            "Could I have a return label for order {order}? The one in the box is torn.",
            "Here is a new label for {order}. Any shop of the carrier will take the parcel.",
        ),
        Letter(
            "Exchange for another size",
            "I ordered the {product} in M and need L. Is there an easy way to swap?",
            "I have put the {product} in L aside and will send it as soon as the old one is scanned.",
        ),
        Letter(
            "Received or not?",
            "Your page says the return of {order} was received, and also that it is expected. Which is true?",
            "It was received, and the page is mended. I'll send you the receipt within two business days.",
        ),
        Letter(
            "Seam came loose",
            "The seam of the {product} came loose in the first wash. I have put three photos below.",
            "Thank you for the photos. We will mend it or send a new one, whichever you prefer.",
        ),
        Letter(
            "Two things back, one refund",
            "I returned two things from order {order} and was refunded for one.",
            "The second item was booked on another order. I have corrected it, sorry for the detour.",
        ),
    ),
)
ADVICE = Topic(
    "advice",
    "Front Desk",
    (
        Letter(
            "Which size for the {product}?",
            "I am between two sizes. Does the {product} run large or small?",
            "It runs a little large: between two sizes, take the smaller one.",
        ),
        Letter(
            "Is the {product} coming back?",
            "Will the {product} in moss green be back before Easter?",
            "Moss green comes back in the last week of the month. I have put you on the list.",
        ),
        Letter(
            "Gift wrapping",
            "Is it possible to have order {order} wrapped and sent without the invoice?",
            "Gladly: order {order} will be wrapped, and the invoice goes to you by e-mail only.",
        ),
        Letter(
            "Opening hours of the Quay Street shop",
            "Is your shop in Quay Street open on Sunday? I would like to try the {product}.",
            "The shop is open from ten to four on Sunday, and they have the {product} to try.",
        ),
        Letter(
            "Washing the {product}",
            "The label on the {product} has faded. How should I clean it?",
            "Lukewarm water, no softener, and let it dry in the air.",
        ),
        Letter(
            "A word of praise",
            "Just wanted to say that the {product} survived three weeks of rain. Thank you!",
            "Thank you, that made our morning. I have read it out to the whole team.",
        ),
    ),
)
TOPICS = (PARCEL, INVOICE, LOGIN, REFUND, ADVICE)
PRODUCTS = (
    "harbour jacket",
    "storm lantern",
    "deck shoe",
    "wool beanie",
    "rope hammock",
    "sail bag",
    "fisherman's jumper",
    "rain poncho",
    "copper kettle",
    "children's oilskin",
    "dry bag 20 l",
    "picnic rug",
    "camp stool",
    "tide watch",
)
GREETINGS = ("Hello,", "Hi there,", "Good day,", "Dear team,", "Hi,", "Hello Harbourline,", "Dear all,")
FAREWELLS = ("Best wishes", "Kind regards", "Thanks in advance", "Many thanks", "Cheers", "Yours sincerely")
