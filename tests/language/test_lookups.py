"""What is looked up by its subject: the article is told apart from the asking."""

from __future__ import annotations

import pytest

from assistant.language.lookups import looked_for


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Which clause lets IIJ restrict communication?", "communication"),
        ("Kindly cite the paragraph on redundant gateways.", "redundant gateways"),
        ("Where in the FMS terms does it say that servers are counted one by one?", "servers"),
        ("リージョンの定義が載っているのは第何条ですか", "リージョン"),
        ("ログの保存期間を定めた号を引用してください", "ログの保存期間"),
        ("申込の承諾を断れるのはどこに書いてありますか", "承諾"),
    ],
)
def test_the_subject_is_what_is_left_without_the_asking(text: str, subject: str) -> None:
    found = looked_for(text)
    assert found is not None
    assert subject in found
    assert not any(word in found for word in ("clause", "paragraph", "第何条", "どこに", "号を"))


@pytest.mark.parametrize(
    "text",
    [
        "Which clause was that again?",
        "その条文を見せてください",
        "条文の文言をそのまま見せていただけますか",
        "Which part of the terms covers such a case?",
        "Can Core have the proxy?",
        "解約したい",
        "申込書はどこに送ればいいですか",
    ],
)
def test_what_points_back_or_asks_something_else_is_not_looked_up(text: str) -> None:
    assert looked_for(text) is None
