"""What was asked for, filled in to be attached to IIJ's prescribed form; it never is that form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from typing import Any, Final

from markupsafe import Markup

from assistant.desk.office import Office
from assistant.desk.wishes import ENDING
from assistant.store import ContractRecord, RequestRecord, RequestStep

TOKYO: Final = timezone(timedelta(hours=9))
_CITED: Final = 2
ITEMS: Final = (
    *("grade", "licences", "bandwidth", "log", "concurrent", "servers", "redundancy", "region"),
    *("mr_region", "ip"),
)


def summary(
    office: Office,
    record: RequestRecord,
    steps: Sequence[RequestStep],
    contract: ContractRecord | None,
    locale: str,
) -> dict[str, Any]:
    """The summary as plain JSON, in words of one language."""
    words = _Words(office, locale)
    rule, request = record.decision["rule"], record.decision["request"]
    decision = record.decision["decision"]
    confirmed = next((step.at for step in steps if step.status == "confirmed"), None)
    current = request.get("current") or request.get("configuration") or {}
    if not current and contract is not None:
        current = contract.configuration
    return {
        "id": record.id,
        "status": record.status,
        "kind": record.kind,
        "locale": locale,
        "service": record.service,
        "service_name": words.name("service", record.service),
        "confirmed_at": confirmed.astimezone(TOKYO).isoformat(timespec="minutes") if confirmed else None,
        "contract": None
        if contract is None
        else {
            "id": contract.id,
            "name": contract.name,
            "customer": contract.customer,
            "billing_start": contract.billing_start.isoformat() if contract.billing_start else None,
        },
        "changes": [words.change(change) for change in sorted(record.decision.get("changes", []), key=_place)],
        "now": words.items(current),
        "after": words.items(decision["result"]) if rule == "change" else [],
        "cancellation": words.ending(request, decision["values"]) if rule in ENDING else None,
        "outcome": decision["outcome"],
        "remarks": words.said(decision, ("findings", "conditions", "assumptions")),
        "articles": words.articles(decision["clauses"]),
        "editions": record.editions,
        "is_prescribed_form": False,
    }


def _place(change: Mapping[str, Any]) -> int:
    return ITEMS.index(change["item"]) if change["item"] in ITEMS else len(ITEMS)


def page(office: Office, said: Mapping[str, Any]) -> tuple[str, str]:
    """The summary as a page that needs nothing else, and the policy that lets it have its own style and no more."""
    style = Markup(office.renderer.style("summary"))  # noqa: S704 - our own file
    made = office.renderer.page("summary", str(said["locale"]), s=said, style=style)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return made, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"


class _Words:
    """Values in words, in one language."""

    def __init__(self, office: Office, locale: str) -> None:
        self._renderer = office.renderer
        self._locale = locale

    def name(self, kind: str, value: object) -> str:
        return self._renderer.name(kind, value, self._locale)

    def value(self, item: str, value: Any) -> str | None:
        if value is None:
            return None
        if item == "options" or isinstance(value, list):
            return "、".join(self.name("option", option) for option in value)
        # Not through `shown`: it makes a place literal Markdown, and this is no Markdown.
        return str(value) if isinstance(value, str) else self._renderer.shown(item, value, self._locale)

    def change(self, change: Mapping[str, Any]) -> dict[str, Any]:
        item = str(change["item"])
        if item.startswith("option:"):
            named = self.name("option", item.removeprefix("option:"))
            before, after = (None if had is None else self._has(had) for had in (change["before"], change["after"]))
        else:
            named = self.name("item", item)
            before, after = self.value(item, change["before"]), self.value(item, change["after"])
        cited = self._renderer.citations(change["clauses"], "", self._locale)
        labels = [citation["label"] for citation in cited[:_CITED]]
        return {
            "item": item,
            "name": named,
            "before": before,
            "after": after,
            "outcome": change["outcome"],
            "articles": labels,
        }

    def items(self, configuration: Mapping[str, Any]) -> list[dict[str, str]]:
        found = [
            {"item": item, "name": self.name("item", item), "value": str(self.value(item, configuration[item]))}
            for item in ITEMS
            if configuration.get(item) is not None
        ]
        if (options := configuration.get("options")) is not None:
            none = "なし" if self._locale == "ja" else "none"
            shown = self.value("options", list(options)) or none
            found.append({"item": "options", "name": self.name("item", "options"), "value": shown})
        return found

    def articles(self, clauses: Sequence[str]) -> list[dict[str, Any]]:
        """The articles verbatim (in Japanese), each with what it says in short, unofficially."""
        found = self._renderer.citations(clauses, "", self._locale)
        terms = self._renderer.terms
        return [{**each, "summary": terms.clause(each["clause"]).summary.get(self._locale)} for each in found]

    def ending(self, request: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "subject": request.get("subject", "contract"),
            "desired": request.get("designated") or request.get("desired"),
            "arrival": request.get("arrival"),
            "effective_date": values.get("effective_date"),
            "latest_arrival_date": values.get("latest_arrival_date"),
        }

    def said(self, decision: Mapping[str, Any], kinds: Sequence[str]) -> list[str]:
        return [part["text"] for kind in kinds for part in decision[kind]]

    def _has(self, had: bool) -> str:
        return self.name("has", str(had).lower())
