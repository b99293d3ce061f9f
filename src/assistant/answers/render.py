"""From a decision to words: Markdown, citations and the decision as callers see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from assistant.answers import phrases
from assistant.answers.environment import LOCALES, Responses
from assistant.answers.markdown import escape, inline, to_html
from assistant.answers.openings import to_a_denial
from assistant.answers.phrases import asked, part
from assistant.answers.sentences import Sentences
from assistant.contracts import Clause, Terms, UnknownClause
from assistant.contracts.parameters import ParameterBook
from assistant.errors import ContentError, Fault
from assistant.rules import Decision

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_QUOTE_LENGTH = 160
_CITED_IN_TEXT = 4


class Renderer:
    """Says decisions in both languages; holds every template of `responses_dir`.

    Raises ContentError with every broken file at once. `cache_dir` is where it is noted which files were right.
    """

    def __init__(
        self, responses_dir: Path, terms: Terms, book: ParameterBook, *, cache_dir: Path | None = None
    ) -> None:
        self.terms = terms
        self.book = book
        self.responses: dict[str, Responses] = {}
        faults: list[Fault] = []
        for locale in LOCALES:
            try:
                self.responses[locale] = Responses(responses_dir / locale, locale, cache_dir)
            except ContentError as error:
                faults.extend(error.faults)
        if faults:
            raise ContentError(faults)
        self._styles = {path.stem: path.read_text("utf-8") for path in responses_dir.glob("*.css")}
        self._helpers = {locale: self._functions(locale) for locale in LOCALES}
        self._sentences = {
            locale: Sentences(responses, self._helpers[locale], self._service_functions)
            for locale, responses in self.responses.items()
        }

    def has(self, template: str) -> bool:
        """Whether the template exists in every locale."""
        return all(r.has(template) for r in self.responses.values())

    # -- decisions ---------------------------------------------------------------------------------------------

    def wire(self, decision: Decision, locale: str) -> dict[str, Any]:
        """A decision as api.md describes it, with the sentences of its findings in one language."""
        texts = self._texts(decision, locale)
        return {
            "rule": decision.rule,
            "service": decision.service,
            "terms_version": decision.terms_version,
            "outcome": decision.outcome,
            "certainty": decision.certainty,
            "values": dict(decision.values),
            "findings": [
                {"code": f.code, "item": f.item, "clauses": list(f.clauses), "text": texts["findings"][n]}
                for n, f in enumerate(decision.findings)
            ],
            "conditions": [
                {"code": c.code, "clauses": list(c.clauses), "text": texts["conditions"][n]}
                for n, c in enumerate(decision.conditions)
            ],
            "assumptions": [
                {"code": a.code, "clauses": list(a.clauses), "text": texts["assumptions"][n]}
                for n, a in enumerate(decision.assumptions)
            ],
            "remedies": [
                {
                    "text": texts["remedies"][n],
                    "set": dict(r.set),
                    "add": list(r.add),
                    "remove": list(r.remove),
                    "clauses": list(r.clauses),
                }
                for n, r in enumerate(decision.remedies)
            ],
            "missing": list(decision.missing),
            "clauses": list(decision.clauses),
            "result": dict(decision.result),
            **dict(decision.extra.items()),
            "trace": [
                {
                    "kind": s.kind,
                    "name": s.name,
                    "value": s.value,
                    "clause": s.clause,
                    "edition": s.edition,
                    "ok": s.ok,
                }
                for s in decision.trace
            ],
        }

    def citations(self, clauses: Iterable[str], version: str, locale: str) -> list[dict[str, Any]]:
        """The clauses an answer stands on, verbatim, in the order of their weight."""
        found = (self._citation(clause_id, locale) for clause_id in dict.fromkeys(clauses))
        return [citation.copy() for citation in found if citation is not None]

    # -- texts -------------------------------------------------------------------------------------------------

    def answer(
        self,
        template: str,
        decision: Decision,
        slots: Mapping[str, Any],
        locale: str,
        *,
        wire: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> str:
        """The Markdown of one answer: what, why, the articles, what next; `wire` is the decision as `wire` says it."""
        cited = self.cited(decision.clauses, decision.terms_version, locale)
        context = {
            **self._helpers[locale],
            **self._service_functions(decision.service),
            "service": decision.service,
            "d": self.wire(decision, locale) if wire is None else wire,
            "v": decision.values,
            "slots": slots,
            "cited": cited,
            "locale": locale,
            "kind": "answer",
            "request": {},
            "prompt": "",
            "heading": "",
            "together": False,
            **more,
        }
        said = tidy(self.responses[locale].render(template, context))
        # A limit taken for true has been weighed by its own template.
        denied = locale == "ja" and slots.get("denied") and not slots.get("claim")
        return to_a_denial(said) if denied else said

    def message(self, template: str, locale: str, **more: Any) -> str:
        """The Markdown of a reply that rests on no decision: a greeting, a question, a fallback."""
        return tidy(self.responses[locale].render(template, {**self._helpers[locale], "locale": locale, **more}))

    def asked(self, rule: str, request: Mapping[str, Any], values: Mapping[str, Any], locale: str) -> str:
        """What a request asks for, as a noun phrase; `values` are those of its decision."""
        name = self.responses[locale].name
        if rule in ("termination", "latest-arrival"):
            end = values.get("effective_date") or request.get("desired")
            day = str(self.responses[locale].environment.filters["date"](end)) if end else ""
            return phrases.ending(locale, day)
        return asked(locale, rule, request, name, lambda slot, value: self.shown(slot, value, locale))

    def page(self, template: str, locale: str, **more: Any) -> str:
        """A page in HTML, every value escaped; `html` makes safe markup of a sentence in Markdown."""
        context = {**self._helpers[locale], "html": lambda text: Markup(to_html(text)), "locale": locale, **more}  # noqa: S704
        return self.responses[locale].page(template, context)

    def style(self, name: str) -> str:
        """The style sheet responses/<name>.css of a page."""
        return self._styles[name]

    def prompt(self, slot: str, locale: str) -> str:
        """The question for one missing value."""
        return str(self.responses[locale].prompts.get(slot, self.responses[locale].prompts["value"]))

    def name(self, kind: str, value: object, locale: str) -> str:
        """A display name."""
        return self.responses[locale].name(kind, value)

    def shown(self, slot: str, value: object, locale: str) -> str:
        """A value of a slot as a person would say it: 90日, 500M, ZTNA, yes."""
        if slot == "service":
            return self.name("service_short", value, locale)
        filters = self.responses[locale].environment.filters
        if slot in ("region", "mr_region"):
            return inline(str(value))
        if isinstance(value, bool) or slot in ("sse_fate", "option_fate"):
            key = str(value).lower() if isinstance(value, bool) else value
            return self.name(slot, key, locale)
        if slot == "bandwidth" and isinstance(value, int | float):
            return str(filters["bandwidth"](value))
        if isinstance(value, int | float):
            unit = self.responses[locale].name("unit", slot)
            unit = "" if unit == slot else unit.removesuffix("s") if value == 1 else unit  # "1 server"
            return f"{filters['number'](value)}{unit}"
        return self.name(slot, value, locale)

    def cited(self, clauses: Iterable[str], version: str, locale: str) -> str:
        """One line naming the articles and the edition, for the foot of an answer."""
        return self._foot(tuple(clauses), locale)

    @lru_cache(maxsize=512)  # noqa: B019 - the renderer lives as long as the process
    def _foot(self, clauses: tuple[str, ...], locale: str) -> str:
        known = self._known(clauses)
        if not known:
            return ""
        labels: dict[str, list[str]] = {}
        for clause in known:
            labels.setdefault(clause.service, []).append(str(clause.label.get(locale)))
        parts = []
        for service, texts in labels.items():
            unique = list(dict.fromkeys(texts))
            rest = len(unique) - _CITED_IN_TEXT
            shown = unique[:_CITED_IN_TEXT]
            name = self.name("service_short", service, locale)
            edition = next(c.version for c in known if c.service == service)
            day = self._helpers[locale]["day"](edition)
            if locale == "ja":
                parts.append(f"{name} {'、'.join(shown)}{'ほか' if rest > 0 else ''}（{day}現在の個別規程）")
            else:
                parts.append(f"{name} {', '.join(shown)}{' and others' if rest > 0 else ''} (terms as of {day})")
        return ("／" if locale == "ja" else "; ").join(parts)

    # -- inside ------------------------------------------------------------------------------------------------

    def _texts(self, decision: Decision, locale: str) -> dict[str, list[str]]:
        say = partial(self._sentences[locale].say, decision.service)
        return {
            "findings": [say(f.code, {"item": f.item, **f.params}) for f in decision.findings],
            "conditions": [say(c.code, c.params) for c in decision.conditions],
            "assumptions": [say(a.code, a.params) for a in decision.assumptions],
            "remedies": [
                say(r.code, {"set": r.set, "add": r.add, "remove": r.remove, **r.params}) for r in decision.remedies
            ],
        }

    def _known(self, clauses: Iterable[str]) -> list[Clause]:
        found = []
        for clause_id in dict.fromkeys(clauses):
            try:
                found.append(self.terms.clause(clause_id))
            except UnknownClause:
                continue
        return found

    @lru_cache(maxsize=1024)  # noqa: B019 - as above
    def _citation(self, clause_id: str, locale: str) -> dict[str, Any] | None:
        clause = next(iter(self._known([clause_id])), None)
        if clause is None:
            return None
        text = clause.text
        quote = text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"
        return {
            "clause": clause.id,
            "service": clause.service,
            "version": clause.version.isoformat(),
            "label": clause.label.get(locale),
            "title": clause.title.get(locale),
            "quote": quote,
        }

    def _functions(self, locale: str) -> dict[str, Any]:
        filters = self.responses[locale].environment.filters
        return {
            "ref": lambda clause_id: self.terms.clause(clause_id).label.get(locale),
            "title": lambda clause_id: self.terms.clause(clause_id).title.get(locale),
            "text_of": lambda clause_id: escape(self.terms.clause(clause_id).text.strip()),
            "summary_of": lambda clause_id: self.terms.clause(clause_id).summary.get(locale),
            "children_of": lambda clause_id: [c for c in self.terms.clause(clause_id).children if "#" not in c],
            "shown": lambda slot, value: self.shown(slot, value, locale),
            "asked": lambda request, rule: asked(
                locale, rule, request, self.responses[locale].name, lambda slot, value: self.shown(slot, value, locale)
            ),
            "part": lambda change: part(
                locale, change, self.responses[locale].name, lambda slot, value: self.shown(slot, value, locale)
            ),
            "name": self.responses[locale].name,
            "p": lambda service, name: self.book.in_force(service)[0].value(name),
            "day": filters["plain_date"],
        }

    @lru_cache(maxsize=8)  # noqa: B019 - the renderer lives as long as the process
    def _service_functions(self, service: str | None) -> dict[str, Any]:
        if service is None:
            return {}
        parameters = self.book.in_force(service)[0]
        return {"param": parameters.value}


def tidy(text: str) -> str:
    """Blank lines folded to one, so that empty template blocks leave no hole."""
    return _BLANK.sub("\n\n", text).strip()
