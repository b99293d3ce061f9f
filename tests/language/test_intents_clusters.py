from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.clusters import group

TEXTS = [
    "can I pay by invoice",
    "請求書払いはできますか",
    "is there a mobile app",
    "could I pay by invoice please",
    "請求書払いにできますか？",
    "pay by invoice",
    "is there an app for mobile",
    "zzz",
]


def test_texts_that_say_the_same_are_together() -> None:
    clusters = group(TEXTS)

    assert [set(cluster.places) for cluster in clusters] == [{0, 3, 5}, {1, 4}, {2, 6}, {7}]
    assert clusters[0].texts == tuple(TEXTS[place] for place in clusters[0].places)


def test_values_make_no_difference_when_masked() -> None:
    texts = ["until 3 May", "until 25 December 2026"]

    assert len(group(texts)) == 2
    assert len(group(texts, mask=lambda _: "until {date}")) == 1


@pytest.mark.parametrize("texts", [[], [""], ["", "?!"], ["same", "same"]])
def test_little_or_nothing(texts: list[str]) -> None:
    clusters = group(texts)

    assert sorted(place for cluster in clusters for place in cluster.places) == list(range(len(texts)))


@given(st.lists(st.text("abc 解約", max_size=12), max_size=25))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    clusters = group(texts)

    assert sorted(place for cluster in clusters for place in cluster.places) == list(range(len(texts)))
    assert [len(cluster.texts) for cluster in clusters] == sorted((len(c.texts) for c in clusters), reverse=True)
