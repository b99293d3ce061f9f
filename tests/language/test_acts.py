"""The act of a sentence, and whether it agrees or refuses."""

from __future__ import annotations

import pytest

from assistant.language.acts import act
from assistant.language.agreement import is_no, is_yes

JAPANESE = [
    ("帯域を1Gに上げてください", "request"),
    ("ライセンスを200に増やしていただけますか", "request"),
    ("SSEアドオンを追加お願いします", "request"),
    ("Completeに変更したいです", "wish"),
    ("ライセンスを増やすことはできますか", "question"),
    ("Coreで透過プロキシは使えますか", "question"),
    ("解約日を教えてください", "question"),
    ("減額の割合をご教示いただけますでしょうか", "question"),
    ("料金の減額をお願いすることはできますでしょうか", "question"),
    ("増やしたいのですが、可能でしょうか", "question"),
    ("いつまでに請求すればいい？", "question"),
    ("Coreを契約しております", "statement"),
    ("昨日は36時間まったく利用できませんでした", "statement"),
    ("FXZ 600ライセンス 可否", "question"),
    ("担当の方につないでください！", "request"),
    ("オプションを申し込みたいです", "wish"),
    ("・冗長構成 あり", "statement"),
    ("貴社の過失と認められています", "statement"),
]
ENGLISH = [
    ("Please raise our licences to 400.", "request"),
    ("Could you please drop the SSE add-on?", "request"),
    ("Upgrade us to Complete.", "request"),
    ("Can we have the multi-region option?", "question"),
    ("Please tell me when the contract ends.", "question"),
    ("Is Starter allowed to use the transparent proxy?", "question"),
    ("Just wondering whether a fee is due.", "question"),
    ("We'd like to move to Core.", "wish"),
    ("The form went out on Monday.", "statement"),
    ("When we signed up we took the small grade.", "statement"),
    ("When we leave, is there a fee?", "question"),
]


@pytest.mark.parametrize(("sentence", "expected"), JAPANESE)
def test_japanese_acts(sentence: str, expected: str) -> None:
    assert expected == act(sentence, "ja")


@pytest.mark.parametrize(("sentence", "expected"), ENGLISH)
def test_english_acts(sentence: str, expected: str) -> None:
    assert expected == act(sentence, "en")


@pytest.mark.parametrize(
    "text", ["はい", "はい、お願いします", "OKです", "それでお願いします", "yes please", "Go ahead", "sure"]
)
def test_agreement(text: str) -> None:
    assert is_yes(text)
    assert not is_no(text)


@pytest.mark.parametrize("text", ["いいえ", "やめておきます", "いや、まだ", "no thanks", "never mind", "Don't do that"])
def test_refusal(text: str) -> None:
    assert is_no(text)
    assert not is_yes(text)


@pytest.mark.parametrize(
    "text",
    ["ログ保存を180から90に短縮で。", "15000まで広げてもらっていいすか", "ログそんなに要らんから90にして"],
)
def test_a_request_in_few_words(text: str) -> None:
    assert "request" == act(text, "ja")
