"""What a short question means after a topic that is explained and not computed: a guarantee, what follows from it."""

from __future__ import annotations

import re

from assistant.dialogue.families import META_INTENTS, SHORT, family
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.state import Frame
from assistant.language.understand import Segment

_OF_GUARANTEE = frozenset({"guarantee", "guarantee_scope", "guarantee_percent", "no_guarantee", "bandwidth_guarantee"})
_QUALITIES = re.compile(
    r"遅延|遅さ|速度|速さ|スピード|スループット|応答|レイテンシ|パケット|ジッタ|復旧時間|"
    r"\b(?:latency|delays?|speeds?|throughput|jitter|packet loss|response times?|slowness|recovery times?)\b",
    re.IGNORECASE,
)


def in_explanation(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a question means after an explanation, where its own words would say something else; changes the frame."""
    asks = is_question_form(segment)
    told = segment.own.get("durations") or segment.own.get("datetimes")
    quality = topic.intent in _OF_GUARANTEE and not told and _QUALITIES.search(segment.text)
    if asks and quality and segment.residue <= SHORT:
        frame.intent = "guarantee_scope"  # 「遅延は？」 asks whether that is guaranteed, not what an outage gives
        frame.slots["rescued"] = True
        frame.slots.pop("total", None)
    explained = family(topic.intent) == topic.intent and topic.intent not in META_INTENTS
    if frame.intent == "liability_general" and explained and "refers" in signals:
        frame.slots["about"] = topic.slots.get("about", topic.intent)  # what follows from it, if the terms say
