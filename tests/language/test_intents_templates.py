from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.intents import SLOTS
from assistant.language.templates import MAX_EXPANSIONS, TemplateError, combinations, expand


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("plain", ("plain",)),
        ("(使え|利用でき)ますか", ("使えますか", "利用できますか")),
        ("[ZTNAで]{option}", ("ZTNAで{option}", "{option}")),
        ("[a|b] c", ("a c", "b c", "c")),
        ("(a|) b", ("a b", "b")),
        ("(a[b]|c)", ("ab", "a", "c")),
        ("(a (b|c)|d)", ("a b", "a c", "d")),
        ("（全角）はそのまま", ("（全角）はそのまま",)),
        (r"f\(x\) \[y\] a\|b \{z\}", ("f(x) [y] a|b {z}",)),
        ("price (x ft x y ft)?", ("price x ft x y ft?",)),
        ("a  [b]   c", ("a b c", "a c")),
        ("(a|a)", ("a",)),
    ],
)
def test_expansion(template: str, sentences: tuple[str, ...]) -> None:
    assert sentences == expand(template)


@pytest.mark.parametrize(
    ("template", "message", "mend"),
    [
        ("(a|b", "'(' is not closed", "add ')'"),
        ("[a", "'[' is not closed", "add ']'"),
        ("a)", "')' with nothing to close", r"\)"),
        ("(a]", "'(' is closed by ']'", "nest"),
        ("a|b", "'|' outside", "(a|b)"),
        ("{grade", "'{' is not closed", "{name}"),
        ("grade}", "'}' with nothing to close", "{name}"),
        ("{Grade}", "{Grade} is not a slot", "lower-case"),
        ("{grad}", "unknown slot {grad}", "grade"),
    ],
)
def test_faults_say_how_to_mend(template: str, message: str, mend: str) -> None:
    with pytest.raises(TemplateError) as caught:
        expand(template, slots=SLOTS)

    assert message in str(caught.value)
    assert mend in caught.value.mend


def test_any_slot_goes_without_a_list() -> None:
    assert expand("{whatever}") == ("{whatever}",)


@pytest.mark.parametrize("sizes", list(itertools.product((2, 3, 4), repeat=3)))
def test_the_cap_passes_no_alternative_over(sizes: tuple[int, ...]) -> None:
    template = " ".join("(" + "|".join(f"p{part}v{i}" for i in range(size)) + ")" for part, size in enumerate(sizes))

    said = expand(template)

    assert len(said) == min(MAX_EXPANSIONS, combinations(template))
    assert {word for sentence in said for word in sentence.split()} == {
        f"p{part}v{i}" for part, size in enumerate(sizes) for i in range(size)
    }


parts = st.lists(st.lists(st.text("ab c", max_size=3), min_size=1, max_size=4), min_size=1, max_size=6)


@given(parts, st.integers(1, 20))
def test_expansion_is_capped_without_repeats_and_repeatable(groups: list[list[str]], limit: int) -> None:
    template = "".join(f"({'|'.join(options)})" for options in groups)

    said = expand(template, limit)

    assert 1 <= len(said) <= limit
    assert len(set(said)) == len(said)
    assert said == expand(template, limit)
    assert said[0] == " ".join("".join(options[0] for options in groups).split())


def test_an_enormous_template_is_quick() -> None:
    template = "(a|b|c|d)" * 200

    assert len(expand(template)) == MAX_EXPANSIONS
