"""Outages told in pieces: one more on another day, one taken back, a day or a cause corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue.days import in_month_of, is_day_of_month
from assistant.dialogue.retold import merge_outage

Begin = Callable[..., Any]


def told(value: str, role: str | None = None, candidates: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"role": role, "value": value, "inferred": bool(candidates), "candidates": list(candidates)}


def day(number: int) -> dict[str, Any]:
    """A day of which no month was said, as it is read on 22 November 2026."""
    return told(f"2026-12-{number}", None, tuple(f"2026-{month}-{number}" for month in (10, 11, 12)))


def fraction(reply: dict[str, Any]) -> Any:
    return reply["answers"][0]["decision"]["values"].get("credit_fraction")


ONCE = {"durations": ["PT45M"], "dates": [told("2026-11-09")]}


def test_a_length_on_another_day_is_one_more_outage() -> None:
    twice = merge_outage(ONCE, {"durations": ["PT2H"], "dates": [day(12)]})
    assert twice["durations"] == ["PT45M", "PT2H"]
    assert {n: own["day"]["value"] for n, own in twice["of_each"].items()} == {"1": "2026-11-09", "2": "2026-11-12"}
    assert twice["dates"] == ONCE["dates"]
    corrected = merge_outage(ONCE, {"durations": ["PT2H"], "dates": [day(12)]}, frozenset({"correction"}))
    assert (corrected["durations"], corrected["dates"][0]["value"]) == (["PT2H"], "2026-11-12")
    assert merge_outage(ONCE, {"durations": ["PT2H"], "dates": [day(12)]}, asks=True)["durations"] == ["PT2H"]


def test_one_of_several_outages_is_meant_by_its_day_its_place_or_its_length() -> None:
    twice = merge_outage(ONCE, {"durations": ["PT2H"], "dates": [day(12)]})
    gone = frozenset({"retracts"})
    for meant in ({"dates": [day(12)]}, {"ordinal": 2}, {"ordinal": -1}, {"durations": ["PT2H"]}):
        assert merge_outage(twice, meant, gone)["durations"] == ["PT45M"]
    first = merge_outage(twice, {"ordinal": 1}, gone)
    assert (first["durations"], first["dates"][0]["value"]) == (["PT2H"], "2026-11-12")
    ours = merge_outage(twice, {"dates": [day(12)], "cause": "customer"})
    assert (ours["of_each"]["2"]["cause"], ours.get("cause")) == ("customer", None)
    assert merge_outage(twice, {"ordinal": 2})["which"] == 2


def test_a_correction_without_more_is_of_the_outage_told_last() -> None:
    both = {"durations": ["PT45M", "PT23H"]}
    corrects = frozenset({"correction"})
    assert merge_outage(both, {"durations": ["PT25H"]}, corrects)["durations"] == ["PT45M", "PT25H"]
    assert merge_outage(both, {"durations": ["P3D", "PT45M"]})["durations"] == ["P3D", "PT23H"]


def test_a_day_without_a_month_lies_in_the_month_spoken_of() -> None:
    assert is_day_of_month(day(24))
    assert not is_day_of_month(told("2026-08-24"))
    assert in_month_of(day(24), "2026-08-21")["value"] == "2026-08-24"
    assert in_month_of(day(30), "2026-02-02")["value"] == "2026-12-30"
    moved = merge_outage({"dates": [told("2026-08-21")], "durations": ["PT2H"]}, {"dates": [day(24)]})
    assert moved["dates"][0]["value"] == "2026-08-24"
    hours = [told("2026-11-14T10:00:00", "start"), told("2026-11-14T10:45:00", "end")]
    moved = merge_outage({"datetimes": hours}, {"dates": [day(17)]}, frozenset({"correction"}))
    assert [m["value"] for m in moved["datetimes"]] == ["2026-11-17T10:00:00", "2026-11-17T10:45:00"]


@pytest.mark.parametrize(
    ("turns", "values"),
    [
        (
            (
                "ZTNA was down from 8:00 to 8:50 on Nov 3, what credit?",
                "and 30 hours on the 7th",
                "forget the one on the 7th",
            ),
            ("1/90", "19/90", "1/90"),
        ),
        (
            ("ZTNAが11月2日に3時間止まりました。減額は？", "5日にも50分止まっています", "5日の分はやっぱりなしで"),
            ("1/30", "2/45", "1/30"),
        ),
        (
            ("ZTNAが昨日3時間止まりました。減額は？", "先週の月曜にも40分止まりました", "1つ目は取り消します"),
            ("1/30", "2/45", "1/90"),
        ),
        (
            (
                "ZTNAのVPN装置が1台だけ2時間止まり、もう1台は動いていました。減額は？",
                "すみません、3台とも止まってました",
            ),
            ("0", "1/30"),
        ),
        (
            (
                "FMS down 26h since IIJ knew, nothing worked, our switch broke. credit?",
                "sorry, our switch but IIJ's fault",
            ),
            ("0", "1/30"),
        ),
    ],
)
def test_outages_are_added_taken_back_and_corrected(
    talk: Begin, turns: tuple[str, ...], values: tuple[str, ...]
) -> None:
    say = talk()
    assert [fraction(say(text)) for text in turns] == list(values)


def test_the_claim_of_one_of_several_outages_counts_from_its_own_day(talk: Begin) -> None:
    say = talk({"service": "ztna"})
    say("Down for 2 hours on November 4. Credit?")
    say("and again on the 11th for 45 minutes")
    reply = say("until when can we claim for the second one?")
    assert reply["answers"][0]["decision"]["values"]["claim_deadline"] == "2027-02-11"


def test_a_case_only_supposed_leaves_the_facts_of_the_outage(talk: Begin) -> None:
    say = talk({"service": "ztna"})
    assert fraction(say("Complete outage of 26 hours, what do we get?")) == "1/5"
    say("what if it had been scheduled maintenance that was announced?")
    assert fraction(say("but we were never notified. the fee is 300,000 yen")) == "1/5"


def test_the_end_told_after_what_iij_noticed_lies_in_its_month_and_can_be_corrected(talk: Begin) -> None:
    ask = talk({"service": "fms"})
    ask("FMS was completely down, and it was IIJ's fault")
    ask("IIJ noticed at 9:00 on 10 November")
    first = ask("back up at 15:00 on the 11th")["answers"][0]["decision"]["values"]
    assert first["credit_fraction"] == "1/30"
    second = ask("sorry, 15:00 on the 12th")["answers"][0]["decision"]["values"]
    assert second["credit_fraction"] == "1/15"


def test_a_day_is_corrected_beside_the_one_it_replaces(talk: Begin) -> None:
    ask = talk({"service": "ztna"})
    ask("解約申込書は12月3日に着く予定です。いつ解約になりますか")
    reply = ask("すみません、3日じゃなくて8日でした")
    assert reply["answers"][0]["decision"]["values"]["effective_date"] == "2027-01-07"
