"""Dates in both languages, against Sunday 22 November 2026."""

from datetime import date

import pytest

from assistant.language.dates import rechoose
from assistant.language.entities import extract
from assistant.language.model import Entity

TODAY = date(2026, 11, 22)
TEMPORAL = frozenset({"date", "datetime", "month", "week", "year", "time"})


def found(text: str, today: date = TODAY, prefer: str = "future", locale: str | None = None) -> list[Entity]:
    return [e for e in extract(text, today, locale, prefer) if e.type in TEMPORAL]


def values(text: str, prefer: str = "future") -> list[tuple[str, str]]:
    return [(e.type, e.value) for e in found(text, prefer=prefer)]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("届いてないっぽい…12/3に届いたら", "12/3", "2026-12-03"),
        ("Reiwa 9, January 15", "Reiwa 9, January 15", "2027-01-15"),
        ("arrives on January 15, Reiwa 9", "January 15, Reiwa 9", "2027-01-15"),
        # days called by a name
        ("finish on New Year's Eve this year", "New Year's Eve this year", "2026-12-31"),
        ("by Christmas Eve", "Christmas Eve", "2026-12-24"),
        ("starts on leap day 2028", "leap day 2028", "2028-02-29"),
        ("来年の元日で", "来年の元日", "2027-01-01"),
        ("大みそかに終わる", "大みそか", "2026-12-31"),
        # with the year
        ("令和8年12月1日に到着", "令和8年12月1日", "2026-12-01"),
        ("令和八年十二月一日", "令和八年十二月一日", "2026-12-01"),
        ("令和元年10月1日", "令和元年10月1日", "2019-10-01"),
        ("平成30年11月1日施行", "平成30年11月1日", "2018-11-01"),
        ("R8.12.1", "R8.12.1", "2026-12-01"),
        ("申込書がR8.12.15に到着", "R8.12.15", "2026-12-15"),
        ("R8/12/15", "R8/12/15", "2026-12-15"),
        ("H30.11.1", "H30.11.1", "2018-11-01"),
        ("2026年12月1日", "2026年12月1日", "2026-12-01"),
        ("２０２６年１２月１日", "２０２６年１２月１日", "2026-12-01"),
        ("二〇二六年十二月一日", "二〇二六年十二月一日", "2026-12-01"),
        ("2026年の12月5日", "2026年の12月5日", "2026-12-05"),
        ("2026/12/1まで", "2026/12/1", "2026-12-01"),
        ("2026-12-01", "2026-12-01", "2026-12-01"),
        ("2026.12.1", "2026.12.1", "2026-12-01"),
        ("end it on 1.12.2026 please", "1.12.2026", "2026-12-01"),
        ("3.4.2027に解約", "3.4.2027", "2027-04-03"),
        ("20261201付", "20261201", "2026-12-01"),
        ("26/12/1着", "26/12/1", "2026-12-01"),
        ("2026年12月5日（土）", "2026年12月5日（土）", "2026-12-05"),
        ("2028/2/29", "2028/2/29", "2028-02-29"),
        ("7 December 2026", "7 December 2026", "2026-12-07"),
        ("December 7, 2026", "December 7, 2026", "2026-12-07"),
        ("March 31, 2027 on it", "March 31, 2027", "2027-03-31"),
        ("25 Aug 2026 3h", "25 Aug 2026", "2026-08-25"),
        ("the 7th of December 2026", "the 7th of December 2026", "2026-12-07"),
        ("the fifth of January 2027", "the fifth of January 2027", "2027-01-05"),
        ("Feburary 3, 2027", "Feburary 3, 2027", "2027-02-03"),
        ("12/31/2026", "12/31/2026", "2026-12-31"),
        ("on Monday, 30 November 2026", "Monday, 30 November 2026", "2026-11-30"),
        ("30th Nov '26", "30th Nov '26", "2026-11-30"),
        ("by the end of February. When", "the end of February", "2027-02-28"),
        ("on 1 March. Until", "1 March", "2027-03-01"),
        ("Dec. 7, 2026", "Dec. 7, 2026", "2026-12-07"),
        ("31/12/2026", "31/12/2026", "2026-12-31"),
        ("billing from 2027-02-01", "2027-02-01", "2027-02-01"),
        # without the year
        ("解約申込書 12/1到達", "12/1", "2026-12-01"),
        ("12月10日に届いたら", "12月10日", "2026-12-10"),
        ("十二月十日", "十二月十日", "2026-12-10"),
        ("１２月１０日", "１２月１０日", "2026-12-10"),
        ("3/31で解約", "3/31", "2027-03-31"),
        ("arrives on Dec 7th, no end date", "Dec 7th", "2026-12-07"),
        ("say you get the form on Dec 7", "Dec 7", "2026-12-07"),
        ("on January 5", "January 5", "2027-01-05"),
        ("11/20に届きました", "11/20", "2026-11-20"),  # two days ago, not in a year
        ("2/29開始", "2/29", "2028-02-29"),
        # the end of a month or year
        ("来月末", "来月末", "2026-12-31"),
        ("今月末で", "今月末", "2026-11-30"),
        ("今月いっぱいで解約", "今月いっぱい", "2026-11-30"),
        ("12月末日", "12月末日", "2026-12-31"),
        ("2027年2月末", "2027年2月末", "2027-02-28"),
        ("月末で解約", "月末", "2026-11-30"),
        ("年末", "年末", "2026-12-31"),
        ("年度末", "年度末", "2027-03-31"),
        ("来年末", "来年末", "2027-12-31"),
        ("年内に解約", "年内", "2026-12-31"),
        ("来年度末", "来年度末", "2028-03-31"),
        ("2026年度末", "2026年度末", "2027-03-31"),
        ("大晦日", "大晦日", "2026-12-31"),
        ("the end of next month", "the end of next month", "2026-12-31"),
        ("by the end of March", "the end of March", "2027-03-31"),
        ("end of January 2027", "end of January 2027", "2027-01-31"),
        ("at the end of the month", "the end of the month", "2026-11-30"),
        ("by the end of the year", "the end of the year", "2026-12-31"),
        # against today
        ("今日", "今日", "2026-11-22"),
        ("本日付で", "本日付", "2026-11-22"),
        ("明日届く", "明日", "2026-11-23"),
        ("あす届く", "あす", "2026-11-23"),
        ("明後日", "明後日", "2026-11-24"),
        ("昨日", "昨日", "2026-11-21"),
        ("一昨日", "一昨日", "2026-11-20"),
        ("おととい止まった", "おととい", "2026-11-20"),
        ("今月30日に到着", "今月30日", "2026-11-30"),
        ("来月5日", "来月5日", "2026-12-05"),
        ("再来月の10日", "再来月の10日", "2027-01-10"),
        ("先月15日", "先月15日", "2026-10-15"),
        ("翌月1日", "翌月1日", "2026-12-01"),
        ("来年3/31で解約", "来年3/31", "2027-03-31"),
        ("来年1月5日", "来年1月5日", "2027-01-05"),
        ("去年の12月1日", "去年の12月1日", "2025-12-01"),
        ("30日後", "30日後", "2026-12-22"),
        ("本日から30日後", "本日から30日後", "2026-12-22"),
        ("10日前に止まった", "10日前", "2026-11-12"),
        ("2週間後", "2週間後", "2026-12-06"),
        ("3か月後", "3か月後", "2027-02-22"),
        ("today", "today", "2026-11-22"),
        ("yesterday", "yesterday", "2026-11-21"),
        ("tomorrow", "tomorrow", "2026-11-23"),
        ("the day after tomorrow", "the day after tomorrow", "2026-11-24"),
        ("in 30 days", "in 30 days", "2026-12-22"),
        ("in three weeks", "in three weeks", "2026-12-13"),
        ("30 days from today", "30 days from today", "2026-12-22"),
        ("three days ago", "three days ago", "2026-11-19"),
        ("a week ago", "a week ago", "2026-11-15"),
        ("half a year ago", "half a year ago", "2026-05-22"),
        ("半年前の障害", "半年前", "2026-05-22"),
        ("the 1st of next month", "the 1st of next month", "2026-12-01"),
        ("on the 15th of next month", "the 15th of next month", "2026-12-15"),
        # weekdays
        ("来週の金曜日", "来週の金曜日", "2026-11-27"),
        ("先週の金曜", "先週の金曜", "2026-11-13"),
        ("再来週の水曜日に", "再来週の水曜日", "2026-12-02"),
        ("週明けに", "週明け", "2026-11-23"),
        ("金曜までに", "金曜", "2026-11-27"),
        ("next Friday", "next Friday", "2026-11-27"),
        ("last Friday", "last Friday", "2026-11-20"),
        ("Friday next week", "Friday next week", "2026-11-27"),
        ("by Wednesday", "Wednesday", "2026-11-25"),
        ("crawling since Thursday - we", "Thursday", "2026-11-19"),
        # a day alone
        ("15日に届く", "15日", "2026-12-15"),
        ("30日付で", "30日", "2026-11-30"),
        ("on the 7th", "the 7th", "2026-12-07"),
    ],
)
def test_one_date(text: str, written: str, value: str) -> None:
    assert [(e.type, e.text, e.value) for e in found(text)] == [("date", written, value)]


@pytest.mark.parametrize(
    ("text", "type_", "written", "value"),
    [
        ("2027年3月", "month", "2027年3月", "2027-03"),
        ("2027/3", "month", "2027/3", "2027-03"),
        ("令和9年3月", "month", "令和9年3月", "2027-03"),
        ("12月に解約", "month", "12月", "2026-12"),
        ("3月から", "month", "3月", "2027-03"),
        ("今月は", "month", "今月", "2026-11"),
        ("来月から", "month", "来月", "2026-12"),
        ("再来月", "month", "再来月", "2027-01"),
        ("先月", "month", "先月", "2026-10"),
        ("先月の障害", "month", "先月", "2026-10"),
        ("先月始めたばかり", "month", "先月", "2026-10"),
        ("Dec 2026", "month", "Dec 2026", "2026-12"),
        ("in March", "month", "March", "2027-03"),
        ("next month", "month", "next month", "2026-12"),
        ("this month", "month", "this month", "2026-11"),
        ("来週届く", "week", "来週", "2026-W48"),
        ("next week", "week", "next week", "2026-W48"),
        ("2027年", "year", "2027年", "2027"),
        ("来年", "year", "来年", "2027"),
        ("令和9年から", "year", "令和9年", "2027"),
        ("since spring 2023", "year", "spring 2023", "2023"),
        ("in 2027", "year", "2027", "2027"),
        ("来春の利用開始", "year", "来春", "2027"),
        ("9時", "time", "9時", "09:00"),
        ("午後3時15分", "time", "午後3時15分", "15:15"),
        ("09:00", "time", "09:00", "09:00"),
        ("at 9:30 p.m.", "time", "9:30 p.m.", "21:30"),
        ("at 9 am", "time", "9 am", "09:00"),
        ("at noon", "time", "noon", "12:00"),
        ("till 6pm. What", "time", "6pm", "18:00"),
        ("正午", "time", "正午", "12:00"),
        ("11月4日 9:00", "datetime", "11月4日 9:00", "2026-11-04T09:00:00"),
        ("2026-11-04T09:00", "datetime", "2026-11-04T09:00", "2026-11-04T09:00:00"),
        ("2026年11月4日（水）午前9時半", "datetime", "2026年11月4日（水）午前9時半", "2026-11-04T09:30:00"),
        ("at 09:00 on 4 November 2026", "datetime", "09:00 on 4 November 2026", "2026-11-04T09:00:00"),
        ("on 4 November 2026 at 9am", "datetime", "4 November 2026 at 9am", "2026-11-04T09:00:00"),
        ("昨日の14時10分", "datetime", "昨日の14時10分", "2026-11-21T14:10:00"),
        ("今朝9時に止まった", "datetime", "今朝9時", "2026-11-22T09:00:00"),
        ("昨夜11時", "datetime", "昨夜11時", "2026-11-21T23:00:00"),
        ("at 9 this morning", "datetime", "9 this morning", "2026-11-22T09:00:00"),
        ("11月4日24時", "datetime", "11月4日24時", "2026-11-05T00:00:00"),
    ],
)
def test_one_period_or_moment(text: str, type_: str, written: str, value: str) -> None:
    assert [(e.type, e.text, e.value) for e in found(text)] == [(type_, written, value)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12月1日から12月5日まで", "2026-12-01", "2026-12-05"),
        ("12月1日から5日まで", "2026-12-01", "2026-12-05"),
        ("12月28日から1月3日まで", "2026-12-28", "2027-01-03"),
        ("2026/12/1〜2027/3/31", "2026-12-01", "2027-03-31"),
        ("11月4〜6日", "2026-11-04", "2026-11-06"),
        ("from October 3 to October 5, 2026", "2026-10-03", "2026-10-05"),
        ("from 4 to 6 November 2026", "2026-11-04", "2026-11-06"),
        ("November 4-6, 2026", "2026-11-04", "2026-11-06"),
        ("between 28 December and 3 January", "2026-12-28", "2027-01-03"),
        ("2026年11月4日09:00〜11:00", "2026-11-04T09:00:00", "2026-11-04T11:00:00"),
        ("11月4日の9時から11時まで", "2026-11-04T09:00:00", "2026-11-04T11:00:00"),
        ("between 09:00 and 11:00 on 20 October 2026", "2026-10-20T09:00:00", "2026-10-20T11:00:00"),
        ("11月4日22:00〜2:00", "2026-11-04T22:00:00", "2026-11-05T02:00:00"),
        ("2026年11月4日9時から11月6日11時半まで", "2026-11-04T09:00:00", "2026-11-06T11:30:00"),
        ("昨日の14時から16時まで", "2026-11-21T14:00:00", "2026-11-21T16:00:00"),
        ("09:00〜11:00", "09:00", "11:00"),
        ("between 2 and 4 pm on 19 November 2026", "2026-11-19T14:00:00", "2026-11-19T16:00:00"),
        ("from 11 to 1 pm yesterday", "2026-11-21T11:00:00", "2026-11-21T13:00:00"),
    ],
)
def test_ranges(text: str, first: str, last: str) -> None:
    assert [(e.value, e.extra["range"]) for e in found(text)] == [(first, "start"), (last, "end")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "IIJ acknowledged the failure at 09:00 on 4 November 2026 and everything came back at 11:30 on 6 November",
            ["2026-11-04T09:00:00", "2026-11-06T11:30:00"],
        ),
        ("課金開始日は2026年12月10日、解約申込書が12月5日に到着", ["2026-12-10", "2026-12-05"]),
        ("課金開始日はR8.12.15、解約申込書は今月30日に到着", ["2026-12-15", "2026-11-30"]),
        ("12月10日に届いて翌日解約", ["2026-12-10", "2026-12-11"]),
        ("12月10日に届いて翌月末で解約", ["2026-12-10", "2027-01-31"]),
        ("2023年4月1日に契約し、12月7日に申込書が届きます", ["2023-04-01", "2026-12-07"]),
        ("2025年3月3日に落ちて3月5日に戻った", ["2025-03-03", "2025-03-05"]),
    ],
)
def test_dates_of_one_story_fit_together(text: str, expected: list[str]) -> None:
    assert [e.value for e in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "3営業日後",
        "翌営業日",
        "2月30日",
        "2027/2/29",
        "13/13",
        "4月31日",
        "令和0年",
        "24/365",
        "7条2項",
        "第七条第二項第一号",
        "別紙1の2(1)",
        "90/180/360",
        "2000/5000/15000",
        "希望日の30日前までに",
        "1か月前に申し出ればいい",
        "30日前に通知してもらえる",
        "30日目が休み",
        "is the credit 1/30",
        "減額は1/30ですか",
        "is the last month pro-rated",
        "到達から30日後",
        "到着した翌日",
        "30日以内に",
        "180日",
        "1/90",
        "月額の1/30",
        "an IP of 10.1.2.3",
        "03-1234-5678",
        "may our staff connect",
        "Article 2 may not apply",
        "効力発生日が日曜日に当たる場合",
        "if it falls on a Sunday",
        "we march on",
        "the second one",
        "a sun and a mon",
        "毎月末",
        "毎週月曜",
        "曜日",
        "日本",
        "月額",
        "時間",
        "一時費用",
        "機能する",
    ],
)
def test_no_date(text: str) -> None:
    assert found(text) == []


def test_the_end_of_a_month_is_not_lost() -> None:
    assert values("来月末") == [("date", "2026-12-31")]
    assert values("来月") == [("month", "2026-12")]


@pytest.mark.parametrize(
    ("text", "prefer", "value"),
    [
        ("4/30開始", "future", "2027-04-30"),
        ("4/30開始", "past", "2026-04-30"),
        ("12/1", "past", "2025-12-01"),
        ("10/1", "future", "2027-10-01"),
        ("11月10日", "future", "2026-11-10"),  # less than a month back: just past
        ("Thursday", "past", "2026-11-19"),
        ("Thursday", "future", "2026-11-26"),
        ("15日に", "past", "2026-11-15"),
    ],
)
def test_what_is_missing_follows_the_preference(text: str, prefer: str, value: str) -> None:
    assert [e.value for e in found(text, prefer=prefer)] == [value]


def test_what_was_inferred_is_told_with_the_other_readings() -> None:
    (one,) = found("12/1到達")
    (full,) = found("2026/12/1到達")

    assert one.extra["inferred"] == ["year"]
    assert one.extra["candidates"] == ["2025-12-01", "2026-12-01", "2027-12-01"]
    assert "inferred" not in full.extra


def test_choosing_again() -> None:
    (day,) = found("11月10日")
    (moment,) = found("11月10日 9:00")
    (month,) = found("3月")
    (full,) = found("2025年11月10日")

    assert rechoose(day, "future", TODAY).value == "2027-11-10"
    assert rechoose(day, "past", TODAY).value == "2026-11-10"
    assert rechoose(moment, "future", TODAY).value == "2027-11-10T09:00:00"
    assert rechoose(month, "past", TODAY).value == "2026-03"
    assert rechoose(full, "future", TODAY) == full


def test_day_and_month_that_could_be_the_other_way_round() -> None:
    (one,) = found("12/7/2026")
    (told,) = found("31/12/2026")
    (japanese,) = found("12/7", locale="ja")

    assert (one.value, one.extra["ambiguous"]) == ("2026-12-07", "day_month")
    assert one.extra["candidates"] == ["2026-07-12", "2026-12-07"]
    assert "ambiguous" not in told.extra
    assert (japanese.value, japanese.extra.get("ambiguous")) == ("2026-12-07", None)


def test_one_date_that_must_be_day_first_tells_about_the_others() -> None:
    assert [e.value for e in found("from 25/12/2026 to 5/1/2027")] == ["2026-12-25", "2027-01-05"]


def test_parts_of_a_month() -> None:
    assert [(e.value, e.extra["part"]) for e in found("12月上旬")] == [("2026-12", "early")]
    assert [(e.value, e.extra["part"]) for e in found("mid-January 2027")] == [("2027-01", "mid")]


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31), date(2028, 2, 29)])
def test_any_today_will_do(today: date) -> None:
    for text in ("昨日", "来年末", "30日後", "12/1", "2/29", "next Friday", "来週", "先々月", "今朝9時", "24時"):
        for entity in extract(text, today):
            assert entity.start < entity.end
