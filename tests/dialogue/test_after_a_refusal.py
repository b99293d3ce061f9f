"""After a refused move to another grade, what is asked for next stands alone; redundancy may join what waits."""

from __future__ import annotations

import pytest
from tests.replies import decided

CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 500, "bandwidth": 500, "options": ["transparent_proxy"]},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 3, "region": "東京", "redundancy": False},
}


@pytest.mark.parametrize(
    ("refused", "wanted", "licences"),
    [
        ("We'd like to go down to Starter with 400 licences", "ok, then reduce the licences to 350 please", 350),
        ("Starterに変更して、ライセンスも300にしてください", "では、ライセンスを450に減らすだけにします", 450),
        ("Please move us to Starter", "fine, just raise the licences to 600 then", 600),
    ],
)
def test_the_refused_grade_is_not_asked_for_again(talk, refused, wanted, licences):
    say = talk(CORE)
    assert decided(say(refused))["outcome"] == "denied"
    reply = say(wanted)
    assert reply["kind"] == "confirmation"
    assert decided(reply)["difference"] == [{"item": "licences", "before": 500, "after": licences}]


def test_what_goes_with_the_refused_grade_is_refused_with_it(talk):
    say = talk(CORE)
    say("Please move us to Starter")
    assert decided(say("and make it Starter with 300 licences"))["outcome"] == "denied"


@pytest.mark.parametrize(
    ("first", "second", "alone"),
    [
        (
            "同時利用を5000に変更したい",
            "ついでに冗長構成もありに変えたいです",
            "冗長構成の件は取り下げ。同時利用の変更だけにします",
        ),
        (
            "Please set concurrent devices to 5,000",
            "and turn redundancy on too",
            "Leave the redundancy out of it after all",
        ),
    ],
)
def test_redundancy_joins_what_waits_and_is_left_out_again(talk, first, second, alone):
    say = talk(FMS)
    say(first)
    both = decided(say(second))["difference"]
    assert {d["item"] for d in both} == {"concurrent", "redundancy"}
    assert [d["item"] for d in decided(say(alone))["difference"]] == ["concurrent"]
