"""Words of people in distress in English: self-harm, bereavement, grave illness, violence at home.

A phrase names who suffers where its verb is also said of things: batteries die, parcels are in accidents. What is said
for effect ("dying to know", "gave me a heart attack") stands in `english_effect`. Told are the writer, their family and
their friends, and pets that died; a customer's customer is nobody near.
"""

from __future__ import annotations

from policies.core.conduct import Topic
from policies.reading.languages.english_effect import FOR_EFFECT
from policies.reading.phrases import VETO, later

_CLASSES = {
    "i": "i im ive we weve",
    "my": "my our his her their",
    "dear": """
        beloved dear dearest darling poor own lovely late elderly old older younger young youngest eldest oldest
        little baby big twin only best close good disabled ex step 84 85 90 year
    """,
    "near": """
        mother mom mum mummy mommy mam father dad daddy parents parent husband wife hubby spouse partner fiance
        fiancé fiancee fiancée boyfriend girlfriend son daughter child children kid baby babies brother sister
        sibling twin grandmother grandfather grandma grandpa granny gran nan nana grandad granddad grandson
        granddaughter grandchild grandparent grandparents uncle aunt auntie nephew niece cousin mil fil stepfather
        stepmother stepdad stepmom stepson stepdaughter friend family bro sis
    """,
    "pet": "dog cat puppy kitten horse pony rabbit parrot hamster",
    "ex": """
        husband wife partner boyfriend girlfriend fiance fiancé ex hubby spouse stepfather stepdad stalker abuser
        father dad bf
    """,
    "he": "he she who",
    "is": "is are was were s 's am 'm m has have had been being be 've 'd im ive hes shes",
    "aux": """
        has have had 's just recently sadly suddenly unexpectedly now very also tragically only since already is was
        unfortunately actually
    """,
    "so": "very so really seriously extremely gravely critically severely desperately terribly dangerously",
    "time": """
        yesterday today last this on in two three four a few recently suddenly unexpectedly peacefully early earlier
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december during after from at just of from due
    """,
    "grave": """
        cancer leukemia leukaemia lymphoma melanoma myeloma tumor tumour carcinoma sarcoma als parkinson parkinsons
        alzheimer alzheimers dementia sepsis aneurysm stroke metastases cirrhosis terminal
    """,
    "soft": "just really sometimes only honestly literally do so still even feel like to",
    "gone": "gone going gonna want wanting wanna will 'll ready about thinking thought think planning tempted decided",
}

_SELF_HARM = """
    <i> <soft>..3 !want|wanna|wish to? die
    <i> no longer want to !live|exist
    <i>|feel|feeling|am|'m|been ..3 !suicidal
    my <dear>..2 <near> ..3 !suicidal
    !suicidal thoughts|ideation
    my|a !suicide attempt|attempts|note
    <i> ..5 commit|committing|attempt|attempted|attempting|contemplating|contemplate|considering|considered !suicide
    <gone> of|about !suicide
    kill|killing|hang|hanging|shoot|drown|stab !myself
    <gone> ..3 hurt|hurting|harm|harming|cut|cutting|starve !myself
    been|keep|started|am|'m hurting|harming|cutting !myself
    <i> ..4 self !harm|harmed|harming
    my self !harm|harming
    !end|ending my|this|it life
    <gone> to|of|about|it? !end|ending it all
    !take|taking|took my own life
    <gone> to|of|about !take|taking my life
    <i> <soft>..2 can't|cannot !go on $
    <i> <soft>..2 can't|cannot ..2 !go on like|living|anymore|any|much
    <i> ..2 don't|dont want to !live|exist $
    <i> ..2 don't|dont want to !live|exist|be anymore|any|alive|here? anymore|any|longer|more|like|alive|without
    don't|dont want to !wake up $
    don't|dont want to !wake up anymore|any|again|tomorrow|ever
    hope <i> don't|never !wake up
    wish <i> was|were !dead
    wish <i> had|would|could|'d never? been? !born|die
    !better off dead
    !better off without me
    no reason !left? to? live|living
    nothing left? to !live for
    no point in? !living
    tired of !living|life
    life is|isn't not? !worth living
    not|isn't !worth living
    <i> ..3 !overdose|overdosed
    slit|slitting|cut|cutting my !wrists
    <gone> ..2 !jump|jumping off|from a|the|my bridge|building|roof|balcony
    <gone> ..2 !jump|jumping in front of a|the train|bus
    my !suicide
"""
_BEREAVEMENT = """
    my|our <dear>..3 !<near> <aux>..4 died|deceased|dead
    my|our <dear>..3 !<near> ..1 died
    my|our <dear>..3 !<near> ..5 passed away
    my|our <dear>..3 !<near> <aux>..4 passed <time>
    my|our <dear>..3 !<near> <aux>..4 passed $
    my|our <dear>..3 !<near> 's <near> <aux>..4 died|passed away?
    my|our <dear>..3 !<near> , ..8 , <aux>..3 died|passed away?
    my|our <dear>..3 !<near> <aux>..4 committed suicide
    my|our <dear>..3 !<near> <aux>..4 killed himself|herself|themselves
    my|our <dear>..3 !<near> <aux>..4 took his|her|their own life
    my|our <dear>..3 !<near> <aux>..4 lost his|her|their battle|fight|life
    my|our <dear>..3 !<near> <aux>..4 killed in
    my|our <dear>..3 !<near> <aux>..4 murdered
    my|our <dear>..3 !<pet> <aux>..4 died|dead
    my|our <dear>..3 !<pet> <aux>..4 passed away
    my|our <dear>..3 !<pet> ..3 put down|to sleep?
    put|putting my|our <dear>..2 !<pet> down|to sleep?
    !passing|death of <my> <dear>..3 <near>
    <near> 's ..1 !passing|death|funeral
    !death in the|our|my family
    family !death
    he|she|they|who <aux>..4 !passed away
    since|because|when|as|after|before he|she <aux>..3 !died
    !lost|losing|lose my|our|a <dear>..3 <near> $
    !lost|losing|lose my|our|a <dear>..3 <near> <time>|to|and|when|while|who|as
    !lost|losing|lose my|our|a unborn child|baby
    !lost|losing a pregnancy
    my|our|his|her !late|deceased <dear>..1 <near>
    !miscarriage
    !miscarried
    !stillborn|stillbirth
    !funeral of|for my|our|a
    !funeral <is> today|tomorrow|on|this|next|last|in|at
    my|our|the ..1 !funeral is|was|on|this|next|tomorrow|today
    <is>|for|to|at|after|before|miss|missing|attend|attending|arrange|arranging|planning a|our|the !funeral
    <i>|as ..4 !executor|executrix|administrator of|for ..3 estate|late|deceased|my|will
    !estate of the? late|deceased|my
    the|a|deceased|my !deceased account|customer|relative|estate|person|holder|member|'s|owner
    the account|card|policy holder|owner is|has ..1 !deceased
    notify|notifying|inform|informing|report|reporting ..3 a|the !death
    !death certificate
    in|of|for|through !probate $
    granted|grant|received|need|needs|have|waiting|applied ..3 !probate
    <i> ..3 a|an|recently|newly? !widow|widower|widowed
    !bury|buried|burying my|our <dear>..2 <near>
    <i> ..3 !grieving
    my|our !grief
    in !mourning
    family|recent|suffered|a|to !bereavement
    <i> ..3 !bereaved
"""
_ILLNESS = """
    diagnosed with|as ..3 !<grave>
    diagnosed with|as ..3 multiple sclerosis
    <i> <aux>..2 have|had|got|getting ..3 !cancer|leukemia|leukaemia|lymphoma|dementia
    <i> <aux>..2 !had|having|suffered ..2 stroke|aneurysm
    <i> <aux>..2 !had|having|suffered ..3 heart attack|failure|surgery|transplant|bypass
    my|our <dear>..3 !<near> <is>..3 ..2 got? <grave>
    my|our <dear>..3 !<near> <is>..3 ..1 with|from <grave>
    my|our <dear>..3 !<near> <aux>..2 suffers|suffering|suffered|struggling|struggles ..1 a? <grave>
    my|our <dear>..3 !<near> <aux>..2 suffered|having|have|had|has ..2 heart attack|failure|surgery|transplant|bypass
    he|she has|had|have|suffered ..2 !<grave>
    he|she has|had|suffered ..2 !heart attack|failure
    stage two|three|four|2|3|4|iii|iv|final ..1 !cancer
    fighting|battling|beat|beating|surviving|survived|treatment|treated|surgery|having for? ..1 !cancer
    <is>|with|have|has terminal !cancer|illness|diagnosis|disease
    !terminally ill
    !incurable illness|disease|cancer
    !palliative care
    in|into|to|under|a !hospice $
    in|into|to|under !hospice care|now|with|and|since
    end of life !care
    !chemo|chemotherapy|radiotherapy
    on|needs|need|having !dialysis
    in|into|to|from the? !intensive care
    in|into|to|from the !icu|nicu
    <is> in a !coma
    my|our <dear>..3 !<near> ..3 life support
    <i> <is>..3 ..3 in|into the? !hospital
    my|our <dear>..3 !<near> <is>..3 ..2 in|into|to the? hospital
    he|she <is>..3 ..2 in|into the? !hospital
    rushed|taken|admitted|airlifted ..3 to|into the|a|an? !hospital
    in the? !hospital with|after|since|having|because|due|recovering|undergoing|fighting|for|until|again
    out of|left the? !hospital $
    <i> <is>..3 ..1 !hospitalized|hospitalised
    my|our <dear>..3 !<near> <is>..3 ..1 hospitalized|hospitalised
    he|she <is>..3 ..1 !hospitalized|hospitalised
    !emergency surgery|operation
    having|had|need|needs|for|after major|brain|heart|spinal|cancer !surgery
    !brain tumor|tumour|haemorrhage|hemorrhage|aneurysm|injury|damage
    in|had|after|involved|into a|an ..2 car|auto|road|traffic|bike|motorbike|motorcycle|bicycle|work|serious|train !accident|crash
    <i> <is>..2 in|had a|an ..1 serious|bad|terrible|horrible|horrific|awful|nasty !accident
    <i> <is>..2 in an !accident
    my|our <dear>..3 !<near> <is>..2 ..1 in|had a|an ..2 accident|crash
    <i> <is>..3 !hit|run by|over by? a car|truck|bus|van|lorry|drunk
    my|our <dear>..3 !<near> <is>..3 hit|run by|over by? a car|truck|bus|van|lorry|drunk
    !hit and run
    my|our <dear>..3 !<near> <is>..2 ..1 dying
    <i> <is>..2 !dying of|from ..2 <grave>
    <i> ..2 !months|weeks to live
    given|has|have|had|only ..3 !months|weeks|days left? to live
    on his|her|their !deathbed
    <i> <is>..2 <so>..2 !ill $
    <i> <is>..2 <so>..2 ill|sick|unwell|injured with|in|after !<grave>
    <i> <is>..2 !seriously|gravely|critically|severely ill|injured|unwell|hurt
    my|our <dear>..3 !<near> <is>..2 <so>..3 ill|unwell|injured
    my|our <dear>..3 !<near> <is>..2 <so> sick
    he|she <is>..2 !seriously|gravely|critically|severely ill|injured
    my|our <dear>..3 !<near> <is>..3 in surgery
    severe|clinical|major !depression
"""
_VIOLENCE = """
    my <dear>..2 !<ex> ..6 stalking|stalked|stalks me
    he|she ..3 !stalking|stalked|stalks me
    <i> ..2 being|been !stalked
    he|she <is>..2 !tracking me|my phone|location
    my <dear>..2 !<ex> <is>..2 tracking|spying on? me
    my <dear>..2 !<ex> <is>..2 tracking my phone|location
    my !stalker
    <i> ..2 have a !stalker
    he|she hits|beats|chokes|rapes|punches|kicks|slaps|hurts !me
    he|she ..2 hitting|beating|choking|raping|punching|kicking|slapping !me
    my <dear>..2 !<ex> ..3 hits|hit|beats|beat|punched|choked|strangled|slapped|kicked|attacked|assaulted|raped|hurt|hurts|abuses|abused|hitting|beating|abusing me
    my <dear>..2 !<ex> ..3 threatened|threatens|threatening ..1 me
    my <dear>..2 !<ex> ..3 threatened|threatens|threatening to kill|hurt|find
    my <dear>..2 !<ex> <is>..2 violent|abusive
    he|she <is>..2 threatens|threatened|threatening to !kill|hurt me|us
    afraid|scared|terrified|frightened of my <dear>..2 !<ex>
    escape|escaping|escaped|fleeing|fled|flee|hiding|away|protect from my|an|the abusive|violent? !<ex>|relationship|marriage|him
    !women|womens 's shelter|refuge
    !womens shelter|refuge
    <i>|victim|survivor|fleeing|escaping|escaped|suffered|suffering|experiencing|due|because ..4 !domestic violence|abuse
    !domestic violence|abuse situation|victim|survivor|shelter|refuge|charges|against
    !abusive|violent partner|husband|wife|ex|boyfriend|girlfriend|relationship|marriage|home|father|household
    restraining|protective|protection|non|no !order ..3 my|him|her|husband|ex|partner|wife
    have|got|has|need|a|there restraining|protection !order
    !molestation order
    not|don't|dont|never|nobody ..2 give|tell|share|send|disclose|reveal|show|let ..5 him|her|<ex> ..5 !address|whereabouts|location
    not|don't|dont|never ..2 give|tell|share|send|disclose|reveal|show|let ..4 my <dear>..2 ex|husband|wife|partner|boyfriend|girlfriend|father ..6 !address|number|whereabouts|location|live
    he|she|<ex> must|can|should|may not|never ..3 find|know|see|get|learn ..4 !address|live|whereabouts|number|am
    he|she|<ex> can't|cannot|mustn't ..3 find|know|see|get|learn ..4 !address|live|whereabouts|number|am
    in hiding !from
    <i> was|been|got !raped
    <i> ..3 sexually !assaulted|abused
    !coercive control
"""
_NEGATORS = "not never no nor don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't can't won't without"

ENGLISH_CRISIS = later(
    {
        Topic.SELF_HARM: _SELF_HARM,
        Topic.BEREAVEMENT: _BEREAVEMENT,
        Topic.ILLNESS: _ILLNESS,
        Topic.VIOLENCE: _VIOLENCE,
        VETO: FOR_EFFECT,
    },
    _CLASSES,
    _NEGATORS.split(),
)
