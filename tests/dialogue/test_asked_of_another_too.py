"""The same asked of another item or of the other service: can it be changed as well, is it counted alike."""

from __future__ import annotations

import pytest
from tests.replies import decided

_CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 2000, "bandwidth": 1000, "region": "東京"},
}
_FMS = {
    "service": "fms",
    "configuration": {"licences": 1200, "concurrent": 2000, "servers": 3, "region": "大阪", "redundancy": True},
}


@pytest.mark.parametrize(
    ("context", "first", "then"),
    [
        (_CORE, "リージョンを東京から大阪へ移せますか", "ライセンス数は変えられるんでしたよね"),
        (_CORE, "帯域を1Gから2Gに変えられますか", "ライセンス数も変更できましたよね"),
        (_FMS, "リージョンは変更できますか", "同時利用数は変更できましたよね"),
        (_FMS, "リージョンは変更できますか", "サーバ数は変えられるはずですよね"),
        (_CORE, "Can we move the region from Tokyo to Osaka?", "But the bandwidth can be changed, right?"),
        (_CORE, "Can the bandwidth be changed to 2G?", "Licences can be changed as well, right?"),
        (_CORE, "Can we move the region from Tokyo to Osaka?", "And the grade isn't fixed, is it?"),
        (_FMS, "Can the region be changed?", "But the concurrent devices can be changed, right?"),
    ],
)
def test_another_item_can_be_changed(talk, context, first, then):
    say = talk(context)
    say(first)
    answer = say(then)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == ("change_items", "explained")


@pytest.mark.parametrize(
    ("first", "then", "outcome"),
    [
        ("リージョンを東京から大阪へ移せますか", "ログの期間は変えられないんでしたっけ", "denied"),
        ("帯域を1Gから2Gに変えられますか", "リージョンは変えられないんですよね", "needs_human"),
        ("Can the bandwidth be changed to 2G?", "The region can't be changed, can it?", "needs_human"),
    ],
)
def test_another_item_that_cannot_or_is_not_listed(talk, first, then, outcome):
    say = talk(_CORE)
    say(first)
    assert decided(say(then))["outcome"] == outcome


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("ZTNAで1/31課金開始だと縛りはいつまで？", "FMSでも数え方は変わらない？", "fms:1.1"),
        ("ZTNAで1/31課金開始だと縛りはいつまで？", "FMSもおんなじカウントですか", "fms:1.1"),
        ("FMSの解約申込書が12月15日に届いたら解約日はいつですか", "ZTNAも数え方は一緒？", "ztna:10.1"),
        ("ZTNAが2時間止まりました。減額は？", "FMSも計算の仕方いっしょ？", "fms:11.1"),
        (
            "If ZTNA billing starts on 31 January 2027, when is the minimum term over?",
            "Is it counted the same way on FMS?",
            "fms:1.1",
        ),
        (
            "If ZTNA billing starts on 31 January 2027, when is the minimum term over?",
            "No different on FMS, right?",
            "fms:1.1",
        ),
        (
            "The FMS cancellation form arrives on 15 December. When does it end?",
            "Do you count the same for ZTNA?",
            "ztna:10.1",
        ),
        ("ZTNA was down for two hours. What is the credit?", "Is FMS calculated the same way?", "fms:11.1"),
    ],
)
def test_counted_alike_on_the_other_service(talk, first, then, clause):
    say = talk()
    say(first)
    decision = decided(say(then))
    assert any(c.partition("#")[0] == clause for c in decision["clauses"])
    assert decision["service"] == clause.partition(":")[0]


@pytest.mark.parametrize(
    ("first", "then", "intent"),
    [
        ("ZTNAで1/31課金開始だと縛りはいつまで？", "FMSのログ保存期間は何日ですか", "log_limits"),
        (
            "If ZTNA billing starts on 31 January 2027, when is the minimum term over?",
            "Is the deadline for claiming a credit the same on FMS?",
            "claim_period",
        ),
    ],
)
def test_a_subject_of_its_own_is_asked_about(talk, first, then, intent):
    say = talk()
    say(first)
    assert say(then)["answers"][0]["intent"] == intent
