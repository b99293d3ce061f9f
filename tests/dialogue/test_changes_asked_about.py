"""Changes that are asked about or asked for without saying all: which item, which grade, what is told before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def decisions(reply: dict[str, Any]) -> list[dict[str, Any]]:
    return [answer["decision"] for answer in reply["answers"]]


def test_an_item_that_a_grade_fixes_cannot_be_changed_on_it(talk: Callable[..., Any]) -> None:
    (found,) = decisions(talk()("Is a Starter customer allowed to change the bandwidth afterwards?"))
    assert "denied" == found["outcome"]
    assert "ztna:6.1.4" in found["clauses"]


def test_an_item_that_a_grade_leaves_open_can(talk: Callable[..., Any]) -> None:
    (found,) = decisions(talk()("Coreの契約で帯域を後から変更できますか"))
    assert "explained" == found["outcome"]
    assert "ztna:6.1.4" in found["clauses"]


@pytest.mark.parametrize(
    "text", ["ZTNAのライセンスを契約中に減らすのはアリ？", "may we lower the ZTNA licences mid-term?"]
)
def test_whether_a_number_can_go_down_is_not_how_far(talk: Callable[..., Any], text: str) -> None:
    assert "ztna:6.1.2" in decisions(talk()(text))[0]["clauses"]


def test_how_far_it_can_go_is_a_limit(talk: Callable[..., Any]) -> None:
    assert "ztna:4.1.1" in decisions(talk()("ZTNAのライセンスは最大いくつまで増やせますか"))[0]["clauses"]


def test_what_is_told_of_the_contract_is_no_part_of_the_wish(talk: Callable[..., Any]) -> None:
    text = (
        "ZTNAのCore、300ライセンスで契約しておりますが、ライセンスを450に、帯域を300Mから1Gに変えたいと考えています。"
        "可能ですか。"
    )
    reply = talk()(text)
    (found,) = decisions(reply)
    assert "allowed" == found["outcome"]
    assert "450" in reply["text"]
    assert "1G" in reply["text"]


def test_a_value_asked_for_is_a_request_whatever_the_words_resemble(talk: Callable[..., Any]) -> None:
    reply = talk()("Please change the concurrent device number of our FMS contract to 7,500.")
    assert "denied" == decisions(reply)[0]["outcome"]


def test_redundancy_needed_and_switched_on_is_asked_for(talk: Callable[..., Any]) -> None:
    reply = talk()("After an audit we need gateway redundancy on FMS. Please turn it on.")
    assert "confirmation" == reply["kind"]
    assert "needs_human" == decisions(reply)[0]["outcome"]


def test_an_option_beside_a_new_contract_is_judged_by_its_grade(talk: Callable[..., Any]) -> None:
    text = "We are signing a new Core contract. May we order the transparent proxy along with it?"
    assert "allowed" == decisions(talk()(text))[0]["outcome"]


def test_words_of_iij_that_are_quoted_speak_of_iij(talk: Callable[..., Any]) -> None:
    text = (
        "貴社より「弊社設備の故障」とのご連絡をいただきました。"
        "貴社が把握してから50時間、FMSは全く使えませんでした。減額はいくらですか。"
    )
    assert "1/15" == decisions(talk()(text))[0]["values"]["credit_fraction"]


def test_moments_of_one_outage_lie_in_one_year(talk: Callable[..., Any]) -> None:
    text = "FMS 10/20 10:00当社認知 10/22 15:00復旧 当社責 全面不可 減額請求期限"
    assert "2027-01-21" == decisions(talk()(text))[0]["values"]["claim_deadline"]


def test_an_option_that_ends_within_its_minimum_term_is_reckoned(talk: Callable[..., Any]) -> None:
    text = "FMS multi-region: option billing starts 1 December 2026, option ends 20 December 2026. Any charge?"
    assert decisions(talk()(text))[0]["values"]["charge_due"] is True


def test_a_wish_date_on_a_form_is_no_wish(talk: Callable[..., Any]) -> None:
    reply = talk()("2026年12月1日に到達、希望日 2027年1月15日")
    assert "answer" == reply["kind"]
    assert "2027-01-15" == decisions(reply)[0]["values"]["effective_date"]


def test_a_bandwidth_is_not_guaranteed(talk: Callable[..., Any]) -> None:
    assert "ztna:4.1.3" in decisions(talk()("ZTNAは300Mbps保証だと聞いています"))[0]["clauses"]


@pytest.mark.parametrize(
    "text",
    [
        "グレードをCoreへ変更してください。帯域は現行どおり100Mのままでお願いします。",
        "We're on Starter. Please move us to Core but keep the bandwidth at 100M.",
    ],
)
def test_a_value_that_is_to_stay_is_judged_with_the_change(talk: Callable[..., Any], text: str) -> None:
    assert "denied" == decisions(talk()(text))[0]["outcome"]


def test_an_option_that_is_to_stay_is_judged_with_the_change(talk: Callable[..., Any]) -> None:
    known = {"service": "ztna", "configuration": {"grade": "Complete", "options": ["sse"]}}
    reply = talk(known)("CompleteからCoreへ変更したいのですが、SSEアドオンだけは引き続き使えますか。")
    assert "denied" == decisions(reply)[0]["outcome"]


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday 15,400 devices were connected at once on FMS. What happens now?",
        "FMSで昨日うっかり5,300台同時につないでしまいました。怒られますか？",
    ],
)
def test_devices_that_were_connected_are_a_use_of_the_contract(talk: Callable[..., Any], text: str) -> None:
    reply = talk()(text)
    assert "answer" == reply["kind"]
    assert "fms:5.2" in decisions(reply)[0]["clauses"]


@pytest.mark.parametrize(
    "text", ["Increase our ZTNA licences, how do we go about it?", "ZTNAの帯域を下げるにはどうすればいいですか"]
)
def test_the_way_to_a_change_is_not_how_far_it_goes(talk: Callable[..., Any], text: str) -> None:
    reply = talk()(text)
    assert "answer" == reply["kind"]
    assert "change_procedure" == reply["answers"][0]["intent"]


@pytest.mark.parametrize("text", ["Can we add redundancy?", "冗長構成にできますか"])
def test_redundancy_of_a_contract_that_is_known_is_a_change(talk: Callable[..., Any], text: str) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 1000, "concurrent": 2000, "servers": 5}})
    assert "needs_human" == decisions(say(text))[0]["outcome"]
    assert "confirmation" == say("please do it" if text.isascii() else "ではお願いします")["kind"]
