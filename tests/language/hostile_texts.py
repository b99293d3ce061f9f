"""Texts that made a parser look at the same places again and again, and normal ones to compare them with."""

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
    "line breaks": "解約" + "\n" * 3900 + "12月1日",
}
