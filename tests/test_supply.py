"""The bill of materials and the page of licences hold what the lock file holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench_script import script

TOP = Path(__file__).parents[1]
PINS = re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", (TOP / "requirements.lock").read_text("utf-8"), re.MULTILINE)


def test_the_page_of_licences_is_up_to_date() -> None:
    page = (TOP / "docs/licences.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| ([a-z0-9.-]+) \| ([0-9][^ ]*) \| (.+) \|$", page)
    assert PINS == [(name, version) for name, version, _ in rows]


def test_no_licence_binds_who_uses_the_server() -> None:
    page = (TOP / "docs/licences.md").read_text("utf-8")
    assert re.findall(r"\b(?:A?GPL|SSPL|BUSL|not stated)\b", page) == []


def test_the_bill_of_materials_holds_every_pin_with_its_hashes() -> None:
    command = [sys.executable, "bench/supply.py", "sbom"]
    document = json.loads(subprocess.run(command, cwd=TOP, capture_output=True, check=True).stdout)
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert PINS == [(each["name"], each["version"]) for each in document["components"]]
    references = [each["bom-ref"] for each in document["components"]]
    assert len(references) == len(set(references))
    for each in document["components"]:
        hashes = each["externalReferences"][0]["hashes"]
        assert hashes
        assert all(re.fullmatch(r"[0-9a-f]{64}", one["content"]) for one in hashes)
    needs = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    assert set(needs) == {"assistant", *references}
    assert {one for below in needs.values() for one in below} <= set(references)
    assert any(one.startswith("pkg:pypi/litestar@") for one in needs["assistant"])


def test_a_line_that_is_not_of_a_lock_file_is_refused() -> None:
    with pytest.raises(ValueError, match="litestar>=2"):
        script("supply").locked("litestar>=2")
