"""The template environment: one per locale, strict, every file looked through at start-up.

Files that an earlier start has found right (they are known by a hash, kept with the trained models) are not parsed
again: each is when it is used first.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2 import nodes

from assistant.answers.formats import FILTERS
from assistant.answers.markdown import escape
from assistant.errors import ContentError, Fault

LOCALES = ("ja", "en")
PAGE = ".html.j2"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEPT = 8  # stamps of files found right that are kept


class Responses:
    """All texts of one locale: templates, the sentences for codes, names and prompts.

    `directory` is responses/<locale>. Raises ContentError with file, line and the line for every file that does
    not parse, all at once. With a `cache_dir` files that were right before are not looked through again.
    """

    def __init__(self, directory: Path, locale: str, cache_dir: Path | None = None) -> None:
        self.locale = locale
        self.directory = directory
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(directory, encoding="utf-8"),
            undefined=jinja2.StrictUndefined,
            autoescape=_is_page,  # noqa: S701 - the rest is Markdown, which answers.markdown makes safe HTML
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        for name, filter_ in FILTERS.items():
            self.environment.filters[name] = partial(filter_, locale)
        self.environment.filters["escape"] = escape
        self.environment.tests["match_kind"] = lambda code, kind: str(code).startswith(kind)
        faults: list[Fault] = []
        stamp = cache_dir and cache_dir / f"responses-{_fingerprint(directory)}.ok"
        known = stamp is not None and stamp.exists()
        self.templates = frozenset(
            path.name.removesuffix(".md.j2") for path in directory.glob("*.j2") if not _is_page(path.name)
        )
        if not known:
            self._look_through(faults)
        self.codes = self._mapping("codes.yaml", faults)
        self.names = self._mapping("names.yaml", faults)
        self.prompts = self._mapping("prompts.yaml", faults)
        self._code_templates: dict[str, jinja2.Template] = {}
        for code, text in {} if known else self.codes.items():
            try:
                self._code_templates[code] = self.environment.from_string(str(text))
            except jinja2.TemplateSyntaxError as error:
                faults.append(_fault(directory / "codes.yaml", _line_of(directory / "codes.yaml", code), error))
        if faults:
            raise ContentError(faults)
        if stamp is not None and not known:
            _keep(stamp)

    def _look_through(self, faults: list[Fault]) -> None:
        for path in sorted(self.directory.glob("*.j2")):
            try:
                source = path.read_text(encoding="utf-8")
                tree = self.environment.parse(source, path.name)
                faults.extend(self._unknown_names(path, tree))
            except jinja2.TemplateSyntaxError as error:
                faults.append(_fault(path, error.lineno, error))
            except UnicodeDecodeError as error:
                faults.append(_not_utf8(path, error))

    def _unknown_names(self, path: Path, tree: nodes.Template) -> list[Fault]:
        """Filters and tests that do not exist, which Jinja itself would find at the first rendering only."""
        known = {nodes.Filter: self.environment.filters, nodes.Test: self.environment.tests}
        return [
            Fault(
                path,
                node.lineno,
                _line(path, node.lineno),
                f"no {kind.__name__.lower()} {node.name!r}",
                "mend its name",
            )
            for kind, names in known.items()
            for node in tree.find_all(kind)
            if node.name not in names
        ]

    def _mapping(self, name: str, faults: list[Fault]) -> Mapping[str, Any]:
        path = self.directory / name
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - a safe one
        except FileNotFoundError:
            faults.append(Fault(path, 0, "", "the file is missing", "restore it from the repository"))
            return {}
        except UnicodeDecodeError as error:
            faults.append(_not_utf8(path, error))
            return {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            faults.append(_fault(path, mark.line + 1 if mark else 0, error))
            return {}
        if not isinstance(data, dict) or not data:
            faults.append(Fault(path, 1, _line(path, 1), "not a mapping of names to texts", "write `name: text` lines"))
            return {}
        return data

    def has(self, template: str) -> bool:
        """Whether responses/<locale>/<template>.md.j2 exists."""
        return template in self.templates

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """The Markdown of one template; raises jinja2.TemplateError when a value is missing."""
        return self.environment.get_template(f"{template}.md.j2").render(context)

    def page(self, template: str, context: Mapping[str, Any]) -> str:
        """The HTML of responses/<locale>/<template>.html.j2, with every value escaped."""
        return self.environment.get_template(f"{template}{PAGE}").render(context)

    def code(self, code: str, context: Mapping[str, Any]) -> str:
        """The sentence for a finding, condition, assumption or remedy; the code itself is never shown to people.

        A code with a suffix (D:OPT_GRADE:sse) falls back to the part before its last colon.
        Raises KeyError for a code without a sentence.
        """
        for key in (code, code.rpartition(":")[0]):
            if key in self.codes:
                return self._code_template(key).render(context).strip()
        raise KeyError(code)

    def _code_template(self, code: str) -> jinja2.Template:
        made = self._code_templates.get(code)
        if made is None:
            made = self._code_templates[code] = self.environment.from_string(str(self.codes[code]))
        return made

    def line_of(self, code: str) -> tuple[int, str]:
        """Where the sentence of a code stands in codes.yaml: line number and line."""
        path = self.directory / "codes.yaml"
        key = code if code in self.codes else code.rpartition(":")[0]
        number = _line_of(path, key)
        return number, _line(path, number)

    def name(self, kind: str, value: object) -> str:
        """The display name of an option, grade, item, service or channel; the value itself when it has none."""
        return str(self.names.get(kind, {}).get(value, value))


def _fingerprint(directory: Path) -> str:
    """A hash of every file of a directory and of what reads them."""
    digest = hashlib.sha256(jinja2.__version__.encode() + Path(__file__).read_bytes())
    digest.update(" ".join(FILTERS).encode())
    for path in sorted(directory.glob("*.*")):
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _keep(stamp: Path) -> None:
    """Note that the files are right; a directory that cannot be written to is no error."""
    with contextlib.suppress(OSError):
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()
        for old in sorted(stamp.parent.glob("responses-*.ok"), key=lambda file: -file.stat().st_mtime)[_KEPT:]:
            old.unlink(missing_ok=True)


def _is_page(name: str | None) -> bool:
    return name is not None and name.endswith(PAGE)


def _fault(path: Path, line: int, error: Exception) -> Fault:
    message = getattr(error, "message", None) or getattr(error, "problem", None) or str(error)
    return Fault(path, line, _line(path, line), str(message), "mend the line; `assistant lint` checks it")


def _not_utf8(path: Path, error: UnicodeDecodeError) -> Fault:
    line = path.read_bytes()[: error.start].count(b"\n") + 1
    return Fault(path, line, _line(path, line), "not UTF-8", "save the file as UTF-8")


def _line(path: Path, number: int) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _line_of(path: Path, key: str) -> int:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip().lstrip("\"'").startswith(key):
            return number
    return 0
