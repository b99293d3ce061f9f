"""An option told by what it does and asked about after another one: whether the contract spoken of may have it."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("first", "then", "outcome", "clause"),
    [
        ("FMSでSSEアドオンは使えますか", "設定値の変更を頼めるオプションは？", "allowed", "fms:6.2.2"),
        ("FMSでSSEアドオンは使えますか", "別リージョンのゲートウェイを足すやつはOK？", "allowed", "fms:6.2.1"),
        ("FMSでSSEアドオンは使えますか", "初期設定を任せられるやつはどう？", "denied", "fms:6.2"),
        (
            "ZTNAのStarterで透過プロキシは使えますか",
            "設定を変えてもらうオプションならどうですか",
            "allowed",
            "ztna:7.2.4",
        ),
        ("ZTNAのStarterで透過プロキシは使えますか", "別リージョンのゲートウェイを足すやつは？", "denied", "ztna:7.2.1"),
        (
            "Can an FMS customer have SSE?",
            "What about the option that lets us have settings changed?",
            "allowed",
            "fms:6.2.2",
        ),
        ("Can an FMS customer have SSE?", "And the one that has the initial set-up done?", "denied", "fms:6.2"),
        (
            "May Starter have the transparent proxy?",
            "and the option for having our settings changed?",
            "allowed",
            "ztna:7.2.4",
        ),
        (
            "May Starter have the transparent proxy?",
            "How about the one that adds a gateway in another region?",
            "denied",
            "ztna:7.2.1",
        ),
    ],
)
def test_the_option_that_does_it(talk, first, then, outcome, clause):
    say = talk()
    say(first)
    decision = decided(say(then))
    assert decision["outcome"] == outcome
    assert clause in {c.partition("#")[0] for c in decision["clauses"]}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSのログ保存期間は選べますか", "海外リージョンのゲートウェイを足すやつはFMSでもOK？"),
        ("Can the log retention be chosen on FMS?", "the one that adds a gateway in another region, OK on FMS too?"),
    ],
)
def test_after_something_else(talk, first, then):
    say = talk()
    say(first)
    assert decided(say(then))["outcome"] in ("allowed", "needs_info")
