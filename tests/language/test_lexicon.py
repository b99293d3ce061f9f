import re
from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.language.lexicon import NAMES_FILE, alternation, load_lexicon


def write(folder: Path, text: str) -> Path:
    file = folder / "names.yaml"
    file.write_text(text, "utf-8")
    return file


def test_the_names_in_use_are_sound() -> None:
    lexicon = load_lexicon()

    assert {m.value for m in lexicon.names.values() if m.kind == "option"} == {
        "multi_region",
        "transparent_proxy",
        "sse",
        "config_change",
        "intro_support",
    }
    assert {m.value for m in lexicon.names.values() if m.kind == "service"} == {"ztna", "fms"}
    assert {m.value for m in lexicon.names.values() if m.kind == "grade"} == {"Starter", "Core", "Complete"}
    assert {m.value for m in lexicon.names.values() if m.kind == "via"} == {"form", "phone", "email", "chat", "letter"}


def test_every_fault_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "grade:\n  Core: [core, ｺｱ]\n  Complete: [core]\ngradse: {}\nguards:\n  nothing:\n    unless: [a]\n"
        "number_only:\n  speed: [x]\nspelling:\n  words: [abc]\n",
    )

    with pytest.raises(ContentError) as caught:
        load_lexicon(file)

    told = [(fault.line, fault.message) for fault in caught.value.faults]
    assert [line for line, _ in told] == [2, 3, 4, 7, 7, 9, 9, 11]
    text = str(caught.value)
    for words in ("not in the plain form", "stands twice (line 2)", "unknown section 'gradse'", "no item 'speed'"):
        assert words in text
    assert all(fault.mend for fault in caught.value.faults)


def test_a_file_that_is_no_yaml_says_where(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"names\.yaml:3: not YAML"):
        load_lexicon(write(tmp_path, "grade:\n  Core: [core\nservice: {}\n"))


def test_the_names_file_is_the_package_s_own() -> None:
    assert NAMES_FILE.is_file()
    assert NAMES_FILE.parent.name == "language"


def test_the_longest_name_is_found() -> None:
    pattern = re.compile(alternation(["プロキシ", "透過プロキシ", "透過プロキシオプション", "a.b"]))

    assert pattern.search("透過プロキシオプションを").group() == "透過プロキシオプション"  # type: ignore[union-attr]
    assert pattern.search("透過プロキシを").group() == "透過プロキシ"  # type: ignore[union-attr]
    assert pattern.search("axb") is None
