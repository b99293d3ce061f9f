"""The drafting notes of `notes.yaml`: known defects and open points, each shown beside the clauses that list its id."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

from assistant.contracts.fields import languages, refuse_unknown
from assistant.contracts.model import Note
from assistant.contracts.yamlfile import Block, Faults, Series, read
from assistant.errors import ContentError

_FIELDS = frozenset({"note", "ja", "en"})


@dataclass(slots=True)
class Notes:
    """The notes by id, the line each begins on, and what is wrong with the file."""

    faults: Faults
    by_id: dict[str, Note] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    usable: bool = True  # False: the file could not be read, so that a missing id means nothing

    def refuse_unattached(self, attached: Set[str]) -> None:
        """Note a fault for every note that no clause lists."""
        for note_id, line in self.lines.items():
            if note_id not in attached:
                mend = "list it in `notes` of a clause, or remove it"
                self.faults.add(line, f"note {note_id} stands under no clause", mend)


def read_notes(path: Path) -> Notes:
    """Read the notes of a folder; none when it has no such file. What is wrong is in `faults`, nothing is raised."""
    if not path.exists():
        return Notes(Faults(path, ""))
    try:
        content, faults = read(path)
    except ContentError as error:
        notes = Notes(Faults(path, ""), usable=False)
        notes.faults.found.extend(error.faults)
        return notes
    notes = Notes(faults)
    if not isinstance(content, Series):
        faults.add(1, "not a list of notes", "begin each note with `- note: AMB-…`")
        notes.usable = False
        return notes
    for line, item in zip(content.lines, content, strict=True):
        _read_note(item, line, notes)
    return notes


def _read_note(item: object, line: int, notes: Notes) -> None:
    if not isinstance(item, Block) or not isinstance(item.get("note"), str):
        notes.faults.add(line, "a note without its id", "begin it with `- note: AMB-…`")
        return
    note_id = item["note"]
    refuse_unknown(item, _FIELDS, notes.faults)
    if note_id in notes.by_id:
        first = notes.lines[note_id]
        notes.faults.add(line, f"note {note_id} is given twice (first on line {first})", "keep one of the two")
        return
    notes.by_id[note_id] = Note(note_id, languages(item, line, f"note {note_id}", notes.faults))
    notes.lines[note_id] = line
