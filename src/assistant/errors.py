"""Every error this package raises on purpose.

AssistantError
├── ContentError          a content file is wrong; carries one `Fault` for each place, all at once
├── UnknownClause         no clause of that id in the edition asked for
└── UnknownService        no contract of that name
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class AssistantError(Exception):
    """Base of every error raised on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One wrong place in a content file.

    `line` counts from 1 (0: the file as a whole), `source` is that line as it stands, `message` says what is
    wrong, `mend` what to write instead.
    """

    file: Path
    line: int
    source: str
    message: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        shown = f"\n    {self.source.strip()}" if self.source.strip() else ""
        return f"{where}: {self.message}{shown}\n    mend: {self.mend}"


class ContentError(AssistantError):
    """Content that cannot be used, with every fault found (never the first only)."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownClause(AssistantError, LookupError):
    """No clause of that id; `version` is the edition looked into, None when the service itself is unknown."""

    def __init__(self, clause_id: str, version: date | None = None) -> None:
        self.clause_id = clause_id
        self.version = version
        where = f" in the edition of {version.isoformat()}" if version else ""
        super().__init__(f"no clause {clause_id!r}{where}")


class UnknownService(AssistantError, LookupError):
    """No contract of that name; `known` are the names there are."""

    def __init__(self, service: str, known: Iterable[str] = ()) -> None:
        self.service = service
        self.known = tuple(known)
        hint = f" (known: {', '.join(self.known)})" if self.known else ""
        super().__init__(f"no service {service!r}{hint}")
