"""English nouns for what is served and who serves, each list with its plurals made by `with_plurals`."""

from __future__ import annotations

THING = """
things, payment, orders, package, parcel, shipment, delivery, replacements, item, product, money, funds, amount,
balance, problem, bug, ticket, case, claim, document, account, service, site, website, app, system, feature,
part, label, code, voucher, card, cheque, letter, contract, proposal, investigation, appointment, purchase,
transaction, device, unit, statement, result, hotfix, pickup, bugfix, workaround, rollout, restoration, bus, buses, coach, taxi, truck, van, server, outage, repairs, line, points, miles, baggage, luggage, bag,
subscription, license, licence, key, access, resolution, findings, details, instructions, solution, outcome,
decision, quotation, certificate, goods, stock, portion, changes, correction, redelivery, collection,
installation, procedure, refunds, credits, patches, fixes, file, tool, network, connection, line item, server,
power, bonus, status, materials
"""

STAFF = """
legal, purchasing, marketing, sales, hr, engineering, procurement, operations, compliance, treasury, payroll,
security, officer, executive, team, department, dept, colleague, coworker, specialist, technician, engineer,
agent, representative, rep, manager, supervisor, support, warehouse, billing, accounting, accounts, finance,
logistics, developer, devs, expert, advisor, adviser, staff, someone, somebody, assistant, lawyer, attorney,
coordinator, consultant, installer, electrician, plumber, mechanic, crew, member, associate, tech, fitter,
inspector, admin, lead, director, secretary, folks, one of us, one of them, one of our, one of my, teammate, workmate, fleet, depot, garage, branch, kitchen, dispatch, accounts payable, accounts receivable, head office, back office, backend, backend team, helpdesk,
help desk, service desk, paralegal, customer care, customer service, customer services,
customer support, customer relations, tech support, technical support, complaints team,trader, scheduler,
case manager, account manager
"""

PARTY = """
courier, carrier, driver, vendor, supplier, seller, partner, bank, manufacturer, ups, fedex, usps, dhl,
merchant, issuer, publisher, shipper
"""


def with_plurals(nouns: str) -> str:
    """The nouns of a list with the plural of each; what ends with "s" has its plural already."""
    listed = [" ".join(noun.split()) for noun in nouns.split(",") if noun.strip()]
    return ", ".join([*listed, *(_plural(noun) for noun in listed if not noun.endswith("s"))])


def _plural(noun: str) -> str:
    if noun.endswith(("x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
