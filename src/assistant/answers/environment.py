"""The template environment: one per locale, strict, every file looked through at start-up.

Files that an earlier start has found right are known by a hash, and kept compiled with the trained models.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2 import nodes

from assistant.answers.compiled import Compiled, fingerprint
from assistant.answers.formats import FILTERS
from assistant.answers.markdown import escape
from assistant.contracts.yamlfile import read_values
from assistant.errors import ContentError, Fault

LOCALES = ("ja", "en")
PAGE = ".html.j2"


class _Environment(jinja2.Environment):
    """One whose globals are the same for every template from the start."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain mapping: each rendering goes through it several times, and a chained one is slow."""
        return {**self.globals, **(d or {})}


class Responses:
    """All texts of one locale: templates, the sentences for codes, names and prompts.

    `directory` is responses/<locale>. Raises ContentError with file, line and the line for every file that does
    not parse, all at once. With a `cache_dir` files that were right before are not looked through again.
    """

    def __init__(self, directory: Path, locale: str, cache_dir: Path | None = None) -> None:
        self.locale = locale
        self.directory = directory
        faults: list[Fault] = []
        self.codes = self._mapping("codes.yaml", faults)
        self.names = self._mapping("names.yaml", faults)
        self.prompts = self._mapping("prompts.yaml", faults)
        self.templates = frozenset(
            path.name.removesuffix(".md.j2") for path in directory.glob("*.j2") if not _is_page(path.name)
        )
        compiled = Compiled(cache_dir, fingerprint(directory, [Path(__file__)], FILTERS))
        sentences = jinja2.DictLoader({code: str(text) for code, text in self.codes.items()})
        self.environment = _Environment(
            loader=jinja2.ChoiceLoader([sentences, jinja2.FileSystemLoader(directory, encoding="utf-8")]),
            bytecode_cache=compiled,
            undefined=jinja2.StrictUndefined,
            autoescape=_is_page,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        for name, filter_ in FILTERS.items():
            self.environment.filters[name] = partial(filter_, locale)
        self.environment.filters["escape"] = escape
        self.environment.tests["match_kind"] = lambda code, kind: str(code).startswith(kind)
        if not compiled.found:
            self._look_through(faults, keeps=compiled.keeps)
        if faults:
            raise ContentError(faults)
        compiled.keep()

    def _look_through(self, faults: list[Fault], *, keeps: bool) -> None:
        """Parse every file, compile every sentence; and the files as well, if that serves the next start."""
        for path in sorted(self.directory.glob("*.j2")):
            try:
                source = path.read_text(encoding="utf-8")
                tree = self.environment.parse(source, path.name)
                unknown = self._unknown_names(path, tree)
                faults.extend(unknown)
                if keeps and not unknown:
                    self.environment.get_template(path.name)
            except jinja2.TemplateSyntaxError as error:
                faults.append(_fault(path, error.lineno, error))
            except UnicodeDecodeError as error:
                faults.append(_not_utf8(path, error))
        for code in self.codes:
            try:
                self.environment.get_template(code)
            except jinja2.TemplateSyntaxError as error:
                faults.append(
                    _fault(self.directory / "codes.yaml", _line_of(self.directory / "codes.yaml", code), error)
                )

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
            data = read_values(path)
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
                return self.environment.get_template(key).render(context).strip()
        raise KeyError(code)

    def line_of(self, code: str) -> tuple[int, str]:
        """Where the sentence of a code stands in codes.yaml: line number and line."""
        path = self.directory / "codes.yaml"
        key = code if code in self.codes else code.rpartition(":")[0]
        number = _line_of(path, key)
        return number, _line(path, number)

    def name(self, kind: str, value: object) -> str:
        """The display name of an option, grade, item, service or channel; the value itself when it has none."""
        return str(self.names.get(kind, {}).get(value, value))


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
