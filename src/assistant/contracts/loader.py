"""Documents (`<service>-<version>.yaml` and `notes.yaml` of a folder) to editions, with every fault reported at once.

A document is the text of one contract at one edition, in the order of the official text. Each node names what it is:

    - section: ztna:7                  # an article, an appendix part: only helps to find what it holds
      heading: 第7条（オプションサービス）   # verbatim line of the document, no part of a clause's text
      label: {ja: 第7条, en: Article 7}
      title: {ja: オプションサービス, en: Option services}
      contents:
        - clause: ztna:7.2             # numbered words, or the heading of an appendix
          number: "2"                  # verbatim, printed before the heading or the text
          text: ...                    # verbatim but for white space
          summary: {ja: ..., en: ...}  # ours; may be left out in a section that holds one clause only
          notes: [AMB-Z25]             # ids of notes.yaml
          contents:
            - limb: ztna:7.2#spec      # a part of the words of the clause it stands under, or of a clause below that
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.contracts.fields import as_date, languages, refuse_unknown, squash
from assistant.contracts.model import Bilingual, Clause, Edition, Kind, Note
from assistant.contracts.notes import Notes, read_notes
from assistant.contracts.yamlfile import Block, Faults, Series, read
from assistant.errors import ContentError, Fault

DOCUMENTS = Path(__file__).parent / "documents"
NOTES_FILE = "notes.yaml"
_DOCUMENT = re.compile(r"[a-z][a-z0-9]*-\d.*\.yaml")

_ID = re.compile(
    r"(?P<service>[a-z][a-z0-9]*):(?P<place>0|[1-9]\d*(?:\.\d+)*|app\d+(?:\.\d+)*|supp(?:\.\d+)?)"
    r"(?P<limb>#[a-z0-9]+(?:[.-][a-z0-9]+)*)?"
)
_KINDS: tuple[Kind, ...] = ("section", "clause", "limb")
_FIELDS = frozenset({*_KINDS, "number", "heading", "label", "title", "text", "summary", "notes", "contents"})
_HEAD = frozenset({"service", "version", "title", "contents"})


@dataclass(slots=True)
class _Node:
    """A node as read, before sections without words of their own are given the words of what they hold."""

    id: str
    kind: Kind
    line: int
    parent: str | None
    block: Block
    label: Bilingual
    title: Bilingual
    summary: Bilingual | None
    number: str
    heading: str
    text: str
    notes: tuple[Note, ...]
    children: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the lines this node adds to the document; a limb adds none."""
        if self.kind == "limb":
            return []
        lines = [part for part in (self.heading, *self.text.split("\n")) if part]
        if self.number and lines:
            lines[0] = f"{self.number} {lines[0]}"
        return lines


def load_editions(directory: Path | None = None) -> list[Edition]:
    """Read every document of a folder, the oldest edition of a service first.

    Args:
        directory: the folder; the one that comes with the package when None.

    Raises:
        ContentError: with every fault of every file.

    """
    folder = DOCUMENTS if directory is None else directory
    faults: list[Fault] = []
    notes = read_notes(folder / NOTES_FILE)
    editions: dict[tuple[str, date], Edition] = {}
    attached: set[str] = set()
    files = sorted(path for path in folder.glob("*.yaml") if _DOCUMENT.fullmatch(path.name))
    if not files:
        faults.append(Fault(folder, 0, "", "no document of any contract here", "add <service>-<version>.yaml"))
    for path in files:
        try:
            content, found = read(path)
        except ContentError as error:
            faults.extend(error.faults)
            continue
        reader = _DocumentReader(content, notes, found)
        edition = reader.edition()
        faults.extend(found.found)
        attached |= reader.attached
        if edition is None:
            continue
        key = (edition.service, edition.version)
        expected = f"{edition.service}-{edition.version.isoformat()}.yaml"
        if path.name != expected:
            faults.append(Fault(path, 0, "", "the name is not that of its service and version", f"call it {expected}"))
        editions.setdefault(key, edition)
    if editions:
        notes.refuse_unattached(attached)
    faults.extend(notes.faults.found)
    if faults:
        raise ContentError(faults)
    return [editions[key] for key in sorted(editions)]


class _DocumentReader:
    """Reads one document; faults go to `faults`, and the ids of the notes used to `attached`."""

    def __init__(self, content: Any, notes: Notes, faults: Faults) -> None:
        self.content = content
        self.notes = notes
        self.faults = faults
        self.attached: set[str] = set()
        self.nodes: dict[str, _Node] = {}
        self.service = ""

    def edition(self) -> Edition | None:
        """Return the edition; None when the head of the file is unusable. Other faults leave a partial edition."""
        content, faults = self.content, self.faults
        if not isinstance(content, Block):
            faults.add(1, "not a document", "begin with `service:`, `version:`, `title:` and `contents:`")
            return None
        refuse_unknown(content, _HEAD, faults)
        service, version = content.get("service"), as_date(content.get("version"))
        if not isinstance(service, str) or not re.fullmatch(r"[a-z][a-z0-9]*", service):
            faults.add(
                content.lines.get("service", 1), "no usable `service`", "give a short name, as in `service: ztna`"
            )
        if version is None:
            faults.add(
                content.lines.get("version", 1), "no usable `version`", "give the day, as in `version: 2025-04-01`"
            )
        title = languages(content.get("title"), content.lines.get("title", 1), "the document's title", faults)
        contents = content.get("contents")
        if not isinstance(contents, Series) or not contents:
            faults.add(
                content.lines.get("contents", 1), "no `contents`", "list the sections and clauses of the document"
            )
            return None
        if not isinstance(service, str) or version is None:
            return None
        self.service = service
        self._read_contents(contents, None)
        self._check_limbs()
        return self._finish(version, title)

    def _read_contents(self, contents: Series, parent: _Node | None) -> None:
        for line, item in zip(contents.lines, contents, strict=True):
            node = self._read_node(item, line, parent)
            if node is None:
                continue
            if node.id in self.nodes:
                first = self.nodes[node.id].line
                self.faults.add(line, f"{node.id} is given twice (first on line {first})", "give each place one id")
                continue
            self.nodes[node.id] = node
            if parent is not None:
                parent.children.append(node.id)
            inner = node.block.get("contents")
            if isinstance(inner, Series):
                self._read_contents(inner, node)
            elif inner is not None:
                self.faults.add(node.block.lines["contents"], f"{node.id}: `contents` is not a list", "list its nodes")

    def _read_node(self, item: Any, line: int, parent: _Node | None) -> _Node | None:
        kind = next((k for k in _KINDS if isinstance(item, Block) and k in item), None)
        if kind is None:
            self.faults.add(
                line, "a node that does not say what it is", "begin it with `section:`, `clause:` or `limb:`"
            )
            return None
        node_id = str(item[kind])
        if not self._check_id(node_id, kind, line, parent):
            return None
        refuse_unknown(item, _FIELDS, self.faults)
        words = {name: self._words(item, name, node_id) for name in ("number", "heading", "text")}
        if kind != "section" and not words["text"]:
            self.faults.add(line, f"{node_id} has no `text`", "give the words of the contract, verbatim")
        node = _Node(
            id=node_id,
            kind=kind,
            line=line,
            parent=parent.id if parent else None,
            block=item,
            label=self._bilingual(item, "label", node_id),
            title=self._bilingual(item, "title", node_id),
            summary=self._bilingual(item, "summary", node_id) if "summary" in item or kind != "section" else None,
            number=words["number"],
            heading=words["heading"],
            text=words["text"],
            notes=tuple(self._read_note_ids(item, node_id)),
        )
        if kind == "limb" and (node.heading or node.number):
            self.faults.add(
                line, f"{node_id}: a limb has no heading and no number", "remove them: it only quotes its clause"
            )
        return node

    def _check_id(self, node_id: str, kind: Kind, line: int, parent: _Node | None) -> bool:
        match = _ID.fullmatch(node_id)
        if match is None:
            self.faults.add(
                line, f"{node_id!r} is not an id", f"write it as in {self.service}:7.2.3, :app1.1.2, :supp.3, #limb"
            )
            return False
        if match["service"] != self.service:
            self.faults.add(line, f"{node_id} belongs to another service", f"begin the id with {self.service}:")
            return False
        if (kind == "limb") != bool(match["limb"]):
            self.faults.add(
                line, f"{node_id} is not the id of a {kind}", "a limb, and only a limb, has #name at its end"
            )
            return False
        wanted = parent_id(node_id)
        actual = parent.id if parent else None
        if wanted != actual:
            where = f"under {wanted}" if wanted else "at the top"
            self.faults.add(
                line, f"{node_id} stands {f'under {actual}' if actual else 'at the top'}", f"move it {where}"
            )
            return False
        return True

    def _words(self, item: Block, name: str, node_id: str) -> str:
        value = item.get(name, "")
        if not isinstance(value, str):
            self.faults.add(item.lines[name], f"{node_id}: `{name}` is not text", "write plain text")
            return ""
        return value.strip()

    def _bilingual(self, item: Block, name: str, node_id: str) -> Bilingual:
        line = item.lines.get(name, item.line)
        return languages(item.get(name), line, f"{node_id}: `{name}`", self.faults)

    def _read_note_ids(self, item: Block, node_id: str) -> Iterator[Note]:
        listed = item.get("notes", Series(item.line))
        if not isinstance(listed, Series):
            self.faults.add(item.lines["notes"], f"{node_id}: `notes` is not a list", "write `notes: [AMB-…]`")
            return
        for line, note_id in zip(listed.lines, listed, strict=True):
            note = self.notes.by_id.get(str(note_id))
            if note is None and not self.notes.usable:
                continue
            if note is None:
                self.faults.add(
                    line, f"{node_id}: no note {note_id}", f"write the note in {NOTES_FILE}, or remove the id"
                )
                continue
            self.attached.add(note.id)
            yield note

    def _check_limbs(self) -> None:
        for node in self.nodes.values():
            if node.kind != "limb" or not node.text or node.parent is None:
                continue
            inside = [squash(other.text) for other in self._below(self.nodes[node.parent]) if other.kind != "limb"]
            if not any(squash(node.text) in text for text in inside):
                mend = f"quote a run of words of {node.parent}, or of what stands under it"
                line = node.block.lines.get("text", node.line)
                self.faults.add(line, f"{node.id} is not a part of {node.parent}", mend)

    def _below(self, node: _Node) -> Iterator[_Node]:
        yield node
        for child in node.children:
            yield from self._below(self.nodes[child])

    def _finish(self, version: date, title: Bilingual) -> Edition:
        clauses = {node.id: self._clause(node, version) for node in self.nodes.values()}
        lines = tuple((node.id, line) for node in self.nodes.values() for line in node.lines())
        return Edition(self.service, version, title, MappingProxyType(clauses), lines)

    def _clause(self, node: _Node, version: date) -> Clause:
        text = node.text or "\n".join(line for inner in self._below(node) for line in inner.lines())
        return Clause(
            id=node.id,
            service=self.service,
            version=version,
            kind=node.kind,
            label=node.label,
            title=node.title,
            text=text,
            summary=node.summary or self._only_summary(node),
            notes=node.notes,
            parent=node.parent,
            children=tuple(node.children),
            number=node.number,
            heading=node.heading,
        )

    def _only_summary(self, node: _Node) -> Bilingual:
        inner = [self.nodes[child] for child in node.children if self.nodes[child].kind != "limb"]
        if len(inner) == 1 and inner[0].summary is not None:
            return inner[0].summary
        mend = "add `summary: {ja: …, en: …}`: only a section that holds one clause borrows that clause's"
        self.faults.add(node.line, f"{node.id} has no summary", mend)
        return Bilingual("", "")


def parent_id(clause_id: str) -> str | None:
    """Return the id of what holds this one; None at the top of the document.

    `ztna:7.2.3` stands under `ztna:7.2`, `ztna:13.1#proviso` under `ztna:13.1`, `ztna:supp.3` under `ztna:supp`.
    """
    place, mark, _ = clause_id.partition("#")
    if mark:
        return place
    above, dot, _ = place.rpartition(".")
    return above if dot else None
