"""The clause reader: both contracts side by side, and one clause with all that is known of it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import get
from litestar.params import FromPath, QueryParameter
from litestar.plugins.htmx import HTMXTemplate

from assistant.contracts.alignment import LEFT, RIGHT, aligned, counterpart
from assistant.coverage import cited_by_intents, cited_by_rules
from assistant.service import Assistant
from assistant.web.console.marks import marked
from assistant.web.console.parts import Asked, locale_of, page, service_of

Query = Annotated[str, QueryParameter(max_length=4000)]


@get("/clauses", sync_to_thread=False)
def reader(request: Asked) -> HTMXTemplate:
    """Both contracts, article by article; those of one topic side by side."""
    service, locale = service_of(request), locale_of(request)
    rows = [
        {side: outlined(service, head, locale) if head else None for side, head in zip((LEFT, RIGHT), row, strict=True)}
        for row in aligned(service.terms)
    ]
    titles = {side: service.terms.edition(side) for side in (LEFT, RIGHT)}
    return page(request, "clauses.html.j2", "clauses", rows=rows, editions=titles, sides=(LEFT, RIGHT), locale_=locale)


@get("/clauses/{clause_id:path}", sync_to_thread=False)
def clause(request: Asked, clause_id: FromPath[str], q: Query = "") -> HTMXTemplate:
    """One clause: its words, its summary, drafting notes, what it decides, and its counterpart."""
    service, locale = service_of(request), locale_of(request)
    found = service.clause(clause_id.strip("/"), locale)
    terms = service.terms
    other = counterpart(terms, found["id"])
    uses = used(service)
    return page(
        request,
        "clause.html.j2",
        "clauses",
        c=found,
        parts_=marked(found["text"], q[:200]),
        above=[service.clause(each.id, locale) for each in terms.edition(found["service"]).above(found["id"])][::-1],
        below=[service.clause(each, locale) for each in found["children"]],
        counterpart=service.clause(other, locale) if other else None,
        rules=sorted(uses[0].get(found["id"], ())),
        intents=sorted(uses[1].get(found["id"], ())),
    )


def outlined(service: Assistant, head: str, locale: str) -> list[dict[str, Any]]:
    """An article with everything in it, each with its depth and what uses it."""
    terms, uses = service.terms, used(service)
    edition = terms.edition(head.partition(":")[0])
    lines = []
    for each in edition.below(head):
        if each.kind == "limb":
            continue
        made = service.clause(each.id, locale)
        own = each.kind != "section"
        limbs = [f"{each.id}"] + [c for c in each.children if "#" in c]
        lines.append(
            {
                **made,
                "depth": sum(1 for _ in edition.above(each.id)),
                "own": own,
                "rules": sorted({rule for c in limbs for rule in uses[0].get(c, ())}),
                "intents": sorted({intent for c in limbs for intent in uses[1].get(c, ())}),
            }
        )
    return lines


_USES: dict[tuple[int, int], Any] = {}


def used(service: Assistant) -> Any:
    """Who cites a clause: rules, intents; found once for the content that is loaded."""
    key = id(service.book), id(service.intents)
    if key not in _USES:
        _USES.clear()
        _USES[key] = (cited_by_rules(service.book), cited_by_intents(service.terms, service.intents))
    return _USES[key]


HANDLERS: Final = (reader, clause)
