"""Which language a text is in, and whether it asks to go on in another."""

from __future__ import annotations

import re
import unicodedata

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_SWITCH = {
    "ja": re.compile(
        r"(?:(?:can|could) (?:you|we) |please |now ){0,4}(?:back to|switch(?:ing)? to|(?:reply|answer|continue|speak|"
        r"write|talk|explain)"
        r"(?: (?:it|that|this|to me))?(?: again)?(?: in)?|in) japanese(?: again| now| instead)*,?(?: please)?[?,:.]*|"
        r"^\s*japanese(?:,? please)?[.!?]*\s*$|"
        r"(?:すみません、?)?日本語(?:に戻(?:し|り)ます|に戻して(?:ください)?|でも?(?:よろしく)?(?:お?願い(?:します|"
        r"いたします|できますか)|"
        r"(?:答え|教え|説明し|話し|言っ|書い|続け|表示し)(?:て(?:ください|下さい|もらえますか|くれますか|"
        r"ほしい(?:です)?)?|ます)|"
        r"(?:大丈夫|いい|よい)ですか|$)|に(?:切り?替え(?:ます|て)?|して|変えて)(?:ください|下さい)?)[。、!?]*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:(?:can|could) (?:you|we) |please |now ){0,4}(?:back to|switch(?:ing)? to|(?:reply|answer|continue|speak|"
        r"write|talk|explain)"
        r"(?: (?:it|that|this|to me))?(?: again)?(?: in)?|in) english(?! (?:law|text|version|terms))(?: again|"
        r" now| instead)*,?(?: please)?[?,:.]*|"
        r"^\s*english(?:,? please)?[.!?]*\s*$|"
        r"英語(?:でも?(?:よろしく)?(?:お?願い(?:します|いたします|できますか)|(?:答え|教え|説明し|話し|言っ|書い|続け|"
        r"表示し)"
        r"(?:て(?:ください|下さい|もらえますか|くれますか|ほしい(?:です)?)?|ます)|(?:大丈夫|いい|よい)ですか|$)|"
        r"に(?:切り?替え(?:ます|て)?|して|変えて)(?:ください|下さい)?)[。、!?]*",
        re.IGNORECASE,
    ),
}
# Names and values look the same in both languages: a text of nothing else says nothing of its language.
_OF_NO_LANGUAGE = re.compile(
    r"\b(?:starter|core|complete|iij|ok|\d+(?:[.,]\d+)*\s*(?:[mg](?:bps)?|[mg]bit|[hdmys]|min)?|ipv[46])\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")
_LANGUAGE = re.compile(r"japanese|english|日本語|英語", re.IGNORECASE)  # what no such wish does without
_APOLOGY = re.compile(
    r"^(?:すみません|ごめん(?:なさい)?|申し訳(?:ない|ありません)|あの|sorry|excuse me|er+|um+)$", re.IGNORECASE
)


def switched(text: str) -> tuple[str, str | None]:
    """The text without a wish to go on in another language, and that language."""
    if not _LANGUAGE.search(text):
        return text, None
    for locale, pattern in _SWITCH.items():
        rest, found = pattern.subn(" ", text)
        if found:
            left = rest.strip(" \t\n。、,.!?:;")
            return ("" if _APOLOGY.match(left) else rest), locale
    return text, None


def is_of_no_language(text: str) -> bool:
    """Whether a text consists of names, numbers and signs only, so that it does not tell its language."""
    folded = unicodedata.normalize("NFKC", text)
    if _JAPANESE.search(folded):
        return False
    left = _OF_NO_LANGUAGE.sub(" ", _ACRONYM.sub(" ", folded))
    return not any(c.isalpha() for c in left)


def locale_of(text: str) -> str:
    """`ja` when the text has Japanese letters (names in Latin letters beside them do not count), else `en`."""
    return "ja" if _JAPANESE.search(text) else "en"
