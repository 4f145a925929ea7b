"""English rough words: how they are written, and what around them says who is meant."""

from __future__ import annotations

from policies.core.conduct import Manner, Target
from policies.reading.abuse_words import AbuseWords, load_entries, load_spellings, load_words, shape
from policies.reading.languages.english_abuse_shapes import SHAPES

_LISTS = ("swearing", "insults", "slurs", "threats", "sexual", "people")

ENGLISH_ABUSE = AbuseWords(
    entries=tuple(entry for name in _LISTS for entry in load_entries(f"abuse_en_{name}.txt")),
    masked=load_words("abuse_en_masked.txt"),
    spelt=load_spellings("abuse_en_spelling.txt"),
    clitics=("n't", "'re", "'ll", "'m", "'s", "'ve", "'d"),
    shapes=SHAPES,
    before=(
        (Manner.NEGATION, shape("NOT [SAY CALL OTHER SHOULD BE SO]{0,2} [YOU HE ME COMMA]{0,1} DET{0,1} $")),
        (
            Manner.QUOTATION,
            shape("(?<!I) (?<!I WILL) SAY [COMMA THIS TO ME HE HANDLE OTHER BREAK DET PERSON STAFF]{0,3} $"),
        ),
        (
            Manner.QUOTATION,
            shape("(?<!I) CALL [ME MY HE PERSON OUTSIDER GROUP STAFF OTHER]{0,3} [SO DET]{0,2} $"),
        ),
        (Manner.QUOTATION, shape("[ME HE PERSON STAFF OUTSIDER] TO $")),
        (Manner.CONDITIONAL, shape("IF $")),
    ),
    around=(
        (Manner.COUNTER_SPEECH, shape("[PERSON STAFF OUTSIDER HE WHO NOT OTHER] CALL [ME HE PERSON GROUP]")),
    ),
    subjects=(
        (Target.SELF, shape("[I ME MY] [BE FEEL LIKE WILL SO NOT OTHER DET SWEAR BAD POOR]{0,4} $")),
        (
            Target.THIRD,
            shape("[HE OUTSIDER GROUP] [BE FEEL LIKE WILL SHOULD SO NOT DET SWEAR BAD POOR OTHER]{0,4} $"),
        ),
        (Target.THING, shape("[THING THIS] [BE FEEL LIKE SO NOT DET SWEAR BAD POOR OTHER]{1,4} $")),
    ),
    others=shape("[OUTSIDER]"),
)
