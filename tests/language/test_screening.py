"""Screened patterns find what the plain ones find, and are not tried where they cannot match."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant import language
from assistant.language.required import alternatives, folded, reach, required
from assistant.language.screening import Screened, Screens
from assistant.language.shortstrings import ShortStrings

DATA = Path(__file__).parents[1] / "data"


def _patterns(held: object) -> Iterator[Screened]:
    if isinstance(held, Screened):
        yield held
    elif isinstance(held, dict):
        for value in held.values():
            yield from _patterns(value)
    elif isinstance(held, list | tuple):
        for value in held:
            yield from _patterns(value)


def _all() -> dict[str, Screened]:
    found = {}
    for module in pkgutil.iter_modules(language.__path__):
        names = vars(importlib.import_module(f"assistant.language.{module.name}"))
        for name, held in names.items():
            for number, pattern in enumerate(_patterns(held)):
                found[f"{module.name}.{name}.{number}"] = pattern
    return found


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"もし|仮に|\bif\b", {"もし", "仮に", "if"}),
        (r"契約(?:して|中)", {"契約し", "契約中"}),
        (r"\s*(?:あと|また)?、", {"、"}),
        (r"\d+回", {"0回"}),
        (r"1[0-2]月|[1-9][dh]", {"00月", "0d", "0h"}),
        (r"\d+", {"0"}),
        (r"(?<=東)京(?!都)", {"京"}),
        (r"h+m+", {"hm"}),
        (r"[かヵ]月", {"か月", "ヵ月"}),
        (r"(?i:Wait)|No", {"wait", "no"}),
        (r"x(?:a|b*)", {"x"}),
    ],
)
def test_required_strings(pattern: str, strings: set[str]) -> None:
    assert required(pattern) == strings


@pytest.mark.parametrize("pattern", [r"\w+", r"(?:なら)?", r"[^a]", r"a|\s", r"[a-z]+", r"É"])
def test_nothing_is_required_of_what_matches_anything(pattern: str) -> None:
    assert required(pattern) is None


@pytest.mark.parametrize("text", ["ſtarter", "SſE", "İiı", "\u212aeep", "K", "٣", "３月", "9"])
def test_case_is_folded_as_patterns_that_ignore_it_do(text: str) -> None:
    for letter in "aeikst":
        found = re.search(letter, text, re.IGNORECASE)
        assert (letter in folded(text)) == (found is not None)
    assert ("0" in folded(text)) == (re.search(r"\d", text) is not None)


@given(st.text(alphabet="abAB あい契約12k\u212aſ.", max_size=12))
def test_what_is_found_holds_what_is_required(text: str) -> None:
    for pattern in (r"a+b", r"(?:ab?|契約)\s?い", r"k|s1", r"あ{2,3}|[aい]b", r"(?:a|b){2}い", r"(?>a|い)1"):
        if ">" in pattern and not hasattr(re, "NOFLAG"):
            continue
        strings = required(pattern, re.IGNORECASE)
        match = re.search(pattern, text, re.IGNORECASE)
        assert match is None or strings is None or any(s in folded(match[0]) for s in strings)


def test_every_screened_pattern_finds_what_the_plain_one_finds() -> None:
    told = yaml.load((DATA / "exam_utterances.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    texts = [case["text"] for case in told[::3]]
    patterns = _all()
    assert len(patterns) > 200
    skipped = 0
    for text in texts:
        for name, pattern in patterns.items():
            plain = [match.span() for match in pattern.plain.finditer(text)]
            assert [match.span() for match in pattern.finditer(text)] == plain, name
            skipped += not plain and pattern.search(text) is None
    assert skipped > len(texts) * len(patterns) / 2


def test_in_a_long_text_a_screened_pattern_finds_what_the_plain_one_finds() -> None:
    told = yaml.load((DATA / "exam_utterances.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    texts = [case["text"] for case in told]
    for number, between in enumerate(("。", "\n", " and ", "。  ", "、", ". ", "")):
        text = between.join(texts[number * 60 : number * 60 + 60])[:2500]
        assert len(text) > 1000
        for name, pattern in _all().items():
            plain = list(pattern.plain.finditer(text))
            spans = [(match.span(), match.groups()) for match in plain]
            assert [(match.span(), match.groups()) for match in pattern.finditer(text)] == spans, name
            first = pattern.search(text)
            assert (first and first.span()) == (plain[0].span() if plain else None), name
            assert pattern.holds(text) == bool(plain), name
            assert pattern.sub("", text) == pattern.plain.sub("", text), name


def test_what_stands_beside_a_match_is_seen_in_a_long_text() -> None:
    far = "。" * 400
    for pattern in (r"\b東京\b", r"(?<!大)東京(?!都)", r"東京$|^京", r"東京(?=駅\Z)", r"(?<=あ)東京\Z", r"東京\n?$"):
        for text in ("東京", "大東京", "東京都", "a東京b", "東京駅", "あ東京", "東京\n", "東京\n。", "東京東京"):
            for whole in (text + far, far + text, far + text + far):
                spans = [match.span() for match in re.finditer(pattern, whole)]
                assert [match.span() for match in Screened(pattern).finditer(whole)] == spans, (pattern, text)
                assert Screened(pattern).holds(whole) == bool(spans)


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"a|b(?:c|d)|[|)]|\||", ["a", "b(?:c|d)", "[|)]", r"\|", ""]),
        (r"[]|]|x", ["[]|]", "x"]),
        (r"[^]|\]|]|x", [r"[^]|\]|]", "x"]),
        (r"(a)\1|b", [r"(a)\1|b"]),
        (r"(?i)a|b", ["(?i)a|b"]),
    ],
)
def test_a_pattern_is_cut_at_its_outermost_bars(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "far"),
    [(r"ab?", 2), (r"a(?=bc|d)", 3), (r"(?<=abc)a", 1), (r"(?:a(?!bb)){2}", 4), (r"a\s*", None), (r"a(?=.*b)", None)],
)
def test_how_far_a_match_can_reach(pattern: str, far: int | None) -> None:
    assert reach(pattern) == far


@given(st.text(alphabet="abcdé契約中0\U0001f600", max_size=300), st.sets(st.text("abc契約0", min_size=1, max_size=3)))
def test_short_strings_are_found_in_texts_of_any_length(text: str, strings: set[str]) -> None:
    assert ShortStrings(strings).within(text) == {one for one in strings if one in text}


def test_a_screened_pattern_is_used_as_a_plain_one() -> None:
    pattern = Screened(r"東(京)", re.IGNORECASE)
    assert pattern.search("大阪") is None
    assert pattern.match("の東京", 1) is not None
    assert pattern.fullmatch("東京都") is None
    assert pattern.sub("西", "東京都") == "西都"
    assert pattern.subn("西", "大阪") == ("大阪", 0)
    assert [match[1] for match in pattern.finditer("東京東京")] == ["京", "京"]
    assert pattern.search_part("東京", "東京都") is not None
    assert pattern.search_part("", "大阪") is None


def test_screens_name_what_matches_in_their_order() -> None:
    screens = Screens({"two": Screened("b"), "one": Screened("a"), "none": Screened("z"), "any": Screened(r"\w")})
    assert list(screens.found("ab")) == ["two", "one", "any"]


def test_a_pattern_that_comes_later_is_looked_for_too() -> None:
    assert Screened("ab").search("xabx") is not None
    assert Screened("bx").search("xabx") is not None
