"""English rough words: how they are written, and what around them says who is meant."""

from __future__ import annotations

from policies.core.conduct import Manner, Target
from policies.reading.abuse_words import AbuseWords, load_spellings, load_words, shape
from policies.reading.languages.english_abuse_alone import ALONE
from policies.reading.languages.english_abuse_grave import GRAVE, LEFT_OVER
from policies.reading.languages.english_abuse_lewd import LEWD
from policies.reading.languages.english_abuse_shapes import INSULTS

_LISTS = ("innocent", "swearing", "insults", "slurs", "threats", "sexual", "people")

ENGLISH_ABUSE = AbuseWords(
    lists=tuple(f"abuse_en_{name}.txt" for name in _LISTS),
    masked=load_words("abuse_en_masked.txt"),
    spelt=load_spellings("abuse_en_spelling.txt"),
    clitics=("n't", "'re", "'ll", "'m", "'s", "'ve", "'d"),
    shapes=(*INSULTS, *ALONE, *GRAVE, *LEWD, *LEFT_OVER),
    before=(
        (Manner.QUESTION, shape("START OTHER [HE PERSON STAFF OUTSIDER KIN BOT] [CALL SAY] ANY{0,3} $")),
        (
            Manner.NEGATION,
            shape("(?<=ANY) (?<!WHO BE) NOT [SAY CALL OTHER SHOULD BE SO]{0,2} [HE ME]{0,1} DET{0,1} $"),
        ),
        (
            Manner.QUOTATION,
            shape(
                "(?<=ANY) (?<!I) (?<!I [WILL SO OTHER SHOULD]) SAY [COMMA THIS TO ME HE HANDLE OTHER BREAK DET PERSON STAFF]{0,3} $"
            ),
        ),
        (
            Manner.QUOTATION,
            shape("(?<!I) CALL [ME MY HE PERSON OUTSIDER KIN BOT GROUP STAFF OTHER]{0,3} [SO DET]{0,2} $"),
        ),
        (Manner.CONDITIONAL, shape("IF $")),
    ),
    around=(
        (
            Manner.COUNTER_SPEECH,
            shape(
                "CALL [ME HE PERSON GROUP OUTSIDER KIN BOT OTHER]{1,3} [DET SO]{0,2} [FOOL FOOLS BAD OAF SLUR VILE VERMIN BEAST]"
            ),
        ),
    ),
    subjects=(
        (
            Target.SELF,
            shape(
                "I [OTHER SHOULD TO SO NOT WILL]{0,5} [BE FEEL LIKE NAG]{1,3} [SO NOT DET SWEAR BAD POOR BUNCH]{0,4} $"
            ),
        ),
        (Target.THIRD, shape("MY [BAD SWEAR SO]{0,2} $")),
        (Target.SELF, shape("(?:ME [BAD SWEAR SO]{0,2}|ME [OTHER LIKE BE] [DET SO BUNCH]{0,2}) $")),
        (
            Target.THIRD,
            shape(
                "[HE OUTSIDER KIN BOT HAND GROUP WHO PERSON] [BE FEEL LIKE WILL SHOULD SO NOT DET SWEAR BAD POOR OTHER]{0,4} $"
            ),
        ),
        (Target.THIRD, shape("[OUTSIDER KIN BOT HAND] [WHO OTHER] ANY{0,6} BE [SO DET SWEAR BAD]{0,3} $")),
        (Target.THING, shape("[THING THIS SCENE] [BE FEEL LIKE SO NOT DET SWEAR BAD POOR OTHER]{1,4} $")),
    ),
    told=(
        (Target.STAFF, shape("[YOU YOUR] [SHOULD TO SO OTHER WILL THING STAFF YOUR]{0,5} $")),
        (Target.STAFF, shape("I WILL{0,1} SAY YOU TO{0,1} $")),
        (Target.SELF, shape("[I ME] [WILL SHOULD SO BE OTHER TO NOT]{0,4} $")),
        (
            Target.THIRD,
            shape(
                "(?:TO SO{0,2}|[HE OUTSIDER KIN BOT HAND STAFF THING THIS WHO GROUP PERSON] [WILL SHOULD SO BE NOT OTHER]{0,2}) $"
            ),
        ),
    ),
    done=(
        (
            Target.THIRD,
            shape("[HE OUTSIDER KIN BOT HAND THING THIS WHO GROUP] [BE WILL SO OTHER SHOULD NOT]{0,4} $"),
        ),
    ),
    after=((Target.THING, shape("[FOOL DICK OAF BAD VILE SHIT SWEAR] [SO OTHER]{0,1} [THING BOT]")),),
    lawful=shape("LAW"),
    names=frozenset(("dick", "fanny", "willy", "randy", "hooker", "cox")),
    others=shape("[OUTSIDER KIN HAND SCENE]"),
)
