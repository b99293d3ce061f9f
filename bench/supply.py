"""What the server is made of: a bill of materials (CycloneDX 1.6, JSON) and the page of licences, from the lock file.

    .venv/bin/python bench/supply.py sbom > dist/sbom.json
    .venv/bin/python bench/supply.py licences > docs/licences.md

The lock file has names, versions, hashes and who needs whom; the licence is what the installed package says of itself.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[1]
ROOT = "assistant"
PINNED = re.compile(r"([a-z0-9.-]+)==([^ ;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?")
CLASSIFIER = "License :: OSI Approved :: "
# What packages write in the field "License", as SPDX says it.
SPDX = {
    "MIT License": "MIT",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass
class Locked:
    """One release in the lock file; `marker` when it is for some systems or versions of Python only."""

    name: str
    version: str
    marker: str | None = None
    hashes: list[str] = field(default_factory=list)
    needed_by: list[str] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """The package URL (purl) of this release."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str) -> list[Locked]:
    """The packages of a lock file, by name; raises ValueError for a line that it does not know."""
    found: list[Locked] = []
    for line in text.splitlines():
        stripped = line.strip()
        if match := PINNED.fullmatch(line):
            found.append(Locked(*match.groups()))
        elif stripped.startswith("--hash=sha256:"):
            found[-1].hashes.append(stripped.removeprefix("--hash=sha256:").rstrip(" \\"))
        elif stripped.startswith("#"):
            need = stripped.lstrip("# ").removeprefix("via").strip()
            if need:
                found[-1].needed_by.append(need.split(" ")[0].split(":")[0])
        elif stripped:
            raise ValueError(f"not a line of a lock file: {line}")
    return found


def licence(name: str) -> str | None:
    """An SPDX expression or the package's own words; None when it is not installed here or does not say."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None
    if expression := said.get("License-Expression"):
        return str(expression)
    classes = [each.removeprefix(CLASSIFIER) for each in said.get_all("Classifier", []) if each.startswith(CLASSIFIER)]
    short = str(said.get("License") or "").strip()
    if "\n" in short:  # the whole licence: its first line names it
        short = short.partition("\n")[0].strip()
    words = ", ".join(classes) if not short or short == "Dual License" else short
    return SPDX.get(words, words) or None


def licences(packages: list[Locked]) -> str:
    """The page of licences, in Markdown; a package for other systems keeps its place, without being looked into."""
    lines = [
        "# Licences",
        "",
        "What a server runs on (`requirements.lock`), with the licence that each package states in its metadata.",
        "`make licences` makes this page, and a test sees that no package is missing. `make sbom` writes the same as",
        "CycloneDX, with hashes.",
        "",
        "| package | version | licence |",
        "| --- | --- | --- |",
    ]
    for each in packages:
        stated = licence(each.name) or (f"not installed here ({each.marker})" if each.marker else "not stated")
        lines.append(f"| {each.name} | {each.version} | {stated} |")
    return "\n".join(lines) + "\n"


def sbom(packages: list[Locked]) -> dict[str, Any]:
    """The bill of materials. It carries no time and no serial number: the same lock gives the same file."""
    needs: dict[str, list[str]] = {name: [] for name in (ROOT, *(each.name for each in packages))}
    components = []
    for each in packages:
        for above in each.needed_by:
            if above in needs:
                needs[above].append(each.reference)
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": each.reference,
            "name": each.name,
            "version": each.version,
            "purl": each.reference,
            # One hash for each file that the index has of this release: installing takes no other.
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": each.reference,
                    "hashes": [{"alg": "SHA-256", "content": content} for content in each.hashes],
                }
            ],
        }
        if stated := licence(each.name):
            spdx = re.fullmatch(r"[A-Za-z0-9.+() -]+", stated) and not re.search(r"[a-z] [A-Z]?[a-z]", stated)
            component["licenses"] = [{"expression": stated} if spdx else {"license": {"name": stated}}]
        components.append(component)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ROOT,
                "name": ROOT,
                "version": version(ROOT),
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(needs[name])}
            for name, reference in [(ROOT, ROOT), *((each.name, each.reference) for each in packages)]
        ],
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("what", choices=("sbom", "licences"))
    packages = locked((TOP / "requirements.lock").read_text("utf-8"))
    if given.parse_args().what == "sbom":
        print(json.dumps(sbom(packages), indent=2, ensure_ascii=False))
    else:
        print(licences(packages), end="")


if __name__ == "__main__":
    main()
