"""Every error reply is a problem (RFC 9457): what went wrong and in which field, nothing of our insides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import PurePath
from traceback import walk_tb
from typing import Any, Final

import structlog
from litestar import Request, Response
from litestar._signature.types import ExtendedMsgSpecValidationError
from litestar.exceptions import HTTPException, ValidationException
from pydantic import ValidationError

from assistant.desk import BadContract, IllegalStep, KeyReused, NotFound
from assistant.errors import UnknownClause
from assistant.rules import UnknownRule
from assistant.service import UnknownConversation
from assistant.store import Conflict, Unavailable

MEDIA_TYPE: Final = "application/problem+json"

log = structlog.get_logger()

# What a client can do about it, for the errors the framework words for its own developers.
DETAILS: Final = {
    400: "The request could not be read.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    413: "The body is larger than 64 kB.",
    500: "Something went wrong on our side. Nothing of this request was kept.",
}


def problem(
    status: int,
    detail: str | None = None,
    *,
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response[dict[str, Any]]:
    """A problem reply. `errors` names the bad fields: where each is (`loc`) and what is wrong with it (`msg`)."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase),
    }
    if fields := list(errors):
        body["errors"] = fields
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


class Refused(HTTPException):
    """A request that we refuse ourselves, with a sentence for the caller."""

    def __init__(self, status_code: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail=detail, status_code=status_code, headers=headers)


def _refused(_: Request[Any, Any, Any], error: Refused) -> Response[Any]:
    return problem(error.status_code, error.detail, headers=error.headers)


def _http(_: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    # The framework's own words may name its classes and paths, so only its status and headers go out.
    return problem(error.status_code, headers=error.headers)


def _validation(_: Request[Any, Any, Any], error: ValidationException) -> Response[Any]:
    cause = error.__cause__
    if isinstance(cause, ExtendedMsgSpecValidationError):
        return _bad_fields(map(_field, cause.errors))
    # Otherwise the framework found it itself, in the path or the query.
    wrong = error.extra if isinstance(error.extra, list) else []
    return _bad_fields({"loc": [each.get("key", "query")], "msg": each["message"]} for each in wrong)


def _model(_: Request[Any, Any, Any], error: ValidationError) -> Response[Any]:
    return _bad_fields(map(_field, error.errors()))


def _bad_fields(errors: Iterable[Mapping[str, Any]]) -> Response[Any]:
    fields = list(errors)
    names = dict.fromkeys(".".join(map(str, each["loc"])) or "body" for each in fields)
    return problem(400, f"Cannot be used: {', '.join(names)}.", errors=fields)


def _field(error: Mapping[str, Any]) -> dict[str, Any]:
    location = list(error["loc"])
    if location[:1] == ["data"]:  # the framework's name for the body
        location = location[1:]
    message = "Unknown field" if error["type"] == "extra_forbidden" else str(error["msg"])
    return {"loc": location, "msg": message.removeprefix("Value error, ")}


def _unknown(_: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    what = {UnknownClause: "clause", UnknownRule: "rule", UnknownConversation: "conversation"}
    return problem(404, f"There is no such {next(name for kind, name in what.items() if isinstance(error, kind))}.")


def _conflict(_: Request[Any, Any, Any], __: Conflict) -> Response[Any]:
    return problem(409, "Others write here at the same time; send this again.")


def _not_found(_: Request[Any, Any, Any], error: NotFound) -> Response[Any]:
    return problem(404, f"There is no such {error.what}.")


def _illegal(_: Request[Any, Any, Any], error: IllegalStep) -> Response[Any]:
    return problem(409, str(error))


def _reused(_: Request[Any, Any, Any], __: KeyReused) -> Response[Any]:
    return problem(422, "This Idempotency-Key was used for another request; take a new one.")


def _bad_contract(_: Request[Any, Any, Any], error: BadContract) -> Response[Any]:
    return _bad_fields(error.errors)


def _unavailable(_: Request[Any, Any, Any], error: Unavailable) -> Response[Any]:
    log.error("database unavailable", reason=str(error))
    return problem(503, "The database does not answer at the moment.", headers={"Retry-After": "2"})


def _unhandled(_: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    # The message of an exception may quote what the customer wrote, so the log has its kind and place only.
    frames = [
        f"{PurePath(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    log.error("unhandled error", error=type(error).__name__, frames=frames[-12:])
    return problem(500)


HANDLERS: Final[dict[int | type[Exception], Any]] = {
    Refused: _refused,
    ValidationException: _validation,
    HTTPException: _http,
    ValidationError: _model,
    UnknownClause: _unknown,
    UnknownRule: _unknown,
    UnknownConversation: _unknown,
    NotFound: _not_found,
    IllegalStep: _illegal,
    KeyReused: _reused,
    BadContract: _bad_contract,
    Conflict: _conflict,
    Unavailable: _unavailable,
    Exception: _unhandled,
}
