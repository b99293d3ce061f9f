"""The protocol's server: lists the tools and the clauses, calls and reads them, says what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote, unquote

import structlog
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    Annotations,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
)
from pydantic import ValidationError

from assistant.errors import UnknownClause
from assistant.identity import ANONYMOUS, Identity
from assistant.mcp.tools import Toolbox
from assistant.service import UnknownConversation
from assistant.store import Conflict, Unavailable

log = structlog.get_logger()

URI: Final = "assistant://clauses/"
INSTRUCTIONS: Final = """\
Answers about two IIJ remote-access VPN contracts, from a rules core that cites the articles: `ztna` is
IIJ フレックスモビリティサービス/ZTNA, `fms` is IIJ フレックスモビリティサービス.
Use the decide_ tools for whatever follows from the terms instead of working it out: they count days and months as
the Civil Code does and never round. Pass only facts that were given; what is missing is named in `missing`.
Quote the articles in `citations`. With certainty `conditional`, say the conditions and assumptions; with `refer`,
a person must decide. "allowed" means that the terms permit a request: IIJ's acceptance is still needed. A chat is
never the notice of cancellation."""

Context = ServerRequestContext[Any]


def build(service: Any, metrics: Any = None) -> Server[Any]:
    """The server on one service, for either transport."""
    toolbox = Toolbox(service, metrics)

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=toolbox.tools)

    async def call_tool(context: Context, asked: CallToolRequestParams) -> CallToolResult:
        if toolbox.schema(asked.name) is None:
            raise MCPError(INVALID_PARAMS, "There is no such tool.")
        try:
            return await toolbox.call(asked.name, asked.arguments or {}, _identity(context))
        # A model that called it can read what is wrong and mend it, so these are results and not protocol errors.
        except ValidationError as wrong:
            return _failed(_sentence(wrong))
        except UnknownClause:
            return _failed("There is no such clause; search_clauses finds the ids.")
        except UnknownConversation:
            return _failed("There is no such conversation; leave conversation_id out to begin one.")
        except Conflict:
            return _failed("Too many messages to this conversation at once; send this one again.")
        except Unavailable:
            return _failed("The database does not answer at the moment; try again later.")
        except Exception as error:
            # The message of an exception may quote what was asked, so the log has its kind only.
            log.error("unhandled error", error=type(error).__name__, tool=asked.name)
            return _failed("Something went wrong on our side. Nothing of this call was kept.")

    async def list_resources(_: Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=list(_resources(service)))

    async def list_templates(_: Context, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        template = ResourceTemplate(
            uri_template=URI + "{id}",
            name="clause",
            title="A clause",
            description="One clause by its id, such as ztna:7.2.3; the # of a limb is written %23.",
            mime_type="text/markdown",
        )
        return ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(_: Context, asked: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(asked.uri)
        try:
            clause = service.clause(unquote(uri.removeprefix(URI)) if uri.startswith(URI) else "")
        except UnknownClause:
            raise MCPError(INVALID_PARAMS, "There is no such resource.", {"uri": uri}) from None
        return ReadResourceResult(
            contents=[TextResourceContents(uri=uri, mime_type="text/markdown", text=_page(clause))]
        )

    return Server(
        "assistant",
        version=version("assistant"),
        title="Contract questions",
        instructions=INSTRUCTIONS,
        get_tool_input_schema=toolbox.schema,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


async def serve_stdio(service: Any) -> None:
    """Serve one client over standard input and output until it closes them."""
    server = build(service)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def _identity(context: Context) -> Identity:
    """Who asks: as the server's doors have proved it over HTTP; a visitor on standard input."""
    found = context.request.scope.get("user") if context.request is not None else None
    return found if isinstance(found, Identity) else ANONYMOUS


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def _sentence(wrong: ValidationError) -> str:
    fields = []
    for error in wrong.errors():
        message = "unknown field" if error["type"] == "extra_forbidden" else str(error["msg"])
        fields.append(f"{'.'.join(map(str, error['loc'])) or 'arguments'}: {message.removeprefix('Value error, ')}")
    return f"Cannot be used: {'; '.join(fields)}."


def _resources(service: Any) -> Iterator[Resource]:
    for clause in service.clauses(None, None, 1000, "ja"):
        yield Resource(
            uri=URI + quote(clause["id"], safe=":."),
            name=clause["id"],
            title=f"{clause['service'].upper()} {clause['labels']['ja']} {clause['titles']['ja']}".strip(),
            description=clause["summary"]["en"] or None,
            mime_type="text/markdown",
            annotations=Annotations(audience=["user", "assistant"]),
        )


def _page(clause: dict[str, Any]) -> str:
    head = f"# {clause['service'].upper()} {clause['labels']['ja']} {clause['titles']['ja']}".rstrip()
    summaries = [f"- {name}: {clause['summary'][name]}" for name in ("ja", "en") if clause["summary"][name]]
    notes = [f"- {note['ja']}\n- {note['en']}" for note in clause["notes"]]
    parts = [
        head,
        f"`{clause['id']}`, edition of {clause['version']}; {clause['labels']['en']}",
        clause["text"].strip(),
        "## Summaries (unofficial)\n\n" + "\n".join(summaries) if summaries else "",
        "## Known drafting points\n\n" + "\n".join(notes) if notes else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
