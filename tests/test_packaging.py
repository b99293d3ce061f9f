"""What is shipped: the wheel is whole and works from any folder; the locks name no host."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"]


def pip(*args: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "--quiet", *args], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(TOP))
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_everything_that_is_in_the_repository(wheel: Path) -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    packed = set(zipfile.ZipFile(wheel).namelist())
    places = {"src/assistant/": "assistant/", "intents/": "assistant/_content/intents/"}
    places["responses/"] = "assistant/_content/responses/"
    for start, place in places.items():
        expected = {place + name.removeprefix(start) for name in tracked if name.startswith(start)}
        present = {name for name in expected if (TOP / start / name.removeprefix(place)).is_file()}
        assert present - packed == set()
        assert any(name.startswith(place) for name in packed)


def test_an_installed_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pip("install", "--no-index", "--no-deps", "--no-compile", "--target", str(site), str(wheel))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    program = (
        "import assistant, json; from assistant.cli import run; from assistant.settings import load_settings as s;"
        "print(json.dumps([assistant.__file__, str(s().intents_dir), str(s().responses_dir)]));"
        "run(['coverage', '--json']); run(['db', 'upgrade'])"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=elsewhere,
        env={**clean, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    where, counted, upgraded = done.stdout.splitlines()
    assert all(Path(place).is_relative_to(site) for place in json.loads(where))
    assert json.loads(counted)["clauses"] == 171
    assert upgraded == "The database is up to date."
    assert (elsewhere / "var" / "assistant.db").is_file()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_place_of_a_machine(lock: str) -> None:
    text = (TOP / lock).read_text(encoding="utf-8")
    assert re.findall(r"^.*(?:://|--index|--extra|--find-links|file:|\s/).*$", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_one_version_and_its_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[a-z])", (TOP / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = [entry for entry in entries if entry.strip()]
    assert len(entries) > 5
    assert [entry.splitlines()[0] for entry in entries if not re.match(r"[a-z0-9._-]+(\[.+\])?==\S+", entry)] == []
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_everything_that_is_needed_is_locked() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=!~; ]", each)[0].lower() for each in requirements}

    def locked(lock: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9._-]+)", (TOP / lock).read_text(encoding="utf-8"), re.MULTILINE))

    server = names(project["project"]["dependencies"]) | names(project["dependency-groups"]["build"])
    assert server - locked("requirements.lock") == set()
    assert (server | names(project["dependency-groups"]["dev"])) - locked("requirements-dev.lock") == set()
    assert names(project["dependency-groups"]["dev"]) & locked("requirements.lock") <= {"httpx"}  # Litestar needs it
