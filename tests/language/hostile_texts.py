"""Texts that made a parser look at the same places again and again, and normal ones to compare them with."""

import random


def _mixed(*pieces: str) -> str:
    """Random pieces, the same in every run."""
    chance = random.Random(5)  # noqa: S311 - a text, not a secret
    return "".join(chance.choice(pieces) for _ in range(2000))


NORMAL = [
    "StarterでSSEアドオンは使えますか？",
    "解約申込書が2026年12月1日に届いたら、いつ解約になりますか",
    "When does our contract end if the cancellation form arrives on 1 December 2026?",
    "200ライセンスのCoreから500MのCompleteに変えたい。透過プロキシも追加で。",
    "13時間40分の全停止で月額10万円の場合の返金額は？",
]
HOSTILE = {
    "fractions": "1/2/" * 1000,
    "ranges": "1〜2〜" * 1000,
    "licences": "200ライセンス、" * 400,
    "digits": "1" * 4000,
    "numerals": "千二百三十四" * 666,
    "marks": "、。？！" * 1000,
    "spaces after a date": "12月1日" + " " * 3990 + "に解約",
    "outages": "45分、" * 1000,
    "outages in sentences": "障害が45分、" * 570,
    "dates": "12月1日、" * 660,
    "names": "SSE、透過プロキシ、" * 360,
    "times": "10:00〜11:00、" * 330,
    "can you": "can you " * 500,
    "days in English": "on 1 May and " * 300,
    "yen": "¥1 " * 1300,
    "one figure a clause": "1:" * 2000,
    "with a comma": "1," * 2000,
    "words for one": "億" * 4000,
    "figures and signs": _mixed(*"0123456789年月日時分秒億万千百十一二三円,./-~:〜、"),
    "values of all kinds": _mixed(*"17五", "ライセンス、", "分", "日", "円", "Mbps ", "台", "回"),
    "one character": "あ" * 4000,
    "tags": "<a " * 1300,
    "addresses": "https://a.example/b?c=1 a@b.example " * 110,
    "a long mail": "。".join(NORMAL * 20),
    "a long list": _mixed("CoreからStarterへ", "500から1000に", "SSEと", "透過プロキシは不要、", "12月1日に", "契約を"),
    "line breaks": "解約" + "\n" * 3900 + "12月1日",
}
