"""Twenty questions that every channel answers alike, and what of a reply may not differ."""

from __future__ import annotations

from typing import Any

Reply = dict[str, Any]

QUESTIONS = [
    "StarterでSSEアドオンは使えますか？",
    "Can we use the transparent proxy on Core?",
    "ライセンスは最低何個からですか",
    "Completeで3Gの帯域は可能ですか",
    "When does the ZTNA contract end if the cancellation form arrives on 1 December 2026?",
    "FMSの解約申込書が2026年12月1日に届いたら、いつ解約になりますか",
    "2027年3月31日に解約するには、申込書はいつまでに必要ですか",
    "解約希望日を12月10日と書いた申込書が12月1日に届いたらいつ解約？ ZTNAです",
    "課金開始日が2026年1月31日の場合、最低利用期間はいつまでですか",
    "ZTNAで13時間40分使えませんでした。月額10万円だと減額はいくらですか",
    "What credit do we get for a 50 hour FMS outage?",
    "減額の請求はいつまでにすればよいですか",
    "ログは何日保存されますか",
    "FMSのMobilityサーバは何台まで使えますか",
    "ZTNAとFMSはどう違いますか",
    "Can I move my FMS contract to ZTNA?",
    "7条2項3号を見せて",
    "ZTNAのログ保存期間を180日に変えてください",
    "担当者につないでください",
    "今日の東京の天気は？",
]


def same(body: dict[str, Any]) -> Reply:
    """The parts of a reply that may not differ; ids of tickets are new each time."""
    answers = [{name: answer[name] for name in ("intent", "decision", "citations")} for answer in body["answers"]]
    said = body["text"]
    if body["handoff"]:
        said = said.replace(body["handoff"]["id"], "T-…")
    return {"kind": body["kind"], "text": said, "answers": answers}
