"""ask, chat, decide, explain: what the API does, from a terminal."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from pydantic import ValidationError

from assistant.cli import output
from assistant.settings import load_settings
from assistant.store import create_store

if TYPE_CHECKING:
    from assistant.service import Assistant

LOCALES: Final = click.Choice(["ja", "en"])
SERVICES: Final = click.Choice(["ztna", "fms"])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
service_option = click.option("--service", type=SERVICES, help="The contract that the question is about.")
locale_option = click.option("--locale", type=LOCALES, help="Otherwise the language of the text.")


@click.command()
@click.argument("text")
@service_option
@locale_option
@as_json
def ask(text: str, service: str | None, locale: str | None, as_json: bool) -> None:
    """Answer one question; `-` reads it from standard input."""
    question = sys.stdin.read() if text == "-" else text
    body = asyncio.run(_once(question, service, locale))
    if as_json:
        output.print_json(body)
    else:
        output.show(output.reply(body))


@click.command()
@service_option
@locale_option
@as_json
def chat(service: str | None, locale: str | None, as_json: bool) -> None:
    """Hold a conversation; an empty line or the end of the input ends it."""
    asyncio.run(_chat(service, locale, as_json))


@click.command()
@click.argument("rule")
@click.argument("request_json", metavar="JSON")
@click.option("--locale", type=LOCALES, default="ja", show_default=True, help="The language of the texts.")
@click.option("--explain", "explained", is_flag=True, help="Show the trace as a tree.")
@as_json
def decide(rule: str, request_json: str, locale: str, explained: bool, as_json: bool) -> None:
    """Decide by one RULE; JSON is its request, `-` for standard input or `@FILE`."""
    request = _request(request_json)
    assistant = _assistant()
    try:
        body = assistant.decide(rule, request, locale)
    except ValidationError as wrong:
        raise click.ClickException(_sentence(wrong)) from None
    except LookupError:
        raise click.ClickException(f"There is no rule {rule!r}; there are {', '.join(_rules())}.") from None
    if as_json:
        output.print_json(body)
    else:
        output.show(output.decision(body, explain=explained))


@click.command()
@click.argument("text")
@as_json
def explain(text: str, as_json: bool) -> None:
    """Show how TEXT is understood: entities, intents with their confidence, slots."""
    understood = _assistant().explain(_text(text))
    if as_json or not output.console.is_terminal:
        output.print_json(understood)
        return
    output.console.print_json(json.dumps(understood, ensure_ascii=False))


def _rules() -> list[str]:
    from assistant.rules import RULES

    return sorted(RULES)


def _assistant() -> Assistant:
    from assistant.service import Assistant

    return Assistant.from_settings(load_settings())


@asynccontextmanager
async def _conversation() -> AsyncIterator[Assistant]:
    """The service with a store in memory: nothing of a conversation in the terminal is kept."""
    from assistant.service import Assistant

    store = create_store("sqlite:///:memory:")
    assistant = Assistant.from_settings(load_settings(), store)
    await store.open()
    try:
        yield assistant
    finally:
        await store.close()


async def _once(text: str, service: str | None, locale: str | None) -> dict[str, Any]:
    text = _text(text)
    async with _conversation() as assistant:
        return await _send(assistant, text, service, locale, None)


async def _send(
    assistant: Assistant, text: str, service: str | None, locale: str | None, conversation: str | None
) -> dict[str, Any]:
    from assistant.service import MessageRequest

    context = {"service": service} if service else None
    reply = await assistant.message(MessageRequest(text, conversation, locale, "api", context))
    return reply.body


async def _chat(service: str | None, locale: str | None, as_json: bool) -> None:
    conversation = None
    async with _conversation() as assistant:
        while line := await asyncio.to_thread(_read_line):
            body = await _send(assistant, _text(line), service, locale, conversation)
            conversation = body["conversation_id"]
            if as_json:
                output.print_json(body)
            else:
                output.show(output.reply(body), "")


def _read_line() -> str:
    try:
        return output.console.input("[bold cyan]›[/] " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""


def _text(text: str) -> str:
    from assistant.web.bodies import MessageBody

    # Bytes that are no UTF-8 reach us as lone surrogates, which nothing after this can encode.
    try:
        return MessageBody(text=text.encode(errors="replace").decode()).text
    except ValidationError as wrong:
        raise click.ClickException(_sentence(wrong)) from None


def _request(text: str) -> dict[str, Any]:
    try:
        if text == "-":
            text = sys.stdin.read()
        elif text.startswith("@"):
            text = Path(text[1:]).read_text(encoding="utf-8")
        request = json.loads(text)
    except OSError as failure:
        raise click.ClickException(f"Cannot read {text[1:]} ({failure.strerror}).") from None
    except ValueError as failure:
        raise click.ClickException(f"The request is not JSON ({failure}).") from None
    if not isinstance(request, dict):
        raise click.ClickException("The request must be one JSON object.")
    return request


def _sentence(wrong: ValidationError) -> str:
    fields = (f"{'.'.join(map(str, error['loc'])) or 'the request'}: {error['msg']}" for error in wrong.errors())
    return f"{'; '.join(fields)}."
