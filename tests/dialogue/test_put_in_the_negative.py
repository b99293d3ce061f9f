"""はい and いいえ agree or disagree with the question as it was put, also where it takes a no for granted."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Starterではマルチリージョンは使えないですよね", "はい"),
        ("FMSではIPv6アドレスは使えませんよね？", "いいえ"),
        ("ZTNAでは450ライセンスは無理ですよね", "いいえ"),
        ("ZTNAでは530ライセンスは無理ですよね", "はい"),
        ("CompleteからStarterへは変更できないという理解で合っていますか", "はい"),
        ("FMSには可用性の保証がないですよね", "はい"),
        ("FMSの課金開始は11月5日、申込書は11月20日着です。調定金はかからないですよね", "はい"),
        # put in the affirmative, or only in the form of a no
        ("CoreでSSEは使えますよね", "いいえ"),
        ("StarterでSSEは使えませんか", "いいえ"),
        ("Coreで透過プロキシを使っても構わないですよね", "はい"),
        ("Completeで360日のログは問題ないですよね", "はい"),
        ("SSEはCompleteでしか使えないですよね", "はい"),
    ],
)
def test_how_an_answer_opens(talk, text, opening):
    assert talk()(text)["text"].startswith(opening)


def test_the_next_question_is_answered_as_it_is_put(talk):
    say = talk()
    assert say("StarterではSSEは使えないですよね")["text"].startswith("はい。")
    assert say("Completeなら？")["text"].startswith("はい、")
    assert say("Coreなら？")["text"].startswith("いいえ")


def test_english_says_no_to_what_is_not_so(talk):
    assert talk()("Starter can't have the SSE add-on, right?")["text"].startswith("No.")
