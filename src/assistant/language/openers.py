"""What a message opens with before it says anything: 「うーん、」, "no wait,", "hang on —", 「なるほど。」.

Such words tell how the rest is meant (a correction, a refusal, an acknowledgement, mere hesitation), and they are in
the way of reading the rest: "no wait, three" is a three that corrects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_I = re.IGNORECASE
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "corrects",
        r"(?:ちょっと|ちょい|少々|少し)?(?:待って|待ち|まって)(?:ください|下さい)?|やっぱり?(?=[、,\s])|"
        r"ごめん(?:なさい)?|"
        r"すみません(?=[、。,\s])|失礼(?:しました|いたしました)?|訂正(?:です|します|させてください)?|"
        r"あ[っー]?(?=[、,。\s!])|"
        r"間違え(?:ました|た)|間違い(?:です|でした)?(?=[、,。])|見間違い(?:です|でした)?|逆(?:です)?(?=[、,。])|"
        r"(?:そう|それ)?(?:じゃ|では)な(?:くて?|い(?:です)?)(?=[、,。])|(?:違う|違った|違いました|ちがう|"
        r"ちがった)(?:な|わ|よ|か)?(?=[、,。])|"
        r"(?:the |that(?:'s| is| was) (?:the )?)?wrong (?:one|way|grade|option|service|contract|number|item|date|day|"
        r"month|product)(?=\s*[,.!;:–-])|not (?:that|this) one(?=\s*[,.!;:–-])|i(?: mis|'ve mis| have mis)(?:spoke|"
        r"read|typed|spoken)(?=\s*[,.!;:–-])|i got (?:it|that) wrong(?=\s*[,.!;:–-])|"
        r"(?:hang|hold) on(?: (?:a|one) (?:sec(?:ond)?|minute|moment))?|wait(?: (?:a|one) (?:sec(?:ond)?|minute|"
        r"moment)| up)?|(?:one|just a) (?:sec|second|moment)|"
        r"(?:sorry|apologies)(?! (?:to|for|about|but|if|i|we)\b)|my (?:bad|mistake)(?=\s*[,.!:;–-])|"
        r"w?h?oops(?:ie)?|scratch that|correction|actually|typo|i mean(?:t)?|on second thoughts?|make (?:it|that)|"
        r"let'?s (?:say|make it|make that)",
    ),
    (
        "declines",
        r"いや(?:いや)*(?=[、,。\s]|待)|いえ(?:いえ)?(?=[、,。\s])|いいえ(?=[、,。\s])|ううん(?=[、,。\s])|違う違う|"
        r"違います(?=[、,。])|"
        r"(?:no(?: no)*|nope|nah)(?=\s*[,.!;:–-]|\s+(?:wait|hang on|hold on|sorry|actually|i meant?|make|thanks?)\b)",
    ),
    (
        "acknowledges",
        r"なるほど|(?:わか|分か)(?:りました|った|ってます)|了解(?:です|しました|いたしました)?|承知(?:です|しました|"
        r"いたしました)?|"
        r"そうですか|そっか|そうなんですね|ふむふむ?|助かります|ありがとう(?:ございます)?(?=[、。,.!\s])|"
        r"ok(?:ay)?|al(?:l )?right|right(?=\s*[,.!])|i see|got it|understood|fine(?=\s*[,.!])|great|perfect|"
        r"excellent|good(?=\s*[,.!])|cool|fair enough|makes sense|"
        r"thanks?(?: you)?(?: a lot| so much)?(?=\s*[,.!])|cheers(?=\s*[,.!])|"
        r"ugh|damn|shame|pity",
    ),
    (
        "hesitates",
        r"うー+ん|う[〜~]+ん|んー+|え[ーえ]?っ?と|まあ(?=[、,。])|ふーん|そうですね(?=[、,。])|"
        r"h+m+|u+m+|u+h+|er+m?|well(?=\s*[,.])|oh|ah|hey(?=\s*,)|so(?=\s*,)",
    ),
)
_GAP = r"[\s、。,.!?:;…・~〜ー–—-]"
_OPENER = re.compile(
    r"\s*(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS)
    + rf")(?![a-z'])(?:{_GAP}+|(?<=[^\x00-\x7f])(?=.)|$)",
    _I,
)
_MOST = 6  # openers one after the other


@dataclass(frozen=True, slots=True)
class Opening:
    """How a text opens.

    `end` is where the rest begins, `kinds` what the first words do: corrects, declines, acknowledges, hesitates.
    """

    end: int
    kinds: frozenset[str]


def opening(text: str) -> Opening:
    """The opening of a normalised text; a text of nothing else has no opening but says just that (end 0)."""
    at, kinds = 0, set()
    for _ in range(_MOST):
        found = _OPENER.match(text, at)
        if found is None or found.end() == at:
            break
        kinds.add(str(found.lastgroup))
        at = found.end()
    rest = text[at:].strip(" \t\n、。,.!?:;")
    return Opening(at if rest else 0, frozenset(kinds))
