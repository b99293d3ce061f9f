"""From texts that were not understood to sentences of an intent."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import run
from assistant.learning import Group, NotLearned, learn, unanswered
from assistant.service import Assistant, MessageRequest
from assistant.settings import content_dir, load_settings
from assistant.store import create_store

SOME = ["greeting", "help", "human", "out_of_scope", "price", "support_contact", "termination_date", "trial"]
STRANGE = ["明日の天気はどう？", "来週の天気はどうですか", "write me a poem (about rain)"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("intents")
    for name in SOME:
        shutil.copy(content_dir("intents") / f"{name}.yaml", made)
    return made


@pytest.fixture
def intents(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("ASSISTANT_"):
            monkeypatch.delenv(name)
    own = tmp_path / "intents"
    shutil.copytree(folder, own)
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-22")
    monkeypatch.setenv("ASSISTANT_INTENTS_DIR", str(own))
    monkeypatch.setenv("ASSISTANT_CACHE_DIR", str(folder.parent / "cache"))
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path}/learn.db")
    return own


def ask(*texts: str) -> list[str]:
    """Ask each in a conversation of its own, and give the kinds of the replies."""

    async def story() -> list[str]:
        settings = load_settings()
        store = create_store(settings.database_url)
        await store.open()
        assistant = Assistant.from_settings(settings, store)
        kinds = [(await assistant.message(MessageRequest(text))).body["kind"] for text in texts]
        await store.close()
        return kinds

    return asyncio.run(story())


def listed(**options: object) -> list[Group]:
    async def story() -> list[Group]:
        settings = load_settings()
        store = create_store(settings.database_url)
        await store.open()
        groups = await unanswered(Assistant.from_settings(settings, store), store, **options)  # type: ignore[arg-type]
        await store.close()
        return groups

    return asyncio.run(story())


@pytest.mark.usefixtures("intents")
def test_texts_that_were_not_understood_are_grouped_and_counted() -> None:
    assert ask("こんにちは", *STRANGE, STRANGE[2], STRANGE[1]) == ["smalltalk", *["fallback"] * 5]

    groups = listed()

    assert [(each.times, sorted(one.text for one in each.texts)) for each in groups] == [
        (3, sorted(STRANGE[:2])),
        (2, [STRANGE[2]]),
    ]
    assert groups[0].likely[0][0] == "out_of_scope"
    assert [each.id for each in listed()] == [each.id for each in groups]
    assert listed(since=datetime.now(UTC) + timedelta(minutes=1)) == []
    assert sum(each.times for each in listed(limit=2)) == 2


def test_a_group_becomes_sentences_and_is_listed_no_more(intents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(*STRANGE)
    file = intents / "out_of_scope.yaml"
    before = file.read_text("utf-8")

    assert run(["unanswered", "--json"]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    assert run(["learn", "out_of_scope", "--group", groups[0]["id"]]) == 0
    said = capsys.readouterr().out
    after = file.read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]

    assert sorted(added) == sorted(['    - "{date}の天気はどう？"', '    - "{date}の天気はどうですか"'])
    assert [line for line in after.splitlines() if line not in added] == before.splitlines()
    assert f"{file}:{1 + after.splitlines().index(added[0])}: ja: {{date}}の天気" in said
    assert [one.text for each in listed() for one in each.texts] == [STRANGE[2]]
    assert sum(each.times for each in listed(settled=True)) == 3
    assert run(["learn", "out_of_scope", "--group", groups[0]["id"]]) == 2
    assert "no group" in capsys.readouterr().err


def test_each_text_goes_to_its_language_and_none_is_written_twice(intents: Path) -> None:
    texts = ["会議室を予約したい", "会議室を予約したい？！", "lunch at the canteen, please", "会議室を　予約したい。"]

    learned = learn(intents, content_dir("responses"), "out_of_scope", texts)
    again = learn(intents, content_dir("responses"), "out_of_scope", texts[:1])

    assert [(each.lang, each.sentence) for each in learned.added] == [
        ("ja", "会議室を予約したい"),
        ("ja", "会議室を予約したい？！"),
        ("en", "lunch at the canteen, please"),
    ]
    assert learned.known == (texts[3],)
    assert (again.added, again.known) == ((), (texts[0],))


@pytest.mark.parametrize(
    ("intent", "text", "reason"),
    [
        ("pricee", "いくら", "did you mean 'price'"),
        ("out_of_scope", "  ？ ", "says nothing"),
        ("out_of_scope", "x" * 301, "more than 300 characters"),
        ("out_of_scope", "what is a {gizmo}", "unknown slot {gizmo}"),
        ("out_of_scope", "when does our contract end?", "of termination_date"),
    ],
)
def test_what_cannot_be_learned_is_refused_and_nothing_changes(
    intents: Path, capsys: pytest.CaptureFixture[str], intent: str, text: str, reason: str
) -> None:
    sentence = '    - "when does our contract end"\n'
    file = intents / "termination_date.yaml"
    file.write_text(file.read_text("utf-8").replace("  en:\n", "  en:\n" + sentence, 1), "utf-8")
    before = {each: each.read_bytes() for each in intents.iterdir()}

    assert run(["learn", intent, "--text", text]) == 2

    assert reason in capsys.readouterr().err
    assert {each: each.read_bytes() for each in intents.iterdir()} == before


def test_a_sentence_that_makes_others_go_wrong_is_refused(intents: Path, tmp_path: Path) -> None:
    tests = tmp_path / "tests.yaml"
    tests.write_text(
        "- {text: 会議室を予約したい, lang: ja, intent: out_of_scope}\n- {text: hello, lang: en, intent: greeting}\n"
    )
    before = (intents / "price.yaml").read_bytes()

    given: Any = {"eval_file": tests, "cache_dir": tmp_path / "cache"}
    with pytest.raises(NotLearned, match="is now read as price"):
        learn(intents, content_dir("responses"), "price", ["会議室を予約したい"], **given)
    assert (intents / "price.yaml").read_bytes() == before
    fine = learn(intents, content_dir("responses"), "out_of_scope", ["会議室を予約したい"], **given)
    assert fine.accuracy == (1.0, 1.0)


def test_an_error_that_was_there_before_does_not_stop_learning_but_a_new_one_does(
    intents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = intents / "price.yaml"
    file.write_text(file.read_text("utf-8").replace("\nrelated: [", "\nrelated: [nowhere, "), "utf-8")

    assert learn(intents, content_dir("responses"), "out_of_scope", ["会議室を予約したい"]).added
    monkeypatch.setattr("assistant.learning.with_sentences", lambda source, *_: source + "\nbroken: [\n")
    before = file.read_bytes()
    with pytest.raises(NotLearned, match=r"price\.yaml.*not YAML"):
        learn(intents, content_dir("responses"), "price", ["会議室の料金"])
    assert file.read_bytes() == before


def test_a_file_that_changes_in_between_is_left_as_it_is(intents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = intents / "out_of_scope.yaml"
    checks: Callable[..., None] = lambda *_: file.write_text("somebody else", "utf-8") and None  # noqa: E731
    monkeypatch.setattr("assistant.learning._checked", checks)

    with pytest.raises(NotLearned, match="in between"):
        learn(intents, content_dir("responses"), "out_of_scope", ["会議室を予約したい"])
    assert file.read_text("utf-8") == "somebody else"


@pytest.mark.usefixtures("intents")
def test_either_texts_or_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    for given in ([], ["--text", "a", "--group", "b"]):
        assert run(["learn", "price", *given]) == 2
        assert "either --text or --group" in capsys.readouterr().err
