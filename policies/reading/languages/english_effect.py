"""What sounds like distress in English and is none: said for effect, of things, or in another sense of the word."""

from __future__ import annotations

FOR_EFFECT = """
    !die|dying of|from|with embarrassment|boredom|laughter|laughing|shame|hunger|thirst|heat|cold|old|curiosity|suspense|anticipation|happiness|excitement|waiting|jealousy|impatience
    !die|dying laughing|inside|on|here|again
    !die in this|the|a game|raid|level|dungeon|match|fight|line|queue
    !dying for|to a|hear|know|see|try|get|read|play|find|meet|have
    it|that|this|which|app|site|website|game|system|software|service|company|update|design|music|wait|phone|ad|ads|makes make|makes|made|making me|you want|wanna to? !die|kill|hang|shoot|jump myself?
    want to !die than
    !shoot|shooting myself in the foot
    !killing myself to|trying|over|laughing|with|for|at|working
    kill|hang|shoot|drown !myself every|each|whenever|when|if|than|before
    not|never|isn't|wasn't|no ..3 kill|killing|hurt|hurting|harm|harming|hang|hanging|drown !myself
    not|never|isn't|wasn't|no ..2 !suicidal|suicide
    !suicide squad|mission|prevention|door|doors|awareness|bomber
    commercial|career|financial|business|political|brand|social|professional !suicide
    !commit|committing commercial|career|financial|business|political suicide
    !take|taking|took my life in|back
    my life !better|easier
    end my life !time|long
    !lost|losing|lose my|our|a <dear>..3 <near> 's
    !lost|losing|lose my|our|a <near>|baby? discount|card|ring|login|account|photos|pictures|plan|phone|monitor|code|pass|number|seat|member|membership|link|request
    !lost|losing|lose my|our|a <near> in|at the|a|your crowd|store|shop|airport|mall|station|supermarket|queue|game
    !lost|losing|lose a friend|family|cousin? to|over because|you|your|this|request|plan
    <near> passed on the|my|your|that|this|it
    <near> ..3 passed the|his|her|my|a|it|your|me|on|this !test|exam|exams|course|phone|message|details|number|link|information|driving|parcel
    <near> passed it|me|him|her
    your|own !funeral
    !funeral home|homes|director|directors
    !death certificate template|templates|printing
    give|gives|gave|giving me ..2 !cancer|stroke
    give|gives|gave|giving me ..2 !heart attack
    <near> ..2 cancer !research|charity|awareness|foundation|insurance|screening
    !cancer research|charity|awareness|foundation|fundraiser|insurance|campaign|zodiac|sign|moon
    nearly|almost|practically|about|gonna|to|near have|had|having|died ..2 !stroke
    nearly|almost|practically|about|gonna|to|near have|had|having|died ..2 !heart attack
    !heart attack|failure when|seeing|looking|opening|over|reading|every
    !stroke of|when|seeing|order|engine|width|game|gap|play|style
    brush|pen|key|back|breast|swim|swimming|two|four|2|4|same !stroke
    not|isn't|wasn't ..1 brain !surgery
    !hospital ..3 birth
    <near> nearly|almost !died
    !hospital 's|bed|beds|order|account|pharmacy|gown|bill
    works|work|working|job|nurse|doctor|volunteer in|at|for ..2 !hospital
    !sick of|and|leave|note|days|day|beat
    !dying to|for|here|over|at|because
    !restraining order against you|your|this|the
    ads|ad|emails|site|app|company|website|newsletter|algorithm ..3 !stalking|stalked|stalks
    your ..5 !stalking|stalked|stalks me
    hit|hits|hitting me up|back|with
    beat|beats|beating me to|at|by|in
    !stalker 2|game|shadow|series
    <near> ..3 !killed it|in the? game|meeting|match|it
"""
"""Phrases as `policies.reading.phrases` reads them, with the classes of `english_crisis`."""
