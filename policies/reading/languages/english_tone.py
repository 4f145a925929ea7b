"""How somebody sounds in English who is annoyed, angry or furious; the words of distress stand in `english_crisis`.

Phrases name what is said of the service, so that "worst case", "an awful lot" and "not only" are none. Rough words are
the business of the reader of abuse and stand in none of these lists.
"""

from __future__ import annotations

from policies.reading.languages.english_crisis import ENGLISH_CRISIS
from policies.reading.phrases import VETO, later
from policies.reading.tone_words import Sign, ToneWords

_CLASSES = {
    "not": """
        not never no isn't aren't wasn't weren't ain't don't doesn't didn't cannot can't won't wouldn't hasn't haven't
        without hardly
    """,
    "very": """
        so very really extremely absolutely completely totally utterly just beyond deeply quite pretty simply truly
        seriously increasingly incredibly a an the such getting becoming
    """,
    "bad": """
        terrible awful horrible horrendous dreadful appalling abysmal atrocious pathetic useless rubbish garbage trash
        crap laughable shameful shambolic diabolical incompetent unprofessional
    """,
    "is": "is are was were 's 're has have been be being its",
    "service": """
        service support company experience customer business product quality communication app site website delivery
        shop store airline bank team provider help treatment system store place people
    """,
    "answer": "answer answers reply replies response responses contact update updates word news feedback explanation",
    "wrote": """
        called call calling phoned rang emailed mailed email written write wrote writing contacted contact contacting
        asked ask asking messaged message reported complained complain explained raised chased requested told
    """,
    "many": "three four five six seven eight nine ten 3 4 5 6 7 8 9 10 several multiple many countless numerous dozens",
    "times": "times occasions emails calls messages tickets requests letters weeks months people agents",
    "nth": "third fourth fifth sixth seventh eighth tenth 3rd 4th 5th 6th 7th 8th 10th hundredth umpteenth millionth nth",
    "good": """
        great good nice fantastic wonderful excellent brilliant amazing awesome stellar superb lovely outstanding
        terrific bang-up fine
    """,
    "harm": """
        losing lost breaking broke ruining ruined ignoring ignored messing wasting wasted destroying forgetting failing
        cancelling screwing delaying damaging nothing leaving making not keeping charging
    """,
    "will": "will 'll going gonna want shall must plan intend threaten considering about to",
}

_FURY = """
    !furious
    !livid
    !enraged|outraged|fuming|seething|infuriated
    !outrageous|infuriating
    !disgusted|disgusting|disgraceful|despicable
    a|absolute|utter|total|complete !disgrace
    !fed up
    sick and !tired of
    !sick of your|this|being|waiting|it|you|these|all|getting|having
    had !enough of
    i|'ve|have|we had !enough $
    !had it with
    the? !worst <service>..3 ever|i've|i|in|of|that
    !worst ..4 ever
    boiling|blood !boiling|boils
    how !dare you
    i !hate this|your|you|the|that <service>
    at|end of my !patience|wits|tether
    losing|lost|out of my|all !patience
    absolutely !appalled
    !appalled
    !scammers
    <is> ..1 a ..1 !scam
    !rip off
    !ripped off
    !daylight robbery
"""
_DISPLEASURE = """
    !unacceptable|inexcusable|unforgivable
    not|isn't|hardly !acceptable|good? enough?
    !ridiculous|ludicrous|absurd|farcical
    !disappointed|disappointing|disappointment
    !frustrated|frustrating|frustration
    !annoyed|annoying
    !angry|upset|unhappy|dissatisfied
    not|isn't|am|'m <very>..2 !unimpressed
    not|isn't|aren't|less <very>..2 !happy|impressed|amused|pleased|satisfied
    <is> <very>..3 !<bad>
    what <very>..2 !<bad> <service>
    <very> !<bad> <service>
    !<bad> <service>
    a|complete|total|absolute|utter !joke|shambles|farce|nightmare|mess
    !waste of my? time|money|space
    !wasting|wasted my time|money
    !shame on
    !shocking|shockingly
    !unbelievable
    makes|make no !sense
    can't|cannot !believe how|this|that|you
    what is !wrong with you|your
    !worst <service>
    don't|doesn't|not|nobody ..1 !care about your|the customers|us|me
    !incompetence|incompetent|unprofessional
    beyond a !joke
    !lied|lying|lies to
    you|they ..2 !lied
    !pissed
    let me|us !down
"""
_REPEAT = """
    <nth> !time
    second|2nd !time i|we|you|this ..3 <wrote>
    second|<nth> !email|message|call|ticket|request|complaint|attempt|reminder|letter
    <wrote> ..3 <many> !<times>
    <many> !<times> <wrote>
    <many> !emails|calls|messages|tickets ..2 no|and|nothing|without
    !still no|without ..1 <answer>
    !still <not> ..2 answered|replied|responded|heard|fixed|refunded|resolved|sorted|solved
    !still nothing
    !still waiting
    waited|waiting ..3 !weeks|months|ages|forever
    for !weeks|months now|and|without
    for !ages
    !again and again
    !over and over
    time and again|time !again
    !yet again
    once !again you|your|nobody|no|i|the|it
    how !many|often more? times|emails|do|must
    how much !longer do|must|are
    how !long do|does|must i|we|it have|wait|take?
    !nobody|noone <is>..1 ..2 answers|answered|answering|replies|replied|responds|responded|helps|helped|cares|calls|called|listens
    no !one <is>..1 ..2 answers|answered|answering|replies|replied|responds|responded|helps|helped|cares|calls|called|listens
    !ignoring|ignores me|my|us|all|every
    you|they ..2 !ignore me|my|us|all|every
    <is> <very>..2 !ignored
    no|without|nor|any !<answer> $
    no|without !<answer> from|to|for|since|at|in|after
    never !answered|replied|responded|heard|called
    keep|keeps !happening|telling|asking|saying
    same !problem|issue|thing|answer|story again
    passed|sent from|around ..2 !department|pillar|agent|person
    days !later and|still|nothing|no
    weeks|months !later
"""
_DEMAND = """
    !speak|talk to|with ..2 manager|supervisor|boss|human|superior
    get|want|need|put ..3 your|a|the !manager|supervisor
    i|we !demand|insist
    want my|our !money back
    !refund|money|answer|reply|replacement ..4 now|immediately|today $
    i need|want|expect ..5 !immediately $
    fix|sort|solve|resolve|answer ..4 !now|immediately $
    at !once $
"""
_THREAT = """
    !sue|suing you|your|the|them
    <will> ..2 !sue
    my|our|a !lawyer|lawyers|solicitor|attorney will|is|has|shall|to
    to|from|with my|our|a !lawyer|lawyers|solicitor|attorney
    take|taking|taken|consider|considering|face legal !action
    !legal action|proceedings against
    see|take you in|to !court
    !small claims
    <will>|to ..4 !ombudsman|bbb|fca|ftc|cfpb|trustpilot
    <will>|to ..4 trading !standards
    <will>|to ..4 better !business
    <will>|to ..4 consumer !protection
    <will> ..2 file|initiate|request|do|start a !chargeback
    filed|filing|initiating a !chargeback
    <will> ..3 charge !back
    <will> ..2 !dispute ..3 charge|payment|transaction|bank
    <will> ..2 !report you|your|this to
    !complaint to|with|against the|you|your ..2 ombudsman|regulator|authority|authorities|bbb|court
    official|formal !complaint
    <will> ..2 !complain to|about
    bad|negative|terrible|scathing|honest|1|one star? !review|reviews
    zero|one|1|0 !star|stars
    !never ..2 order|buy|shop|book|use|buying|ordering|using|recommend ..6 again|anyone|you
    <will> ..3 take|taking my|our !business elsewhere
    <will> ..2 !tell|warn|warning everyone|everybody|people|others|friends
    <will> ..3 !cancel ..3 and|everything|if
    social !media ..4 this|about|how|you
    lost|losing a !customer
    !boycott|boycotting
"""
_SARCASM = """
    !<good> job|work|going|service|way|effort ..2 <harm>
    !thanks|thank you? for nothing
    !thanks|thank you? for|to ..1 <harm> my|me|our|us|the
    !well done ..2 <harm>
    way to !go|ruin|lose|treat|break
    oh !<good>|perfect|joy ..1 another|again|now|more|yet
    how !convenient
    slow !clap
    what a !surprise
    so !much for
    !yeah right
    good !luck getting|with|reaching|finding ..3 from|out|refund|them|you
    !congratulations|congrats|kudos ..3 <harm>
    must be !nice
    is this|it a|some|your !joke
    are you !kidding|serious|joking
    you must|have be|to be? !kidding|joking
    any !century|decade
"""
_PLEASED = """
    !thank|thanks|thx|cheers
    !love|loved|loving
    !perfect|awesome|amazing|brilliant|wonderful|fantastic|excellent|great|superb
    !happy|glad|pleased|delighted|grateful|impressed
    !appreciate
    !congrats|congratulations
    well !done
    !yay|wow|woohoo|hooray
"""
_CALM = """
    <not> <very>..2 !angry|upset|furious|annoyed|frustrated|disappointed|ridiculous|fuming|livid|disgusted|annoying|disappointing
    <not> to|be|be? !angry|upset|rude
    no longer ..1 !angry|upset|annoyed|frustrated|fuming
    was|were|bit|felt|used ..3 !angry|upset|annoyed|frustrated|worried at|but|until
    !angry birds|bird|orchard
    !upset stomach|tummy
    !sorry if|for|to ..4 annoying|upset|frustrated|ridiculous
    !feel|felt|feeling <very>..2 terrible|awful|horrible
    !awful lot
    !believe how good|great|fast|quick|easy|nice|happy|well|lucky|soft|beautiful
    thank|thanks|thankyou you? ..1 so !much for
    is|was|the|right|wrong|best|only|on way to !go
    !despicable me
    !worst case
    !ridiculously
    !still waiting for|on your|the colour|instructions|me|him|her|a|my colleague|husband|wife|answer? $
    for !ages three|four|five|six|3|4|5|6|and
    in|until|working|it's|is it? !now
    !scam or|mail|email|emails|call|text|message|calls|legitimate|alert|warning
    report|reporting|reported|possible|potential|suspected ..2 !scam
    is|was it|this ..1 !scam
    no !reply address|email
    !time slot|zone|window|table
    not|n't !waste
    !now that|when
    no !one else
    !hate to|when
"""

ENGLISH_TONE = ToneWords(
    crisis=ENGLISH_CRISIS,
    upset=later(
        {
            Sign.FURY: _FURY,
            Sign.DISPLEASURE: _DISPLEASURE,
            Sign.REPEAT: _REPEAT,
            Sign.DEMAND: _DEMAND,
            Sign.THREAT: _THREAT,
            Sign.SARCASM: _SARCASM,
            Sign.PLEASED: _PLEASED,
            VETO: _CALM,
        },
        _CLASSES,
    ),
)
