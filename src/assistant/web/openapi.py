"""What Litestar's OpenAPI document lacks: our error replies, and the request of each rule."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from assistant.rules import RULES
from assistant.web.bodies import MessageBody
from assistant.web.problems import MEDIA_TYPE
from assistant.web.replies import Problem

REFERENCE: Final = "#/components/schemas/{model}"

_WRITES: Final = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
# Which errors an operation can give, besides those that any can.
PROBLEMS: Final[dict[tuple[str, str], tuple[int, ...]]] = {
    ("/v1/messages", "post"): (400, 404, 409, 413, 415, 422, 429, 503),
    ("/v1/rules/{rule}", "post"): (400, 404, 413, 415, 429),
    ("/v1/clauses", "get"): (400,),
    ("/v1/clauses/{clause_id}", "get"): (400, 404),
    ("/v1/contracts", "get"): (400, 401, 403, 503),
    ("/v1/contracts/{contract_id}", "get"): (400, 401, 403, 404, 503),
    ("/v1/contracts/{contract_id}", "put"): _WRITES,
    ("/v1/requests", "get"): (400, 401, 403, 503),
    ("/v1/requests/{request_id}", "get"): (400, 401, 403, 404, 503),
    ("/v1/requests/{request_id}/summary", "get"): (400, 401, 403, 404, 503),
    ("/v1/requests/{request_id}/accept", "post"): _WRITES,
    ("/v1/requests/{request_id}/decline", "post"): _WRITES,
    ("/v1/requests/{request_id}/withdraw", "post"): _WRITES,
    ("/v1/tickets", "get"): (400, 401, 403, 503),
    ("/v1/tickets/{ticket_id}", "get"): (400, 401, 403, 404, 503),
    ("/v1/tickets/{ticket_id}/reply", "post"): _WRITES,
    ("/v1/tickets/{ticket_id}/close", "post"): _WRITES,
    ("/v1/conversations/{conversation_id}", "get"): (400, 404, 503),
    ("/webhooks/rest", "get"): (),
    ("/webhooks/rest/webhook", "post"): (400, 409, 413, 415, 429, 503),
    ("/health/live", "get"): (),
    ("/health/ready", "get"): (503,),
    ("/metrics", "get"): (),
}

# What any request can be refused for before it is looked at (edge.py), and what any can run into.
ALWAYS: Final = (414, 421, 431, 500)

WORDS: Final = {
    400: "A field cannot be used, or the body is not JSON; `errors` names the fields",
    401: "The token or key is not valid, or something needs one; WWW-Authenticate says more",
    403: "The token or key is valid but does not allow this",
    404: "There is no such thing",
    408: "The body did not come in time",
    409: "It cannot be done from the state things are in, or others write here at the same time",
    413: "The body is larger than 64 kB",
    414: "The address is too long",
    415: "The body is not JSON in UTF-8",
    421: "The server is not known under this name",
    422: "The idempotency key was used for another request",
    429: "Too many requests; Retry-After says when to try again",
    431: "The headers are too large",
    500: "Something went wrong on the server",
    503: "A part that is needed does not answer",
}


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """The document with a problem reply for every error and one request schema for each rule."""
    document = deepcopy(document)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    models = [*((model, "validation") for model in (MessageBody, *RULES.values())), (Problem, "serialization")]
    names, definitions = models_json_schema(models, ref_template=REFERENCE)  # type: ignore[arg-type]
    schemas.update(definitions["$defs"])  # pydantic's own say more than Litestar's: that unknown fields are refused
    problem = names[(Problem, "serialization")]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            replies = operation["responses"]
            replies.pop("400", None)  # the framework's own form of it
            # Every address that looks at an identity refuses a false proof.
            proof = (401,) if path.startswith(("/v1/", "/webhooks/")) else ()
            own = PROBLEMS.get((path, method), ())
            slow = (408,) if 413 in own else ()
            for status in sorted({*own, *proof, *slow, *ALWAYS}):
                replies[str(status)] = {"description": WORDS[status], "content": {MEDIA_TYPE: {"schema": problem}}}
    if rules := document["paths"].get("/v1/rules/{rule}"):
        _describe_rules(rules["post"], names)
    return document


def _describe_rules(operation: dict[str, Any], names: dict[Any, Any]) -> None:
    choices = [names[(model, "validation")] for model in RULES.values()]
    operation["requestBody"]["content"]["application/json"]["schema"] = {"anyOf": choices}
    for parameter in operation["parameters"]:
        if parameter["name"] == "rule":
            parameter["schema"] = {"type": "string", "enum": sorted(RULES)}
