"""Search in both languages: what is asked for comes first, references before words, always the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.contracts import Terms, UnknownService, load_terms
from assistant.contracts.loader import DOCUMENTS, load_editions
from assistant.contracts.search import SYNONYMS_FILE, Synonyms, load_synonyms, tokens
from assistant.errors import ContentError


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms()


FINDS = {
    "SSEアドオン": "ztna:7.2.3",
    "SSE add-on": "ztna:7.2.3",
    "透過プロキシ": "ztna:7.2.2",
    "transparent proxy": "ztna:7.2.2",
    "マルチリージョンの最低利用期間": "ztna:7.3",
    "導入支援": "ztna:7.2.5",
    "解約はいつ効力が生じますか": "ztna:10.1",
    "when does cancellation take effect": "ztna:10.1",
    "違約金": "ztna:app3",
    "early termination penalty": "ztna:app3",
    "最低利用期間": "ztna:2.1",
    "minimum term": "ztna:2.1",
    "減額の請求期限": "ztna:13.1#proviso",
    "deadline for claiming a credit": "ztna:13.1#proviso",
    "ログ保存期間": "ztna:1.1#complete.log",
    "log retention": "ztna:1.1#complete.log",
    "UDP 5008": "ztna:app1.1.1#udp5008",
    "60,000": "ztna:1.1#core.licence",
    "通信量の計測": "ztna:16.1",
    "traffic measurement": "ztna:16.1",
    "運用ポリシー": "ztna:5.2.2",
    "Absolute Software": "ztna:5.1",
    "IPv6は使えますか": "fms:2.1",
    "同時利用数の超過": "fms:5.2",
    "excess concurrent use": "fms:5.2",
    "冗長構成": "fms:3.1.5",
    "redundancy": "fms:3.1.5",
    "６５，０００ライセンス": "fms:3.1.1",
    "Mobilityサーバ": "fms:3.1.3",
    "メンテナンス": "ztna:app1.1.1#exception",
    "planned maintenance": "ztna:app1.1.1#exception",
    "Absolute Softwareがサービスを終了したら": "ztna:9.1",
}


@pytest.mark.parametrize(("query", "clause_id"), FINDS.items())
def test_first_hits(terms: Terms, query: str, clause_id: str) -> None:
    """The clause is among the first three of its contract."""
    hits = terms.search(query, clause_id.partition(":")[0], limit=3)
    assert clause_id in [clause.id for clause, _ in hits]


def test_scores_fall_from_one_to_zero(terms: Terms) -> None:
    scores = [score for _, score in terms.search("オプションサービスの申込", limit=50)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_reference_goes_before_words(terms: Terms) -> None:
    hits = terms.search("第7条 マルチリージョン", "ztna")
    assert hits[0][0].id == "ztna:7"
    assert hits[0][1] == 1.0
    assert hits[1][0].id == "ztna:7.2.1"


def test_reference_alone_gives_the_place_and_what_is_below(terms: Terms) -> None:
    ids = [clause.id for clause, _ in terms.search("別紙1の1(2)", "ztna", limit=50)]
    assert ids == ["ztna:app1.1.2", *(f"ztna:app1.1.2#r{row}" for row in range(1, 8))]


@pytest.mark.parametrize("query", ["第20条", "Article 20", "", "   ", "？？", "qwertyuiop"])
def test_finds_nothing(terms: Terms, query: str) -> None:
    assert terms.search(query) == []


def test_service_and_limit(terms: Terms) -> None:
    hits = terms.search("オプション", "fms", limit=4)
    assert len(hits) == 4
    assert {clause.service for clause, _ in hits} == {"fms"}
    assert {clause.service for clause, _ in terms.search("オプション", limit=20)} == {"ztna", "fms"}


def test_unknown_service(terms: Terms) -> None:
    with pytest.raises(UnknownService, match="known: ztna, fms"):
        terms.search("オプション", "vpn")


def test_same_answer_every_time(terms: Terms) -> None:
    read_again = Terms(load_editions(), load_synonyms(DOCUMENTS / SYNONYMS_FILE))
    for query in FINDS:
        assert terms.search(query) == read_again.search(query)


def test_tokens_fold_width_case_and_endings() -> None:
    assert list(tokens("ＳＳＥアドオン")) == list(tokens("sseアドオン"))
    assert list(tokens("terminated")) == list(tokens("termination"))
    assert list(tokens("60,000")) == ["60000"]
    assert list(tokens("は です")) == []


def test_every_synonym_group_helps(terms: Terms) -> None:
    """Each expression of a group finds something, by its own words or by those of the others."""
    synonyms = load_synonyms(DOCUMENTS / SYNONYMS_FILE)
    assert synonyms.groups
    for group in synonyms.groups:
        for expression in group:
            assert terms.search(expression, limit=1), expression


def test_synonyms_stop_at_word_boundaries() -> None:
    synonyms = Synonyms((("order", "apply"),))
    assert list(synonyms.others("to order it")) == ["apply"]
    assert list(synonyms.others("the border")) == []


def test_broken_synonyms_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.yaml"
    file.write_text("- [解約, 解除]\n- [alone]\n- word\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_synonyms(file)
    assert [(fault.line, fault.source) for fault in error.value.faults] == [(2, "- [alone]"), (3, "- word")]
