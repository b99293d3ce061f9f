import re
from fractions import Fraction
from pathlib import Path

import pytest

import assistant
from assistant.language.normalise import normalise
from assistant.language.numbers import numbers, parse_number, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("250", 250),
        ("1,250", 1250),
        ("60,000", 60_000),
        ("１，２５０", 1250),
        ("1.5", Fraction(3, 2)),
        ("1,250.5", Fraction(2501, 2)),
        ("2千", 2000),
        ("2千5百", 2500),
        ("1万2千", 12_000),
        ("1万2,000", 12_000),
        ("6万5000", 65_000),
        ("1.5万", 15_000),
        ("1億2000万", 120_000_000),
        ("1,200千", 1_200_000),
        ("百", 100),
        ("千二百", 1200),
        ("二百五十", 250),
        ("六万", 60_000),
        ("六万五千", 65_000),
        ("十二", 12),
        ("三十", 30),
        ("二〇二六", 2026),
        ("一〇〇", 100),
        ("壱万", 10_000),
        ("65k", 65_000),
        ("1.5k", 1500),
        ("60 thousand", 60_000),
        ("1.2 million", 1_200_000),
        ("twelve", 12),
        ("sixty thousand", 60_000),
        ("Sixty-Five Thousand", 65_000),
        ("twelve hundred", 1200),
        ("one hundred and fifty", 150),
        ("two thousand five hundred", 2500),
        ("two hundred thousand", 200_000),
        ("a hundred", 100),
        ("a dozen", 12),
        ("half a million", 500_000),
    ],
)
def test_one_number(text: str, value: Fraction | int) -> None:
    assert parse_number(normalise(text).text) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ライセンスを1000から1250に", [1000, 1250]),
        ("90、180、360", [90, 180, 360]),
        ("2千か3千", [2000, 3000]),
        ("between five and ten", [5, 10]),
        ("two or three", [2, 3]),
        ("2000/5000/15000", [2000, 5000, 15000]),
        ("500-1000", [500, 1000]),
        ("百千", [100, 1000]),  # not one number: a smaller numeral cannot stand before a larger one
    ],
)
def test_several_numbers(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers(normalise(text).text)] == values


@pytest.mark.parametrize("text", ["UDP5008", "IPv4", "abc123", "someone", "tension", "万が一", "ライセンス", "", "."])
def test_no_number_of_its_own(text: str) -> None:
    assert [n for n in numbers(normalise(text).text) if not n.weak] == []


@pytest.mark.parametrize(("text", "wrong"), [("千二百", 1002), ("1万2千", 10_002), ("二十五", 205), ("65k", 65)])
def test_not_read_as(text: str, wrong: int) -> None:
    assert parse_number(text) != wrong


def test_values_are_exact() -> None:
    assert parse_number("0.1") == Fraction(1, 10)
    assert parse_number("1.1万") == 11_000


def test_no_group_is_possessive() -> None:
    """Up to Python 3.11.4 such a group can end a match in the middle of a try: "ten tents" was a word `tent`."""
    package = Path(assistant.__file__).parent
    found = [file for file in package.rglob("*.py") if re.search(r"\)(?:[*+?]|\{[\d,]+\})\+", file.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ten tents", [10]),
        ("1,000,000", [1_000_000]),
        ("1,000,0000", [1, 0, 0]),
        ("12.000 licences", [12_000]),
        ("1,2,3", [1, 2, 3]),
    ],
)
def test_where_a_run_ends(text: str, values: list[int]) -> None:
    assert [plain(number.value) for number in numbers(text)] == values
