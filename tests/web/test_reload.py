"""New content without a restart: a sound edit is taken, a bad one refused, and conversations go on."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.cli import reloading
from assistant.service import Assistant, MessageRequest
from assistant.settings import Settings, content_dir
from assistant.store import create_store
from assistant.web.logs import configure
from assistant.web.observe import Metrics
from assistant.web.reload import Reloader, environment
from bench_script import TOP

FEW = ("greeting", "thanks", "fee_initial_when", "fee_monthly_when", "human", "out_of_scope")
EDITED = "fee_initial_when.yaml"
ASKED = "ドンブラコはいつですか"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a few intents, which is read and trained in no time."""
    made = tmp_path / "intents"
    made.mkdir()
    for name in FEW:
        text = (content_dir("intents") / f"{name}.yaml").read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("related:")]
        (made / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return made


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return Settings(
        intents_dir=folder,
        cache_dir=tmp_path / "cache",
        database_url=f"sqlite:///{tmp_path}/reload.db",
        pid_file=tmp_path / "assistant.pid",
        rate_limit=None,
    )


def learned(folder: Path) -> None:
    """An edit that is sound: a word that nobody knew."""
    file = folder / EDITED
    file.write_text(file.read_text("utf-8").replace("  ja:\n", f"  ja:\n    - {ASKED}\n", 1), "utf-8")


def broken(folder: Path) -> None:
    """An edit that is not."""
    file = folder / EDITED
    file.write_text(file.read_text("utf-8") + "  answerr: [秘密の一行\n", "utf-8")


def counted(metrics: Metrics, outcome: str) -> float | None:
    return metrics.registry.get_sample_value("assistant_content_reloads_total", {"outcome": outcome})


def test_a_sound_edit_is_taken_and_a_bad_one_refused_while_a_conversation_goes_on(
    settings: Settings, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(settings)

    async def story() -> None:
        store = create_store(settings.database_url)
        await store.open()
        service, metrics = Assistant.from_settings(settings, store), Metrics()
        reloader = Reloader(settings, service, metrics)
        desk = service.desk
        assert desk is not None

        async def ask(text: str, conversation: str | None = None) -> dict[str, Any]:
            return (await service.message(MessageRequest(text, conversation))).body

        try:
            before = await ask(ASKED)
            assert before["kind"] != "answer"

            broken(folder)
            assert not await reloader.reload()
            assert (counted(metrics, "refused"), counted(metrics, "loaded")) == (1, None)
            said = capfd.readouterr().err
            assert f"{EDITED}:" in said
            assert "the content from before stays" in said
            assert "秘密の一行" not in said
            again = await ask("初期費用はいつ払うの", before["conversation_id"])
            assert (again["turn"], again["answers"][0]["intent"]) == (2, "fee_initial_when")

            file = folder / EDITED
            file.write_text("\n".join(file.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
            learned(folder)
            assert await reloader.reload()
            assert counted(metrics, "loaded") == 1
            after = await ask(ASKED, before["conversation_id"])
            assert (after["turn"], after["answers"][0]["intent"]) == (3, "fee_initial_when")
            renewed = service.desk
            assert renewed is not None
            assert renewed.office.renderer is service.renderer
            assert renewed.office.listeners is desk.office.listeners  # events go on to be sent
        finally:
            await store.close()

    asyncio.run(story())


def test_a_message_under_way_ends_with_the_content_it_began_with(assistant: Assistant) -> None:
    class Other:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(f"{name} of the new content was used")

    async def story() -> dict[str, Any]:
        store = create_store("sqlite://")
        await store.open()
        try:
            service = assistant.on(store)

            async def renewed_meanwhile(_: str | None) -> None:
                for part in ("understander", "dialogue", "renderer", "intents"):
                    setattr(service, part, Other())

            service._conversation = renewed_meanwhile  # type: ignore[method-assign]
            return (await service.message(MessageRequest("StarterでSSEは使えますか"))).body
        finally:
            await store.close()

    assert asyncio.run(story())["answers"][0]["decision"]["outcome"] == "denied"


def test_asked_again_while_under_way_it_is_done_once_more(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    async def reload(_: Reloader) -> bool:
        done.append(len(done))
        await asyncio.sleep(0.01)
        return True

    monkeypatch.setattr(Reloader, "reload", reload)

    async def story() -> None:
        reloader = Reloader(settings, None, Metrics())
        reloader.ask()
        await asyncio.sleep(0)
        for _ in range(5):
            reloader.ask()
        assert reloader._task is not None
        await reloader._task

    asyncio.run(story())
    assert done == [0, 1]


def test_the_file_names_a_server_only_while_it_lives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "run" / "assistant.pid"
    assert reloading.running(file) is None
    with reloading.named(file):
        assert reloading.running(file) == os.getpid()
        with reloading.named(file):  # another server's is left alone
            assert "another server's" in capsys.readouterr().err
        assert reloading.running(file) == os.getpid()
    assert not file.exists()
    file.write_text("1\n")  # left by one that was killed
    assert reloading.running(file) is None
    with reloading.named(file / "below a file"):
        assert "cannot be written" in capsys.readouterr().err


@contextmanager
def serving(settings: Settings, workers: int) -> Iterator[tuple[str, Path]]:
    """A server process of these settings; gives its address and its log."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    given = {
        "ASSISTANT_DATABASE_URL": settings.database_url,
        "ASSISTANT_PID_FILE": str(settings.pid_file),
        "ASSISTANT_RATE_LIMIT": "off",
        "ASSISTANT_WORKERS": str(workers),
        **environment(settings),
    }
    out = settings.pid_file.with_suffix(".log")
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    with out.open("wb") as written:
        server = subprocess.Popen(command, cwd=TOP, env={**clean, **given}, stdout=written, stderr=written)
        try:
            base = f"http://127.0.0.1:{port}"
            until(lambda: ready(base), 120)
            yield base, out
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    assert not settings.pid_file.exists()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(base: str) -> bool:
    try:
        return httpx.get(f"{base}/health/ready", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def until(holds: Any, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "it does not come to that"
        time.sleep(0.1)


def test_the_command_has_every_worker_take_the_new_content(settings: Settings, folder: Path) -> None:
    with serving(settings, 2) as (base, out):

        def command() -> subprocess.CompletedProcess[str]:
            env = {**os.environ, **environment(settings), "ASSISTANT_PID_FILE": str(settings.pid_file)}
            line = [sys.executable, "-m", "assistant", "reload"]
            return subprocess.run(line, cwd=TOP, env=env, capture_output=True, text=True, check=False)

        until(lambda: out.read_text("utf-8").count('"started"') >= 2, 120)
        learned(folder)
        told = command()
        assert (told.returncode, "takes it now" in told.stdout) == (0, True), told.stderr
        until(lambda: out.read_text("utf-8").count("new content loaded") == 2, 120)
        for _ in range(6):
            answer = httpx.post(f"{base}/v1/messages", json={"text": ASKED}, timeout=20).json()
            assert answer["answers"][0]["intent"] == "fee_initial_when"

        broken(folder)
        refused = command()
        assert (refused.returncode, f"{EDITED}:" in refused.stderr) == (1, True)
        pid = reloading.running(settings.pid_file)
        assert pid is not None
        os.kill(pid, signal.SIGHUP)  # by hand, without the command's check
        until(lambda: out.read_text("utf-8").count("new content refused") >= 2, 120)
        assert httpx.post(f"{base}/v1/messages", json={"text": ASKED}, timeout=20).status_code == 201
