"""What the README and the pages beside it say is so: its commands run, its example loads, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from assistant.cli import cli, run
from assistant.language.intents import load_intents
from assistant.service import Assistant
from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(
    r"^(?P<mark><!-- run -->\n)?(?P<indent> *)```(?P<kind>\w*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL
)


def blocks(kind: str, *, marked: bool | None = None) -> Iterator[str]:
    for found in BLOCK.finditer(README):
        if found["kind"] == kind and marked in (None, bool(found["mark"])):
            yield dedent(found["body"])


def commands(*, marked: bool | None = None) -> list[str]:
    """The lines of console blocks that are typed."""
    lines = [line for block in blocks("console", marked=marked) for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


RUN = commands(marked=True)


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the project's folder, on a fixed day, with a database of its own and the models that are trained already."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.setenv(f"{PREFIX}TODAY", "2026-11-22")
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", f"sqlite:///{tmp_path}/readme.db")
    monkeypatch.setenv(f"{PREFIX}CACHE_DIR", str(ROOT / "var" / "cache"))
    monkeypatch.chdir(ROOT)


def test_some_blocks_are_marked_to_be_run() -> None:
    assert len(RUN) >= 5
    assert README.count("<!-- run -->") == sum(bool(b["mark"]) for b in BLOCK.finditer(README))
    assert all(command.startswith("assistant ") for command in RUN)


@pytest.mark.usefixtures("at_home", "assistant")
@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_readme_runs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shlex.split(command)[1:]) == 0
    said = capsys.readouterr()
    assert said.out.strip()
    assert "Traceback" not in said.out + said.err


@pytest.mark.usefixtures("at_home", "assistant")
def test_the_first_question_is_answered_as_the_readme_promises(capsys: pytest.CaptureFixture[str]) -> None:
    """First the answer, then why, then the article, then what to do next."""
    first = next(command for command in RUN if "SSE" in command)
    run(shlex.split(first)[1:])
    said = capsys.readouterr().out
    answer, article, way = (said.index(part) for part in ("いいえ", "第7条第2項第3号", "グレードをComplete"))
    assert answer < article < way


@pytest.mark.usefixtures("at_home")
def test_every_command_it_names_exists() -> None:
    listed = re.search(r"^((?:`\w+`(?:, | and |,\n)?)+) each have `--help`", README, re.MULTILINE)
    assert listed
    named = set(re.findall(r"`(\w+)`", listed[1]))
    named |= set(re.findall(r"(?:\$ |`|^)(?:\w+=\S+ )*assistant ([a-z]+)", README, re.MULTILINE))
    assert named >= {"serve", "ask", "chat", "decide", "lint", "coverage"}
    assert named - set(cli.commands) == set()
    for name in named:
        assert run([name, "--help"]) == 0


def test_every_make_target_it_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", README))
    assert named >= {"run", "test", "lint"}
    assert named <= targets


def test_every_link_and_path_it_names_exists() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", README)
    paths = re.findall(r"`((?:src|intents|responses|docs|tests)/[\w/.-]*)`", README)
    assert "docs/settings.md" in links
    for path in [*links, *paths]:
        assert (ROOT / path).exists(), path


def test_the_example_of_an_intent_loads(tmp_path: Path, assistant: Assistant) -> None:
    (example,) = blocks("yaml")
    (tmp_path / "example.yaml").write_text(example, "utf-8")
    (intent,) = load_intents(tmp_path).values()
    assert (intent.answer, intent.languages) == ("information", ("ja", "en"))
    assert assistant.renderer.has(str(intent.template))
    assert set(intent.related) <= set(assistant.intents)
    for service, clauses in intent.clauses.items():
        assert {assistant.terms.clause(clause).service for clause in clauses} == {service}
    assert all(intent.title[locale] and intent.ask[locale] for locale in ("ja", "en"))
    assert len([text for sentence in intent.sentences for text in sentence.texts]) > len(intent.sentences)


def test_the_example_of_a_request_asks_the_first_question() -> None:
    curl = next(command for command in commands() if command.startswith("curl"))
    assert "localhost:8000/v1/messages" in curl
    body = json.loads(shlex.split(curl)[-1])
    assert body["text"] in next(shlex.split(command) for command in RUN if "SSE" in command)


# -- docs/settings.md --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("settings_page", ROOT / "docs" / "settings_page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_settings_is_up_to_date(writer: ModuleType) -> None:
    assert writer.PAGE.read_text("utf-8") == writer.page(), "run .venv/bin/python docs/settings_page.py"


def test_the_page_lists_every_setting_with_what_it_is(writer: ModuleType) -> None:
    rows = re.findall(r"^\| `ASSISTANT_(\w+)` \| (.+?) \| (.+) \|$", writer.PAGE.read_text("utf-8"), re.MULTILINE)
    assert [name.lower() for name, _, _ in rows] == list(Settings.model_fields)
    for _, default, what in rows:
        assert default == "none" or default.startswith(("`", "the "))
        assert what.endswith(".")
