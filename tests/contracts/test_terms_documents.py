"""The documents are the official texts, and every clause of the inventory stands in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from assistant.contracts import Clause, Edition, Terms, load_terms

DATA = Path(__file__).parents[1] / "data" / "terms"
INVENTORY: dict[str, str] = {
    entry["id"]: entry["quote"] for entry in yaml.safe_load((DATA / "inventory.yaml").read_text(encoding="utf-8"))
}


def squash(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms()


def spans(edition: Edition, clause: Clause) -> list[tuple[int, int]]:
    """Where a clause's own lines stand in the document, white space aside; for a limb, where its words occur."""
    lines, position = [], 0
    for owner, line in edition.lines:
        lines.append((owner, position, position + len(squash(line))))
        position += len(squash(line))
    if clause.kind != "limb":
        return [(start, end) for owner, start, end in lines if owner == clause.id]
    document, words = squash(edition.text()), squash(clause.text)
    assert clause.parent is not None
    inside = {below.id for below in edition.below(clause.parent)}
    first = min(start for owner, start, _ in lines if owner in inside)
    last = max(end for owner, _, end in lines if owner in inside)
    return [
        (m.start(), m.start() + len(words))
        for m in re.finditer(re.escape(words), document)
        if first <= m.start() < last
    ]


@pytest.mark.parametrize("seed", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_document_is_the_official_text_white_space_aside(terms: Terms, seed: Path) -> None:
    service, _, version = seed.stem.partition("-")
    edition = terms.edition(service)
    assert edition.version.isoformat() == version
    assert squash(edition.text()) == squash(seed.read_text(encoding="utf-8"))


def test_every_official_text_in_hand_has_a_document(terms: Terms) -> None:
    editions = {f"{e.service}-{e.version.isoformat()}" for s in terms.services for e in terms.editions(s)}
    assert editions == {path.stem for path in DATA.glob("*.txt")}


def test_provisions_are_the_inventory(terms: Terms) -> None:
    ids = [clause.id for clause in terms.provisions()]
    assert len(ids) == 171
    assert set(ids) == set(INVENTORY)


@pytest.mark.parametrize("clause_id", INVENTORY)
def test_clause_stands_where_its_anchor_does(terms: Terms, clause_id: str) -> None:
    clause = terms.clause(clause_id)
    edition = terms.edition(clause.service)
    document, anchor = squash(edition.text()), squash(INVENTORY[clause_id])
    anchors = [(m.start(), m.start() + len(anchor)) for m in re.finditer(re.escape(anchor), document)]
    assert anchors, "the anchor is not in the document"
    own = spans(edition, clause)
    assert any(start < b and a < end for start, end in anchors for a, b in own)


def test_clauses_are_in_the_order_of_the_text(terms: Terms) -> None:
    for service in terms.services:
        edition = terms.edition(service)
        owners = list(dict.fromkeys(owner for owner, _ in edition.lines))
        with_lines = [clause_id for clause_id in edition.clauses if clause_id in set(owners)]
        assert with_lines == owners


def test_text_reads_without_the_line_breaks_of_the_print(terms: Terms) -> None:
    for clause in terms.provisions():
        assert not re.search(r"[ぁ-ヿ一-鿿] [ぁ-ヿ]", clause.text), clause.id
        if "\n" in clause.text:
            assert clause.id.split("#")[0] in {"ztna:1.1", "ztna:app1.1.2", "ztna:0", "fms:0"}  # tables and titles


def test_text_of_a_clause_is_without_number_and_heading(terms: Terms) -> None:
    clause = terms.clause("ztna:7.2.3")
    assert (clause.number, clause.heading) == ("(3)", "SSEアドオン")
    assert clause.text.startswith("グレードをCompleteとする")
    assert terms.edition("ztna").text("ztna:7.2.3").startswith("(3) SSEアドオン\nグレードをComplete")


def test_section_without_words_of_its_own_has_those_of_what_it_holds(terms: Terms) -> None:
    section = terms.clause("ztna:7")
    assert section.kind == "section"
    assert section.text == terms.edition("ztna").text("ztna:7")
    assert section.text.splitlines()[0] == "第7条（オプションサービス）"
    assert terms.clause("fms:11.1").text.startswith("当社の責に帰すべき事由により")


def test_parents_and_children_agree(terms: Terms) -> None:
    for service in terms.services:
        edition = terms.edition(service)
        for clause in edition.clauses.values():
            assert all(edition.clauses[child].parent == clause.id for child in clause.children)
            if clause.parent is not None:
                assert clause.id in edition.clauses[clause.parent].children
        tops = [clause.id for clause in edition.clauses.values() if clause.parent is None]
        assert sum(len(list(edition.below(top))) for top in tops) == len(edition.clauses)


LABELS = {
    "ztna:7.2.3": ("第7条第2項第3号", "Article 7(2)(iii)"),
    "ztna:4.1.4": ("第4条第1項第4号", "Article 4(1)(iv)"),
    "ztna:10.1": ("第10条", "Article 10"),
    "fms:10.1": ("第10条第1項", "Article 10(1)"),
    "ztna:app1.1.2": ("別紙1の1(2)", "Appendix 1, 1(2)"),
    "ztna:supp.6": ("附則（令和7年4月1日変更）", "Supplementary provisions (amended 1 April 2025)"),
    "ztna:13.1#proviso": ("第13条ただし書", "Article 13, proviso"),
    "ztna:1.1#starter.licence": ("第1条の表（Starterのライセンス数）", "Article 1, table (Starter licences)"),
}


@pytest.mark.parametrize(("clause_id", "label"), LABELS.items())
def test_label(terms: Terms, clause_id: str, label: tuple[str, str]) -> None:
    clause = terms.clause(clause_id)
    assert (clause.label.ja, clause.label.en) == label


def test_every_label_of_a_clause_leads_back_to_it(terms: Terms) -> None:
    for service in terms.services:
        for clause in terms.edition(service).clauses.values():
            if clause.kind == "limb" or clause.id in (f"{service}:0", "fms:app3.1"):
                continue  # 表題 is no reference, and fms:app3.1 has a label in words
            for label in (clause.label.ja, clause.label.en):
                assert [found.label.ja for found in terms.resolve(label, service)] == [clause.label.ja], label


def test_labels_of_counted_clauses_differ(terms: Terms) -> None:
    for service in terms.services:
        labels = [clause.label for clause in terms.provisions(service)]
        assert len(set(labels)) == len(labels)


def test_summaries_and_titles_are_in_their_language(terms: Terms) -> None:
    for service in terms.services:
        for clause in terms.edition(service).clauses.values():
            assert clause.summary.ja.endswith("。"), clause.id
            assert clause.summary.en.endswith("."), clause.id
            assert not re.search(r"[ぁ-ヿ一-鿿]", clause.summary.en + clause.title.en + clause.label.en), clause.id
            assert clause.summary.ja.count("。") <= 3, clause.id


def test_summaries_name_no_number_that_the_contract_does_not(terms: Terms) -> None:
    counted_things = r"\d+(?=つ|種類)"
    for service in terms.services:
        edition = terms.edition(service)
        for clause in edition.clauses.values():
            stated = {
                n.replace(",", "") for n in re.findall(r"\d[\d,]*", " ".join(c.text for c in edition.below(clause.id)))
            }
            stated |= {n.replace(",", "") for n in re.findall(r"\d[\d,]*", clause.label.ja + clause.label.en)}
            stated |= {n for above in edition.above(clause.id) for n in re.findall(r"\d+", above.text)}
            summary = re.sub(counted_things, "", clause.summary.ja).replace(",", "")
            assert set(re.findall(r"\d+", summary)) <= stated, clause.id


def test_every_known_drafting_point_stands_by_a_clause(terms: Terms) -> None:
    wanted = {f"AMB-{group}{n:02}" for group, last in (("G", 16), ("Z", 31), ("F", 13)) for n in range(1, last + 1)}
    notes = {
        note.id: note for service in terms.services for c in terms.edition(service).clauses.values() for note in c.notes
    }
    assert len(wanted) == 60
    assert set(notes) == wanted
    for note in notes.values():
        assert re.search(r"[ぁ-ん]", note.text.ja)
        assert note.text.ja.endswith("。")
        assert note.text.en.endswith(".")


def test_notes_of_one_contract_stand_in_that_contract(terms: Terms) -> None:
    elsewhere = {"AMB-Z21", "AMB-Z22", "AMB-Z23", "AMB-Z26", "AMB-Z30"}  # points that both texts have
    for service, other in (("ztna", "F"), ("fms", "Z")):
        for clause in terms.edition(service).clauses.values():
            foreign = {note.id for note in clause.notes if note.id.startswith(f"AMB-{other}")} - elsewhere
            assert not foreign, clause.id


def test_an_edition_names_the_clauses_that_read_otherwise_in_another() -> None:
    now = load_terms().edition("ztna")
    changed, new = now.clauses["ztna:10.1"], replace(now.clauses["ztna:16.1"], id="ztna:17.1")
    clauses = {**now.clauses, "ztna:10.1": replace(changed, text=changed.text.replace("30", "20")), "ztna:17.1": new}
    later = replace(now, clauses={id_: clause for id_, clause in clauses.items() if id_ != "ztna:9.1"})
    assert now.rewritten(now) == ()
    assert now.rewritten(later) == ("ztna:9.1", "ztna:10.1", "ztna:17.1")
    assert set(later.rewritten(now)) == {"ztna:9.1", "ztna:10.1", "ztna:17.1"}
