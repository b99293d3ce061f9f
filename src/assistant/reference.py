"""What is asked without a conversation: decisions, clauses, and why a text is read as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.answers import Renderer, to_html
from assistant.contracts import Clause, Terms, UnknownClause
from assistant.contracts.alignment import counterpart
from assistant.contracts.lookup import part_of
from assistant.contracts.parameters import ParameterBook
from assistant.language.entities import extract, mask
from assistant.language.forms import said_as
from assistant.language.matcher import Matcher
from assistant.language.understand import Understander
from assistant.rules import Decision, decide

_LONGEST_QUERY = 400  # characters, as over the API; each word of a query is looked up in all clauses
_PARTS = frozenset({"proviso", "closing", "brackets", "table"})  # of a clause, that a reference names in words
_MASK_DAY = date(2000, 1, 1)  # masking looks at kinds of values only, so any day will do


class Reference:
    """The terms, the rules and the reading of texts, looked up one at a time.

    `today` gives the day in Asia/Tokyo.
    """

    terms: Terms
    book: ParameterBook
    renderer: Renderer
    matcher: Matcher
    understander: Understander
    today: Callable[[], date]

    def decide(self, rule: str, request: Mapping[str, Any], locale: str = "ja") -> dict[str, Any]:
        """A decision with its citations; raises UnknownRule, and pydantic.ValidationError for a bad field."""
        return self._wired(decide(rule, request, self.book, self.today()), locale)

    def worded(self, rule: str, request: Mapping[str, Any], locale: str = "ja") -> dict[str, Any]:
        """A decision with its citations and, as `text`, the Markdown that says it; raises as `decide` does."""
        decision = decide(rule, request, self.book, self.today())
        template = "rule_" + rule.replace("-", "_")
        return {
            **self._wired(decision, locale),
            "text": self.renderer.answer(template, decision, {}, locale, request=dict(request)),
        }

    def html(self, markdown: str) -> str:
        """The Markdown of an answer as HTML that is safe in any page."""
        return to_html(markdown)

    def names(self, kind: str, locale: str) -> dict[str, str]:
        """How the values of a kind (`option`, `grade`, `service_short` ...) are called."""
        return {str(value): str(name) for value, name in self.renderer.responses[locale].names.get(kind, {}).items()}

    def clause(self, clause_id: str, locale: str = "ja") -> dict[str, Any]:
        """One clause with everything known of it; raises UnknownClause."""
        return _clause(self.terms.clause(clause_id), locale)

    def clauses(self, q: str | None, service: str | None, limit: int, locale: str = "ja") -> list[dict[str, Any]]:
        """Clauses that fit a query, best first; without one, the clauses in the order of the texts."""
        if q and q.strip():
            return [_clause(clause, locale) for clause, _ in self.terms.search(q, service, limit)]
        services = [service] if service else ["ztna", "fms"]
        found = [c for s in services for c in self.terms.edition(s).clauses.values()]
        return [_clause(c, locale) for c in found[:limit]]

    def explain(self, text: str) -> dict[str, Any]:
        """Why a text is read as it is: entities, acts, slots, and ranked intents with what speaks for them."""
        today = self.today()
        reading = self.understander.read(text, today)
        return {
            "locale": reading.locale,
            "masked": mask(reading.text, list(reading.entities)),
            "entities": [
                {"type": e.type, "text": e.text, "start": e.start, "end": e.end, "value": e.value}
                for e in reading.entities
            ],
            "signals": sorted(reading.signals),
            "segments": [
                {
                    "text": s.text,
                    "act": s.act,
                    "residue": s.residue,
                    "slots": s.slots,
                    "masked": (masked := mask_text(s.text)),
                    "sentence_of": self.matcher.known(masked),
                    "intents": [self._why(masked, *each) for each in s.ranked[:6]],
                }
                for s in reading.segments
            ],
        }

    def _why(self, masked: str, intent: str, chance: float) -> dict[str, Any]:
        """An intent with what speaks for it: its nearest sentences (by cosine), and the n-grams (in log-odds)."""
        near, pull = self.matcher.near(masked, intent), self.matcher.pull(masked, intent)
        return {
            "intent": intent,
            "confidence": round(chance, 4),
            "nearest": [{"sentence": each.sentence, "similarity": each.similarity} for each in near],
            "speaks_for": {part: round(weight, 2) for part, weight in pull if weight > 0},
        }

    def _wired(self, decision: Decision, locale: str) -> dict[str, Any]:
        citations = self.renderer.citations(decision.clauses, decision.terms_version, locale)
        return {**self.renderer.wire(decision, locale), "citations": citations}

    def _lookup(self, reference: Mapping[str, Any], service: str | None) -> Sequence[str]:
        wanted = reference.get("service") or service
        if service and wanted != service:
            return []
        if reference.get("kind") == "counterpart":
            other = counterpart(self.terms, str(reference["of"]))
            return self._whole(other) if other else []
        kind, path = reference.get("kind"), str(reference.get("path") or "")
        head = {"appendix": "app", "supplement": "supp"}.get(str(kind), "")
        article, dot, item = path.partition(".")
        # 第4条(3) of an article with one paragraph is 第4条第1項第3号.
        inside = [f"{wanted}:{article}.1.{item}"] if dot and not head else []
        for candidate in (f"{wanted}:{head}{path}", f"{wanted}:{head}.{path}" if path else f"{wanted}:{head}", *inside):
            try:
                place = self.terms.clause(candidate)
            except UnknownClause:
                continue
            limb = reference.get("limb")
            part = part_of(self.terms.edition(str(wanted)), place, str(limb)) if limb in _PARTS else None
            return [part.id] if part is not None else self._whole(candidate)
        return []

    def _whole(self, clause_id: str) -> Sequence[str]:
        """A clause, or what is in it where it has no words of its own; raises UnknownClause."""
        found = self.terms.clause(clause_id)
        below = [c for c in found.children if "#" not in c]
        return below if found.kind == "section" and below else [found.id]

    def _rank(self, text: str) -> Sequence[tuple[str, float]]:
        return self.matcher.rank(mask_text(text))

    def _search(self, query: str, service: str | None) -> Sequence[str]:
        return [c.id for c, _ in self.terms.search(query[:_LONGEST_QUERY], service, 3)]


def mask_text(text: str) -> str:
    """A sentence with its values masked, as the matcher sees it."""
    said = said_as(text)
    return mask(said, extract(said, _MASK_DAY, None))


def _clause(clause: Clause, locale: str) -> dict[str, Any]:
    return {
        "id": clause.id,
        "service": clause.service,
        "version": clause.version.isoformat(),
        "kind": clause.kind,
        "label": clause.label.get(locale),
        "labels": {"ja": clause.label.ja, "en": clause.label.en},
        "title": clause.title.get(locale),
        "titles": {"ja": clause.title.ja, "en": clause.title.en},
        "text": clause.text,
        "summary": {"ja": clause.summary.ja, "en": clause.summary.en},
        "notes": [{"id": n.id, "ja": n.text.ja, "en": n.text.en} for n in clause.notes],
        "parent": clause.parent,
        "children": list(clause.children),
    }
