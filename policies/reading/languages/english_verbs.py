"""English verbs that commit to something, by what they are about, with their forms."""

from __future__ import annotations

import re

CONTACT = """get right back, get straight back, answer, reply, respond, call, phone, ring, email, text, message, contact, update, notify, inform, advise,
alert, ping, revert, confirm, write, dm, pm, tell, buzz, follow up, followup, reach out, get back, get in touch, check in,
check back, circle back, come back to, come back with, touch base, write back, ring back, call back, report back, feed back, drop you,
shoot you, give you, keep you, keep everyone, keep everybody, keep all, keep them, communicate, let you, let u, let everyone, catch up with you, e-mail,
send word, hop on, jump on, get on it, get right on it, come to you with, shout, holler, give a shout, ask our team to contact, get hold of you, try you, get with you, buzz you, get to you"""

LOOK = """take a crack, take a stab, take a shot, have a dig, check, investigate, review, forward, escalate, raise, relay, share, chase, research, inspect, examine, analyze,
analyse, diagnose, evaluate, assess, verify, consult, flag, log, monitor, look into, look at, look over, look through,
take a look, take a closer look, take another look, see what, see if, see whether, see about, see how, find out, figure out,
chase up, pass on, pass along, pass this, pass it, pass your, speak to, speak with, talk to, talk with, check with,
dig into, get to the bottom, go over, go through, have a look, have another look, have a closer look, have a think, ask, report, feed this, feed that, feed it, feed your, think about, think on, think it over, mull, sleep on"""

ACTION = """turn to, get onto, get on to, get on with, crack on with, press on with, shoot it, shoot this, shoot that, shoot over, fire back, fire off, fire over, deal with, see to, come up with, cut, cut you, make it right, make this right, make that right, make things right, make it up to you, roll back, roll forward, roll out, cut over, switch over, fail over, spin up, bring back, bring up, mark up, write off, top off,
call off, close out, tie out, line up, free up, true up, put back, switch, migrate, hand deliver, whitelist, block, ban, downgrade,
backdate, facilitate, liaise, decommission, archive, encrypt, replenish, calibrate, repaint, rewire, negotiate, redline, redraft,
invite, notarize, countersign, cross check, spot check, replicate, refactor, rework, overhaul, shorten,
rename, relabel, laminate, engrave, alter, bake, cook, remake, reheat, wrap, crate, unload, haul, tow, refuel, leave a copy, leave it,
leave the, leave them, leave your, attempt, initiate, conduct, perform, carry out, put this right, put that right, put it right, put things right, action, progress, honor, honour, compensate,
grant, rebook, rerun, debug, clean, collate, coordinate, disable, disconnect, document, double check, enquire, inquire,
establish, estimate, fill, furnish, hunt down, improve, include, incorporate, insert, integrate, link, locate, lower, lift,
mark, mend, modify, note, obtain, place, polish, pop, void, prep, propose, provision, query, queue, realign, reconcile, redirect,
reduce, refresh, register, reinstall, reload, remit, repeat, reprint, reprocess, reproduce, restock, resubmit, retest,
retrieve, retry, reroute, reship, route, scope, search, secure, service, simplify, source, split, straighten, substitute,
summarize, summarise, tag, tailor, tidy, track, trace, trigger, tune, type up, undo, validate, wipe, work through, write up,
put through, be on it, be on this, be on the case, see to that, see to this, see this through, see it through, top up, clean up, sort through, follow along, draw up, dig out, dig up, finish up, fill out, fill in, send, ship, dispatch, post, refund, credit, reimburse, fix, repair, replace, cancel, process, resolve,
deliver, provide, issue, complete, finish, finalize, finalise, submit, transfer, arrange, organize, organise, schedule,
book, install, activate, enable, restore, release, deploy, publish, upload, prepare, draft, create, generate, handle,
solve, correct, adjust, apply, add, remove, change, amend, upgrade, expedite, file, open a, open an, open the, attach, supply, pay, deposit,
return, exchange, swap, collect, bring, fetch, approve, authorize, authorise, determine, find, identify, troubleshoot,
test, rebuild, reset, reboot, restart, patch, merge, print, fax, scan, copy, sign, execute, type, edit, revise, rewrite,
circulate, distribute, assemble, compile, gather, pull, request, order, allocate, assign, give, read, study, visit,
mail, wire, reissue, reinstate, unlock, unblock, extend, waive, reverse, help, assist, implement, convert,
configure, recover, clarify, address, settle, calculate, produce, make, run, push, hand, drop, pick, sort,
introduce, connect, describe, outline, list, record, rectify, prioritize, prioritise, reach, proceed, put, redo, clear,
quote, translate, tackle, decide, speed, conclude, wrap, guide, reserve, reschedule, move, load, import, export, sync,
sort out, set up, put together, pick up, drop off, hand over, push out, roll out, send out, send over, send across,
send back, send through, give back, take over, take care, take this, take it, take on, take action, work out, work on,
pay back, wrap up, clear up, turn around, follow through, swing by, drop by, stop by, bring in, do it, do this, do that,
do so, do the, leave you, leave a message, move ahead, move forward, refill, order you, dial, try again, get to it, get to this, get to that, turn it, turn this"""

FORECAST = """take place, happen, function, disappear, go away, work again, work normally, work properly, return to normal, arrive, land, follow, come, appear, show, reflect, resume, reopen, launch, hit, go out, go live, leave our, come back, come through, go back to,
come in, show up, get there"""

_IRREGULAR = """send sending sent, ship shipping shipped, get getting gotten, put putting put, pay paying paid, find finding
found, reset resetting reset, rebuild rebuilding rebuilt, give giving given, bring bringing brought, cancel canceling
canceled, cancel cancelling cancelled, submit submitting submitted, transfer transferring transferred, scan scanning scanned,
swap swapping swapped, write writing written, tell telling told, make making made, run running run, drop dropping dropped,
log logging logged, flag flagging flagged, ring ringing rung, read reading read, rewrite rewriting rewritten, show showing
shown, come coming come, hit hitting hit, redo redoing redone, do doing done, wrap wrapping wrapped, speed speeding sped, dm
dming dmed, pm pming pmed, set setting set, take taking taken, keep keeping kept, let letting let, leave leaving left, see
seeing seen, speak speaking spoken, have having had, dig digging dug, shoot shooting shot, swing swinging swung, stop stopping
stopped, hop hopping hopped, catch catching caught, go going gone, be being been, ping pinging pinged, buzz buzzing buzzed, split splitting split, cut cutting cut, undo undoing undone, rerun rerunning rerun, bring bringing brought"""


def _irregular_forms() -> dict[str, list[tuple[str, str]]]:
    forms: dict[str, list[tuple[str, str]]] = {}
    for entry in _IRREGULAR.split(","):
        verb, present, past = entry.split()
        forms.setdefault(verb, []).append((present, past))
    return forms


_DOUBLING = re.compile("[^aeiou]{1,3}[aeiou][^aeiouwxy]")
"""Short verbs that double their last letter: "tagged"."""
_FORMS = _irregular_forms()


def ing(verbs: str) -> str:
    """The -ing forms of a list of verbs, also of those with a particle ("following up")."""
    return _inflected(verbs, 0)


def done(verbs: str) -> str:
    """The past participles of a list of verbs."""
    return _inflected(verbs, 1)


def now(verbs: str) -> str:
    """The forms of the third person in the present."""
    made = []
    for entry in verbs.split(","):
        verb, *particles = entry.split()
        if verb.endswith(("s", "x", "sh", "ch", "o", "z")):
            verb += "es"
        elif verb.endswith("y") and verb[-2] not in "aeou":
            verb = f"{verb[:-1]}ies"
        else:
            verb += "s"
        made.append(" ".join([verb, *particles]))
    return ", ".join(made)


def _inflected(verbs: str, form: int) -> str:
    made = []
    for entry in verbs.split(","):
        verb, *particles = entry.split()
        made += [" ".join([forms[form], *particles]) for forms in _FORMS.get(verb) or [_regular(verb)]]
    return ", ".join(made)


def _regular(verb: str) -> tuple[str, str]:
    if verb.endswith("e"):
        return f"{verb[:-1]}ing", f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb}ing", f"{verb[:-1]}ied"
    if _DOUBLING.fullmatch(verb):
        verb += verb[-1]
    return f"{verb}ing", f"{verb}ed"
