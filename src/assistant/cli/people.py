"""agents and keys: who may come in."""

from __future__ import annotations

import asyncio
import getpass
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

from assistant.cli.output import print_json
from assistant.identity import SCOPES, Role
from assistant.settings import TOKYO, Settings, load_settings
from assistant.store import Store, create_store

if TYPE_CHECKING:
    from assistant.access import Agents, Keys

T = TypeVar("T")

DEMO_LOGIN: Final = "demo"
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def _with_store(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    async def main() -> T:
        store = create_store(settings.database_url)
        await store.open()
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(main())


def _agents(work: Callable[[Agents], Awaitable[T]], settings: Settings | None = None) -> T:
    from assistant.access import Agents

    return _with_store(settings or load_settings(), lambda store: work(Agents(store, actor=_actor())))


def _keys(work: Callable[[Keys], Awaitable[T]]) -> T:
    from assistant.access import Keys

    return _with_store(load_settings(), lambda store: work(Keys(store, actor=_actor())))


def _actor() -> str:
    """Who gives the command, as the machine knows them: what the audit says of it."""
    try:
        return f"command:{getpass.getuser()}"[:200]
    except (KeyError, OSError):  # a container's user without a name
        return f"command:{os.getuid()}"


def _password(generate: bool) -> str:
    """A password typed twice, or the first line of standard input; never an argument, which others could see."""
    if generate:
        made = _made_up()
        click.echo(f"Password: {made}")
        return made
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


def _made_up() -> str:
    """A password of 79 random bits, without characters that look alike, and easy to select with the mouse."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


generated = click.option("--generate", is_flag=True, help="Make a password and print it, once.")


@click.group()
def agents() -> None:
    """Agents who sign in to the console. Passwords are asked for, or read from standard input."""


@agents.command("add")
@click.argument("login")
@click.option("--role", type=click.Choice(["agent", "admin"]), default="agent", show_default=True)
@generated
def add_agent(login: str, role: str, generate: bool) -> None:
    """Add an agent."""
    from assistant.access.agents import check_login

    check_login(login)
    password = _password(generate)
    _agents(lambda them: them.add(login, password, cast(Role, role)))
    click.echo(f"{login} can sign in as {role}.")


@agents.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON for programs.")
def list_agents(as_json: bool) -> None:
    """List the agents."""
    found = _agents(lambda them: them.all())
    if as_json:
        print_json(
            [
                {"login": a.login, "role": a.role, "disabled": a.disabled, "created_at": a.created_at.isoformat()}
                for a in found
            ]
        )
        return
    for agent in found:
        state = "disabled" if agent.disabled else "active"
        click.echo(f"{agent.login:24} {agent.role:8} {state:10} since {_day(agent.created_at)}")
    if not found:
        click.echo("There are no agents. Add one with: assistant agents add LOGIN")


@agents.command("disable")
@click.argument("login")
def disable_agent(login: str) -> None:
    """Let an agent in no more; their sessions end at once."""
    _agents(lambda them: them.disable(login))
    click.echo(f"{login} can sign in no more.")


@agents.command("enable")
@click.argument("login")
def enable_agent(login: str) -> None:
    """Let a disabled agent in again."""
    _agents(lambda them: them.disable(login, disabled=False))
    click.echo(f"{login} can sign in again.")


@agents.command("password")
@click.argument("login")
@generated
def set_password(login: str, generate: bool) -> None:
    """Set a new password; their sessions end, and so does a lock."""
    password = _password(generate)
    _agents(lambda them: them.set_password(login, password))
    click.echo(f"{login} has a new password.")


@click.group()
def keys() -> None:
    """Keys for programs that call the API."""


@keys.command("add")
@click.argument("name")
@click.option("--scopes", default="", help=f"Separated by commas: {', '.join(sorted(SCOPES))}.")
@click.option("--days", type=click.IntRange(1, 3650), help="How long it is valid; without end otherwise.")
def add_key(name: str, scopes: str, days: int | None) -> None:
    """Make a key. NAME says what it is for; the key is printed once."""
    wanted = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    key, record = _keys(lambda them: them.add(name, wanted, days))
    click.echo(key)
    click.echo(f"Shown this once. Its id is {record.id}; send it as Authorization: Bearer.", err=True)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON for programs.")
def list_keys(as_json: bool) -> None:
    """List the keys, without their secrets."""
    found = _keys(lambda them: them.all())
    if as_json:
        names = ("created_at", "expires_at", "revoked_at", "used_at")
        print_json(
            [
                {"id": k.id, "name": k.name, "scopes": list(k.scopes), **{n: _moment(getattr(k, n)) for n in names}}
                for k in found
            ]
        )
        return
    for key in found:
        state = f"revoked {_day(key.revoked_at)}" if key.revoked_at else f"used {_day(key.used_at)}"
        until = f", until {_day(key.expires_at)}" if key.expires_at else ""
        click.echo(f"asst_{key.id}_…  {key.name:24} {','.join(key.scopes) or '-':40} {state}{until}")
    if not found:
        click.echo("There are no keys. Make one with: assistant keys add NAME --scopes requests:read")


@keys.command("revoke")
@click.argument("key_id", metavar="ID")
def revoke_key(key_id: str) -> None:
    """Revoke the key with this ID; it works no more from now on."""
    from assistant.access.keys import PREFIX

    if not _keys(lambda them: them.revoke(key_id)):
        raise click.ClickException(f"There is no key {key_id.removeprefix(PREFIX)}.")
    click.echo("The key works no more.")


def demo_agent(settings: Settings) -> str | None:
    """Make the agent of the demonstration, unless there are agents; gives the line that says how to sign in.

    Only for a server that listens on this machine alone.
    """
    if settings.host not in ("127.0.0.1", "::1", "localhost"):
        return None

    async def make(them: Agents) -> str | None:
        logins = [agent.login for agent in await them.all()]
        if not logins:
            password = _made_up()
            await them.add(DEMO_LOGIN, password, "admin")
            return f"sign in as {DEMO_LOGIN} with the password {password} (shown this once)"
        if DEMO_LOGIN in logins:
            return f"sign in as {DEMO_LOGIN}; a new password: assistant agents password {DEMO_LOGIN} --generate"
        return None

    return _agents(make, settings)


def _moment(at: datetime | None) -> Any:
    return at.isoformat() if at else None


def _day(at: datetime | None) -> str:
    return at.astimezone(TOKYO).date().isoformat() if at else "never"
