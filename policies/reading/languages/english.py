"""English."""

from __future__ import annotations

from policies.reading.languages.english_abuse import ENGLISH_ABUSE
from policies.reading.languages.english_promises import ENGLISH_PROMISES
from policies.reading.languages.english_times import ENGLISH_TIMES
from policies.reading.languages.english_tone import ENGLISH_TONE
from policies.reading.languages.model import Language
from policies.reading.wordlist import words

# -- how the language is told ------------------------------------------------------------------------------------------
_COMMON = words("""
    'd 'll 'm 're 's 've a about account after afternoon again ago all already also always am an and another
    any anything apologies april are aren't as at august away back be because been before being best between
    both business but by call can can't check coming contact could couldn't current day days dear december
    delivery did didn't do does doesn't doing don't done down during each else email end evening ever every
    everything february few first for friday from fully get getting give given go going good got great had
    half happy has hasn't have haven't having he he's hello help her here here's hey hi him his hour hours
    how i i'd i'll i'm i've if in into is isn't issue it it's its january july june just keep know last
    later let let's like look made make many march may maybe me message midday might mine minutes monday
    month more morning most much must my n't need never new next night nights no noon not nothing november
    now number october of off ok okay on one only or order other our out over own parcel please quarter
    really refund regards reply same saturday second see send sent september shall she she's should
    shouldn't since so some something soon sorry still such sunday sure take taken team tell than thank
    thanks that that's the their them then there there's these they they're this those through thursday to
    today told tomorrow tonight too try trying tuesday two under until up upcoming update us very want was
    wasn't we we'd we'll we're we've wednesday week weeks welcome well went were what what's when where
    whether which while who whom whose why will with within without won't working would wouldn't yeah year
    years yep yes yet you you'd you'll you're your yours
""")

# -- times (words for times.py) ------------------------------------------------------------------------------------------

# They stand in `english_times`.

# -- commitments (words for promises.py) -----------------------------------------------------------------------------------

# They stand in `english_promises`.

# -- rough words (for abuse.py) --------------------------------------------------------------------------------------------

# They stand in `english_abuse` and the lists in `data`.

# -- tone (words for crisis.py and upset.py) -------------------------------------------------------------------------------

# They stand in `english_crisis` and `english_tone`.
ENGLISH = Language(
    code="en",
    common=_COMMON,
    times=ENGLISH_TIMES,
    commitments=ENGLISH_PROMISES,
    tone=ENGLISH_TONE,
    abuse=ENGLISH_ABUSE,
)
