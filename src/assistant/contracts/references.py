"""References to a place of the terms, as people write them: 第七条第二項第三号, Art. 7(2)(iii), §7.2.3, 別紙1の1(2).

Only the grammar is here: a reference is read whether or not any contract has such a place. `lookup` finds the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.contracts.numerals import ENGLISH, fold, number

ReferenceKind = Literal["article", "appendix", "supplement", "title"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as read from a text.

    - `path`: the numbers from the article, appendix or supplementary provision down, (7, 2, 3) for 第7条第2項第3号,
      (1, 1, 2) for 別紙1の1(2), () for the supplementary provisions as a whole.
    - `text`: what was written, from `start` to `end` (end exclusive) of the text as given.
    - `loose`: a level was left out, as in 第4条第4号; the path then has paragraph 1 in its place.
    - `limb`: a part that was named, "proviso" (ただし書), "closing" (なお書), "brackets" (括弧書), "table",
      "sentence" (本文, 後段, 柱書), or the "#name" of an id.
    - `qualifier`: what stood in brackets after 附則.
    - `service`: the contract named directly beside the reference.
    - `outside`: another document that it belongs to ("general_terms", "law"); it then leads to no place of ours.
    """

    kind: ReferenceKind
    path: tuple[int, ...]
    text: str
    start: int
    end: int
    loose: bool = False
    limb: str | None = None
    qualifier: str | None = None
    service: str | None = None
    outside: str | None = None

    @property
    def dotted(self) -> str:
        """The path as `7.2.3`; empty for the supplementary provisions as a whole."""
        return ".".join(str(part) for part in self.path)


_N = r"(?:\d{1,3}|[〇零一二三四五六七八九十百]{1,5})"
_X = r"(?:\d{1,3}|[ivx]{1,5}|[一二三四五六七八九十]{1,3})"
_IN = rf"\(\s*(?:{_X})\s*\)"
# A number before one of these counts or dates something: 別紙1の2つ, 別紙2 500ライセンス, 別紙1 3日.
_UNIT = r"(?!\s*(?:[0-9つ個件枚名人台回日年時分円%ヶか箇ラメギ万千,m]|月(?!額)|g\b))"
_JA_LIMB = r"(?:\s*[の、,]?\s*(?P<limb>(?:但し?|ただし|なお|柱|括弧|かっこ)書き?|本文|前段|後段|表(?![示題現明記])))?"
_EN_LIMB = (
    r"(?:\s*,?\s*(?:the\s+)?"
    r"(?P<limb>proviso|table|closing sentence|second sentence|main (?:sentence|text|clause)|exception in brackets))?"
)

_JA_ARTICLE = re.compile(
    rf"(?<![全\d〇零一二三四五六七八九十百])(?:第\s*)?(?P<a>{_N})\s*条(?![件約例])"
    # a heading in between, 第4条（ライセンス数等の特定）第1項第4号, but not the name of a contract
    rf"(?:\s*\((?!\s*(?:{_X}\s*\)|iij|フレックス|ztna|fms|fxz|fxm))[^()]{{1,40}}\))?"
    rf"(?:\s*の?\s*(?:第\s*)?(?P<p>{_N})\s*項)?"
    rf"(?:\s*の?\s*(?:第\s*)?(?P<i>{_N})\s*号)?"
    rf"(?P<tail>(?:\s*{_IN})*){_JA_LIMB}"
)
_JA_APPENDIX = re.compile(
    rf"別紙\s*(?:第\s*)?(?P<a>{_N})(?!\s*覧)(?:\s*号)?"
    rf"(?:"
    rf"\s*(?:の\s*(?:第\s*)?|第\s*|[-.])(?P<p>{_N}){_UNIT}"
    rf"|\s*[\s,、]\s*(?P<p2>{_N})(?=\s*(?:\(|$|[。?!]|[のをはにが]))"
    rf")?"
    rf"(?:\s*項|\.(?!\d))?(?:\s*[一-龠]{{2,6}}(?=\s*\())?"  # 別紙1の2.月額費用（1）
    rf"(?:\s*の?\s*(?:第\s*)?(?:\(\s*(?P<i>{_X})\s*\)|(?P<i2>{_N})\s*号)|[-.の](?P<i3>{_N}){_UNIT})?{_JA_LIMB}"
)
_JA_SUPPLEMENT = re.compile(
    rf"[附付]則(?:\s*の?\s*(?:第\s*)?(?P<a>{_N}){_UNIT}\s*(?:項|号|番目)?)?(?:\s*\((?P<q>[^()]{{2,30}})\))?"
)
_EN_ARTICLE = re.compile(
    rf"(?:(?:the\s+)?(?P<pre>proviso|table)\s+(?:to|of|in)\s+)?"
    rf"(?:\b(?:item|point|no\.)\s*\(?(?P<pi>{_X})\)?\s*(?:,|of|in)?\s*)?"
    rf"(?:\bpara(?:graph|\.)?\s*\(?(?P<pp>\d{{1,2}})\)?\s*(?:,|of|in)?\s*)?"
    rf"(?:\b(?:articles?|arts?\.?|clauses?|sections?|secs?\.?|s\.)|§+)\s*(?:no\.?\s*)?(?P<a>\d{{1,3}}(?!\d)|{ENGLISH})"
    rf"(?P<tail>(?:[.-]\d{{1,2}}(?!\d))*(?:\s*{_IN})*)"
    rf"(?:\s*,?\s*para(?:graph|\.)?\s*\(?(?P<p>\d{{1,2}})\)?)?"
    rf"(?:\s*,?\s*(?:sub-?paragraph|item|point|no\.)\s*\(?(?P<i>{_X})\b\)?)?{_EN_LIMB}"
)
_EN_APPENDIX = re.compile(
    rf"\b(?:appendix|appendices|annex|schedule|attachment|app\.?(?=\s*\d))\s*(?:no\.?\s*)?(?P<a>\d{{1,2}}(?!\d)|"
    rf"{ENGLISH})"
    rf"(?:\s*,?\s*(?:section|part|no\.)\s*(?P<s>\d{{1,2}})|[.-](?P<p>\d{{1,2}})"
    rf"|\s*,?\s+(?P<p2>\d{{1,2}})(?=\s*(?:\(|$|[?!]|\.(?:\s|$))))?"
    rf"(?:\s*,?\s*(?:item|point)\s*\(?(?P<n>{_X})\b\)?|(?P<tail>(?:\s*{_IN})+|[.-]\d{{1,2}}(?!\d)))?{_EN_LIMB}"
)
_EN_SUPPLEMENT = re.compile(
    r"\b(?:supplementary\s+provisions?|supp\b\.?)(?:[\s.]*(?:no\.?|item|paragraph)?\s*(?P<a>\d{1,2})(?!\d))?"
    r"(?:\s*\((?P<q>[^()]{2,40})\))?"
)
_ID = re.compile(
    r"(?<![\w:])(?P<service>[a-z][a-z0-9]{1,9}):(?P<kind>app|supp\.?)?(?P<path>\d{1,3}(?:\.\d{1,3}){0,3})?"
    r"(?P<limb>#[a-z0-9]+(?:[.-][a-z0-9]+)*)?(?![\w:/])"
)
# Without a word that says what it is, only what can hardly be a date, a version or a number.
_BARE = re.compile(rf"(?<![\w.:/§-])(?P<a>1?\d)(?P<tail>(?:\.[1-9]){{2}}|(?:{_IN}){{2,3}})(?![0-9a-z]|\.\d)")
_BARE_ALONE = re.compile(
    rf"\s*(?P<a>\d{{1,2}})(?P<tail>(?:\s*{_IN}){{1,3}}|(?:\.\d{{1,2}}){{1,3}}|(?:-\d{{1,2}}){{2,3}})\s*"
)
# All there is beside the name of a contract: "ztna 7-2-3", 「FMSの6.2」.
_BARE_OF_SERVICE = re.compile(
    r"^\s*(?:ztna|fms|fxz|fxm)\s*(?:の|:|,)?\s*"
    rf"(?P<a>\d{{1,2}})(?P<tail>(?:[.-]\d{{1,2}}){{1,3}}(?:\s*{_IN})?|(?:\s*{_IN}){{1,3}}(?:[ivx]{{1,4}}(?![a-z]))?)"
    r"\s*(?:(?:の|を|は|って)?(?:原文|本文|条文|全文|内容|見せて|見たい|出して|何|なんて)[^\d]{0,12}|"
    r"(?:(?:in )?full|text|wording|quote|please|pls|plz|says? what|\s)*)\s*[?.。?]*$"
)
_MORE_ARTICLES = re.compile(
    r"(?:\s*(?:,|and|or|&|to)|(?:\s+(?:of|in)\s+(?:the\s+)?[a-z]+)?[\s.,-]*(?:sorry|no|wait|i mean|"
    r"rather)[\s,]*(?:not that,?\s*)?)"
    r"\s*(?P<a>\d{1,2})(?P<tail>(?:\s*\(\s*(?:\d{1,2}|[ivx]{1,5})\s*\))*)(?![\w.])"
)

_SERVICE_NAMES = {"ztna": "ztna", "fxz": "ztna", "fms": "fms", "fxm": "fms", "フレックスモビリティサービス": "fms"}
_SERVICE = r"(?P<service>(?<![a-z])(?:ztna|fxz|fms|fxm)(?![a-z])|フレックスモビリティサービス(?!\s*/\s*ztna))"
_NAME_BEGINS = r"(?:iij\s*)?(?:フレックスモビリティサービス\s*/\s*)?"
_SERVICE_BEFORE = re.compile(rf"{_SERVICE}\s*(?:個別規程|規程|terms?)?\s*(?:の|:|、|,|'s|-)?\s*(?:the\s+)?$")
_SERVICE_AFTER = re.compile(rf"\s*(?:,|\(|of|in|for|の)?\s*(?:the\s+)?{_NAME_BEGINS}{_SERVICE}")
_OUTSIDE = {"一般規程": "general_terms", "general terms": "general_terms"}
_LAWS = r"民法|商法|会社法|個人情報保護法|消費者契約法|civil code|commercial code"
_OUTSIDE_BEFORE = re.compile(rf"(?P<name>一般規程|general terms(?: and conditions)?|{_LAWS})\s*(?:の|,|、|'s|\()?\s*$")
_OUTSIDE_AFTER = re.compile(
    rf"\s*(?:of|in|,)\s*(?:the\s+)?(?:iij'?s?\s+)?(?:japanese\s+)?(?P<name>general terms|{_LAWS})"
)
_IGNORED_AROUND = re.compile(r"[\s。、,.?!()「」『』:の]|個別規程|規程|\b(?:the|of|in|for|terms)\b")

_BESIDE = 48  # characters before a reference in which the name of its document is looked for

_LIMBS = {
    "但": "proviso",
    "ただし": "proviso",
    "proviso": "proviso",
    "なお": "closing",
    "closing": "closing",
    "括弧": "brackets",
    "かっこ": "brackets",
    "exception": "brackets",
    "表": "table",
    "table": "table",
}


def find_references(text: str) -> list[Reference]:
    """Return every reference in a text, in the order of the text, none overlapping another."""
    folded, offsets = fold(text)
    found: list[Reference] = []
    for pattern, read, needed in _READERS:
        if not needed.search(folded):
            continue
        for match in pattern.finditer(folded):
            if not match.group().strip():
                continue
            reference = read(match)
            if reference is not None:
                found.append(reference)
                found.extend(_more_articles(folded, match))
    kept: list[Reference] = []
    for reference in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or reference.start >= kept[-1].end:
            kept.append(reference)
    return [_in_context(reference, folded, text, offsets) for reference in kept]


def parse_reference(text: str) -> Reference | None:
    """Return the reference that the whole text is, beside the name of a contract and punctuation; None if it is more.

    Alone, a bare `7.2`, `7(2)` or `7-2-3` is a reference to an article as well.
    """
    folded, offsets = fold(text)
    alone = _BARE_ALONE.fullmatch(folded)
    if alone is not None:
        reference = _read_bare(alone)
        return None if reference is None else _in_context(reference, folded, text, offsets)
    found = find_references(text)
    if len(found) != 1:
        return None
    around = fold(text[: found[0].start])[0] + " " + fold(text[found[0].end :])[0]
    rest = re.sub(_NAME_BEGINS + _SERVICE, " ", around)
    return None if _IGNORED_AROUND.sub("", rest) else found[0]


def _more_articles(folded: str, match: re.Match[str]) -> list[Reference]:
    """Read on after `articles 7`: `, 8 and 10`."""
    if not re.match(r"(?:articles|arts|clauses|sections|§§)\b", match.group()):
        return []
    more: list[Reference] = []
    end = match.end()
    while following := _MORE_ARTICLES.match(folded, end):
        path = _numbers(following["a"], *_split(following["tail"]))
        if path is not None:
            more.append(Reference("article", path, "", following.start("a"), following.end()))
        end = following.end()
    return more


def _in_context(reference: Reference, folded: str, text: str, offsets: list[int]) -> Reference:
    """Set what stands beside the reference, and map its span (of the folded text) to the text as given."""
    start, end = reference.start, reference.end
    before = folded[max(0, start - _BESIDE) : start]
    while end > start and folded[end - 1].isspace():
        end -= 1
    while start < end and folded[start].isspace():
        start += 1
    service, outside = reference.service, None
    if service is None:
        beside = _SERVICE_BEFORE.search(before) or _SERVICE_AFTER.match(folded, end)
        service = _SERVICE_NAMES[beside["service"]] if beside else None
        other = _OUTSIDE_BEFORE.search(before) or _OUTSIDE_AFTER.match(folded, end)
        if other is not None:
            outside = next((kind for name, kind in _OUTSIDE.items() if other["name"].startswith(name)), "law")
    first, last = offsets[start], offsets[end - 1] + 1
    return replace(reference, text=text[first:last], start=first, end=last, service=service, outside=outside)


def _split(tail: str | None) -> list[str]:
    return re.findall(r"[0-9ivx一二三四五六七八九十]+", tail or "")


def _numbers(*parts: str | None) -> tuple[int, ...] | None:
    """Return the numbers of the parts that are there; None when one is no number or is zero."""
    values = [number(part) for part in parts if part]
    path = tuple(value for value in values if value)
    return path if len(path) == len(values) else None


def _limb(written: str | None) -> str | None:
    if not written:
        return None
    return next((limb for word, limb in _LIMBS.items() if written.startswith(word)), "sentence")


def _read_article(match: re.Match[str]) -> Reference | None:
    groups = match.groupdict()
    paragraph, item = groups["p"] or groups.get("pp"), groups["i"] or groups.get("pi")
    tail = _split(groups["tail"])
    # 第7条(2)(iii): the brackets go on where the words stop; Article 4(iv): a Roman numeral is an item, not a paragraph
    if tail and not paragraph and not item and not tail[0].isdigit() and len(tail) == 1 and tail[0][0] in "ivx":
        item, tail = tail[0], []
    loose = bool(item) and not paragraph and not tail
    path = _numbers(groups["a"], "1" if loose else paragraph, *tail, item)
    if path is None:
        return None
    limb = _limb(groups["limb"] or groups.get("pre"))
    return Reference("article", path, "", match.start(), match.end(), loose=loose, limb=limb)


def _read_appendix(match: re.Match[str]) -> Reference | None:
    groups = match.groupdict()
    section = groups.get("p") or groups.get("p2") or groups.get("s")
    items = [groups[name] for name in ("i", "i2", "i3", "n") if groups.get(name)] or _split(groups.get("tail"))
    path = _numbers(groups["a"], section, *items)
    if path is None:
        return None
    loose = bool(items) and not section
    return Reference("appendix", path, "", match.start(), match.end(), loose=loose, limb=_limb(groups["limb"]))


def _read_supplement(match: re.Match[str]) -> Reference | None:
    path = _numbers(match["a"])
    if path is None:
        return None
    qualifier = "".join(match["q"].split()) if match["q"] else None
    return Reference("supplement", path, "", match.start(), match.end(), qualifier=qualifier)


def _read_id(match: re.Match[str]) -> Reference | None:
    kinds: dict[str | None, ReferenceKind] = {"app": "appendix", "supp": "supplement", "supp.": "supplement"}
    kind = kinds.get(match["kind"], "article")
    parts = (match["path"] or "").split(".") if match["path"] else []
    if kind == "article" and parts == ["0"]:
        kind, parts = "title", []
    path = _numbers(*parts)
    if path is None or (not path and kind in ("article", "appendix")):
        return None
    return Reference(kind, path, "", match.start(), match.end(), limb=match["limb"], service=match["service"])


def _read_bare(match: re.Match[str]) -> Reference | None:
    path = _numbers(match["a"], *_split(match["tail"]))
    return None if path is None else Reference("article", path, "", match.start("a"), match.end("tail"))


# Each form with what every one of it holds: a text without it is not looked through for the form.
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reference | None], re.Pattern[str]], ...] = (
    (_ID, _read_id, re.compile(":")),
    (_JA_ARTICLE, _read_article, re.compile("条")),
    (_JA_APPENDIX, _read_appendix, re.compile("別紙")),
    (_JA_SUPPLEMENT, _read_supplement, re.compile("[附付]則")),
    (_EN_ARTICLE, _read_article, re.compile(r"\b(?:art|clause|sec|s\.)|§")),
    (_EN_APPENDIX, _read_appendix, re.compile("app|annex|schedule|attachment")),
    (_EN_SUPPLEMENT, _read_supplement, re.compile("supp")),
    (_BARE, _read_bare, re.compile(r"\d[.(]")),
    (_BARE_OF_SERVICE, _read_bare, re.compile(r"\A\s*[zf]")),
)
