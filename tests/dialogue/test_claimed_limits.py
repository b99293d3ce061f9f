"""A limit taken for true is confirmed or corrected, and no longer read as a value to be had."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "intent", "begins", "holds"),
    [
        ("Completeのライセンスは1000が上限でしたっけ？", "licence_limits", "いいえ", "60,000"),
        ("Starterは最大500ライセンスまでですよね", "licence_limits", "はい", "500"),
        ("スターターって300までしか契約できないんですよね？", "licence_limits", "いいえ", "500"),
        ("Mobilityサーバ数の上限は10台という理解で合っていますか", "servers_limits", "はい", "10台"),
        ("同時利用は5000が限度なんですか？FMSの話です", "concurrent_limits", "いいえ", "15,000"),
        ("Coreの帯域の下限は100Mですか", "bandwidth_limits", "いいえ", "200M"),
        ("Is 360 days the longest the logs can be kept?", "log_limits", "Yes", "360"),
        ("On Complete, 1G is the highest bandwidth, correct?", "bandwidth_limits", "No", "2G"),
        ("Licences on Starter are capped at 400, aren't they?", "licence_limits", "No", "500"),
    ],
)
def test_limit_taken_for_true(talk, text, intent, begins, holds):
    reply = talk()(text)
    answer = reply["answers"][0]
    assert answer["intent"] == intent
    assert answer["decision"]["outcome"] == "explained"
    assert answer["text"].startswith(begins)
    assert holds in answer["text"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Coreで最大1000ライセンスまで使えますか", "allowed"),
        ("Could Starter have up to 700 licences?", "denied"),
        ("Starterの上限を超えて600ライセンスにできますか", "denied"),
    ],
)
def test_a_value_that_is_wanted_is_judged(talk, text, outcome):
    assert talk()(text)["answers"][0]["decision"]["outcome"] == outcome


def test_that_it_differs_by_grade_is_said(talk):
    text = talk()("ZTNAのライセンスは500が上限ですよね")["text"]
    assert text.startswith("グレードによって異なります。")
