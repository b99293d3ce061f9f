"""Whatever stands in a text, the HTML is safe to put into any page."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import markdown_it
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Renderer, escape, to_html
from assistant.rules import decide
from assistant.service import Assistant, MessageRequest

TODAY = date(2026, 11, 22)

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr"}
ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT >",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](https://evil.example 'title')",
    "![x](https://evil.example/pixel.png)",
    "<javascript:alert(1)>",
    "<https://evil.example>",
    "https://evil.example",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<iframe src=//evil.example>",
    "<style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```<img onerror=alert(1)>\nx\n```",
    "<!--><script>alert(1)</script>-->",
    "<p onclick=alert(1)>x",
    "<\x00script>alert(1)</script>",
]


class Tags(HTMLParser):
    """The elements a browser would make, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.other: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def unsafe(html: str) -> list[object]:
    """Everything in the HTML that is not a plain element of text."""
    tags = Tags(html)
    return [found for found in tags.found if found[0] not in ALLOWED or found[1]] + tags.other


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "**{}**", "- {}", "> {}", "前\n\n{}\n\n後", "1. a\n   {}"])
def test_markup_never_becomes_an_element(text: str, around: str) -> None:
    assert unsafe(to_html(around.format(text))) == []


@given(st.text(alphabet=st.sampled_from("<>/\"'=&;:()[]!`*_#~-\\ \n\tajsonrefimgcript0東"), max_size=80))
def test_no_text_at_all_makes_an_attribute_or_another_element(text: str) -> None:
    assert unsafe(to_html(text)) == []
    assert unsafe(to_html(escape(text))) == []


PARTS = [
    "\n\n",
    "\n\n",
    "\n\n- ",
    "\n",
    "- ",
    "* ",
    "1. ",
    "> ",
    "# ",
    "    ",
    " ",
    "**",
    "*",
    "_",
    "`",
    "```",
    "~~~",
    "---",
    "===",
]
WORDS = [
    "はい。",
    "a (b)!",
    "9",
    "é",
    "[x]: y",
    "[x]",
    "<b>",
    "&amp;",
    "&",
    "\\",
    "|",
    "\t",
    "\r\n",
    "\u00a0",
    "\u3000",
    "\0",
]


@given(st.lists(st.sampled_from([*PARTS, *WORDS]), max_size=16).map("".join))
def test_a_text_in_pieces_is_what_it_is_as_a_whole(text: str) -> None:
    whole = markdown_it.MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["link", "image", "autolink"])
    assert nh3.clean(whole.render(text), tags=ALLOWED, attributes={}).strip() == to_html(text)


def test_what_the_answers_are_made_of_is_rendered() -> None:
    html = to_html("**答え**\n\n- 一\n- 二\n\n> 引用\n\n1行目\n2行目")
    assert "<strong>答え</strong>" in html
    assert html.count("<li>") == 2
    assert "<blockquote>" in html
    assert "1行目<br>" in html


def test_raw_html_is_shown_as_the_text_it_is() -> None:
    assert to_html("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"


@given(st.text(alphabet=st.sampled_from("\\`*_[]<>#|~!a東 "), max_size=40))
def test_an_escaped_text_is_shown_letter_by_letter(text: str) -> None:
    shown: list[str] = []
    parser = HTMLParser()
    parser.handle_data = shown.append  # type: ignore[method-assign]
    parser.feed(to_html("x" + escape(text) + "x"))
    parser.close()
    assert "".join(shown) == "x" + text + "x"


REGIONS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "*東京*", "`東京`"]


@pytest.mark.parametrize("region", [*REGIONS, "__東京__", "東京\n\n- 大阪"])
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_region_with_markup_is_shown_and_does_nothing(renderer: Renderer, region: str, locale: str) -> None:
    plain, marked = (
        to_html(renderer.answer("rule_configuration", _same_region(renderer, name), {}, locale, request={}))
        for name in ("東京", region)
    )
    assert unsafe(marked) == []
    assert [tag for tag, _ in Tags(marked).found] == [tag for tag, _ in Tags(plain).found]


def _same_region(renderer: Renderer, region: str):
    contract = {"grade": "Core", "licences": 100, "bandwidth": 300, "region": region}
    asked = {"service": "ztna", "configuration": {**contract, "options": ["multi_region"], "mr_region": region}}
    return decide("configuration", asked, renderer.book, TODAY)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_context_with_markup_is_harmless_in_every_reply(assistant: Assistant, region: str, locale: str) -> None:
    contract = {"grade": "Core", "licences": 100, "bandwidth": 300, "region": region, "options": []}
    context = {"service": "ztna", "configuration": contract}
    texts = ["いまの契約内容は？", "ライセンスを150に変更してください", "リージョンを大阪に変更できますか"]
    for text in texts:
        body = assistant.reply(MessageRequest(text, locale=locale, context=context), None).body
        assert unsafe(body["html"]) == []


@pytest.mark.parametrize("text", ATTACKS)
def test_a_message_with_markup_is_harmless(assistant: Assistant, text: str) -> None:
    for said in (text, f"{text} StarterでSSEは使えますか", f"Coreのリージョンを{text}に変更してください"):
        assert unsafe(assistant.reply(MessageRequest(said), None).body["html"]) == []
