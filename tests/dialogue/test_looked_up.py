"""An article asked for by what it says: it is found, and what the terms leave open is told instead."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Which part of the FMS terms sets what we owe when an option is ended early?", "fms:10.2"),
        ("Name the provision of the ZTNA terms by which the right to a credit lapses.", "ztna:13"),
        ("Where in the ZTNA terms does it say that the region is chosen at contract time?", "ztna:4.1.4"),
        ("What article is the early termination charge in?", "ztna:12"),
        ("Which appendix holds the table of credits for availability?", "ztna:app1"),
        ("FMSで同時利用数を超えたときIIJが契約を変えられるのは何条何項？", "fms:5.2"),
        ("最低利用期間の起算日を定めている条項を教えてください", "fms:1"),
        ("減額を請求できなくなる期限の条文はどれですか", "fms:11"),
        ("冗長構成のことはFMSの何条何項何号ですか", "fms:3.1.5"),
        ("ZTNAで保証基準から除かれる場合の条文を見せて", "ztna:app1"),
    ],
)
def test_the_article_behind_a_subject_is_cited(talk, text, clause):
    reply = talk()(text)
    cited = {c["clause"] for answer in reply["answers"] for c in answer["citations"]}
    assert reply["kind"] == "answer"
    assert any(c == clause or c.startswith((f"{clause}.", f"{clause}#")) for c in cited), sorted(cited)


def test_what_the_terms_leave_open_is_told_and_not_looked_up(talk):
    reply = talk()("Point me to the wording on what happens to stored logs.")
    assert decided(reply)["outcome"] == "needs_human"
