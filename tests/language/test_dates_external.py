"""Japanese time expressions of ja-timex (tests/data/dates_ja.jsonl, MIT): what a contract conversation can contain.

Measured: dates, eras, months, years, weekdays, times of day, durations, offsets from today, and texts that hold no time
at all. Left out: what no contract question asks for (centuries, BC, quarters, seasons, 毎日 and other sets) and
fragments that mean nothing without a context (18日, 59秒 as a clock).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from assistant.language.almanac import shift, week_of
from assistant.language.entities import extract
from assistant.language.model import Entity

TODAY = date(2026, 11, 22)
ROWS = [json.loads(line) for line in (Path(__file__).parents[1] / "data" / "dates_ja.jsonl").read_text().splitlines()]
TEMPORAL = frozenset({"date", "datetime", "month", "week", "year", "time", "duration"})

FILES = frozenset({"test_abstime_tagger.py", "test_duration_tagger.py", "test_reltime_tagger.py"})

# Read differently on purpose.
OTHERWISE = {
    "2021年": "a year, also where ja-timex's duration tagger alone reads 2021 years",
    "1月": "January, also where ja-timex's duration tagger alone reads one month",
    "3日10時間": "one length of time: outages are told so (3日10時間止まった)",
    "1日10分": "one length of time",
    "1年3時間": "one length of time",
    "1秒05": "hundredths of a second are no outage",
    "100秒5": "the same",
    "13/8": "13/8 as year 13, month 8",
    "大化1年": "no contract is older than 明治",
    "飛鳥時代3年": "a length of three years",
    "歯姫3年": "a length of three years",
    "令和-3年": "three years, after a dash",
    "(月)": "(月) alone is as often per month (月額) as Monday; beside a date it belongs to the date",
    "（月）": "the same",
    "23時59秒": "a time of day and a length of time",
    "23.5時59秒": "a length of time",
    "2021年7月末": "the last day of July, a date: 末 is not lost",
    "今朝6時": "six o'clock today, with its date",
    "今夜6時": "the same",
    "先日": "the other day is no certain day",
}


def _amounts(value: str) -> dict[str, Fraction]:
    """Amounts of an ISO duration in months, days and seconds: PT90M equals PT1H30M, P1M does not equal P30D."""
    days, _, clock = value.removeprefix("P").partition("T")
    total = {"months": Fraction(0), "seconds": Fraction(0)}
    factors = {"Y": ("months", 12), "M": ("months", 1), "W": ("seconds", 604_800), "D": ("seconds", 86_400)}
    for number, unit in re.findall(r"([\d.]+)([YMWD])", days):
        kind, factor = factors[unit]
        total[kind] += Fraction(number) * factor
    for number, unit in re.findall(r"([\d.]+)([HMS])", clock):
        total["seconds"] += Fraction(number) * {"H": 3600, "M": 60, "S": 1}[unit]
    part = total["months"] % 1  # a part of a month is read as so many thirtieths
    total["months"] -= part
    total["seconds"] += part * 30 * 86_400
    return total


def _found(text: str) -> list[Entity]:
    return [e for e in extract(text, TODAY, "ja") if e.type in TEMPORAL]


def _date_case(value: str) -> tuple[str, str] | None:
    """Return the kind and the pattern of our value for a TIMEX value, None when it is not measured."""
    patterns = (
        ("date", r"(\d{4})-(\d\d)-(\d\d)", r"date \1-\2-\3"),
        ("month", r"(\d{4})-(\d\d)-XX", r"month \1-\2"),
        ("year", r"(\d{4})-XX-XX", r"year \1"),
        ("year", r"FY(\d{4})", r"year \1"),
        ("date without year", r"XXXX-(\d\d)-(\d\d)", r"date \\d{4}-\1-\2"),
        ("month without year", r"XXXX-(\d\d)-XX", r"month \\d{4}-\1"),
        ("time of day", r"T(\d\d)-(\d\d)-(\d\d)", r"time \1:\2(:\3)?"),
        ("time of day", r"T(\d\d)-(\d\d)-XX", r"time \1:\2"),
        ("time of day", r"T(\d\d)-XX-XX", r"time \1:00"),
    )
    for kind, pattern, ours in patterns:
        if re.fullmatch(pattern, value):
            return kind, re.sub(pattern, ours, value)
    if weekday := re.fullmatch(r"XXXX-WXX-(\d)", value):
        return "weekday", f"weekday {weekday[1]}"
    return None


def _offset_case(row: dict[str, object]) -> str | None:
    """Return our value for 昨日, 来月, 3週間後 and the like; before or after is read from the words."""
    amount = re.fullmatch(r"P(\d+)([DWMY])", str(row["expect"]))
    text = str(row["text"])
    if amount is None or re.search(r"目|ぶり|もの間|世紀", text):
        return None
    by = int(amount[1]) * (-1 if re.search(r"前|まえ|昨|先|おととい|おととし", text) else 1)
    day = shift(TODAY, amount[2], by)
    assert day is not None
    if re.search(r"\d", text) or amount[2] == "D":
        return f"date {day.isoformat()}"
    kinds = {"W": f"week {week_of(TODAY + timedelta(weeks=by))}", "Y": f"year {day.year}"}
    return kinds.get(amount[2], f"month {day.isoformat()[:7]}")


def _cases() -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, text, what to check, and the expectation."""
    for row in ROWS:
        file, text, field, expect = row["file"], row["text"], row["field"], row["expect"]
        if text in OTHERWISE or "紀元前" in text or "世紀" in text:
            continue
        if file not in FILES:
            continue
        if file == "test_abstime_tagger.py" and field == "value":
            if case := _date_case(expect):
                kind = "era" if re.match(r"令和|平成|昭和|大正|明治|R|Ｒ", text) else case[0]
                yield kind, text, "value", case[1]
        elif file == "test_duration_tagger.py" and field == "value":
            yield "duration", text, "duration", expect
        elif file == "test_reltime_tagger.py" and field == "value" and "0.1" not in text and "半" not in text:
            if case := _offset_case(row):
                yield "offset from today", text, "value", case
        elif file == "test_reltime_tagger.py":
            continue
        elif field == "text" and not re.search(r"頃|近く|以|前後|前半|後半|頭|初|始|末|旬|ば|終|わり", text):
            yield "span", text, "text", expect
        elif field == "parse" and not re.search(r"四半|Q|年度|夜|朝|晩", text):
            yield ("no time at all" if file == "test_abstime_tagger.py" else "no duration"), text, "none", ""


CASES = list(_cases())


@pytest.mark.parametrize(("kind", "text", "check", "expect"), CASES, ids=[f"{k}: {t}" for k, t, _, _ in CASES])
def test_read_as_in_ja_timex(kind: str, text: str, check: str, expect: str) -> None:
    found = _found(text)
    if check == "none":
        assert [e for e in found if kind == "no time at all" or e.type == "duration"] == []
        return
    assert len(found) == 1
    if check == "text":
        assert found[0].text == expect
    elif check == "duration":
        assert found[0].type == "duration"
        assert _amounts(found[0].value) == _amounts(expect)
    elif expect.startswith("weekday"):
        assert found[0].type == "date"
        assert date.fromisoformat(found[0].value).isoweekday() == int(expect.split()[1])
    elif expect.startswith("time"):
        hour, minute = divmod(int(expect[5:7]) - 24 * found[0].extra.get("days", 0), 1)
        assert minute == 0
        assert re.fullmatch(f"time {hour:02}" + expect[7:], f"{found[0].type} {found[0].value}")
    else:
        assert re.fullmatch(expect, f"{found[0].type} {found[0].value}")


def test_enough_is_measured() -> None:
    kinds = {kind for kind, _, _, _ in CASES}

    assert len(CASES) >= 190
    assert set(OTHERWISE) <= {row["text"] for row in ROWS}
    assert kinds >= {"date", "era", "month", "year", "time of day", "weekday", "duration", "offset from today"}
