"""The pages: everything comes from this server, and nothing is inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import assistant.web

Client = TestClient[Litestar]
STATIC = Path(assistant.web.__file__).parent / "static"
PAGES = ["/", "/schema"]


class Tags(HTMLParser):
    """Collects what a page loads and what stands inline in it."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        address = given.get("src") or (given.get("href") if tag == "link" else None)
        if address:
            self.loads.append(address)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_only_what_this_server_has(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    tags = Tags()
    tags.feed(response.text)
    assert tags.inline == []
    assert tags.loads
    for address in tags.loads:
        assert address.startswith("/static/")
        assert client.get(address).status_code == 200


FILES = sorted(file for file in STATIC.rglob("*") if file.is_file())
TEXTS = [file for file in FILES if file.suffix in (".css", ".html", ".js", ".svg")]


def name(file: Path) -> str:
    return file.relative_to(STATIC).as_posix()


@pytest.mark.parametrize("file", [file for file in FILES if file.suffix == ".js"], ids=name)
def test_a_script_imports_only_what_is_there(client: Client, file: Path) -> None:
    imported = re.findall(r'from "([\w./-]+)"', file.read_text(encoding="utf-8"))
    assert [each for each in imported if not (file.parent / each).is_file()] == []
    assert "javascript" in client.get(f"/static/{name(file)}").headers["content-type"]


@pytest.mark.parametrize("file", TEXTS, ids=name)
def test_no_file_names_another_server(file: Path) -> None:
    foreign = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s\"')]*", file.read_text(encoding="utf-8"))
    assert [address for address in foreign if "www.w3.org" not in address] == []


@pytest.mark.parametrize("file", sorted(STATIC.rglob("words.js")), ids=name)
def test_both_languages_say_the_same_things(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    japanese, english = re.split(r"^(?:  en: \{|const en = \{)$", text, flags=re.MULTILINE)
    indent = "    " if "  ja: {" in japanese else "  "
    keys = [re.findall(rf"^{indent}(\w+):", part, re.MULTILINE) for part in (japanese, english)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 15


def test_the_portal_has_words_for_every_place_in_its_page() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    words = (STATIC / "portal" / "words.js").read_text(encoding="utf-8")
    used = set(re.findall(r'data-say(?:-\w+)?="(\w+)"', page))
    assert used - set(re.findall(r"^    (\w+):", words, re.MULTILINE)) == set()
