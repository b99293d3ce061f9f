"""How long one is still bound by the minimum term, asked where it is known when one's own billing began."""

from __future__ import annotations

import re

from assistant.dialogue.state import Frame, State
from assistant.language.understand import Segment

_STILL_BOUND = re.compile(
    r"(?:いつ|何日|何月)[^。?]{0,10}(?:まで|抜け|終わ|切れ|外れ|解け|過ぎ|満了|解放|やめ|出られ|終了)|"
    r"(?:もう|まだ|既に|すでに)[^。?]{0,12}(?:過ぎ|終わ|経過|満了|残|縛|途中|抜け|期間中|切れ)|(?:あと|残り)(?:は)?(?:どれ|何|いくら)|"
    r"(?:まで|抜け|終わ|切れ|解放|満了|明け)[^。?]{0,12}(?:いつ|何日|何月)|"
    r"(?:過ぎ|終わっ|経過し|満了し)て(?:い)?(?:る|ます)|"
    r"\bwhen (?:do|does|is|are|will|would|can|could|am)\b[^?]{0,60}\b(?:out|over|up|end\w*|free|expir\w*|run out|"
    r"lapse\w*|"
    r"done|finish\w*|behind|leave|clear|complete\w*|lift\w*)\b|"
    r"\b(?:how (?:much longer|long)|until when|till when)\b[^?]{0,50}\b(?:still|we|our|us|tied|bound|locked|left)\b|"
    r"\b(?:are|is|have|has|do)\b[^?]{0,40}\b(?:still|yet|already|past|over|passed|expired|behind us)\b",
    re.IGNORECASE,
)


def of_own_term(state: State, frame: Frame, segment: Segment) -> None:
    """Reckon the end of one's own minimum term where that is asked and its beginning is known; changes the frame."""
    began = state.context.get("billing_start") or state.known.get("billing_start")
    asks = segment.act == "question" and _STILL_BOUND.search(segment.text)
    if frame.intent == "minimum_term_length" and began and asks and not frame.slots.get("options"):
        frame.intent = "minimum_term"
