import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normalise import normalise
from assistant.language.spelling import mend


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ＺＴＮＡ", "ztna"),
        ("ｽﾀｰﾀｰ", "スターター"),
        ("ﾏﾙﾁﾘｰｼﾞｮﾝ", "マルチリージョン"),
        ("ﾄｳｶﾌﾟﾛｷｼ", "トウカプロキシ"),
        ("３６０日", "360日"),
        ("１，２５０", "1,250"),
        ("9:00〜11:00", "9:00~11:00"),
        ("9:00～11:00", "9:00~11:00"),
        ("9:00−11:00", "9:00-11:00"),
        ("サ－バ", "サーバ"),
        ("サ一バ", "サーバ"),
        ("サ―バ", "サーバ"),
        ("スターター-コア", "スターター-コア"),  # an ASCII hyphen joins two names
        ("IIJ　ZTNA", "iij ztna"),
        ("don’t", "don't"),
        ("か\u3099", "が"),
        ("①", "1"),
        ("㍻", "平成"),
        ("", ""),
    ],
)
def test_one_form(text: str, plain: str) -> None:
    assert normalise(text).text == plain


@pytest.mark.parametrize(
    ("text", "part", "written"),
    [
        ("ｽﾀｰﾀｰって", "スターター", "ｽﾀｰﾀｰ"),
        ("ﾏﾙﾁﾘｰｼﾞｮﾝ抜き", "ジョ", "ｼﾞｮ"),
        ("㍻30年", "平成", "㍻"),
        ("あ㍻い", "い", "い"),
        ("abc", "b", "b"),
    ],
)
def test_span_points_at_what_was_written(text: str, part: str, written: str) -> None:
    normalised = normalise(text)
    at = normalised.text.index(part)
    start, end = normalised.span(at, at + len(part))

    assert text[start:end] == written


@given(st.text(max_size=60))
def test_every_span_lies_in_the_text(text: str) -> None:
    normalised = mend(normalise(text))
    last = 0
    for at in range(len(normalised.text)):
        start, end = normalised.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last or normalised.mended or unicodedata.normalize("NFKC", text) != text
        last = start


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ラインセス", "ライセンス"),
        ("ラインセンス", "ライセンス"),
        ("ライセス", "ライセンス"),
        ("コンプリト", "コンプリート"),
        ("マルチリージヨン", "マルチリージョン"),
        ("デバイスラインセンス", "デバイスライセンス"),
        ("ラインセンスプラン", "ライセンスプラン"),
        ("transparant", "transparent"),
        ("complet", "complete"),  # short for "completely", too: whether a grade is meant, the words around it tell
        ("licenes", "licences"),
        ("bandwith", "bandwidth"),
        ("Feburary", "february"),
        ("concurent", "concurrent"),
    ],
)
def test_near_misses_are_mended(written: str, meant: str) -> None:
    assert mend(normalise(written)).text == meant


@pytest.mark.parametrize(
    "word",
    [
        "started",
        "completed",
        "completely",
        "compete",
        "licensed",
        "billion",
        "smarter",
        "プレート",
        "トレード",
        "グレープ",
        "コンクリート",
        "コンプライアンス",
        "スタート",
        "サイエンス",
        "アドイン",
    ],
)
def test_real_words_are_left_alone(word: str) -> None:
    assert mend(normalise(word)).text == word


def test_a_mended_word_points_at_the_whole_of_what_was_written() -> None:
    mended = mend(normalise("core 六万ラインセスでも"))
    at = mended.text.index("ライセンス")

    assert mended.span(at, at + 5) == (7, 12)
    assert mended.span(at, at + 1) == (7, 12)
    assert mended.mended[0][:2] == (at, at + 5)
