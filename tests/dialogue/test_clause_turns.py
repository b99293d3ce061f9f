"""Which article is meant by few words: the one behind the last answer, an earlier one, the one beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue import Frame
from assistant.dialogue.clause_turns import beside

Begin = Callable[..., Any]
SHOWN = Frame("clause_lookup", "ztna", {"clauses": [{"kind": "article", "path": "7.2.3"}]})


def clauses(reply: dict[str, Any]) -> set[str]:
    return {c["clause"] for answer in reply["answers"] for c in answer["citations"]}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("and (i)?", "7.2.1"),
        ("(iv)", "7.2.4"),
        ("第2号は？", "7.2.2"),
        ("第1項は", "7.1"),
        ("8条も見せて", "8"),
        ("paragraph 3?", "7.3"),
        ("the next one", "7.2.4"),
        ("前の号は？", "7.2.2"),
        ("what about item 2?", "7.2.2"),
        ("and the fee?", None),
        ("100ライセンスは？", None),
    ],
)
def test_an_article_by_its_place_beside_the_last(text: str, path: str | None) -> None:
    found = beside(SHOWN, text)
    assert (found and found["path"]) == path


def test_no_place_without_an_article_shown() -> None:
    assert beside(Frame("option_list", "ztna"), "and (i)?") is None


def test_the_one_beside_it_is_shown(talk: Begin) -> None:
    conversation = talk()
    conversation("what's art 7(2)(iii) of ztna")
    assert clauses(conversation("and (i)?")) == {"ztna:7.2.1"}


@pytest.mark.parametrize(
    "text", ["which article says that", "ちなみにこれ何条に書いてあるんですか", "どこに書いてありますか"]
)
def test_a_search_without_a_subject_asks_for_the_basis(talk: Begin, text: str) -> None:
    conversation = talk()
    conversation("does FMS do IPv6?" if text.isascii() else "FMSでIPv6は使えますか")
    reply = conversation(text)
    assert reply["answers"][0]["intent"] == "which_article"
    assert "fms:2.1" in clauses(reply)


def test_a_search_with_a_subject_is_a_search(talk: Begin) -> None:
    conversation = talk()
    conversation("does FMS do IPv6?")
    reply = conversation("which article covers the minimum term of FMS")
    assert "fms:1.1" in clauses(reply)


def test_what_was_said_is_said_of_the_other_contract(talk: Begin) -> None:
    conversation = talk()
    conversation("does FMS do IPv6?")
    conversation("show me the text")
    reply = conversation("and the ZTNA one")
    assert reply["answers"][0]["intent"] == "show_text"
    assert "ztna:3.1" in clauses(reply)


def test_the_first_thing_is_come_back_to(talk: Begin) -> None:
    conversation = talk()
    conversation("Core to Starter, possible?")
    conversation("how long is the minimum term on ZTNA?")
    assert "ztna:6.1.1" in clauses(conversation("which clause rules out the first thing"))


def test_the_article_of_the_other_contract_on_the_same_topic(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNA 第6条を表示")
    assert any(c.startswith("fms:5") for c in clauses(say("FMSだと何条にあたる？")))
    assert any(c.startswith("fms:5") for c in clauses(say("その条文も見せて")))


def test_an_article_on_no_topic_of_the_other_contract(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNA Article 1")
    assert "smalltalk" == say("what's the FMS equivalent?")["kind"]


def test_the_proviso_of_an_article_is_shown_alone(talk: Callable[..., Any]) -> None:
    reply = talk()("FMS規程の第11条ただし書きには何と書かれていますか。")
    assert ["fms:11.1#proviso"] == reply["answers"][0]["decision"]["clauses"]


def test_the_text_of_an_article_that_is_named(talk: Callable[..., Any]) -> None:
    reply = talk()("ZTNA 第三条三項の条文そのまま出して")
    assert ["ztna:3.3"] == reply["answers"][0]["decision"]["clauses"]
