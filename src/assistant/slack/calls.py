"""What we send to Slack: late replies to a response_url, and views. The only addresses we ever call."""

from __future__ import annotations

import ssl
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import structlog

from assistant.settings import Settings

if TYPE_CHECKING:
    import httpx

log = structlog.get_logger()

SECONDS: Final = 5


class Slack:
    """Slack's side as these settings name it. No call raises; each says whether it went well."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
        self._api = settings.slack_api
        self._hooks = urlsplit(settings.slack_hooks)

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        import httpx  # noqa: PLC0415 - only a server that is in Slack needs it, and the certificates

        # Redirects are not followed: they could lead anywhere.
        return httpx.AsyncClient(timeout=SECONDS, follow_redirects=False, verify=_trusted())

    @property
    def opens_views(self) -> bool:
        """Whether there is a token, without which no calculator can be opened."""
        return self._token is not None

    def may_reply_to(self, url: str) -> bool:
        """Whether an address is one of Slack's for replies."""
        try:
            asked = urlsplit(url)
            return (asked.scheme, asked.netloc) == (self._hooks.scheme, self._hooks.netloc)
        except ValueError:
            return False

    async def reply(self, url: str, message: dict[str, Any]) -> bool:
        """Send a message to a response_url, which takes five within half an hour."""
        if not self.may_reply_to(url):
            log.warning("slack: response_url of another host")
            return False
        return await self._post("response_url", url, message, {}) is not None

    async def view(self, method: str, body: dict[str, Any]) -> bool:
        """Open or update a view: `method` is views.open or views.update."""
        headers = {"authorization": f"Bearer {self._token}"}
        answer = await self._post(method, f"{self._api.rstrip('/')}/{method}", body, headers)
        if answer is None:
            return False
        if not answer.get("ok"):
            log.warning("slack refused", call=method, reason=str(answer.get("error"))[:64])
        return bool(answer.get("ok"))

    async def close(self) -> None:
        """Let the connections go."""
        if "_client" in vars(self):  # it was needed
            await self._client.aclose()

    async def _post(self, call: str, url: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any] | None:
        import httpx  # noqa: PLC0415 - see above

        try:
            response = await self._client.post(url, json=body, headers=headers)
        except httpx.HTTPError as failure:
            log.warning("slack not reached", call=call, error=type(failure).__name__)
            return None
        if response.status_code != httpx.codes.OK:
            log.warning("slack refused", call=call, status=response.status_code)
            return None
        try:
            answer = response.json()
        except ValueError:
            answer = None  # a response_url answers "ok" as text
        return answer if isinstance(answer, dict) else {}


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted: reading them takes some 20 ms, so a process does it once."""
    import httpx  # noqa: PLC0415 - see above

    return httpx.create_ssl_context()
