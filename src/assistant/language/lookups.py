"""What a text wants looked up: "which clause says ...", 「…を定めた条文は？」, without the words of the looking up."""

from __future__ import annotations

import re

_PAPER = r"(?:terms|contract|document|agreement|text|rules)(?: and conditions)?"
_PLACE_EN = (
    r"(?:clauses?|articles?|provisions?|paragraphs?|sections?|appendi(?:x|ces)|annex|sub-?paragraphs?|"
    r"(?:part|passage|line|sentence|bit|portion|wording|language|text|rule) (?:of|in|from) "
    rf"(?:the |your |our )?(?:\w+ )?{_PAPER})"
)
_OF_TERMS = (
    r"(?: (?:of|in|from|under|within) (?:the |your |our |these )?"
    rf"(?:(?:ztna|fms|service|individual) )*{_PAPER})?"
)
_NUMBER = r"(?: (?:number|no\.?))?"
_FRAMES_EN = (
    r"\b(?:(?:in|under|from|at|on|by) )?(?:which|what)(?:'s| is)?(?: the)? "
    rf"(?:(?:exact|specific|relevant|single) )?{_PLACE_EN}{_NUMBER}{_OF_TERMS}",
    r"\b(?:cite|quote|identify|locate|find|name|show|give|tell|point|send|paste|read)(?: (?:me|us|out|to|up))*"
    r"(?: the| a)?(?: (?:exact|relevant|specific|full|precise))? "
    rf"(?:{_PLACE_EN}|wording|passage|sentence|text|legal basis){_NUMBER}{_OF_TERMS}",
    rf"\bwhere{_OF_TERMS} (?:is it|is this|is that|does it|do they|do the terms|do your terms|does the contract)"
    r" (?:actually |exactly )?(?:written|stated|say|laid down|set out|mention\w*|specified)\w*",
    rf"\bwhere{_OF_TERMS} (?:do|can|could|might|would) (?:i|we|one) (?:find|read|see|look up)",
    r"\b(?:clause|article|paragraph|section|provision) (?:number|no\.?)\b",
    rf"\b{_PLACE_EN} (?:and|or) {_PLACE_EN}",
    r"\bchapter and verse\b",
)
_FRAMES_JA = (  # longer ones first
    r"何条(?:の?何項)?(?:の?何号)?|第何[条項号]|(?:どの|何の|どこの)(?:条文?|条項|項|号|規定|別紙|くだり|一文)|"
    r"何番の別紙|別紙の?(?:いくつ|何番|どれ)|"
    r"(?:条文|条項|条|規定)(?:の)?番号|根拠(?:条文|条項|規定|となる(?:条文|条項|規定))|"
    r"どこ(?:に|で)[「『“\"][^」』”\"]{1,24}[」』”\"]\s*(?:と|って)?(?:ある|あり|書|出て|載)|"
    r"どこ(?:に|で)[^。、？?]{0,14}(?:書(?:いて|か|かれ)|記載|載って|定め|規定|明記|出て|うたって)",
    r"(?:条文|条項|規定|号|項|箇所|文言|一節|くだり|該当部分)(?:を|の)(?:そのまま)?(?:引用|抜粋|見せ|示し|お示し|"
    r"ご提示|提示|出し|教え|知り|特定|探し|拾)",
    r"(?:条文|条項|規定|くだり)(?:は|って|が)?(?:どこ|どれ|ある|あり|何)|(?:条文|条項)(?:は|を)?[？?。]*$",
)
_LEAST = 3  # letters; less names nothing
_FRAME = re.compile("|".join((*_FRAMES_EN, *_FRAMES_JA)), re.IGNORECASE)
_COURTESY = re.compile(
    r"\b(?:please|kindly|could you|can you|would you|i need|we need|i want|hi|hello|dear \w+)\b|"
    r"\b(?:that )?(?:says?|states?|covers?|governs?|sets?|lays? down|regulates?|deals? with|contains?|is about|"
    r"under which|where|saying|stating|on|about|for|of the (?:ztna|fms) terms)\b|"
    r"(?:について|に関して|に関する|のこと|のは|という(?:の|話)?|って|(?:を|が)(?:定め|規定し|書い|載せ|記し)(?:て|"
    r"た)(?:いる|ある)?)|"
    r"(?:教えて|見せて|示して|出して|引用して|知りたい)(?:ください|下さい|ほしい|です)?|ください|でしょうか|ですか|"
    r"ますか",
    re.IGNORECASE,
)


_POINTING = re.compile(  # at what was said before
    r"\b(?:it|this|that|those|these|they|such an?|same|again|was|one|text|case|situation|please)\b|"
    r"(?:その|この|あの|こう|そう)(?:いう|した|いった)?(?:場合|とき|件|話|点|こと)?|それ|これ|該当|文言|条文|場合|"
    r"いただけ|お願い|そのまま",
    re.IGNORECASE,
)


def looked_for(text: str) -> str | None:
    """The subject of a text that asks where something is laid down, without the asking.

    None for any other text, and for one that only points at what was said before: "which clause was that?".
    """
    if _FRAME.search(text) is None:
        return None
    subject = " ".join(_COURTESY.sub(" ", _FRAME.sub(" ", text)).split())
    named = re.findall(r"\w", _POINTING.sub(" ", subject))
    return subject if len(named) >= _LEAST else None
