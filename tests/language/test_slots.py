"""Which part each value plays in a text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.language.entities import extract
from assistant.language.forms import said_as
from assistant.language.possession import as_background
from assistant.language.slots import gather, merge

TODAY = date(2026, 11, 22)


def slots_of(text: str) -> dict[str, Any]:
    said = said_as(text)
    return gather(said, extract(said, TODAY, None))


@pytest.mark.parametrize(
    ("text", "origin", "goal"),
    [
        ("StarterからCoreへ変更", "Starter", "Core"),
        ("Complete→Core", "Complete", "Core"),
        ("from Core to Complete", "Core", "Complete"),
        ("to Complete from Core", "Core", "Complete"),
        ("Can Complete become Core?", "Complete", "Core"),
        ("Starterはもう卒業して、Coreにしたい", "Starter", "Core"),
        ("leaving Core behind for Complete", "Core", "Complete"),
    ],
)
def test_direction_of_a_grade_change(text: str, origin: str, goal: str) -> None:
    slots = slots_of(text)
    assert (origin, goal) == (slots.get("grade_from"), slots.get("grade"))


@pytest.mark.parametrize(
    ("text", "key", "option"),
    [
        ("SSEは要らないので", "options_refused", "sse"),
        ("without the transparent proxy", "options_refused", "transparent_proxy"),
        ("SSEは残したい", "options_keep", "sse"),
        ("SSEだけは今のまま使いたい", "options_keep", "sse"),
        ("keep the SSE add-on", "options_keep", "sse"),
        ("透過プロキシを外したい", "options_remove", "transparent_proxy"),
        ("drop the multi-region option", "options_remove", "multi_region"),
        ("透過プロキシを使いたい", "options", "transparent_proxy"),
    ],
)
def test_part_of_an_option(text: str, key: str, option: str) -> None:
    assert [option] == slots_of(text)[key]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("解約申込書が12月5日に届く", "arrival"),
        ("12/5到達", "arrival"),
        ("the form reaches IIJ on 5 December", "arrival"),
        ("12月5日付で解約したい", "desired"),
        ("terminate on 5 December", "desired"),
        ("12月5日に発送しました", "sent"),
        ("12月5日に郵便局から解約申込書を出しました", "sent"),
        ("申込書到達12/3 希望解除日", "arrival"),
        ("billing on FMS begins 5 December", "billing_start"),
        ("we could first claim on 5 December", "claimable_on"),
        ("請求できるようになったのが12月5日なら", "claimable_on"),
        ("課金開始日は12月5日", "billing_start"),
        ("billing started on 5 December", "billing_start"),
    ],
)
def test_role_of_a_date(text: str, role: str) -> None:
    assert [role] == [d["role"] for d in slots_of(text)["dates"]]


def test_a_bare_number_belongs_to_the_item_beside_it() -> None:
    assert 1500 == slots_of("ライセンスも1500へ")["licences"]


def test_relative_values_stay_relative() -> None:
    slots = slots_of("three more Mobility servers")
    assert (3, "+") == (slots["servers"], slots["relative"]["servers"])


def test_background_is_what_there_is_now() -> None:
    moved = as_background(slots_of("Core（400ライセンス、帯域500M）"))
    assert {"licences": 400, "bandwidth": 500} == moved["now"]
    assert "Core" == moved["grade_now"]


def test_merging_keeps_lists_and_lets_later_values_win() -> None:
    merged = merge([{"options": ["sse"], "log": 90}, {"options": ["sse", "config_change"], "log": 180}])
    assert {"options": ["sse", "config_change"], "log": 180} == merged


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("弊社のルータの設定ミスが原因で", "cause", "customer"),
        ("御社側の故障で止まった", "cause", "iij"),
        ("貴社の設備に問題はなかったが", "cause", None),
        ("御社側の機器は正常だったそうです", "cause", None),
        ("your equipment was fine", "cause", None),
        ("it was IIJ's fault", "cause", "iij"),
        ("all services were completely dead", "total", True),
        ("とても遅い", "total", False),
        ("VPN装置2台のうち1台だけ落ち、もう1台は正常", "vpn_devices", "some_up"),
        ("all VPN devices were down", "vpn_devices", "all_down"),
        ("事前に通知されたメンテナンスで", "notified_suspension", "full"),
        ("予告なしの停止", "notified_suspension", None),
        ("IIJが把握した時点から36時間", "basis", "knowledge"),
        ("30 hours from when it went down", "basis", "start"),
        ("it was down for 30 hours in all", "basis", "start"),
        ("全部で30時間止まりました", "basis", "start"),
        ("IIJ knew from the first minute", "knowledge", "at_once"),
        ("IIJ found out 5 hours after it began", "knowledge", "later"),
        ("Completeの契約です", "total", None),
    ],
)
def test_facts_of_an_outage(text: str, fact: str, value: Any) -> None:
    assert value == slots_of(text).get(fact)


def test_the_sum_of_several_outages_is_not_one_of_them() -> None:
    assert ["PT20H"] == slots_of("20時間の停止が2回、合わせて40時間")["durations"]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("23時間50分を24時間とみなしてもらえますか", ["PT23H50M"]),
        ("could you count 29 minutes as 30 minutes?", ["PT29M"]),
        ("72時間だと3日以内の枠ですか、3日超の枠ですか", ["PT72H"]),
        ("35分と2時間の2回止まりました", ["PT35M", "PT2H"]),
    ],
)
def test_a_limit_is_no_length_of_an_outage(text: str, lengths: list[str]) -> None:
    assert lengths == slots_of(text)["durations"]


@pytest.mark.parametrize(
    "text",
    [
        "As Starter runs from 50 to 500 licences, we'll take 50.",
        "Starterは50から500ライセンスの範囲なので50ライセンスにします",
    ],
)
def test_what_is_on_offer_is_not_what_is_wanted(text: str) -> None:
    slots = slots_of(text)
    assert (50, {"licences": [50, 500]}) == (slots["licences"], slots["range"])
    assert "from" not in slots


@pytest.mark.parametrize(
    ("text", "now", "factor"),
    [
        ("今800ライセンスですが、半分にしたい", 800, 0.5),
        ("ライセンスを3割減らしたい", None, 0.7),
        ("ライセンスを20%増やす", None, 1.2),
        ("can we double our 200 licences?", 200, 2),
        ("cut the licences by half", None, 0.5),
        ("reduce the number of licences by 25%", None, 0.75),
    ],
)
def test_a_count_multiplied(text: str, now: int | None, factor: float) -> None:
    slots = slots_of(text)
    assert (factor, "*") == (slots["licences"], slots["relative"]["licences"])
    assert now == slots.get("now", {}).get("licences")


@pytest.mark.parametrize(
    "text", ["東日本と西日本の両方を使いたい", "We want two regions", "複数のリージョンを使えますか"]
)
def test_several_regions_are_the_option_for_them(text: str) -> None:
    assert ["multi_region"] == slots_of(text)["options"]


@pytest.mark.parametrize(("text", "wanted"), [("冗長なしからありに変えたい", True), ("冗長構成ありをなしに", False)])
def test_redundancy_turned_on_or_off(text: str, wanted: bool) -> None:
    slots = slots_of(text)
    assert (wanted, not wanted) == (slots["redundancy"], slots["now"]["redundancy"])


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Two 50-minute outages and one of 4 hours", ["PT50M", "PT50M", "PT4H"]),
        ("今月は3日に2時間、12日に40分止まりました", ["PT2H", "PT40M"]),
    ],
)
def test_each_outage_is_told_as_often_as_it_came(text: str, lengths: list[str]) -> None:
    assert lengths == slots_of(text)["durations"]


@pytest.mark.parametrize("text", ["第9条、いや第8条を見せて", "Show Article 9, sorry, Article 8 please"])
def test_what_is_taken_back_does_not_count(text: str) -> None:
    assert ["8"] == [clause["path"] for clause in slots_of(text)["clauses"]]


@pytest.mark.parametrize("text", ["Please add one server and 300 licences.", "サーバ1台とライセンス300追加して"])
def test_one_verb_holds_for_both_amounts(text: str) -> None:
    assert {"servers": "+", "licences": "+"} == slots_of(text)["relative"]


def test_licences_for_a_contract_are_not_where_a_change_starts() -> None:
    assert 300 == slots_of("Please add 300 licences to our contract")["licences"]


def test_a_way_back_is_no_aim_without_the_way_there() -> None:
    assert "Starter" == slots_of("CoreからStarterに戻し、そのあとCoreへ上げられますか")["grade_to"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("消印は11月20日です", "sent"),
        ("貴社が認知されたのは11月3日です", "known"),
        ("24時間に達したのが8月3日です", "claimable_on"),
        ("the 24-hour mark was passed on 31 August", "claimable_on"),
        ("減額の請求権が発生したのは8月3日です", "claimable_on"),
        ("our right to a reduction arose on 3 August", "claimable_on"),
    ],
)
def test_the_part_a_day_plays(text: str, role: str) -> None:
    assert [role] == [day["role"] for day in slots_of(text)["dates"]]


def test_people_who_come_are_not_the_licences_wanted() -> None:
    slots = slots_of("新入社員が200人来るので、今の300から500に増やせますか")
    assert (500, 300) == (slots["licences"], slots["from"]["licences"])
    assert "heads" not in slots


def test_an_outage_over_midnight_ends_the_next_day() -> None:
    told = slots_of("It was down from 22:15 to 03:40 last night")["datetimes"]
    assert ["2026-11-21T22:15:00", "2026-11-22T03:40:00"] == [moment["value"] for moment in told]


def test_who_learned_and_since_when_it_was_down() -> None:
    told = slots_of(
        "IIJ learned of the whole failure (its own) at 10:00 on 10 November 2026, service returned at 09:00 on "
        "11 November, and we had been offline since 01:00 on the 10th"
    )["datetimes"]
    assert [
        ("known", "2026-11-10T10:00:00"),
        ("end", "2026-11-11T09:00:00"),
        ("start", "2026-11-10T01:00:00"),
    ] == [(moment["role"], moment["value"]) for moment in told]


@pytest.mark.parametrize("text", ["ZTNA licences come in blocks of 100", "ライセンスは100単位での購入"])
def test_a_step_is_no_number_of_licences(text: str) -> None:
    slots = slots_of(text)
    assert "licences" in slots["items"]
    assert not {"licences", "heads"} & slots.keys()
    assert not slots.get("numbers")


@pytest.mark.parametrize("text", ["帯域は現行どおり100Mのまま", "帯域100Mは変わらず"])
def test_a_value_that_stays_is_neither_wanted_nor_lost(text: str) -> None:
    slots = slots_of(text)
    assert {"bandwidth": 100} == slots["stay"]
    assert "bandwidth" not in slots


def test_starter_is_a_grade_after_for() -> None:
    assert ["Starter"] == slots_of("Could we sign up for Starter with 450 licences?")["grades"]


@pytest.mark.parametrize(
    "text",
    [
        "同時接続、2000台じゃ足りないし5000は多い、3500とか指定できますか",
        "1,000 licences is too few, 2,000 too many: 1,500",
    ],
)
def test_values_that_do_not_fit_are_not_wanted(text: str) -> None:
    slots = slots_of(text)
    assert {3500, 1500} & {slots.get("concurrent"), slots.get("licences"), *slots.get("numbers", [])}
    assert not {2000, 5000, 1000} & {slots.get("concurrent"), slots.get("licences"), *slots.get("numbers", [])}


@pytest.mark.parametrize(
    "text",
    [
        "夜中の2時から4時まで止めますと前もって連絡が来ていた",
        "前もって通知のあった停止でした",
    ],
)
def test_a_stop_told_before(text: str) -> None:
    assert "full" == slots_of(text)["notified_suspension"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("うちの回線がしょぼくて5時間つながらなかった", "customer_line"),
        ("A power company's blackout killed FMS for two days", "third_party"),
        ("A carrier that has nothing to do with IIJ had its fibre cut", "customer_line"),
    ],
)
def test_more_causes(text: str, cause: str) -> None:
    assert cause == slots_of(text)["cause"]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("導入時の設定を貴社に代行していただけますか", "intro_support"),
        ("最初の設定をやってもらえますか", "intro_support"),
        ("Could the initial set-up be done for us?", "intro_support"),
        ("設定変更を代わりにお願いできますか", "config_change"),
        ("設定変更option", "config_change"),
        ("特定の通信を自社のプロキシへ自動で転送できますか", "transparent_proxy"),
        ("Can selected traffic be passed on to our proxy?", "transparent_proxy"),
    ],
)
def test_an_option_told_by_what_it_does(text: str, option: str) -> None:
    assert [option] == slots_of(text)["options"]


def test_a_sum_told_in_another_sentence_is_no_outage_of_its_own() -> None:
    merged = merge([slots_of("three times, 25 minutes each"), slots_of("that's 75 minutes altogether")])
    assert ["PT25M"] == merged["durations"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("SSEと透過プロキシを外してください", "options_remove"),
        ("SSEも透過プロキシも要りません", "options_refused"),
        ("drop SSE and the transparent proxy please", "options_remove"),
        ("without SSE or the transparent proxy", "options_refused"),
        ("we need neither SSE nor the transparent proxy", "options_refused"),
    ],
)
def test_one_word_holds_for_all_options_it_joins(text: str, key: str) -> None:
    slots = slots_of(text)
    assert ["sse", "transparent_proxy"] == slots[key]
    assert "options" not in slots


@pytest.mark.parametrize(
    "text",
    [
        "マルチリージョン、もう使ってないので外しといてください",
        "Multi-region: we no longer use it, so please remove it",
    ],
)
def test_an_option_that_is_not_used_any_more_is_dropped(text: str) -> None:
    assert ["multi_region"] == slots_of(text)["options_remove"]


def test_none_of_an_item_is_a_number() -> None:
    assert 0 == slots_of("Mobilityサーバはゼロ台にできますか")["servers"]


def test_when_it_began_when_iij_knew_and_when_it_ended() -> None:
    told = slots_of("止まったのは朝6時、IIJさんが気づいたのは10時、次の日の9時に復旧")["times"]
    assert ["start", "known", "end"] == [moment["role"] for moment in told]


def test_a_year_told_in_days_beside_the_log_is_its_retention() -> None:
    assert 365 == slots_of("ログまるっと一年分残したいからCompleteで365日にしたい")["log"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("FMSのお客様です。弊社責任による全断が40時間続きました", "iij"),
        ("It has not been established who caused the outage", "unknown"),
    ],
)
def test_whose_fault_by_who_speaks(text: str, cause: str) -> None:
    assert cause == slots_of(text)["cause"]


def test_options_that_are_not_wished_for() -> None:
    assert ["sse", "multi_region"] == slots_of("SSEアドオンもマルチリージョンも希望せず")["options_refused"]
