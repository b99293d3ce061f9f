"""What each request of Slack means and what it gets: one method for commands, one for interactions."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import structlog
from pydantic import ValidationError

from assistant.answers import escape_mrkdwn
from assistant.errors import UnknownClause
from assistant.identity import Identity
from assistant.service import MessageRequest
from assistant.slack import blocks, forms
from assistant.slack.calls import Slack
from assistant.slack.words import WORDS
from assistant.store import Conflict, Unavailable
from assistant.web.bodies import MAX_TEXT

log = structlog.get_logger()

PATIENCE: Final = 2.0  # seconds: Slack gives up after three, and the way back takes its time
LAST_WORDS: Final = 5.0  # seconds that answers under way have when the server stops
REMEMBERED: Final = 1000

JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
LINK: Final = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
COMMAND: Final = re.compile(r"(help|ヘルプ|使い方|calc|calculate|計算)(?:\s+(ja|en))?|", re.IGNORECASE)
ANEW: Final = re.compile(
    r"new(?:\s+(ja|en))?(?:\s*[:：]\s*(.*))?", re.IGNORECASE | re.DOTALL
)  # "new contract?" is a question

Reply = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, where."""

    team: str
    channel: str
    user: str
    thread: str = ""

    @property
    def name(self) -> str:
        """What their conversation goes on under: by user and channel, and by thread where there is one."""
        return ":".join((self.team, self.channel, self.user, self.thread))

    @property
    def identity(self) -> Identity:
        """Who that is for the service: Slack's signature proves it, and it gives no rights beyond asking."""
        return Identity("agent", f"slack:{self.team}:{self.user}")


class Door:
    """Slack's requests, verified already. `limiter` and `metrics` are the server's, or None."""

    def __init__(self, service: Any, slack: Slack, limiter: Any = None, metrics: Any = None) -> None:
        self._service = service
        self._slack = slack
        self._limiter = limiter
        self._metrics = metrics
        self._under_way: set[asyncio.Task[Any]] = set()
        self._done: OrderedDict[str, None] = OrderedDict()

    @asynccontextmanager
    async def life(self, _: Any) -> AsyncIterator[None]:
        """From start to stop; answers under way are sent before it ends."""
        try:
            yield
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=LAST_WORDS)
            await self._slack.close()

    # -- commands ----------------------------------------------------------------------------------------------

    async def command(self, given: Mapping[str, str]) -> Reply:
        """The reply to a slash command."""
        caller = Caller(
            given.get("team_id") or given.get("enterprise_id", ""), given.get("channel_id", ""), given["user_id"]
        )
        text = unescaped(given.get("text", "")).strip()
        url = given.get("response_url", "")
        if busy := self._busy(caller, _language(text)):
            return busy
        if (asked := COMMAND.fullmatch(text)) is not None:
            locale = (asked[2] or "ja").lower()
            if (asked[1] or "help").lower() in ("help", "ヘルプ", "使い方"):
                text = WORDS[locale].help.format(command=escape_mrkdwn(given.get("command", "/")))
                return blocks.say(text, blocks.calculators(locale))
            return blocks.say(WORDS[locale].calculators, blocks.calculators(locale))
        delivery = given.get("trigger_id") or None
        if (anew := ANEW.fullmatch(text)) is not None:
            text = (anew[2] or "").strip() or WORDS[(anew[1] or "ja").lower()].opening
            return await self._in_time(self._answer(caller, text, delivery, anew=True), url, _language(text))
        return await self._in_time(self._answer(caller, text, delivery), url, _language(text))

    # -- interactions ------------------------------------------------------------------------------------------

    async def interaction(self, given: Mapping[str, Any], retry: str | None = None) -> Reply:
        """The reply to a button, a shortcut or a submitted view; None for a bare acknowledgement.

        `retry` is why Slack sends this again, if it does.
        """
        if self._repeated(given, retry):
            return None
        match given.get("type"):
            case "block_actions":
                return self._action(given)
            case "view_submission":
                return await self._submitted(given)
            case "shortcut":
                self._background(self._open(given, forms.picker(_of_user(given))))
            case "message_action":
                text = unescaped(str(given["message"].get("text") or "")).strip() or WORDS["ja"].opening
                caller = _caller(given)
                answer = self._answer(caller, text, given.get("trigger_id"))
                self._later(answer, given.get("response_url", ""), caller.thread)
        return None

    def _action(self, given: Mapping[str, Any]) -> Reply:
        action = given["actions"][0]
        name = action["action_id"].partition(":")[0]
        url = given.get("response_url", "")
        value = str((action.get("selected_option") or action).get("value") or "")
        caller = _caller(given)
        if busy := self._busy(caller, _language(value)):
            self._later(_as_it_is(busy), url, caller.thread)
            return None
        match name:
            case "say":
                self._later(self._answer(caller, value, given.get("trigger_id")), url, caller.thread)
            case "clause":
                self._later(self._clause(*blocks.unpacked(value)), url, caller.thread)
            case "share" if "view" in given:
                self._background(self._share_result(value, given["view"], caller))
            case "share":
                self._later(self._shared(value, caller), url, caller.thread)
            case "calc":
                kind, locale = blocks.unpacked(value)
                view = forms.form(kind, forms.Metadata(locale, url), self._service.names)
                self._background(self._open(given, view, locale))
        return None

    async def _open(self, given: Mapping[str, Any], view: dict[str, Any], locale: str = "ja") -> None:
        """Open a view; what goes wrong is said where there is a place to say it."""
        if not self._slack.opens_views:
            log.warning("slack: no bot token, so no view can be opened")
            failed = WORDS[locale].not_set_up
        else:
            method = "views.push" if "view" in given else "views.open"
            if await self._slack.view(method, {"trigger_id": given.get("trigger_id"), "view": view}):
                return
            failed = WORDS[locale].not_opened
        if url := given.get("response_url"):
            await self._slack.reply(url, blocks.say(failed))

    async def _submitted(self, given: Mapping[str, Any]) -> Reply:
        view = given["view"]
        kind = view["callback_id"].removeprefix("calc:")
        metadata = forms.Metadata.unpacked(view["private_metadata"])
        words = WORDS[metadata.locale]
        if busy := self._busy(_caller(given), metadata.locale):
            return _errors({forms.FORMS[kind][1][0]: busy["text"]})
        try:
            request = forms.read(kind, view["state"]["values"], words)
            decided = self._service.worded(kind, request, metadata.locale)
        except forms.Mistakes as mistakes:
            return _errors(mistakes.fields)
        except ValidationError as error:
            return _errors(forms.mistakes(kind, error, words))
        if lacking := forms.lacking(kind, decided):
            return _errors(lacking)
        await self._service.noted(decided, request, _caller(given).identity, "slack")
        if self._metrics:
            self._metrics.decisions.labels(decided["rule"], decided["outcome"]).inc()
        shown = forms.result(kind, decided["text"], forms.Metadata(metadata.locale, metadata.url, request))
        return {"response_action": "push", "view": shown}

    # -- what is said ------------------------------------------------------------------------------------------

    async def _answer(self, caller: Caller, text: str, delivery: str | None, *, anew: bool = False) -> dict[str, Any]:
        """The answer to a question as a message; whatever goes wrong is said in words."""
        locale = _language(text)
        words = WORDS[locale]
        if len(text) > MAX_TEXT:
            return blocks.say(words.too_long)
        try:
            reply = await self._service.message(
                MessageRequest(
                    text=text,
                    channel="slack",
                    thread=caller.name,
                    anew=anew,
                    delivery=f"{caller.team}:{delivery}" if delivery else None,
                    identity=caller.identity,
                )
            )
        except (Conflict, Unavailable) as failure:
            log.error("slack: not answered", error=type(failure).__name__)
            return blocks.say(words.unavailable)
        except Exception as failure:
            # The message of an exception may quote what was asked, so the log has its kind only.
            log.error("unhandled error", error=type(failure).__name__, channel="slack")
            return blocks.say(words.broken)
        if self._metrics and not reply.repeated:
            self._metrics.message(reply.body, "slack")
        return blocks.answer(reply.body)

    async def _clause(self, clause: str, locale: str) -> dict[str, Any]:
        try:
            return blocks.clause(self._service.clause(clause, locale), locale)
        except UnknownClause:
            return blocks.say(WORDS[locale].broken)

    async def _shared(self, value: str, caller: Caller) -> dict[str, Any]:
        conversation, _, turn = value.partition(":")
        kept = await self._service.turn(conversation, int(turn))
        if kept is None:
            return blocks.say(WORDS["ja"].gone)
        question, reply = kept
        head = WORDS[reply["locale"]].shared_by.format(user=_mention(caller))
        message = blocks.shared(question, reply["text"], head)
        return {**message, "delete_original": True}

    async def _share_result(self, kind: str, view: Mapping[str, Any], caller: Caller) -> None:
        metadata = forms.Metadata.unpacked(view["private_metadata"])
        if kind not in blocks.KINDS or metadata.request is None:
            return
        words = WORDS[metadata.locale]
        decided = self._service.worded(kind, metadata.request, metadata.locale)
        head = words.shared_calculation_by.format(user=_mention(caller))
        message = blocks.shared(None, f"**{words.kinds[kind]}**\n\n{decided['text']}", head)
        if await self._slack.reply(metadata.url, message):
            shown = forms.result(kind, decided["text"], metadata, shared=True)
            await self._slack.view("views.update", {"view_id": view["id"], "view": shown})

    def _busy(self, caller: Caller, locale: str) -> Reply:
        # Slack calls from few addresses, so people are counted and not addresses.
        seconds = self._limiter.wait(f"slack:{caller.team}:{caller.user}") if self._limiter else 0
        return blocks.say(WORDS[locale].busy.format(seconds=max(1, round(seconds)))) if seconds > 0 else None

    # -- time --------------------------------------------------------------------------------------------------

    async def _in_time(self, work: Coroutine[Any, Any, dict[str, Any]], url: str, locale: str) -> Reply:
        """The message that comes of `work`, or a word of patience, and then the message to the response_url."""
        task = self._background(work)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if done:
            message: dict[str, Any] = task.result()
            return message
        self._later(_of(task), url)
        return blocks.say(WORDS[locale].waiting)

    def _later(self, work: Coroutine[Any, Any, dict[str, Any]], url: str, thread: str = "") -> None:
        """Send the message that comes of `work` to the response_url, into the thread it belongs to."""

        async def send() -> None:
            message = await work
            await self._slack.reply(url, {**message, "thread_ts": thread} if thread else message)

        self._background(send())

    def _background(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            log.error("unhandled error", error=type(failure).__name__, channel="slack")

    def _repeated(self, given: Mapping[str, Any], retry: str | None) -> bool:
        """Whether this was here before: by its trigger, and, for what another process took, by Slack's own word."""
        if given.get("type") == "view_submission":
            return False  # decided anew, it gets the same answer
        trigger = str(given.get("trigger_id") or "")
        seen = trigger in self._done
        if trigger:
            self._done[trigger] = None
            if len(self._done) > REMEMBERED:
                self._done.popitem(last=False)
        return seen or retry == "http_timeout"


def unescaped(text: str) -> str:
    """What a person typed, from the form Slack gives it: links and mentions as words, entities as characters."""

    def word(link: re.Match[str]) -> str:
        sign, target, label = link.groups()
        shown = label or target
        return shown if not sign or shown.startswith(sign) else ("@" if sign == "!" else sign) + shown

    # A lone surrogate, which JSON can hold, is nothing that a database takes.
    return html.unescape(LINK.sub(word, text)).encode(errors="replace").decode()


def parsed(payload: str) -> dict[str, Any]:
    """The JSON of an interaction. Raises ValueError when it is no object."""
    given = json.loads(payload)
    if not isinstance(given, dict):
        raise ValueError("not an object")
    return given


def _caller(given: Mapping[str, Any]) -> Caller:
    place = given.get("container") or {}
    message = given.get("message") or {}
    team = given.get("team") or given.get("enterprise") or given["user"].get("team_id") or ""
    return Caller(
        team["id"] if isinstance(team, dict) else team,
        (given.get("channel") or {}).get("id") or place.get("channel_id") or "",
        given["user"]["id"],
        place.get("thread_ts") or message.get("thread_ts") or "",
    )


def _mention(caller: Caller) -> str:
    return f"<@{caller.user}>" if re.fullmatch(r"[A-Z0-9]+", caller.user) else escape_mrkdwn(caller.user)


def _language(text: str) -> str:
    return "ja" if JAPANESE.search(text) or not re.search("[A-Za-z]{2,}", text) else "en"


def _of_user(given: Mapping[str, Any]) -> str:
    return "en" if str(given.get("callback_id", "")).endswith("_en") else "ja"


def _errors(fields: Mapping[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": dict(fields)}


async def _as_it_is(message: dict[str, Any]) -> dict[str, Any]:
    return message


async def _of(task: asyncio.Task[dict[str, Any]]) -> dict[str, Any]:
    return await task
