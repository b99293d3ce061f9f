"""A broken file of texts is found at the start, with its line, and all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jinja2
import pytest

from assistant.answers import Renderer
from assistant.contracts import load_terms
from assistant.contracts.parameters import load_parameters
from assistant.errors import ContentError, Fault
from assistant.rules import decide
from assistant.settings import content_dir


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of texts to break."""
    return Path(shutil.copytree(content_dir("responses"), tmp_path / "responses"))


Load = Callable[[Path], Renderer]


@pytest.fixture
def load() -> Load:
    return lambda directory: Renderer(directory, load_terms(), load_parameters())


def faults(load: Load, directory: Path) -> tuple[Fault, ...]:
    with pytest.raises(ContentError) as raised:
        load(directory)
    for fault in raised.value.faults:
        assert fault.message
        assert fault.mend
        assert str(fault.file) in str(raised.value)
    return raised.value.faults


def test_a_whole_copy_loads(load: Load, copy: Path) -> None:
    assert load(copy).has("greeting")


def test_files_found_right_before_are_not_parsed_again_until_one_changes(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    parse = jinja2.Environment.parse
    monkeypatch.setattr(jinja2.Environment, "parse", lambda *given: parsed.append(given[2]) or parse(*given))

    def made() -> Renderer:
        return Renderer(copy, load_terms(), load_parameters(), cache_dir=tmp_path / "cache")

    compiled: list[str | None] = []
    compile_ = jinja2.Environment.compile
    monkeypatch.setattr(
        jinja2.Environment, "compile", lambda *given, **more: compiled.append(given[2]) or compile_(*given, **more)
    )

    first = made().message("greeting", "ja")
    assert "greeting.md.j2" in parsed
    assert {"greeting.md.j2", "D:GRADE"} <= set(compiled)
    parsed.clear()
    compiled.clear()
    assert made().message("greeting", "ja") == first
    assert parsed == compiled == []
    for file in (tmp_path / "cache").iterdir():
        file.chmod(0o666)  # what anybody can write is not run
    assert made().message("greeting", "ja") == first
    assert parsed
    assert compiled
    parsed.clear()
    (copy / "en" / "greeting.md.j2").write_text("{% if a %}", "utf-8")
    for _ in range(2):  # what is wrong is told each time
        with pytest.raises(ContentError):
            made()
    assert set(parsed) == {file.name for file in (copy / "en").glob("*.j2")}


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["fine", "{% if a %}", "open"], 3),
        (["fine", "", "{{ a b }}"], 3),
        (["{% endfor %}"], 1),
        (["a", "{% unheard %}", "b"], 2),
        (["a", "{{ x"], 2),
        (["a", "b", "{{ x | no_such_filter }}"], 3),
        (["a", "{% if x is no_such_test %}b{% endif %}"], 2),
    ],
    ids=["not closed", "syntax", "end without a beginning", "no such tag", "open", "no such filter", "no such test"],
)
def test_a_broken_template_is_shown_with_its_line(load: Load, copy: Path, lines: list[str], wrong: int) -> None:
    file = copy / "en" / "greeting.md.j2"
    file.write_text("\n".join(lines), "utf-8")
    (fault,) = faults(load, copy)
    assert (fault.file, fault.line, fault.source) == (file, wrong, lines[wrong - 1])


def test_broken_yaml_is_shown_with_its_line(load: Load, copy: Path) -> None:
    file = copy / "ja" / "prompts.yaml"
    file.write_text("service: どちら\ngrade: a: b\n", "utf-8")
    (fault,) = faults(load, copy)
    assert (fault.file, fault.line, fault.source) == (file, 2, "grade: a: b")


def test_a_broken_sentence_for_a_code_is_shown_with_its_line(load: Load, copy: Path) -> None:
    file = copy / "en" / "codes.yaml"
    before = file.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(before, 1) if text.startswith('"C:TECH"'))
    before[line - 1] = '"C:TECH": "{{ not closed"'
    file.write_text("\n".join(before), "utf-8")
    (fault,) = faults(load, copy)
    assert (fault.file, fault.line, fault.source) == (file, line, '"C:TECH": "{{ not closed"')


def test_a_file_that_is_gone_is_named(load: Load, copy: Path) -> None:
    (copy / "ja" / "names.yaml").unlink()
    (fault,) = faults(load, copy)
    assert fault.file == copy / "ja" / "names.yaml"
    assert "missing" in fault.message


@pytest.mark.parametrize("name", ["codes.yaml", "names.yaml", "prompts.yaml"])
@pytest.mark.parametrize("content", ["- a\n- b\n", "just words\n", ""])
def test_a_file_that_holds_no_mapping_is_an_error(load: Load, copy: Path, name: str, content: str) -> None:
    (copy / "ja" / name).write_text(content, "utf-8")
    assert [fault.file for fault in faults(load, copy)] == [copy / "ja" / name]


@pytest.mark.parametrize("name", ["codes.yaml", "greeting.md.j2"])
def test_a_file_in_another_encoding_is_an_error(load: Load, copy: Path, name: str) -> None:
    (copy / "ja" / name).write_bytes("挨拶: こんにちは".encode("cp932"))
    assert [fault.file for fault in faults(load, copy)] == [copy / "ja" / name]


def test_a_control_character_in_yaml_is_an_error(load: Load, copy: Path) -> None:
    (copy / "ja" / "prompts.yaml").write_text("service: a\x07b\n", "utf-8")
    assert [fault.file for fault in faults(load, copy)] == [copy / "ja" / "prompts.yaml"]


def test_every_broken_file_is_shown_at_once(load: Load, copy: Path) -> None:
    for locale in ("ja", "en"):
        (copy / locale / "greeting.md.j2").write_text("{% if %}", "utf-8")
        (copy / locale / "thanks.md.j2").write_text("a\n{{ }", "utf-8")
        (copy / locale / "names.yaml").write_text("a: [", "utf-8")
    found = {(fault.file.parent.name, fault.file.name) for fault in faults(load, copy)}
    assert found == {(locale, n) for locale in ("ja", "en") for n in ("greeting.md.j2", "thanks.md.j2", "names.yaml")}


def test_a_sentence_with_a_value_its_code_does_not_have_is_shown(load: Load, copy: Path) -> None:
    file = copy / "ja" / "codes.yaml"
    text = file.read_text("utf-8")
    line = next(n for n, t in enumerate(text.splitlines(), 1) if t.startswith('"D:SRV"'))
    lines = text.splitlines()
    lines[line - 1] = '"D:SRV": "{{ number_of_servers }}台"'
    file.write_text("\n".join(lines), "utf-8")
    renderer = load(copy)
    asked = {"service": "fms", "configuration": {"servers": 11}, "scope": "given"}
    decision = decide("configuration", asked, renderer.book, date(2026, 11, 22))
    assert "11" in renderer.wire(decision, "en")["findings"][0]["text"]
    with pytest.raises(ContentError) as raised:
        renderer.wire(decision, "ja")
    (fault,) = raised.value.faults
    assert (fault.file, fault.line) == (file, line)
    assert "number_of_servers" in fault.message
