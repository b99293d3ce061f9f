"""References in every usual notation, in both languages; where they lead, and where there is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.contracts import Terms, find_references, load_terms, parse_reference


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms()


LEADS_TO = {
    "FMS article fourteen": ["fms:14.1"],
    # Japanese
    "7条2項3号": ["ztna:7.2.3"],
    "第7条第2項第3号": ["ztna:7.2.3"],
    "第七条第二項第三号": ["ztna:7.2.3"],
    "第７条第２項第３号": ["ztna:7.2.3"],
    "第 7 条 第 2 項 第 3 号": ["ztna:7.2.3"],
    "7条の2項": ["ztna:7.2"],
    "７条の２項の３号": ["ztna:7.2.3"],
    "第7条第2項(3)": ["ztna:7.2.3"],
    "第4条第1項第4号": ["ztna:4.1.4"],
    "第4条（ライセンス数等の特定）第1項第4号": ["ztna:4.1.4"],
    "第十四条第二項": ["ztna:14.2"],
    "第十六条": ["ztna:16.1"],
    "10条": ["ztna:10.1", "fms:10"],
    "第13条但書": ["ztna:13.1#proviso"],
    "第13条ただし書": ["ztna:13.1#proviso"],
    "第十三条のただし書き": ["ztna:13.1#proviso"],
    "第11条但し書き": ["fms:11.1#proviso"],
    "第15条なお書": ["ztna:15.1#notice"],
    "第12条括弧書": ["ztna:12.1#exception"],
    "第1条の表": ["ztna:1.1"],
    "別紙1": ["ztna:app1", "fms:app1"],
    "別紙一": ["ztna:app1", "fms:app1"],
    "別紙１の１（２）": ["ztna:app1.1.2", "fms:app1.1.2"],
    "別紙1の1の(2)": ["ztna:app1.1.2", "fms:app1.1.2"],
    "別紙1 1(2)": ["ztna:app1.1.2", "fms:app1.1.2"],
    "別紙1-1-2": ["ztna:app1.1.2", "fms:app1.1.2"],
    "別紙1 1(1)ただし書": ["ztna:app1.1.1#exception"],
    "別紙1の表": ["ztna:app1.1.2"],
    "別紙2の2(1)": ["ztna:app2.2.1"],
    "別紙1の2.月額費用（1）": ["fms:app1.2.1"],
    "附則": ["ztna:supp", "fms:supp"],
    "附則3": ["ztna:supp.3", "fms:supp.3"],
    "附則（令和7年4月1日変更）": ["ztna:supp.6"],
    # English
    "Article 7(2)(iii)": ["ztna:7.2.3"],
    "Art. 7(2)(iii)": ["ztna:7.2.3"],
    "article 7 (2)(3)": ["ztna:7.2.3"],
    "ART 7.2.3": ["ztna:7.2.3"],
    "Article 7 paragraph 2 item 3": ["ztna:7.2.3"],
    "Article 7, paragraph 2, item (iii)": ["ztna:7.2.3"],
    "item 3 of paragraph 2 of Article 7": ["ztna:7.2.3"],
    "paragraph 2 of article 14": ["ztna:14.2"],
    "§7.2.3": ["ztna:7.2.3"],
    "§ 7(2)(iii)": ["ztna:7.2.3"],
    "s. 7(2)(iii)": ["ztna:7.2.3"],
    "Section 7.2": ["ztna:7.2"],
    "Clause 14(2)": ["ztna:14.2"],
    "Article 4(iv)": ["ztna:4.1.4", "fms:4.2.4"],
    "Article 13, proviso": ["ztna:13.1#proviso"],
    "the proviso to Article 13": ["ztna:13.1#proviso"],
    "Appendix 1": ["ztna:app1", "fms:app1"],
    "Annex 1": ["ztna:app1", "fms:app1"],
    "Appendix 1(2)": ["ztna:app1.1.2", "fms:app1.2"],
    "Appendix 1, 1(2)": ["ztna:app1.1.2", "fms:app1.1.2"],
    "App. 2 2(1)": ["ztna:app2.2.1"],
    "Supplementary provisions": ["ztna:supp", "fms:supp"],
    "Supplementary provisions (amended 1 April 2025)": ["ztna:supp.6"],
    # bare, and ids
    "7.2.3": ["ztna:7.2.3"],
    "7(2)(iii)": ["ztna:7.2.3"],
    "7-2-3": ["ztna:7.2.3"],
    "ztna 7-2-3": ["ztna:7.2.3"],
    "FMSの6.2": ["fms:6.2"],
    "fms 6-2": ["fms:6.2"],
    "ztna:7.2.3": ["ztna:7.2.3"],
    "ztna:13.1#proviso": ["ztna:13.1#proviso"],
    "ztna:1.1#starter.licence": ["ztna:1.1#starter.licence"],
    "ztna:11.1#oneoff-accept": ["ztna:11.1#oneoff-accept"],
    "fms:app3.1": ["fms:app3.1"],
    "ztna:supp.3": ["ztna:supp.3"],
    # with the contract's name
    "FMS第8条": ["fms:8.1"],
    "ZTNAの第10条": ["ztna:10.1"],
    "Article 8 of FMS": ["fms:8.1"],
    "IIJフレックスモビリティサービス/ZTNA 個別規程 第10条": ["ztna:10.1"],
    "IIJフレックスモビリティサービス第10条": ["fms:10"],
    "第10条（IIJフレックスモビリティサービス/ZTNA）": ["ztna:10.1"],
    "第10条（IIJフレックスモビリティサービス）": ["fms:10"],
}


@pytest.mark.parametrize(("reference", "ids"), LEADS_TO.items())
def test_reference_leads_to(terms: Terms, reference: str, ids: list[str]) -> None:
    assert parse_reference(reference) is not None
    assert [clause.id for clause in terms.resolve(reference)] == ids


def test_a_level_left_out_is_found_where_only_one_place_fits(terms: Terms) -> None:
    assert [c.id for c in terms.resolve("第4条第4号", "ztna")] == ["ztna:4.1.4"]
    assert [c.id for c in terms.resolve("Article 4(4)", "ztna")] == ["ztna:4.1.4"]
    assert [c.id for c in terms.resolve("Article 4(4)", "fms")] == ["fms:4.4"]


def test_every_id_leads_to_its_clause(terms: Terms) -> None:
    for service in terms.services:
        for clause_id in terms.edition(service).clauses:
            found = [clause.id for clause in terms.resolve(clause_id)]
            clause = terms.clause(clause_id)
            same_place = [c for c in clause.children if terms.clause(c).label == clause.label]
            assert found in ([clause_id], same_place)


@pytest.mark.parametrize(
    "reference", ["第20条", "Article 20", "Art. 99(1)", "別紙4", "Appendix 9", "附則9", "ztna:20.1"]
)
def test_no_such_place(terms: Terms, reference: str) -> None:
    parsed = parse_reference(reference)
    assert parsed is not None
    looked_up = terms.look_up(parsed)
    assert not looked_up.found
    assert set(looked_up.missing) <= {"ztna", "fms"}
    assert terms.resolve(reference) == []


def test_nearest_place_above_the_missing_one(terms: Terms) -> None:
    parsed = parse_reference("ZTNA 第7条第9項")
    assert parsed is not None
    looked_up = terms.look_up(parsed)
    assert (looked_up.missing, [c.id for c in looked_up.nearest]) == (("ztna",), ["ztna:7"])
    whole_article = parse_reference("第20条")
    assert whole_article is not None
    assert terms.look_up(whole_article).nearest == ()


def test_part_that_an_appendix_lacks_is_not_replaced(terms: Terms) -> None:
    """ZTNA's appendix 3 cites a 別紙1の2 that does not exist; it must not lead to 別紙1の1(2)."""
    assert terms.resolve("別紙1の2", "ztna") == []
    assert [c.id for c in terms.resolve("別紙1の2", "fms")] == ["fms:app1.2"]


@pytest.mark.parametrize("limb", ["第7条ただし書", "Article 2, proviso", "第2条の表"])
def test_limb_that_the_clause_lacks(terms: Terms, limb: str) -> None:
    assert terms.resolve(limb, "ztna") == []


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("一般規程第28条第2項", "general_terms"),
        ("一般規程の第24条", "general_terms"),
        ("Article 28(2) of the General Terms", "general_terms"),
        ("民法140条", "law"),
        ("Article 140 of the Civil Code", "law"),
    ],
)
def test_reference_to_another_document_is_none_of_ours(terms: Terms, text: str, outside: str) -> None:
    assert [reference.outside for reference in find_references(text)] == [outside]
    assert terms.resolve(text) == []


IN_TEXT = {
    "第7条第2項第1号と第3号の違い、別紙2も見せて": ["第7条第2項第1号", "別紙2"],
    "ZTNAの７条２項３号ってどういう意味？": ["７条２項３号"],
    "Compare Articles 7, 8 and 10, please": ["Articles 7", "8", "10"],
    "What does s. 7(2)(iii) say, and Annex 1?": ["s. 7(2)(iii)", "Annex 1"],
    "第20条に解約の規定があるはずなので": ["第20条"],
    "第7条の表示をお願いします": ["第7条"],
    "第7条から第9条まで": ["第7条", "第9条"],
}


@pytest.mark.parametrize(("text", "references"), IN_TEXT.items())
def test_references_in_a_text(text: str, references: list[str]) -> None:
    found = find_references(text)
    assert [reference.text for reference in found] == references
    assert [text[reference.start : reference.end] for reference in found] == references


@pytest.mark.parametrize(
    "text",
    [
        "3条件を満たす",
        "全16条あります",
        "2026.12.1に解約",
        "R8.12.1から",
        "帯域を1.5ギガに",
        "200Mから2Gの範囲",
        "100〜500ライセンス",
        "the app is slow on 3 devices",
        "version 2.5 (beta)",
        "10:30から45分止まった",
        "https://example.jp/7.2.3",
        "",
    ],
)
def test_no_reference(text: str) -> None:
    assert find_references(text) == []


@pytest.mark.parametrize(
    ("text", "dotted"), [("別紙1 500ライセンス", "1"), ("別紙2の2つの費用", "2"), ("別紙1 3日以内", "1")]
)
def test_number_of_things_is_no_part_of_an_appendix(text: str, dotted: str) -> None:
    assert [reference.dotted for reference in find_references(text)] == [dotted]


def test_parse_wants_the_whole_text_to_be_the_reference() -> None:
    assert parse_reference("「第7条」") is not None
    assert parse_reference("第7条を見せて") is None
    assert parse_reference("第7条と第8条") is None
    assert parse_reference("SSEアドオン") is None
    assert parse_reference("7") is None


@given(st.text(alphabet="別紙第条項号附則の但書0123456789０１二十()（）.-,:# §articlepndxsuvztfm\n", max_size=60))
def test_spans_are_in_order_and_quote_the_text(text: str) -> None:
    end = 0
    for reference in find_references(text):
        assert end <= reference.start < reference.end <= len(text)
        assert text[reference.start : reference.end] == reference.text
        assert all(part > 0 for part in reference.path)
        end = reference.end
    parse_reference(text)
