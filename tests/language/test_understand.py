"""How a message of several sentences is taken apart: what asks, what tells, what leans on another question."""

from __future__ import annotations

from datetime import date

from assistant.language.forms import said_as
from assistant.language.understand import Understander

TODAY = date(2026, 11, 22)


class Words:
    """A matcher that knows a word or two of each intent."""

    KNOWN = ("licence", "fee", "redundan")

    def rank(self, masked_text: str, limit: int = 10) -> list[tuple[str, float]]:
        found = [(word, 0.9) for word in self.KNOWN if word in masked_text.lower()]
        return [*found, ("out_of_scope", 1.0 - 0.9 * bool(found))][:limit]


def read(text: str) -> list[tuple[str, str | None]]:
    return [(s.text, s.intent) for s in Understander(Words()).read(text, TODAY).segments]


def test_a_question_that_only_names_something_else_asks_the_same() -> None:
    assert [intent for _, intent in read("How many licences on FMS? And what is it on ZTNA?")] == ["licence", "licence"]


def test_a_question_of_its_own_does_not_lean() -> None:
    assert [intent for _, intent in read("How many licences on FMS? What is the fee on ZTNA?")] == ["licence", "fee"]


def test_what_is_only_told_is_not_asked() -> None:
    told = "When we signed up we said no to redundancy. How many licences may we have?"
    assert [text for text, _ in read(told)] == ["How many licences may we have?"]


def test_the_speech_of_kansai_is_read_in_its_usual_form() -> None:
    assert "設定変えたら教えないといけないの" == said_as("設定変えたら教えなあかんの")
    assert "してもらっていいですか" == said_as("してもろてええですか")
