"""English."""

from __future__ import annotations

from policies.reading.languages.model import Language

# -- how the language is told ------------------------------------------------------------------------------------------
_COMMON = frozenset(
    (
        "'ll 're 've about after afternoon again all also an and any are as at back be been before business "
        "but by call can can't check could day days dear did do does don't done end evening for friday from "
        "get got had has have he hello her here hey hi him his hour hours how i i'll i'm i've if in is it "
        "it's its just know later let may me minutes monday month more morning my n't next no not now of ok "
        "okay on one or our out please refund reply saturday send sent shall she should so some soon sorry "
        "still sunday sure than thank thanks that that's the their them then there these they this those "
        "thursday to today tomorrow tonight tuesday until up update us was we we'll we're we've wednesday "
        "week weeks were what when which who will with within won't working would yes you you'll your yours"
    ).split()
)

# -- times (words for times.py) ------------------------------------------------------------------------------------------

# -- commitments (words for promises.py) -----------------------------------------------------------------------------------

ENGLISH = Language(code="en", common=_COMMON)
