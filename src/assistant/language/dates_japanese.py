"""Japanese dates: 令和8年12月1日, R8.12.15, 2026/12/1, 12/1, 来月末, 今月30日, 翌月1日, 30日後, 来週の金曜日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.almanac import whole
from assistant.language.dateparts import LAST, Part
from assistant.language.dates_numeric import (
    DAY_OF_WEEK,
    NO_DIGIT,
    NO_NUMBER,
    PIECE,
    YEAR,
    N,
    numeric,
    with_piece,
    year_of,
)
from assistant.language.numbers import Number
from assistant.language.screening import Screened

_THAT_YEAR = r"(?:(?P<ry>今年|本年|来年|翌年|明年|再来年|去年|昨年|一昨年|おととし|同年)の?\s?)?"
_YEAR_ONLY = Screened(
    rf"{YEAR}(?:年(?P<fiscal>度)?/?(?:(?P<season>[春夏秋冬])(?![一-鿿])|の?{PIECE})?(?![間前後分目\d]|以上|未満|"
    rf"契約|もの)"
    r"|/?(?P<season2>[春夏秋冬])(?![一-鿿]))"
)
_MONTH_DAY = Screened(
    rf"{_THAT_YEAR}{NO_DIGIT}(?P<m>{N})\s?月\s?/?の?(?P<d>{N})"
    rf"(?:日(?![間本]){DAY_OF_WEEK}|(?=\s?[~\-]\s?\d{{1,2}}日))"
)
# 「1/5の減額」 is a share of the fee.
_NO_SHARE = r"(?!1/\d{1,2}[」』]?(?:と(?:言|主張|聞)|だ?」?と(?:思|言|主張|聞)|相当|の?減額|もらえ|返って|引い))"
_SLASH = Screened(
    rf"{_THAT_YEAR}{NO_NUMBER}{_NO_SHARE}(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?![\d/%]|\.\d|,\d|分の){DAY_OF_WEEK}"
)
_SHORT_YEAR = Screened(rf"{NO_NUMBER}(?P<y>[2-9]\d)/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?![\d/%]|\.\d)")
_MONTH = Screened(rf"{_THAT_YEAR}{NO_DIGIT}(?P<m>{N})月(?:の?{PIECE})?(?![間額々次分\d])")
_DAY = Screened(  # a day alone counts only where the sentence uses it as one (30日に, 15日付), not as a length
    rf"(?<![\d.,月年/一二三四五六七八九十半丸か中])(?P<d>{N})日(?:\s?\([月火水木金土日](?:曜日?)?\)"
    r"|(?=付|必?着|到達|到着|締|まで(?!の間)|から(?!$)|より|発生|ごろ|頃|の(?:午前|午後|朝|夜|昼|\d{1,2}時(?!間))|"
    r"の(?=は)|の(?:(?:分|方|ほう|件|やつ)(?=は|が|を|も|だけ|で|、|$)|間違|誤り)|"
    r"\s?\d{1,2}(?:時(?!間)|:)"
    r"|に(?=\d+(?:時間|分)(?:間|だけ|ほど|くらい|ぐらい|半)*[^。]{0,8}(?:切|止|落|断|使え|つなが|繋|停止|障害|"
    r"不通))|(?<![^\d]1日)(?<!^1日)に(?=[約およそ]{0,3}\d+(?:時間|分))|に(?!\d|一|変更|短|長|延|伸|し|増|減|設定|わた|"
    r"渡|及|なっ|なる|なり|つき|は?含|は?でき|は?可能)))"
)
_DAY_CLOSING = Screened(rf"月\s?{N}(?:日?\s?[~\-]|日から|日と)\s?(?P<d>{N})日(?![間本前後])")
_THAT_MONTH = Screened(
    rf"(?<!毎)(?P<rm>今月|当月|本月|同月|来月|翌々月|翌月|再来月|先々月|先月|前月)"
    rf"(?:の?\s?(?:(?P<d>{N})日(?![間前後]){DAY_OF_WEEK}|{PIECE}))?"
)
_THAT_YEAR_ONLY = Screened(
    r"(?P<ry>今年|本年|来年|翌年|明年|再来年|去年|昨年|一昨年|"
    r"おととし)(?P<fiscal>度)?(?:の?(?P<end>末))?(?:の(?P<season>[春夏秋冬]))?"
)
_SEASON = Screened(r"(?P<when>来|今|昨)(?P<season>[春夏秋冬])(?![一-鿿])")
_MONTH_END = Screened(
    r"(?<![毎月各])月末日?|(?<!年)年末(?!年始|調整)|(?:今年|年内)の?(?:いっぱい|一杯|限り)|年内|年度末"
)
_DAYS = {
    "一昨々日": -3,
    "一昨昨日": -3,
    "さきおととい": -3,
    "一昨日": -2,
    "おととい": -2,
    "昨日": -1,
    "昨夜": -1,
    "昨晩": -1,
    "ゆうべ": -1,
    "今朝": 0,
    "けさ": 0,
    "今夜": 0,
    "今晩": 0,
    "きのう": -1,
    "今日": 0,
    "本日": 0,
    "きょう": 0,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "明後日": 2,
    "あさって": 2,
    "明々後日": 3,
    "明明後日": 3,
    "しあさって": 3,
}
_FROM_BEFORE = {"翌日": 1, "翌々日": 2, "前日": -1}
_DAY_WORD = Screened(
    rf"(?P<word>{'|'.join(sorted((*_DAYS, *_FROM_BEFORE), key=len, reverse=True))})(?:付け?)?(?!の?営業日)"
)
_NEXT_NTH = Screened(r"翌\d{1,2}日(?!間|後|前|以)")
# A day of the month of the date before it: 「課金開始は12月10日、到着は11日です」.
_NTH_OF_THAT = Screened(
    r"(?:到着|到達|必着|届く(?:の)?|終了|解約|希望|停止)日?(?:は|が|も)(?P<day>(?P<d>\d{1,2})日)(?!間|後|前|以|目|\d|"
    r"ほど|くらい|ぐらい|かか)"
)
_A_DATE = re.compile(r"\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}")
# Kana words that are also parts of others (…であす, 機能する written きのう) count only where no kana goes before
# but a particle after a name: 「FMSがきのうの朝から」.
_FIGURE = re.compile(r"[\d〇一二三四五六七八九十元]")
_SEASON_WORD = re.compile(r"[春夏秋冬]")
_KANA_BEFORE = re.compile(r"(?:[ぁ-ん][がはも]|[ぁ-んァ-ヺー](?<![がはも]))\Z")
_MONTHS = {
    "今月": 0,
    "当月": 0,
    "本月": 0,
    "同月": 0,
    "来月": 1,
    "再来月": 2,
    "翌月": 1,
    "翌々月": 2,
    "先月": -1,
    "前月": -1,
    "先々月": -2,
}
_YEARS = {
    "今年": 0,
    "本年": 0,
    "同年": 0,
    "来年": 1,
    "明年": 1,
    "翌年": 1,
    "再来年": 2,
    "去年": -1,
    "昨年": -1,
    "一昨年": -2,
    "おととし": -2,
}
_ANCHORED = frozenset({"同月", "翌月", "翌々月", "翌年", "同年", "前月", "翌日", "翌々日", "前日"})
_WEEKS = {"今週": 0, "来週": 1, "翌週": 1, "再来週": 2, "先週": -1, "先々週": -2}
_WEEK = Screened(
    r"(?P<rw>今週|再来週|来週|翌週|先々週|先週)(?:の?\s?(?P<wd>[月火水木金土日])(?:曜日?|(?=に|まで|から|の|着|、|"
    r"$))|(?P<end>末))?"
)
_WEEK_OPENS = Screened(r"週明け")
_WEEKDAY = Screened(
    r"(?:(?P<when>次|今度|こんど|前|この前|この間)の)?(?<![一-鿿])(?P<wd>[月火水木金土日])曜日?"
    r"(?!日|に(?:当た|あた|重な|なる|なっ)|の?場合|だった|や|・)|毎週[月火水木金土日]曜日?"
)
_WEEKDAYS = {name: number for number, name in enumerate("月火水木金土日")}
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_UNITS = {"日": "D", "週": "W", "月": "M", "年": "Y"}
_LATER = re.compile(
    r"\s?(?P<unit>日|週間?|[かヵカヶケ箇個]月|年)(?:くらい|ぐらい|ほど|程度|ばかり|近く)?(?P<way>後|前|まえ)(?![後半])"
)
_FROM_TODAY = re.compile(r"(?:今日|本日|きょう|今|いま|現在)(?:から|より)?(?:数えて)?(?:約|およそ)?\Z")
_NOTICE = re.compile(  # 30日前までに, 1か月前に申し出る: a notice period, counted from a day the text does not give
    r"まで|には?(?:申|出[せすし]|通知|連絡|知ら|届|提出|必要|告知|言[えわっ]|伝え)|には|の(?:通知|予告|申|連絡)|"
    r"通知|予告"
    r"|に(?:投函|郵送|発送|送|ポスト|着|用意)[^。、]{0,8}(?:れば|けば|たら|すると|せば)"
    r"|ルール|です|で(?:大丈夫|よい|いい|良い)"
)
_HALF_YEAR = Screened(rf"(?<![のら到達着])半年(?:(?P<later>後)|前)(?!半|後|{_NOTICE.pattern})")
_FROM_OTHER = re.compile(r"(?:の|から|より|後|到達|到着|通知|開始|終了|解約|発生)(?:約|およそ|ちょうど)?\Z")


def parts(text: str, found: list[Number]) -> Iterator[Part]:
    """Yield the dates and periods a normalised Japanese text names; they may overlap."""
    if _FIGURE.search(text):
        yield from numeric(text)
        yield from _written(text)
    yield from _spoken(text)
    for number in found:
        later = _LATER.match(text, number.end)
        if later and number.value.denominator == 1:
            yield from _offset(text, number, later)


def _written(text: str) -> Iterator[Part]:
    """Dates by their numbers, with Japanese units or without a year."""
    if "年" in text or _SEASON_WORD.search(text):
        for match in _YEAR_ONLY.finditer(text):
            yield from _year_only(match)
    if "/" in text:
        for match in _SLASH.finditer(text):
            yield _that_year(Part(*match.span(), month=whole(match["m"]), day=whole(match["d"])), match["ry"])
        for match in _SHORT_YEAR.finditer(text):
            yield Part(*match.span(), year=2000 + int(match["y"]), month=int(match["m"]), day=int(match["d"]))
    if "月" in text:
        for match in _MONTH_DAY.finditer(text):
            yield _that_year(Part(*match.span(), month=whole(match["m"]), day=whole(match["d"])), match["ry"])
        for match in _MONTH.finditer(text):
            month = whole(match["m"])
            if month and month <= 12:
                yield _that_year(with_piece(Part(*match.span(), month=month), match["piece"]), match["ry"])
    if "日" in text:
        for pattern in (_DAY, _DAY_CLOSING):
            for match in pattern.finditer(text):
                day = whole(match["d"])
                if day and day <= 31:
                    yield Part(match.start("d"), match.end(), day=day)


def _year_only(match: re.Match[str]) -> Iterator[Part]:
    year = year_of(match)
    if match["era"] and not year:
        yield Part(*match.span(), year=0, month=0, day=0)  # 令和0年 is no year, and no length of time either
    elif year:
        season = match["season"] or match["season2"]
        extra: dict[str, object] = {"season": _SEASONS[season]} if season else {}
        part = Part(*match.span(), year=year, fiscal=bool(match["fiscal"]), extra=extra)
        yield with_piece(part, match["piece"])


def _spoken(text: str) -> Iterator[Part]:
    """Dates by words: 明日, 来月末, 来週の金曜日, 月末."""
    if "月" in text or "年" in text or "おととし" in text:
        yield from _periods(text)
    if _SEASON_WORD.search(text):
        for match in _SEASON.finditer(text):
            by = {"来": 1, "今": 0, "昨": -1}[match["when"]]
            yield Part(*match.span(), unit="Y", by=by, extra={"season": _SEASONS[match["season"]]})
    for match in _HALF_YEAR.finditer(text):
        yield Part(*match.span(), unit="M", by=6 if match["later"] else -6, exact=True)
    for match in _DAY_WORD.finditer(text):
        word = match["word"]
        if "ぁ" <= word[0] <= "ん" and _KANA_BEFORE.search(text, max(0, match.start() - 2), match.start()):
            continue
        by = _DAYS.get(word, _FROM_BEFORE.get(word, 0))
        yield Part(*match.span(), unit="D", by=by, exact=True, anchored=word in _ANCHORED)
    for match in _NEXT_NTH.finditer(text):  # 「12月10日、到着は翌11日」
        yield Part(*match.span(), unit="D", by=1, exact=True, anchored=True)
    if "日" in text and "月" in text:
        for match in _NTH_OF_THAT.finditer(text):
            if _A_DATE.search(text, 0, match.start()):
                yield Part(*match.span("day"), day=whole(match["d"]), unit="M", by=0, anchored=True)
    if "週" in text:
        for match in _WEEK.finditer(text):
            weekday = _WEEKDAYS[match["wd"]] if match["wd"] else None
            part = Part(
                *match.span(), unit="W", by=_WEEKS[match["rw"]], weekday=weekday, anchored=match["rw"] == "翌週"
            )
            yield with_piece(part, "下旬" if match["end"] else None)
        for match in _WEEK_OPENS.finditer(text):
            yield Part(*match.span(), unit="W", by=1, weekday=0)
    if "曜" in text:
        for match in _WEEKDAY.finditer(text):
            if match["wd"]:
                ahead = None if match["when"] is None else match["when"] in {"次", "今度", "こんど"}
                yield Part(*match.span(), weekday=_WEEKDAYS[match["wd"]], ahead=ahead)


def _periods(text: str) -> Iterator[Part]:
    """Months and years by words: 来月末, 今月30日, 来年, 年度末."""
    for match in _THAT_MONTH.finditer(text):
        word = match["rm"]
        day = whole(match["d"]) if match["d"] else None
        part = Part(*match.span(), day=day, unit="M", by=_MONTHS[word], anchored=word in _ANCHORED)
        yield with_piece(part, match["piece"])
    for match in _THAT_YEAR_ONLY.finditer(text):
        extra: dict[str, object] = {"season": _SEASONS[match["season"]]} if match["season"] else {}
        part = _that_year(Part(*match.span(), fiscal=bool(match["fiscal"]), extra=extra), match["ry"])
        yield with_piece(part, match["end"])
    for match in _MONTH_END.finditer(text):
        word = match.group()
        if word.startswith("月"):
            yield Part(*match.span(), unit="M", by=0, day=LAST, anchored=True, extra={"inferred": ["month"]})
        else:
            yield with_piece(Part(*match.span(), unit="Y", fiscal=word == "年度末"), "末")


def _offset(text: str, number: Number, later: re.Match[str]) -> Iterator[Part]:
    """N日後, N日前 from today; counted from something else (到達の30日後) they are no date of their own."""
    before = max(0, number.start - 12)
    today = _FROM_TODAY.search(text, before, number.start)
    if not today and _FROM_OTHER.search(text, before, number.start):
        return
    if later["way"] != "後" and not today and _NOTICE.match(text, later.end()):
        return
    by = int(number.value) * (1 if later["way"] == "後" else -1)
    start = today.start() if today else number.start
    yield Part(start, later.end(), unit=_UNITS[later["unit"].strip("間かヵカヶケ箇個")], by=by, exact=True)


def _that_year(part: Part, word: str | None) -> Part:
    if word:
        part.unit, part.by, part.anchored = "Y", _YEARS[word], word in _ANCHORED
    return part
