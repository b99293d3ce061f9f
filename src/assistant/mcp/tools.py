"""What an agent may call: a tool for every rule, clause look-up and search, and `ask`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final

from mcp_types import CallToolResult, TextContent, Tool, ToolAnnotations
from pydantic import BaseModel, Field, StrictInt, StrictStr, StringConstraints

from assistant.identity import ANONYMOUS, Identity
from assistant.rules import RULES
from assistant.service import MessageRequest, UnknownConversation
from assistant.web.api import CONVERSATION_ID
from assistant.web.bodies import Body, Locale, Question, Service
from assistant.web.replies import Answer, ClauseList, ClauseReply, Missing, RuleReply, Shape, Suggestion

Call = Callable[[dict[str, Any], Identity], Awaitable[dict[str, Any]]]

TITLES: Final = {
    "configuration": "Is this contract possible?",
    "change": "May this contract be changed so?",
    "usage": "What follows from this many devices at once?",
    "switch": "Can the contract become another one?",
    "termination": "When does the contract or an option end?",
    "latest-arrival": "By when must the cancellation form arrive?",
    "minimum-term": "Until when does the minimum term run?",
    "early-termination": "Is a settlement due on an early end?",
    "claim-deadline": "Until when can a credit be claimed?",
    "credit": "What credit do these outages give?",
    "compare": "How do two contracts or services differ?",
}
READING: Final = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
ASKING: Final = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False
)


class Spoken(Body):
    """In which language a result is worded."""

    locale: Locale = Field("ja", description="The language of the texts in the result: ja or en.")


class Search(Spoken):
    """What clauses are looked for."""

    q: Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)] = Field(
        description="Words, Japanese or English, or a reference such as 7条2項3号 or Art. 7(2)(iii)."
    )
    service: Service | None = Field(None, description="One of the two services; both without it.")
    limit: Annotated[StrictInt, Field(ge=1, le=50)] = Field(10, description="How many clauses at most.")


class Read(Spoken):
    """Which clause is read."""

    clause: Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)] = Field(
        description="The id of the clause, such as ztna:7.2.3 or ztna:10.1#form, as decisions and searches give it."
    )


class Said(Shape):
    """The reply to a message."""

    conversation_id: str
    turn: int
    locale: str
    kind: str
    text: str = Field(description="Markdown")
    answers: list[Answer]
    missing: list[Missing]
    suggestions: list[Suggestion]
    request: dict[str, Any] | None
    handoff: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool as it is listed, and what it does with checked arguments."""

    tool: Tool
    call: Call


class Toolbox:
    """The tools on one service; `metrics`, where there are any, count what they give."""

    def __init__(self, service: Any, metrics: Any = None) -> None:
        self._service = service
        self._metrics = metrics
        made = [*(self._rule(rule, model) for rule, model in RULES.items()), *self._clauses(), self._ask()]
        self._tools = {each.tool.name: each for each in made}

    @property
    def tools(self) -> list[Tool]:
        """The tools as they are listed."""
        return [each.tool for each in self._tools.values()]

    def schema(self, name: str) -> dict[str, Any] | None:
        """The input schema of a tool, or None when there is none of that name."""
        return self._tools[name].tool.input_schema if name in self._tools else None

    async def call(self, name: str, arguments: Mapping[str, Any], identity: Identity = ANONYMOUS) -> CallToolResult:
        """Call a tool for `identity`. Raises KeyError without one of that name, and what the service raises."""
        value = await self._tools[name].call(dict(arguments), identity)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=value)

    def _rule(self, rule: str, model: type[BaseModel]) -> Offered:
        schema = _schema(model)
        schema = {**schema, "properties": schema["properties"] | _schema(Spoken)["properties"]}

        async def call(arguments: dict[str, Any], identity: Identity) -> dict[str, Any]:
            spoken = {name: arguments.pop(name) for name in Spoken.model_fields if name in arguments}
            locale = Spoken.model_validate(spoken).locale
            decision: dict[str, Any] = self._service.decide(rule, arguments, locale)
            await self._service.noted(decision, arguments, identity, "mcp")
            if self._metrics:
                self._metrics.decisions.labels(decision["rule"], decision["outcome"]).inc()
            return decision

        return Offered(
            Tool(
                name="decide_" + rule.replace("-", "_"),
                title=TITLES[rule],
                description=f"{_first_paragraph(model)} Gives a decision: outcome, certainty, values, findings, "
                "conditions, assumptions, remedies, what is missing, and the articles it stands on. Leave out what is "
                "not known: it is asked for, never assumed.",
                input_schema=schema,
                output_schema=_schema(RuleReply),
                annotations=READING,
            ),
            call,
        )

    def _clauses(self) -> tuple[Offered, Offered]:
        async def search(arguments: dict[str, Any], _: Identity) -> dict[str, Any]:
            asked = Search.model_validate(arguments)
            return {"clauses": self._service.clauses(asked.q, asked.service, asked.limit, asked.locale)}

        async def read(arguments: dict[str, Any], _: Identity) -> dict[str, Any]:
            asked = Read.model_validate(arguments)
            clause: dict[str, Any] = self._service.clause(asked.clause, asked.locale)
            return clause

        return (
            Offered(
                Tool(
                    name="search_clauses",
                    title="Search the terms",
                    description="Finds clauses of the two contracts by words or by a reference, best match first, "
                    "each with its verbatim Japanese text, unofficial summaries and known drafting points.",
                    input_schema=_schema(Search),
                    output_schema=_schema(ClauseList),
                    annotations=READING,
                ),
                search,
            ),
            Offered(
                Tool(
                    name="read_clause",
                    title="Read a clause",
                    description="Gives one clause by its id: the verbatim Japanese text, unofficial summaries in "
                    "Japanese and English, known drafting points, and the clauses above and below it.",
                    input_schema=_schema(Read),
                    output_schema=_schema(ClauseReply),
                    annotations=READING,
                ),
                read,
            ),
        )

    def _ask(self) -> Offered:
        async def call(arguments: dict[str, Any], identity: Identity) -> dict[str, Any]:
            asked = Question.model_validate(arguments)
            if asked.conversation_id is not None and not CONVERSATION_ID.fullmatch(asked.conversation_id):
                raise UnknownConversation(asked.conversation_id)
            reply = await self._service.message(
                MessageRequest(
                    text=asked.text,
                    conversation_id=asked.conversation_id,
                    locale=asked.locale,
                    channel="mcp",
                    context=asked.facts(),
                    identity=identity,
                )
            )
            if self._metrics:
                self._metrics.message(reply.body, "mcp")
            return {name: reply.body[name] for name in Said.model_fields}

        return Offered(
            Tool(
                name="ask",
                title="Ask in words",
                description="Asks a question, or goes on with a conversation, in Japanese or English, as a customer "
                "would. Answers come with decisions and articles. A change that is confirmed in the conversation is "
                "recorded as a request; IIJ's acceptance is still needed.",
                input_schema=_schema(Question),
                output_schema=_schema(Said),
                annotations=ASKING,
            ),
            call,
        )


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """A model's JSON schema. It takes milliseconds, and most tools have one in common; none may be changed."""
    return model.model_json_schema()


def _first_paragraph(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").strip().split("\n\n", 1)[0].split())
