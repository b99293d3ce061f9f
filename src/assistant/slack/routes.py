"""The two addresses that Slack calls."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from litestar import Request, Response, Router, post
from litestar.datastructures import State

from assistant.settings import Settings
from assistant.slack.calls import Slack
from assistant.slack.door import Door, parsed
from assistant.slack.verify import is_from_slack
from assistant.web.problems import Refused

log = structlog.get_logger()

FIELDS: Final = 100  # a form of Slack's has about fifteen


def router(service: Any, settings: Settings, limiter: Any, metrics: Any) -> tuple[Router, Any]:
    """The routes, and their life from start to stop."""
    door = Door(service, Slack(settings), limiter, metrics)
    secret = settings.slack_signing_secret

    async def verified(request: Request[Any, Any, State]) -> dict[str, str]:
        """The form of a request that Slack signed; others are refused before anything in them is looked at."""
        if secret is None:
            raise Refused(404, "Slack is not set up here: the setting ASSISTANT_SLACK_SIGNING_SECRET is missing.")
        body = await request.body()
        if not is_from_slack(secret.get_secret_value(), body, {k.lower(): v for k, v in request.headers.items()}):
            _slow_down(limiter, request)
            raise Refused(401, "The request is not signed by Slack, or is older than five minutes.")
        try:
            return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS))
        except ValueError:
            raise Refused(400, "The body must be the form that Slack sends.") from None

    @post("/commands", status_code=200, name="slack_commands")
    async def commands(request: Request[Any, Any, State]) -> Response[Any]:
        """A slash command."""
        form = await verified(request)
        if form.get("ssl_check"):
            return _reply(None)
        if not form.get("user_id"):
            raise Refused(400, "The body must be the form of a slash command.")
        return _reply(await door.command(form))

    @post("/interactions", status_code=200, name="slack_interactions")
    async def interactions(request: Request[Any, Any, State]) -> Response[Any]:
        """A button, a shortcut or a submitted view."""
        form = await verified(request)
        try:
            payload = parsed(form.get("payload", ""))
            return _reply(await door.interaction(payload, request.headers.get("x-slack-retry-reason")))
        # What is signed and still not of the form we made ourselves is of an older version of this app, or a newer one.
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as odd:
            log.warning("slack: an interaction that is not ours", error=type(odd).__name__)
            raise Refused(400, "The interaction is none of this app's.") from None

    made = Router("/slack", route_handlers=[commands, interactions], include_in_schema=False)
    return made, door.life


def _reply(message: dict[str, Any] | None) -> Response[Any]:
    """A message, or the empty body that Slack takes for "received"."""
    return Response(b"", media_type="text/plain") if message is None else Response(message)


def _slow_down(limiter: Any, request: Request[Any, Any, State]) -> None:
    """Unsigned requests count by their address, as everywhere; signed ones by the person who asks."""
    if limiter is not None:
        limiter.count(request)
