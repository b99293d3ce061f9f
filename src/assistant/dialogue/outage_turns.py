"""What a short question means after an outage was told: what it comes to, until when to claim it, how far it goes."""

from __future__ import annotations

import re
from datetime import datetime

from assistant.dialogue.claim_turns import asks_how_to_claim, asks_if_missed
from assistant.dialogue.families import META_INTENTS, OUTAGE_INTENTS, SHORT, family
from assistant.dialogue.filling import asks_limit, is_question_form, says_something
from assistant.dialogue.mend_facts import asks_length_for_all
from assistant.dialogue.outage import BY_ITSELF, lengths_of_outages
from assistant.dialogue.outages_apart import gone_back_to, keep_apart
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

OUTAGE_FACTS = (
    *("vpn_devices", "backbone_link", "notified_suspension", "total", "cause", "again", "durations", "datetimes"),
    *("known_delay", "knowledge", "basis", "ordinal", "times"),
)
_KEPT_FACTS = frozenset({*OUTAGE_FACTS, "dates", "counts", "of_each"}) - {"ordinal", "again", "times"}
_ABOUT_FEES = ("price", "fee", "discount", "excess", "option_fee", "early_charge_amount")
_OF_CREDIT = frozenset({"credit_claim", "credit_table", "credit_base", "credit_counting"})
_OF_CLAIMS = frozenset({"claim_deadline", "claim_period"})
_THE_OUTAGE = re.compile(
    r"障害|停止|ダウン|止ま|落ち|\b(?:outage|failure|downtime|incident|it (?:had )?happened)\b", re.IGNORECASE
)
_IN_TIME = re.compile(
    r"間に合|大丈夫|(?:で|でも)(?:いい|良い|よい|OK|可)|\b(?:ok|okay|fine|alright)\b|"
    r"遅(?:い|す|かっ|くな)|手遅れ|時効|\b(?:in|on) time\b|\btoo late\b|"
    r"\bstill (?:ok|okay|fine|possible|time)\b",
    re.IGNORECASE,
)
_EXPLAINS_OUTAGE = OUTAGE_INTENTS - {"credit", "claim_deadline"}
_CONVINCED = 0.75
_TOGETHER = re.compile(
    r"合わせ|あわせ|合計|通算|全部で|まとめて|トータル|"
    r"\b(?:together|altogether|in all|in total|combined|overall|sum)\b",
    re.IGNORECASE,
)


_WORDY = 40  # characters beside names and small words
_NOT_OURS = re.compile(
    r"IIJ(?:側|さん)?の?(?:責任|せい|過失|原因|落ち度)(?:で|では|じゃ|が)な|"
    r"\b(?:not|n't|wasn't|isn't|weren't) (?:iij's|your|iij) (?:own )?(?:fault|doing|mistake|responsibility)\b|"
    r"\b(?:iij|you) (?:is|are|was|were)(?:n't| not) (?:at fault|to blame|responsible)\b",
    re.IGNORECASE,
)


_MOST_OFTEN = 31  # outages in a month that anybody tells of


def _as_often(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Turn "and if we had two like that?" to the outage spoken of, as often as it says; whether it was so."""
    counts = [n for n in segment.own.get("counts", []) if isinstance(n, int) and 1 < n <= _MOST_OFTEN]
    other = any(segment.own.get(k) for k in ("durations", "datetimes", "dates", "times"))
    other = other or bool(lengths_of_outages(segment.slots))  # 「そちらは5時間です。2回合わせると？」
    length = _one_length(topic)
    if len(counts) != 1 or other or length is None or not signals & {"refers"} or "again" in segment.own:
        return False
    kept = {k: v for k, v in topic.slots.items() if k in _KEPT_FACTS and k not in ("datetimes", "dates")}
    frame.intent, frame.service = "credit", frame.service or topic.service
    frame.slots = {**kept, "durations": [length] * counts[0], "rescued": True, "referred": True}
    return True


def _one_length(topic: Frame) -> str | None:
    """The length of the one outage spoken of, ISO 8601; None where there are several or it is not known."""
    lengths = topic.slots.get("durations", [])
    moments = {m["role"]: str(m["value"]) for m in topic.slots.get("datetimes", [])}
    if len(lengths) == 1:
        return str(lengths[0])
    if lengths or not {"start", "end"} <= moments.keys():
        return None
    minutes = (datetime.fromisoformat(moments["end"]) - datetime.fromisoformat(moments["start"])).total_seconds() // 60
    return f"PT{int(minutes)}M" if minutes > 0 else None


def in_outage(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a question means after an outage, where its own words would say something else; changes the frame."""
    own = segment.own
    asks = segment.act == "question"
    if asks_limit(segment) and not own.get("items"):
        frame.intent = "credit_cap"
        frame.slots["rescued"] = True
        return
    if asks and _as_often(frame, topic, segment, signals):
        return
    if asks and _asks_beyond_all(segment):
        frame.intent = "credit_cap"
        frame.slots.update(rescued=True, referred=True)
        return
    if _how_many_months(frame, topic, segment) or gone_back_to(frame, topic, segment):
        return
    if _tells_one_more(topic, segment, signals):
        frame.slots["one_more"] = True
    if asks_how_to_claim(frame, topic, segment) or asks_if_missed(frame, topic, segment):
        return
    if _asks_for_the_table(segment) or asks_length_for_all(segment, segment.own):
        frame.intent = "credit_table"
        frame.slots.update(rescued=True, referred=True)
        return
    if asks and (_of_the_rule(frame, segment) or _of_another_claim(frame, topic, segment, signals)):
        return
    if topic.intent in _OF_CLAIMS and asks:
        _with_days_of_claim(frame, topic, segment)
    if frame.intent == "credit_cap" and "amount" in signals and not _CAP.search(segment.text):
        frame.intent = "credit" if topic.slots.get("durations") or topic.slots.get("datetimes") else "credit_table"
        frame.slots["rescued"] = True  # 「減額はいくら」 asks what it comes to
    lost = "late" in signals and not own.get("dates") and asks
    if lost and frame.intent not in META_INTENTS - {OUT_OF_SCOPE}:
        frame.intent = "claim_period"
        frame.slots.update(rescued=True, late=True)
    elif _asks_by_when(frame, segment, signals):
        frame.intent, frame.slots["rescued"] = "claim_deadline", True
    elif segment.slots.get("money") and _of_an_amount(frame, segment, signals):
        frame.intent = "credit"
    elif _asks_for_money(topic, frame, segment, signals):
        frame.intent, frame.slots["rescued"] = "credit", True
    elif topic.slots.get("notified_suspension") and "excess" in signals and not own.get("concurrent"):
        frame.intent = "credit_suspension"
        frame.slots.update(notified_suspension="partial", rescued=True)
    elif _asks_what_it_comes_to(topic, frame, segment, signals):
        frame.intent = "credit"
        if own.get("services"):  # 「ZTNAだったらいくらだった？」 of the same outage
            frame.slots.update({k: v for k, v in topic.slots.items() if k in _KEPT_FACTS}, rescued=True, referred=True)


def _with_days_of_claim(frame: Frame, topic: Frame, segment: Segment) -> None:
    """Give the days of a question about a claim their parts: that of the outage, and a later one that of the claim."""
    if _THE_OUTAGE.search(segment.text):
        frame.slots["dates"] = [{**d, "role": d["role"] or "start"} for d in frame.slots.get("dates", [])]
    if _IN_TIME.search(segment.text):
        known = [str(d["value"]) for d in topic.slots.get("dates", []) if not d["inferred"]]
        later = [d for d in frame.slots.get("dates", []) if not known or str(d["value"]) > max(known)]
        if topic.slots.get("dates") and later == frame.slots.get("dates"):
            frame.slots["dates"] = [{**d, "role": d["role"] or "claimed_on"} for d in later]


_CAP = re.compile(
    r"上限|最大|限度|まで|頭打ち|キャップ|\b(?:cap\w*|max\w*|most|limit\w*|ceiling|up to|at best)\b", re.IGNORECASE
)
_PAYS = re.compile(
    r"払|減額(?:され|は?あ|に|が|は|も)|もらえ|返って|戻って|"
    r"\b(?:pa(?:y|id|ys)|credit(?:ed)?|refund\w*|get (?:anything|something|more|less))\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"にも|もう(?:1|一)(?:回|度|件)|別の|\b(?:another|also|too(?! late)|as well|one more|there was one)\b",
    re.IGNORECASE,
)


def _asks_beyond_all(segment: Segment) -> bool:
    """Whether it is asked if several outages together, or any, can give more than that: than the fee there is."""
    told = any(segment.own.get(k) for k in ("durations", "dates", "datetimes", "money", "times"))
    more = _MORE_THAN_IT.search(segment.text)
    return bool(more) and not told and segment.residue <= _WORDY and bool(_OF_SEVERAL.search(segment.text))


_MORE_THAN_IT = re.compile(
    r"(?:それ|これ)(?:以上|より(?:も)?(?:多|大き)|を(?:超|上回))|(?:月額|月額料金|全額|1[かヶカケ]月分)[^。]{0,6}(?:を?(?:超え|上回)|より多)|"
    r"\b(?:more|higher|greater) than (?:that|this|it|the (?:whole |full )?(?:monthly )?fee|"
    r"(?:a|one) (?:whole |full )?month)\b|"
    r"\b(?:exceed|go (?:over|beyond|above)|top|surpass) (?:that|this|it|the (?:whole |full )?(?:monthly )?fee)\b",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(
    r"(?:[2-9]|二|三|複数|何)(?:回|度|件|つ)|複数|続け|重な|合わせ|合計|全額|月額|"
    r"\b(?:two|three|four|several|many|multiple|repeated|more|both|combined) (?:\w+ ){0,2}(?:outages?|failures?|"
    r"incidents?|breakdowns?|interruptions?|ones|of them|times)\b|"
    r"\b(?:add(?:ed)? up|together|combined|monthly fee|month)\b",
    re.IGNORECASE,
)


def _asks_for_the_table(segment: Segment) -> bool:
    """Whether it is asked from which length a credit is given, or for the whole table, after one length was told."""
    told = any(segment.own.get(k) for k in ("durations", "dates", "datetimes", "money"))
    return not told and segment.residue <= _WORDY and bool(_TABLE.search(segment.text))


_TABLE = re.compile(
    r"何(?:分|時間|日)(?:から|以上|を?超え)(?!か)|(?:どのくらい|どれくらい)(?:の(?:時間|長さ))?(?:から|以上)|"
    r"(?:表|一覧)(?:を|の)?(?:全部|全体|すべて|見せ|教え)|(?:全部|すべて)の?(?:段階|区分|割合)|"
    r"\bfrom how (?:long|many (?:minutes|hours|days))\b|"
    r"\bhow (?:long|many (?:minutes|hours)) (?:does|must|do|has|have)\b[^?]*\b(?:before|to (?:count|qualify|get))\b|"
    r"\b(?:whole|full|entire) table\b|"
    r"\bshow (?:me|us) the (?:table|steps|tiers|bands)\b|"
    r"\bminimum (?:length|duration)\b",
    re.IGNORECASE,
)


def _of_the_rule(frame: Frame, segment: Segment) -> bool:
    """Whether it is asked if a credit comes by itself or whose fault gives one: a rule; changes the frame."""
    told = {k: v for k, v in segment.own.items() if k not in ("services", "via", "vias")}
    if says_something(told):
        return False
    if _NOT_OURS.search(segment.text) and segment.residue <= _WORDY:
        frame.intent, frame.slots["rescued"] = "credit_cause", True  # 「IIJの責任でない場合は？」
    elif BY_ITSELF.search(segment.text) and segment.residue <= _WORDY:
        frame.intent, frame.slots["rescued"] = "credit_claim", True  # "does FMS take it off if we say nothing?"
    elif not (frame.intent == "credit_claim" == segment.intent and segment.confidence > _CONVINCED):
        return False
    frame.slots["referred"] = True
    return True


def _of_another_claim(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether, after a claim, the same is asked of one more outage on a day of its own; changes the frame.

    「8月20日にもあったけど、それは？」, "and for another four hours on 15 July?". Not where what it comes to is asked.
    """
    told = segment.own if segment.own.get("dates") else segment.slots  # 「7月1日にももう1回ありました。そちらは？」
    days = [d for d in told.get("dates", []) if d["role"] in (None, "start")]
    lengths = lengths_of_outages(told)
    one = len(days) == 1 == len(told.get("dates", [])) and len(lengths) < _SEVERAL
    more = bool(lengths) or told.get("one_more") or _ALSO.search(segment.text)
    other = any(told.get(k) for k in ("datetimes", "times", "items", "options", "services", "money"))
    other = other or any(n != 1 for n in told.get("counts", []))
    other = other or "amount" in signals or bool(_OF_MONEY_BACK.search(segment.text))
    asks = is_question_form(segment) and segment.residue <= (SHORT + SHORT if lengths else SHORT)
    if not (topic.intent in _OF_CLAIMS or topic.slots.get("asks_now")) or not (one and more and asks) or other:
        return False
    frame.intent, frame.service = "claim_deadline", frame.service or topic.service
    kept = {k: topic.slots[k] for k in (*OUTAGE_FACTS, "asks_now") if k in topic.slots and k not in _OF_ONE}
    dates = [{**d, "role": "start"} for d in days]
    frame.slots = {**kept, "dates": dates, "durations": lengths, "rescued": True, "referred": True}
    keep_apart(frame, topic)
    return True


_SEVERAL = 2
# What holds for one outage and not for the next.
_OF_ONE = frozenset({"durations", "datetimes", "known_delay", "notified_suspension", "again", "ordinal", "times"})
_OF_MONEY_BACK = re.compile(
    r"減額(?!の?請求)|いくら|返金|" + _TOGETHER.pattern + r"|\b(?:credit|reduction|refund|fraction|both|percent\w*)\b",
    re.IGNORECASE,
)


def _of_an_amount(frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a question of fees asks what the credit comes to, now that the fee is told."""
    asks_amount = "amount" in signals or segment.act != "question" or bool(_SUM.search(segment.text))
    return asks_amount and frame.intent.startswith((*_ABOUT_FEES, "credit_base"))


def _on_another_day(topic: Frame, segment: Segment) -> bool:
    """Whether a message tells the length of an outage of another day than the one spoken of."""
    told, known = segment.slots, {str(d["value"]) for d in topic.slots.get("dates", [])}
    days = {str(d["value"]) for d in told.get("dates", []) if d["role"] in (None, "start")}
    return len(days) == 1 == len(lengths_of_outages(told)) and bool(known) and not days & known


def _how_many_months(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether the months there are to claim in are asked about: 「FMSの請求期限も3か月？」; changes the frame.

    Months are no length of an outage: they are said of the claim, or of how long ago something was.
    """
    own = segment.own
    months = bool(own.get("durations")) and not lengths_of_outages(own)
    told = {k: v for k, v in own.items() if k not in ("services", "durations")}
    of_claim = bool({frame.intent, topic.intent} & _OF_CLAIMS)
    asks = is_question_form(segment) and segment.residue <= SHORT * 2 and not says_something(told)
    if not (months and of_claim and asks) or _AGO.search(segment.text):
        return False
    frame.intent, frame.service, frame.act = "claim_period", frame.service or topic.service, "question"
    frame.slots = {k: v for k, v in frame.slots.items() if k != "durations"} | {"rescued": True, "referred": True}
    return True


_AGO = re.compile(r"月(?:ほど|くらい|ぐらい)?前|\b(?:ago|old|back|earlier|before)\b", re.IGNORECASE)


def _tells_one_more(topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a message tells one more outage beside those spoken of, of another length or on another day.

    「9日にも2時間止まりました。合わせていくらですか」, 「同じ月に15時間のも一回あった」.
    """
    before = lengths_of_outages(topic.slots) or [d for d in [_one_length(topic)] if d]
    lengths = lengths_of_outages(segment.own) or lengths_of_outages(segment.slots)
    if not before or len(lengths) != 1:
        return False
    together = bool(_TOGETHER.search(segment.text))
    if len(before) == 1 and together and _on_another_day(topic, segment):
        return True
    several = any(n != 1 for n in segment.own.get("counts", []))  # "three of 40 minutes in that month" stand alone
    other = lengths[0] not in before and not several and not segment.own.get("ordinal")
    if not other or ("correction" in signals and not _ONE_MORE.search(segment.text)):
        return False
    beside = bool(_OF_BOTH.search(segment.text)) and not lengths_of_outages(segment.own)  # told in a sentence before
    return beside or bool(_ONE_MORE.search(segment.text) or (together and _HAPPENED.search(segment.text)))


# That an outage was there beside the one spoken of, where no word says "another": the same month, 「〜のも」.
_ONE_MORE = re.compile(
    r"(?:同じ|その|この|同)(?:月|週|日|年)(?:の?(?:うち|中|内))?に(?:は)?[^。]{0,24}も[^。]{0,12}(?:あ[っりる]|起き|"
    r"発生|止ま|落ち|断)|"
    r"(?:同じ|その|この|同)(?:月|週|日|年)(?:の?(?:うち|中|内))?にも|"
    r"(?:時間|分|日)(?:ほど|くらい|間)?の(?:もの?|やつ|断|停止|障害)?も[^。]{0,12}(?:あ[っりる]|起き|発生|加え|足)|"
    r"(?:止ま|落ち|切れ|使えな|つながらな)[^。]{0,6}(?:のも|ことも)[^。]{0,10}(?:あ[っりる])|"
    r"(?:加え|足[しす]|プラス)(?:て|る|た|と)|"
    r"^\W*(?:and |then |now )?(?:plus|add(?:ing)?)\b|"
    r"\b(?:plus|add(?:ed|ing)?) (?:a|an|another)\b(?! (?:half|quarter|hour|minute|day|week)\b)|"
    r"\b(?:on top of|besides|in addition to) (?:that|it|this)\b|\b(?:in addition|on top)\b|"
    r"\bthere was\b[^.?]{0,40}\b(?:in|within|during) (?:that|the same) (?:\w+ )?(?:month|week)\b",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(
    r"合わせ|あわせ|合計|通算|足し|両方|2回分|\b(?:together|altogether|combined|both|add up|sum(?:med)?)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"あ(?:った|り(?:ま|)し|っ)|起き|発生し|止まっ|落ち|断が|断も|"
    r"\b(?:there was|there were|we (?:also )?(?:had|lost)|(?:went|was|were) (?:down|out|off)|happened|failed)\b",
    re.IGNORECASE,
)


def _asks_for_money(topic: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether an amount is asked for, and the fee told beside it, of the outage told before."""
    told = topic.slots.get("durations") or topic.slots.get("datetimes")
    own = frame.intent in META_INTENTS - {OUT_OF_SCOPE} or segment.own.get("items") or segment.own.get("options")
    asks = "amount" in signals or bool(segment.own.get("money") and _SUM.search(segment.text))
    return bool(told and segment.slots.get("money") and asks) and not own


# With a fee told beside it: what a part of it comes to, not what the fee is or which fee counts.
_SUM = re.compile(
    r"何円|なんえん|円(?:だと|で(?!す)|に(?:する|直|換算|した)|換算)|金額(?:に|で|は)|どう(?:計算|なり)|"
    r"\bin (?:yen|money|figures|cash)\b|\b(?:that|this|it) in yen\b|\bhow many yen\b|\byen (?:amount|figure)\b|"
    r"\bwhat(?:'s| (?:would|does|will|is|do)) (?:it|that|this|we)\b(?! based)|\b(?:work|works) out (?:to|at|as)\b|"
    r"\bcomes? to\b|\b(?:amounts?|adds?) (?:up )?to\b",
    re.IGNORECASE,
)


def beside_outage(frame: Frame, told: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """The same where the outage was told under a question of another kind: "SLA breach?", then "what's the credit?"."""
    if _asks_what_it_comes_to(told, frame, segment, signals):
        frame.intent = "credit"


def with_facts(frame: Frame, topic: Frame | None) -> None:
    """Keep the facts of an outage under a question about a rule of it, so that it can be gone on with."""
    if topic is not None and family(topic.intent) == "outage" and frame.intent in _EXPLAINS_OUTAGE:
        frame.slots.update({k: v for k, v in topic.slots.items() if k in _KEPT_FACTS and k not in frame.slots})


def _asks_by_when(frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether 「いつまでに言えばいい？」 after an outage asks for the last day to claim."""
    asks = segment.act == "question" and "latest" in signals and segment.residue <= SHORT
    own = frame.intent in META_INTENTS - {OUT_OF_SCOPE} or family(frame.intent) == "ending"
    return asks and not own and not says_something(segment.own)


def _asks_what_it_comes_to(topic: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether "how much is that?" or "so both together?" asks for the credit of what was just told."""
    told = topic.slots.get("durations") or topic.slots.get("datetimes")
    if not told or segment.residue > SHORT or segment.own.get("items"):
        return False
    if "amount" in signals and frame.intent.startswith(_ABOUT_FEES):
        return True
    if segment.own.get("services") and segment.act == "question" and _PAYS.search(segment.text):
        return True
    if frame.intent not in _OF_CREDIT or segment.act != "question":
        return False
    several = len(topic.slots.get("durations", [])) > 1
    return ("which" in signals and segment.confidence < _CONVINCED) or bool(several and _TOGETHER.search(segment.text))
