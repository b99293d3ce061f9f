from datetime import date

import pytest

from assistant.language.entities import extract
from assistant.language.model import Entity

TODAY = date(2026, 11, 22)


def found(text: str) -> list[Entity]:
    return [e for e in extract(text, TODAY) if e.type == "duration"]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("13時間40分止まった", "13時間40分", "PT13H40M"),
        ("半日使えなかった", "半日", "PT12H"),
        ("丸2日間、まったく利用できない", "丸2日間", "P2D"),
        ("まる一日", "まる一日", "P1D"),
        ("90分間の停止", "90分間", "PT90M"),
        ("45分止まりました", "45分", "PT45M"),
        ("４５分", "４５分", "PT45M"),
        ("36時間にわたり", "36時間", "PT36H"),
        ("三時間", "三時間", "PT3H"),
        ("二十四時間", "二十四時間", "PT24H"),
        ("2日と3時間", "2日と3時間", "P2DT3H"),
        ("3日10時間", "3日10時間", "P3DT10H"),
        ("7日と1秒", "7日と1秒", "P7DT1S"),
        ("1時間半", "1時間半", "PT1H30M"),
        ("1.5時間", "1.5時間", "PT1H30M"),
        ("1日半", "1日半", "P1DT12H"),
        ("1週間", "1週間", "P1W"),
        ("2週間と3日", "2週間と3日", "P17D"),
        ("3ヶ月以内", "3ヶ月", "P3M"),
        ("３か月", "３か月", "P3M"),
        ("六箇月", "六箇月", "P6M"),
        ("3年契約", "3年", "P3Y"),
        ("半年", "半年", "P6M"),
        ("1d2h", "1d2h", "P1DT2H"),
        ("1h30m", "1h30m", "PT1H30M"),
        ("3h down", "3h", "PT3H"),
        ("SLA 45min credit", "45min", "PT45M"),
        ("45 mins", "45 mins", "PT45M"),
        ("for ninety minutes", "ninety minutes", "PT90M"),
        ("an hour and a half", "an hour and a half", "PT1H30M"),
        ("two and a half hours", "two and a half hours", "PT2H30M"),
        ("half an hour", "half an hour", "PT30M"),
        ("half a day", "half a day", "PT12H"),
        ("three quarters of an hour", "three quarters of an hour", "PT45M"),
        ("down for an hour", "an hour", "PT1H"),
        ("a full day", "a full day", "P1D"),
        ("1 hour 30 minutes", "1 hour 30 minutes", "PT1H30M"),
        ("2 days and 3 hours", "2 days and 3 hours", "P2DT3H"),
        ("2 days, 3 hours", "2 days, 3 hours", "P2DT3H"),
        ("the 30-day clock", "30-day", "P30D"),
        ("three months", "three months", "P3M"),
        ("twenty-five hours", "twenty-five hours", "PT25H"),
        ("72 consecutive hours", "72 consecutive hours", "PT72H"),
    ],
)
def test_one_length(text: str, written: str, value: str) -> None:
    assert [(e.text, e.value) for e in found(text)] == [(written, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("それぞれ2時間、13時間、25時間でした", ["PT2H", "PT13H", "PT25H"]),
        ("40 minutes and then another 2 hours", ["PT40M", "PT2H"]),
        ("20時間停止が2回、合わせて40時間", ["PT20H", "PT40H"]),
        ("30分超60分以内", ["PT30M", "PT60M"]),
        ("36時間と36時間", ["PT36H", "PT36H"]),
        ("are three days 72 hours?", ["P3D", "PT72H"]),
        ("2〜3時間", ["PT2H", "PT3H"]),
    ],
)
def test_several_lengths(text: str, values: list[str]) -> None:
    assert [e.value for e in found(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "3営業日",
        "3営業日以内に",
        "5 business days",
        "ten working days",
        "24/365",
        "24時間365日",
        "24/7",
        "十分です",
        "3分割",
        "2日目",
        "90分の1",
        "every page takes a minute",
        "1.2 million yen a month",
        "500m",
        "2026年",
        "一時費用",
        "一度に申し込む",
        "multiple outages in a month",
        "part of a month",
        "数時間",
    ],
)
def test_no_length(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("約3時間", {"approximate": True}),
        ("about three hours", {"approximate": True}),
        ("3時間くらい", {"approximate": True}),
        ("半月", {"approximate": True}),
        ("30分超", {"bound": "over"}),
        ("24時間以上", {"bound": "over"}),
        ("more than 30 minutes", {"bound": "over"}),
        ("60分以内", {"bound": "under"}),
        ("less than an hour of", {"bound": "under"}),
        ("希望日の30日前までに", {"relation": "before"}),
        ("30 days before the end", {"relation": "before"}),
        ("到達の30日後", {"relation": "after"}),
        ("13時間40分", {}),
    ],
)
def test_words_around_it(text: str, extra: dict[str, object]) -> None:
    assert [dict(e.extra) for e in found(text)] == [extra]
