"""Every page of the console, for both roles and in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant.contracts.alignment import aligned
from assistant.web import problems, who
from assistant.web.console import words
from assistant.web.console.marks import marked


class Tags(HTMLParser):
    """What a browser would make of a page: every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def inert(page: str) -> None:
    """Nothing in it would run, and no style stands in it."""
    for tag, attributes in Tags(page).found:
        assert tag not in ("iframe", "object", "embed", "base")
        assert tag != "script" or str(attributes.get("src")).startswith("/static/")
        assert tag != "img" or attributes.get("src") == "/static/icon.svg"
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        address = attributes.get("href") or attributes.get("action") or "/"
        assert address.startswith(("/", "#")), address


PAGES = (
    "/console/calculators",
    "/console/calculators/credit?service=fms",
    "/console/calculators/change",
    "/console/contracts",
    "/console/contracts/X-1",
    "/console/learning",
    "/console/dashboard",
    "/console/clauses",
    "/console/clauses/ztna:7.2.3",
    "/console/clauses/fms:11.1%2324h",
    "/console",
    "/console/requests",
    "/console/requests?status=all",
    "/console/inbox",
    "/console/inbox?status=all",
)


@pytest.mark.parametrize("login", ["yamada", "root"])
def test_every_page_opens_in_both_languages(world: Any, login: str) -> None:
    for path in (*PAGES, f"/console/requests/{world.office.request}", f"/console/inbox/{world.office.ticket}"):
        for locale, heading in (("ja", "契約コンソール"), ("en", "Contract console")):
            response = world.get(path, login, **{"accept-language": locale})
            assert response.status_code == 200, (path, response.text[:300])
            assert heading in response.text
            assert f'<html lang="{locale}">' in response.text
            inert(response.text)


def test_the_language_is_kept(world: Any) -> None:
    response = world.get("/console/language/en?back=/console/inbox")
    assert (response.status_code, response.headers["location"]) == (303, "/console/inbox")
    assert "assistant_console_language=en" in response.headers["set-cookie"]
    assert world.get("/console/language/en?back=//evil.example").headers["location"] == "/console"
    assert world.get("/console/language/fr").status_code == 404


def sentences(folder: str, *errors: str) -> Iterator[str]:
    """What the errors of a folder say, with an 8 for what is filled in."""
    for file in sorted(Path(assistant.__file__).parent.joinpath(folder).rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in errors:
                for text in call.args[:2]:
                    if isinstance(text, ast.JoinedStr):
                        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "8" for p in text.values)
                    elif isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


def test_what_is_refused_is_said_in_japanese_too() -> None:
    said = {
        *sentences("web/console", "Refused"),
        *sentences("desk", "IllegalStep"),
        *problems.DETAILS.values(),
        who.FORGED,
        "There is no such request.",
        "Others write here at the same time; send this again.",
        "The database does not answer at the moment.",
    }
    assert len(said) > 20
    assert [text for text in sorted(said) if words.translated("ja", text) is None] == []
    assert words.translated("en", "There is no such request.") == "There is no such request."
    assert words.translated("ja", "There is no such request.") == "この申請は見つかりません。"
    once = "The request is accepted; it cannot be declined any more."
    assert words.translated("ja", once) == "この申請は「承諾」のため、お断りできません。"
    assert words.translated("ja", "Something new.") is None


def test_no_english_sentence_stands_on_a_japanese_page(world: Any) -> None:
    for response in (
        world.get("/console/requests/R-9"),
        world.get("/console/dashboard?days=999"),
        world.get("/console/clauses/ztna:99"),
        world.post("/console/ask", {"q": ""}),
        world.post("/console/contracts/C-1", {"customer": "", "configuration.grade": "Gold"}, "root"),
        world.post("/console/learning", {}, "root"),
    ):
        assert response.status_code >= 400
        (told,) = re.findall(r'<div class="problem" role="alert">(.*?)</div>', response.text, re.DOTALL)
        assert re.search(r"[ぁ-ん]", told)
        assert not re.search(r"[A-Za-z]{3,} [a-z]+ ", re.sub(r"<[^>]+>", "", told)), told


def test_every_label_is_there_in_both_languages() -> None:
    texts = words.load()
    assert texts["ja"].keys() == texts["en"].keys()
    for key, japanese in texts["ja"].items():
        names = set(re.findall(r"\{(\w+)\}", japanese))
        assert names == set(re.findall(r"\{(\w+)\}", texts["en"][key])), key


def test_an_answer_says_what_was_decided_and_why(world: Any) -> None:
    page = world.post("/console/ask", {"q": "StarterでSSEアドオンは使えますか"}, **{"hx-request": "true"}).text
    assert "<html" not in page
    for part in (
        "不可",
        "D:OPT_GRADE:sse",
        "第7条第2項第3号",
        "グレードをComplete",
        "判定の過程",
        "【根拠となる条文】",
    ):
        assert part in page
    assert "SSEアドオンはこのグレードで使える" in page


def test_an_answer_goes_on_and_without_htmx_is_a_page(world: Any) -> None:
    page = world.post("/console/ask", {"q": "Completeの帯域は？"}).text
    assert "<html" in page
    (conversation,) = re.findall(r'data-conversation="(\w+)"', page)
    after = world.post("/console/ask", {"q": "Coreでは？", "conversation": conversation}).text
    assert 'data-turn="2"' in after


@pytest.mark.parametrize(
    "data", [{"q": ""}, {"q": "あ" * 4001}, {"q": "x", "service": "z"}, {"q": "x", "answer_locale": "fr"}]
)
def test_what_cannot_be_asked_is_said_in_place(world: Any, data: dict[str, str]) -> None:
    response = world.post("/console/ask", data, **{"hx-request": "true"})
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert "<html" not in response.text


def test_clauses_are_found_as_one_types_with_highlights(world: Any) -> None:
    page = world.get("/console/find?q=最低利用期間").text
    assert "<mark>最低利用期間</mark>" in page
    assert 'class="tag fms"' in page
    assert 'class="tag fms"' not in world.get("/console/find?q=最低利用期間&service=ztna").text
    assert "該当する条文がありません" in world.get("/console/find?q=ぬるぽ").text


def test_highlights_keep_the_text() -> None:
    text = "ＳＳＥアドオンの最低利用期間"
    parts = marked(text, "sse 利用期間")
    assert "".join(part for part, _ in parts) == text
    assert [part for part, hit in parts if hit] == ["ＳＳＥ", "利用期間"]
    assert "".join(part for part, _ in marked("あ" * 500 + "解約" + "い" * 500, "解約", 50)).count("解約") == 1
    assert [part for part, hit in marked("There are the options of the SSE add-on", "Can we use the SSE?") if hit] == [
        "SSE"
    ]
    assert marked("a" * 4000, "解" * 4000) == [("a" * 4000, False)]


def test_a_request_is_accepted_and_the_contract_changes(world: Any) -> None:
    response = world.post(f"/console/requests/{world.office.request}/accept", {"reason": ""})
    assert (response.status_code, response.headers["location"]) == (
        303,
        f"/console/requests/{world.office.request}?done=accepted",
    )
    page = world.get(response.headers["location"]).text
    assert "承諾しました" in page
    assert "agent:yamada" in page
    again = world.post(f"/console/requests/{world.office.request}/accept", {}, **{"hx-request": "true"})
    assert again.status_code == 409
    assert "現在の状態ではできません" in again.text


def test_a_request_is_declined_with_a_reason_that_the_customer_reads(world: Any) -> None:
    path = f"/console/requests/{world.office.request}/decline"
    refused = world.post(path, {"reason": " "}, **{"hx-request": "true"})
    assert (refused.status_code, "お断りする理由を入力してください" in refused.text) == (400, True)
    done = world.post(path, {"reason": "設備がありません"}, **{"hx-request": "true"})
    assert done.headers["hx-redirect"].endswith("done=declined")
    assert "設備がありません" in world.get(f"/console/requests/{world.office.request}").text


def test_a_question_is_answered_into_the_conversation(world: Any) -> None:
    page = world.get(f"/console/inbox/{world.office.ticket}").text
    for part in ("リージョンを変更できますか？", "要確認", "確認したい点"):
        assert part in page
    answer = {"text": "確認してご連絡します。", "close": "1"}
    response = world.post(f"/console/inbox/{world.office.ticket}/reply", answer)
    assert response.headers["location"].endswith("done=closed")
    seen = world.client.get(f"/v1/conversations/{world.office.conversation}").json()["items"]
    assert "確認してご連絡します。" in [item.get("text") for item in seen]
    late = world.post(f"/console/inbox/{world.office.ticket}/reply", {"text": "もう一度"}, **{"hx-request": "true"})
    assert (late.status_code, "この問い合わせは完了しています" in late.text) == (409, True)


def test_how_much_waits_stands_in_the_navigation(world: Any) -> None:
    page = world.get("/console/waiting").text
    assert re.findall(r'id="count-(\w+)"[^>]*>(\d+)', page) == [("requests", "1"), ("inbox", "1")]


def test_what_is_not_there_is_said_on_a_page(world: Any) -> None:
    for path in ("/console/requests/R-9", "/console/inbox/T-9", "/console/requests?status=lost"):
        response = world.get(path)
        assert response.status_code == 404
        assert "<h1>処理できませんでした</h1>" in response.text


def test_what_customers_wrote_is_inert_everywhere(world: Any) -> None:
    for path in (*PAGES, f"/console/inbox/{world.office.nasty_ticket}"):
        inert(world.get(path).text)
    inert(world.get("/console/find?q=<script>alert(1)</script>").text)
    inert(world.post("/console/ask", {"q": "<script>alert(1)</script>"}).text)


def test_matching_articles_stand_side_by_side_and_none_is_lost(world: Any) -> None:
    terms = world.service.terms
    rows = aligned(terms)
    assert ("ztna:2", "fms:1") in rows
    assert ("ztna:13", "fms:11") in rows
    assert ("ztna:1", None) in rows
    for side in (0, 1):
        heads = [c.id for s in (("ztna", "fms")[side],) for c in terms.edition(s).clauses.values() if c.parent is None]
        assert sorted(row[side] for row in rows if row[side]) == sorted(heads)


def test_a_clause_shows_what_it_decides_and_its_counterpart(world: Any) -> None:
    page = world.get("/console/clauses/ztna:13.1?q=限度額").text
    for part in ("<mark>限度額</mark>", "減額", "第11条", "ztna:13.1"):
        assert part in page
    assert world.get("/console/clauses/ztna:99").status_code == 404
