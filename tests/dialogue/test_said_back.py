"""What is said back and turned round: the way back, the present value, the reference, which of two is cheaper."""

from __future__ import annotations

import pytest
from tests.replies import decided

COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 900, "bandwidth": 500, "log": 180, "region": "東京"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 2000, "concurrent": 2000, "servers": 2, "region": "Tokyo", "redundancy": True},
}


def said(talk, context, *turns):
    """The last reply of a conversation."""
    conversation = talk(context)
    return [conversation(turn) for turn in turns][-1]


@pytest.mark.parametrize("back", ["逆だとどうですか", "and the other way round?"])
def test_the_way_back_from_a_grade_named_as_the_present_one(talk, back):
    reply = said(talk, None, "ZTNAをStarterで契約して、あとでCoreに上げられますか", back)
    assert decided(reply)["outcome"] == "denied"
    assert "ztna:6.1.1" in decided(reply)["clauses"]


@pytest.mark.parametrize("stays", ["やっぱり900のままにします", "no, keep it at 900", "元の900に戻してください"])
def test_the_number_of_the_contract_told_again_takes_the_change_back(talk, stays):
    conversation = talk(COMPLETE)
    conversation("ライセンスを150減らしたい")
    assert conversation(stays)["kind"] == "smalltalk"
    reply = conversation("帯域を200に下げます")
    assert (reply["kind"], [c["item"] for c in decided(reply)["difference"]]) == ("confirmation", ["bandwidth"])


@pytest.mark.parametrize("asks", ["could they go to 3,000?", "3,000に上げられますか"])
def test_the_change_asked_about_after_what_using_more_comes_to(talk, asks):
    reply = said(talk, FMS, "They peaked at 2,100 concurrent devices yesterday. What now?", asks)
    assert reply["answers"][0]["intent"] == "change_check"
    assert decided(reply)["outcome"] == "denied"


@pytest.mark.parametrize("asks", ["reference?", "the reference, please"])
def test_the_reference_of_what_was_recorded(talk, asks):
    conversation = talk(FMS)
    conversation("Raise the servers to 3 please")
    receipt = conversation("yes")
    assert receipt["request"]["id"] in conversation(asks)["text"]


@pytest.mark.parametrize("asks", ["どちらのほうが安いですか", "and which of the two costs less?"])
def test_which_of_two_compared_is_cheaper(talk, asks):
    reply = said(talk, None, "Compare the licences of ZTNA and FMS", asks)
    assert {a["intent"] for a in reply["answers"]} == {"price"}


@pytest.mark.parametrize("back", ["規程には定めがないんですね", "so that isn't stated in the terms?"])
def test_that_the_terms_leave_it_open_is_said_again(talk, back):
    reply = said(talk, None, "ZTNAの解約申込書を出したあとで取り消せますか", back)
    assert reply["answers"][0]["intent"] == "termination_withdraw"


def test_how_the_option_spoken_of_is_ordered(talk):
    reply = said(talk, None, "Does SSE on ZTNA have a minimum term?", "how is it ordered")
    assert reply["answers"][0]["intent"] == "option_order"


@pytest.mark.parametrize("asks", ["Actually, is 360 dearer?", "360だと高くなりますか"])
def test_what_a_value_costs_changes_no_request(talk, asks):
    conversation = talk(COMPLETE)
    conversation("ログを90日にしてください")
    assert conversation(asks)["answers"][0]["intent"] == "price"
    reply = conversation("では90のままで記録してください")
    assert {"item": "log", "before": 180, "after": 90} in decided(reply)["difference"]


@pytest.mark.parametrize(
    "wish",
    ["Please add the proxy and multi-region with Osaka", "マルチリージョン（大阪）とプロキシを追加してください"],
)
def test_an_option_called_by_half_its_name_beside_another(talk, wish):
    reply = said(talk, COMPLETE, wish)
    added = next(c["after"] for c in decided(reply)["difference"] if c["item"] == "options")
    assert set(added) == {"transparent_proxy", "multi_region"}


def test_a_number_in_the_place_of_another_is_of_the_same_item(talk):
    reply = said(
        talk, FMS, "make it 2,600 licences", "and 3 servers", "scrap the servers", "now 2,700 instead of 2,600"
    )
    assert [(c["item"], c["after"]) for c in decided(reply)["difference"]] == [("licences", 2700)]


def test_an_item_of_the_other_service_after_an_article_was_asked_for(talk):
    turns = ("FMSのサーバは何台までですか", "それはどこに書いてありますか", "ZTNAにもサーバはありますか")
    reply = said(talk, None, *turns)
    assert (reply["answers"][0]["intent"], decided(reply)["outcome"]) == ("servers_limits", "denied")


def test_the_option_asked_about_beside_the_request_is_added_to_it(talk):
    conversation = talk({"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "Tokyo"}})
    conversation("Upgrade to Core, 500M")
    conversation("OK Complete then, 180")
    conversation("and can SSE come along right away?")
    reply = conversation("yes add it")
    assert reply["kind"] == "confirmation"
    changed = {c["item"]: c["after"] for c in decided(reply)["difference"]}
    assert changed == {"grade": "Complete", "bandwidth": 500, "log": 180, "options": ["sse"]}


@pytest.mark.parametrize("settles", ["no, 2,600 is right. submit", "いえ、2,600で確定してください"])
def test_the_number_that_waits_is_the_right_one_after_another_was_refused(talk, settles):
    reply = said(talk, FMS, "Raise the licences to 2,600 please", "would 2,650 be possible?", settles)
    assert reply["kind"] == "receipt"


def test_how_it_is_ended_asked_once_more(talk):
    turns = ("Does the ZTNA contract end automatically one day?", "So how do we end it then?")
    assert said(talk, None, *turns)["answers"][0]["intent"] == "termination_how"


def test_a_part_of_a_request_given_up_is_wanted_after_all(talk):
    turns = ("ライセンスを1,000に、帯域を1Gにしてください", "全部キャンセルします", "帯域だけはやっぱりお願いします")
    reply = said(talk, COMPLETE, *turns)
    assert reply["kind"] == "confirmation"
    assert [(c["item"], c["after"]) for c in decided(reply)["difference"]] == [("bandwidth", 1000)]


@pytest.mark.parametrize(
    "asks", ["何分からなら対象ですか", "From how many minutes is there a credit?", "show me the whole table"]
)
def test_the_table_of_credits_after_one_length(talk, asks):
    reply = said(talk, None, "ZTNAの全VPN装置が40分止まりました。減額は？", asks)
    assert reply["answers"][0]["intent"] == "credit_table"


def test_the_whole_named_in_a_question_beside_a_request_for_fewer(talk):
    conversation = talk({"service": "fms", "configuration": {**FMS["configuration"], "licences": 3000}})
    conversation("Reduce the licences by 500 please")
    reply = conversation("hmm, would 5,000 concurrent be enough for 2,500 licences?")
    assert {"item": "licences", "before": 3000, "after": 2500} in decided(reply)["difference"]


@pytest.mark.parametrize(
    "told",
    [
        "先方はまだ了承していません",
        "お客様が了承すれば進めます",
        "2,600で大丈夫か確認します",
        "確定は明日にします",
        "the customer hasn't agreed",
        "they have not confirmed yet",
        "I'd submit it tomorrow",
        "they agree in principle but want to wait",
    ],
)
def test_what_is_not_agreed_yet_is_not_recorded(talk, told):
    assert said(talk, FMS, "Please raise the licences to 2,600", told)["kind"] != "receipt"


@pytest.mark.parametrize(
    "told",
    [
        "内容に相違ないか確認しました。記録してください",
        "お客様の了承を得ましたので、確定でお願いします",
        "The customer has agreed, please file it",
        "They are fine with it. Don't wait, record it",
    ],
)
def test_what_is_agreed_by_now_is_recorded(talk, told):
    assert said(talk, FMS, "Please raise the licences to 2,600", told)["kind"] == "receipt"
