"""What a turn about articles refers to: the last answer, an earlier question, or an article beside the one shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.dialogue.rescue import speaks_of_us
from assistant.dialogue.state import Frame, State
from assistant.language.intents import Intent
from assistant.language.understand import Segment

_SEARCHES = frozenset({"clause_search", "which_article"})
_LEAST = 0.05  # the chance of "which article" from which a search without a subject is a question for it
_ABOUT_ARTICLES = re.compile(
    r"\b(?:clauses?|articles?|sections?|provisions?|paragraphs?|(?:the )?terms|contract)\b|"
    r"条文|何条|規程|規定|約款|条項|根拠",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:最初|1つ目|一つ目|はじめ|初め|(?P<n>[2-9])つ目)の(?:質問|話|件|回答|答え|こと|やつ)|"
    r"\b(?P<word>first|second|third) (?:thing|question|point|answer|one|part)\b",
    re.IGNORECASE,
)
_WORDS = {"first": 1, "second": 2, "third": 3}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_BESIDE = re.compile(
    r"^\W*(?:(?:and|then|what about|how about|or|じゃあ?|では|次に|あと)[\s、,]*)?(?:the )?(?:"
    r"\(?(?P<roman>[ivx]{1,4})\)|\((?P<digit>\d{1,2})\)|第?(?P<ja>\d{1,2})(?P<level>[条項号])|"
    r"(?:paragraph|para\.?) (?P<par>\d{1,2})|item (?:\(?(?P<item>[ivx]{1,4}|\d{1,2})\)?)|"
    r"(?P<way>next|previous|次|前)の?\s?(?:one|item|clause|article|paragraph|条|項|号)?)"
    r"(?: one)?(?:は|を|も|って)?\s*(?:何|どう|どうなって|見せて|教えて)?[^\w]*(?:please)?[^\w]*$",
    re.IGNORECASE,
)
_WITHIN = re.compile(  # a paragraph and an item of the article shown: "paragraph 2 item 1 of it"
    r"^\W*(?:(?:and|then|now|じゃあ?|では|次に|あと|その|同じ条の)[\s、,]*)?(?:show me |what about |the )?(?:"
    r"(?:paragraph|para\.?|\() ?(?P<en_par>\d{1,2})\)?(?:,? (?:and )?)?"
    r"(?:item |no\.? ?|\()\(?(?P<en_item>[ivx]{1,4}|\d{1,2})\)?|"
    r"第?(?P<ja_par>\d{1,2})項の?第?(?P<ja_item>\d{1,2})号)"
    r"(?: (?:of|in) (?:it|that|this|the same)(?: (?:one|article))?)?"
    r"(?:は|を|も|って)?\s*(?:見せて|教えて|お願い\w*)?\W*(?:please)?\W*$",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(
    r"何条|どの条|(?:対応|該当|相当)(?:する|の)?(?:条|規定|もの|箇所|別紙|項|号|ところ|部分|のは)|条文(?:は|"
    r"も)?(?:ある|あり|どこ|どれ)|"
    r"\b(?:counterpart|equivalent|correspond\w*|same (?:article|clause|thing))\b|"
    r"\b(?:which|what) (?:article|clause|section|number)\b|\bwhere is (?:that|it)\b",
    re.IGNORECASE,
)
_PLACES = {"条": 0, "項": 1, "号": 2}


def asks_for_basis(frame: Frame, segment: Segment, state: State) -> bool:
    """Whether a search for an article names no subject, so that the article behind the last answer is asked for."""
    chance = dict(segment.ranked).get("which_article", 0.0)
    if frame.intent not in _SEARCHES or chance < _LEAST or not state.shown or segment.own.get("clauses"):
        return False
    return not speaks_of_us(replace(segment, text=_ABOUT_ARTICLES.sub(" ", segment.text)))


def earlier_question(text: str, state: State) -> Frame | None:
    """The question of this conversation that a text names by its place: "which clause rules out the first thing"."""
    said = _EARLIER.search(text)
    if said is None:
        return None
    place = int(said["n"]) if said["n"] else _WORDS[said["word"].lower()] if said["word"] else 1
    return state.asked[place - 1] if place <= len(state.asked) - 1 else None


_NAMED_SUBJECT = (
    (
        "early_charge",
        re.compile(
            r"(?:その|この)(?:調定金|精算金?|違約金)|\b(?:that|this|the) (?:charge|settlement|penalty)\b", re.IGNORECASE
        ),
    ),
    ("credit", re.compile(r"(?:その|この)減額|\b(?:that|this|the) credit\b", re.IGNORECASE)),
)


def spoken_of(text: str, state: State) -> Frame | None:
    """What was reckoned before another question, where a text names it: "what is that charge based on?"."""
    topic = state.topic
    if topic is None or topic is state.frame:
        return None
    return topic if any(topic.intent == intent and words.search(text) for intent, words in _NAMED_SUBJECT) else None


def looked_up(last: Frame) -> dict[str, list[str]]:
    """The articles that were looked up last, by service, also beside a question about what they say."""
    found: dict[str, list[str]] = last.slots.get("found") or last.slots.get("looked_up") or {}
    return found


def counterpart(last: Frame, segment: Segment, other: str) -> dict[str, Any] | None:
    """The reference of the other contract's article on the topic of the one looked up last: 「FMSだと何条？」."""
    found = [i for service, ids in looked_up(last).items() if service != other for i in ids]
    if not found or segment.own.get("clauses"):
        return None
    if segment.own.get("options") or not _COUNTERPART.search(segment.text):
        return None
    return {"kind": "counterpart", "of": found[0], "service": other}


def counterpart_of_cited(cited: Sequence[str], segment: Segment, other: str) -> dict[str, Any] | None:
    """The reference of the other contract's article that matches one behind the last answer, which showed none.

    "And the matching appendix in FMS?", 「FMSの対応する別紙は？」: the first appendix, or article, that it cites.
    """
    named = _MATCHING.search(segment.text)
    told = any(segment.own.get(k) for k in ("clauses", "options", "dates", "durations", "numbers"))
    if named is None or told or segment.residue > _FEW_MORE:
        return None
    of_appendix = bool(_APPENDIX.search(named[0]))
    fits = [c for c in cited if not c.startswith(f"{other}:") and (":app" in c) is of_appendix]
    return {"kind": "counterpart", "of": fits[0], "service": other} if fits else None


_FEW_MORE = 24  # characters beside names and small words
_APPENDIX = re.compile(r"別紙|\b(?:appendix|annex|schedule)\b", re.IGNORECASE)
_MATCHING = re.compile(
    r"(?:対応|該当|相当)する(?:別紙|条文?|規定)|(?:それ|これ)に(?:対応|相当)する|(?:同じ|それに当たる)(?:別紙|条文?)|"
    r"\b(?:matching|corresponding|equivalent|same|parallel) (?:appendix|annex|schedule|article|clause|provision)\b|"
    r"\b(?:appendix|annex|schedule|article|clause) (?:that|which) (?:matches|corresponds)\b",
    re.IGNORECASE,
)


def phrase_of_the_article(state: State, frame: Frame, segment: Segment, intents: Mapping[str, Intent]) -> bool:
    """Whether it is asked what a phrase of the article just shown means; changes the frame.

    What is known of the wording of that article is told; nothing is where no drafting point is known of it.
    """
    last, points = state.frame, intents.get("drafting_points")
    quoted = _QUOTED.search(segment.text) or _WORDING.search(segment.text)
    told = any(segment.own.get(k) for k in ("clauses", "services", "dates", "durations", "numbers"))
    if last is None or points is None or last.intent != "clause_lookup" or not quoted or told:
        return False
    found = {service: ids for service, ids in looked_up(last).items() if set(ids) & set(points.clauses[service])}
    if len(found) != 1 or segment.act != "question" or not _MEANS.search(segment.text):
        return False
    frame.intent, frame.service, frame.both = "drafting_points", next(iter(found)), False
    frame.slots = {"looked_up": looked_up(last), "phrase_of": found, "rescued": True, "referred": True}
    return True


_QUOTED = re.compile(r"[「『“\"][^」』”\"]{2,40}[」』”\"]|(?<!\w)['‘][^'’]{2,40}['’](?!\w)")
_WORDING = re.compile(
    r"前(?:号|項|条)|各号|当該|(?:この|その)(?:言葉|語|文言|表現|言い方|用語)|"
    r"\b(?:preceding|foregoing|said|that|this|the) (?:items?|paragraphs?|article|words?|wording|phrase|term|"
    r"expression)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"意味|指[しす]|とは|って(?:何|なん|どれ|どの|どこ)|というのは|のこと|だけ(?:です|を|の|なの)|どれ|どの|含(?:む|"
    r"み|ま)|"
    r"\b(?:mean\w*|refer\w*|point\w* (?:to|at)|stand\w* for|cover\w*|include\w*|which (?:one|item)|only|just|"
    r"what is)\b",
    re.IGNORECASE,
)


def beside(last: Frame, text: str) -> dict[str, Any] | None:
    """The reference of an article named by its place beside the one looked up last: "and (i)?", 「第2項は？」."""
    known = [c for c in last.slots.get("clauses", []) if isinstance(c, dict) and c.get("path")]
    path = str(known[-1]["path"]).split(".") if known and last.intent == "clause_lookup" else []
    if not path or not all(p.isdigit() for p in path):
        return None
    within = _WITHIN.match(text)
    if within is not None:
        item = (within["en_item"] or within["ja_item"]).lower()
        places = [path[0], within["en_par"] or within["ja_par"], str(_ROMAN.get(item) or item)]
        return {**known[-1], "path": ".".join(places)}
    said = _BESIDE.match(text)
    if said is None:
        return None
    if said["way"]:
        number = int(path[-1]) + (1 if said["way"].lower() in ("next", "次") else -1)
        place = len(path) - 1
    else:
        roman = said["roman"] or said["item"] or ""
        number = _ROMAN.get(roman.lower()) or int(said["digit"] or said["ja"] or said["par"] or roman or 0)
        place = _PLACES[said["level"]] if said["level"] else 1 if said["digit"] or said["par"] else 2
    if number < 1 or place > len(path):
        return None
    return {**known[-1], "path": ".".join([*path[:place], str(number)])}
