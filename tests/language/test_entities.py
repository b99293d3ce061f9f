"""The grammar as a whole: what must never happen, whatever the text."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.language.entities import extract, mask
from assistant.language.lexicon import load_lexicon
from assistant.language.model import ENTITY_TYPES, Entity
from assistant.language.parse import parse_line

TODAY = date(2026, 11, 22)

# Pieces that meet in many orders: what one part of the grammar leaves, another must not misread.
_SHORT = """
1 2 12 30 180 500 1,250 1.5 六万 千二百 十 ten two a half
年 月 日 時 分 秒 時間 日間 か月 週間 回 台 人 円 万 億 k m G M %
/ - ~ 〜 : . , 、 。 ( ) → の を に から まで 以内 後 前 末 第 条 項 号 別紙
来月 翌日 今日 ライセンス ラインセス ログ 帯域 サーバ 同時 Complete コア SSE ZTNA 令和 R8.
ﾌﾟ ﾞ Ｇ 𝟓 ½ ㍻ İ ẞ \u0301 \u3099
"""
_WORDS = (
    " ",
    "\n",
    "next ",
    "last ",
    "Friday",
    "March ",
    "Dec ",
    "in ",
    "the ",
    "of ",
    "and ",
    "to ",
    "days ",
    "minutes",
)
_PIECES = [*_SHORT.split(), *_WORDS]
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))


def check_places(text: str, entities: list[Entity]) -> None:
    last = 0
    for entity in entities:
        assert last <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        assert entity.type in ENTITY_TYPES
        last = entity.end


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.dates(), st.sampled_from(["future", "past"]), st.sampled_from(["ja", "en", None]))
def test_any_text_any_day(text: str, today: date, prefer: str, locale: str | None) -> None:
    entities = extract(text, today, locale, prefer)

    check_places(text, entities)
    for entity in entities:
        if entity.type == "date":
            date.fromisoformat(entity.value)
        if entity.type in {"licences", "servers", "concurrent", "log", "count", "money"}:
            assert isinstance(entity.value, int)
    mask(text, entities)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("7条2項", ["clause"]),
        ("第4条第1項第1号", ["clause"]),
        ("Art. 7(2)(iii)", ["clause"]),
        ("別紙1の1(2)", ["clause"]),
        ("3営業日", []),
        ("24/365", []),
        ("2回", ["count"]),
        ("500M", ["bandwidth"]),
        ("180", ["number"]),
        ("12月1日", ["date"]),
        ("Completeです", ["grade"]),
        ("1/90", ["fraction"]),
        ("1/30", ["date"]),
        ("月額の1/30", ["fraction"]),
        ("<script>alert('x')</script>", []),
        ("'; DROP TABLE requests; --", []),
        ("human pls", []),
        ("IPv4", ["ip"]),
        ("UDP5008", []),
        ("", []),
        ("   \n", []),
    ],
)
def test_what_a_bare_text_is(text: str, types: list[str]) -> None:
    assert [e.type for e in extract(text, TODAY)] == types


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("第七条第二項第三号", {"kind": "article", "path": "7.2.3"}),
        ("Art. 7(2)(iii)", {"kind": "article", "path": "7.2.3"}),
        ("fms art 6(4)", {"kind": "article", "path": "6.4", "service": "fms"}),
        ("別紙1の1(2)", {"kind": "appendix", "path": "1.1.2"}),
    ],
)
def test_clauses(text: str, value: dict[str, Any]) -> None:
    assert [e.value for e in extract(text, TODAY) if e.type == "clause"] == [value]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Coreで透過プロキシ使えますか", "{grade}で{option}使えますか"),
        ("ZTNAの解約申込書が12/1に到着", "{service}の解約申込書が{date}に到着"),
        ("11月4日 9:00に止まった", "{date}に止まった"),
        ("12月に", "{date}に"),
        ("来週届く", "{date}届く"),
        ("ログ360に", "{log}に"),
        ("IPv6は使えますか", "IPv6は使えますか"),
        ("ライセンス数の上限", "ライセンス数の上限"),
        ("第7条2項は", "{clause}は"),
        ("the multi-region option for Tokyo", "the {option} for {region}"),
        ("2 outages of 40 minutes", "{count} outages of {duration}"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask(text, extract(text, TODAY)) == masked


def test_a_whole_message() -> None:
    text = (
        "いつもお世話になっております。FXMのMobilityサーバを8台から10台に増設し、同時利用を１５，０００へ変更した場合、"
        "2027年1月末で解約すると、月額120万円の調定金は発生しますか。第10条1項をご確認ください。"
    )
    found = [(e.type, e.text, e.value) for e in extract(text, TODAY)]

    assert found == [
        ("service", "FXM", "fms"),
        ("servers", "8台", 8),
        ("servers", "10台", 10),
        ("concurrent", "１５，０００", 15_000),
        ("date", "2027年1月末", "2027-01-31"),
        ("money", "120万円", 1_200_000),
        ("clause", "第10条1項", {"kind": "article", "path": "10.1"}),
    ]


def test_parse_line() -> None:
    line = parse_line("ラインセスを12/1から250に", TODAY, "ja")

    assert line == {
        "entities": [
            {
                "type": "item",
                "text": "ラインセス",
                "start": 0,
                "end": 5,
                "value": "licences",
                "extra": {"fuzzy": 0.8},
            },
            {
                "type": "date",
                "text": "12/1",
                "start": 6,
                "end": 10,
                "value": "2026-12-01",
                "extra": {"inferred": ["year"], "candidates": ["2025-12-01", "2026-12-01", "2027-12-01"]},
            },
            {"type": "number", "text": "250", "start": 12, "end": 15, "value": 250},
        ]
    }


def _seconds(text: str) -> float:
    start = time.process_time()
    extract(text, TODAY)
    return time.process_time() - start


# What regular expressions like least: the same thing many times, with no end that fits.
@pytest.mark.parametrize(
    "piece",
    [
        "あ",
        "1",
        "1,",
        "12/",
        "9:00 12/1 ",
        "ライセンス",
        "two ",
        "1 and ",
        "2時間と",
        "3月",
        "(",
        "一",
        "7条2項",
        "100、",
        "1d",
        "プロ",
        "pro ",
        "コア",
        "1から",
        " ",
        "a-",
        "a@",
        "a.",
        "月",
        "令和",
        "今月",
        "の",
        "of ",
        "March ",
        "the 1st of ",
    ],
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    load_lexicon()
    text = piece * (4000 // len(piece))
    half = min(_seconds(text[:2000]) for _ in range(2))
    whole = min(_seconds(text) for _ in range(2))

    assert whole < 1
    assert whole < 4 * half + 0.05


def test_an_everyday_message_is_read_at_once() -> None:
    text = "FXM 来年3/31で解約したい 申込書必着日 透過プロキシとライセンス250、帯域500Mは付けられますか"
    extract(text, TODAY)
    best = min(_seconds(text) for _ in range(20))

    assert best < 0.003  # far from the 0.3 ms of an idle machine, near enough to notice a pattern gone wild
