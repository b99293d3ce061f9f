"""Agents: passwords (argon2id), sessions, and the growing delay after wrong passwords."""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Literal, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.errors import AssistantError
from assistant.identity import ROLE_SCOPES, Identity, Role
from assistant.store import AuditEntry, Store, access, audit
from assistant.store.records import Conflict, now

Door = Literal["password", "proxy"]

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
# NIST SP 800-63B: length is what counts; no rules of composition.
MIN_PASSWORD: Final = 12
MAX_PASSWORD: Final = 256

FREE_TRIES: Final = 4  # wrong passwords in a row before the first delay
FIRST_DELAY: Final = 5  # seconds, doubled by every further one
LONGEST_DELAY: Final = 900

AHEAD: Final = timedelta(minutes=5)  # by how much the clocks of two servers may differ
SEEN_EVERY: Final = timedelta(seconds=30)  # how exactly the idle time is kept


class SignInFailed(AssistantError):
    """Wrong login or password, or a disabled agent: never said which."""


class Locked(AssistantError):
    """Too many wrong passwords; `seconds` until the next try is looked at."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many wrong passwords; try again in {seconds} s.")


class BadAgent(AssistantError):
    """A login or a password that cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is open: who it is, and how they came in."""

    identity: Identity
    login: str
    role: Role
    door: Door


class Agents:
    """Signs agents in and out. Every method raises Unavailable when the database is gone.

    `idle` and `life` are seconds: a session ends that long after its last request, and after its beginning. `actor`
    is who administers agents, for the audit: every change of one, and every session, is an entry in its transaction.
    """

    def __init__(
        self,
        store: Store,
        *,
        idle: int = 3600,
        life: int = 43_200,
        clock: Callable[[], datetime] = now,
        hasher: PasswordHasher | None = None,
        actor: str | None = None,
    ) -> None:
        self._store = store
        self._idle = timedelta(seconds=idle)
        self._life = timedelta(seconds=life)
        self._now = clock
        self._actor = actor
        self._hasher = hasher or PasswordHasher()
        # A hash takes 64 MiB: many sign-ins at once must not take the memory of the machine.
        self._hashing = asyncio.Semaphore(2)
        self._nobody = _of_nobody(self._hasher.time_cost, self._hasher.memory_cost, self._hasher.parallelism)

    async def add(self, login: str, password: str, role: Role = "agent") -> None:
        """A new agent. Raises BadAgent when the login is taken or either cannot be used."""
        check_login(login)
        check_password(password, login)
        at = self._now()
        hashed = await self._hash(password)
        try:
            record = access.AgentRecord(login, role, hashed, False, at, at)
            await self._store.write(audit.along, self._entry("added", login, role=role), access.add_agent, record)
        except Conflict:
            raise BadAgent(f"There is an agent {login} already.") from None

    async def all(self) -> list[access.AgentRecord]:
        """Every agent by login."""
        return await self._store.read(access.list_agents)

    async def set_password(self, login: str, password: str) -> None:
        """A new password; every session of the agent ends. Raises BadAgent."""
        check_password(password, login)
        await self._change("password", login, password_hash=await self._hash(password))
        await self._store.write(access.forget_failures, _hash(login))

    async def disable(self, login: str, *, disabled: bool = True) -> None:
        """Let an agent in no more (or again); every session of theirs ends. Raises BadAgent."""
        await self._change("disabled" if disabled else "enabled", login, disabled=disabled)

    async def sign_in(self, login: str, password: str) -> str:
        """A new session's token, for the cookie. Raises SignInFailed, Locked.

        While locked, the password is not looked at: a right one tells nothing.
        """
        login = login.strip().lower()
        key = _hash(login)
        if wait := await self._store.write(access.try_sign_in, key, self._now(), delay):
            raise Locked(int(wait.total_seconds()) + 1)
        agent = await self._store.read(access.read_agent, login) if LOGIN.fullmatch(login) else None
        # An unknown login costs the same time as a wrong password.
        right = await self._verify(agent.password_hash if agent else self._nobody, password[:MAX_PASSWORD])
        if agent is None or agent.disabled or not right:
            raise SignInFailed("Login or password is wrong.")
        await self._store.write(access.forget_failures, key)
        if self._hasher.check_needs_rehash(agent.password_hash):
            await self._store.write(access.rehash_password, login, await self._hash(password))
        return await self._open(login, "password")

    async def admit(self, login: str) -> str:
        """A new session's token for an agent whom the reverse proxy has signed in. Raises SignInFailed."""
        agent = await self._store.read(access.read_agent, login.strip().lower())
        if agent is None or agent.disabled:
            raise SignInFailed("This agent is not known here.")
        return await self._open(agent.login, "proxy")

    async def session(self, token: str) -> Session | None:
        """The open session of a token; None when it has run out, was ended, or never was."""
        found = await self._store.read(access.read_session, _hash(token))
        if found is None:
            return None
        session, agent = found
        at = self._now()
        ahead = (
            session.seen_at - at > AHEAD
        )  # a clock has gone back: it would be open for as far as that went, and more
        if agent.disabled or ahead or at - session.seen_at > self._idle or at - session.created_at > self._life:
            await self._store.write(access.close_session, session.token_hash)
            return None
        if at - session.seen_at > min(SEEN_EVERY, self._idle / 4):
            await self._store.write(access.touch_session, session.token_hash, at)
        role = cast(Role, agent.role)
        identity = Identity("agent", agent.login, scopes=ROLE_SCOPES[role])
        return Session(identity, agent.login, role, cast(Door, session.door))

    async def sign_out(self, token: str) -> None:
        """End a session; one that is over already is no error."""
        await self._store.write(access.close_session, _hash(token))

    async def _open(self, login: str, door: Door) -> str:
        token, at = secrets.token_urlsafe(32), self._now()
        record = access.SessionRecord(_hash(token), login, door, at, at)
        entry = AuditEntry("agent.signed_in", f"agent:{login}", {"agent": login, "door": door}, at=at)
        await self._store.write(audit.along, entry, access.open_session, record, at - self._life)
        return token

    def _entry(self, what: str, login: str, **data: str) -> AuditEntry:
        return AuditEntry(f"agent.{what}", self._actor, {"agent": login, **data}, at=self._now())

    async def _change(self, what: str, login: str, **changes: str | bool) -> None:
        entry, at = self._entry(what, login), self._now()
        if not await self._store.write(audit.along, entry, access.change_agent, login, at, changes):
            raise BadAgent(f"There is no agent {login}.")

    async def _hash(self, password: str) -> str:
        async with self._hashing:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def _verify(self, hashed: str, password: str) -> bool:
        async with self._hashing:
            try:
                return await asyncio.to_thread(self._hasher.verify, hashed, password)
            except (VerificationError, InvalidHashError):
                return False


def _of_nobody(time_cost: int, memory_cost: int, parallelism: int) -> str:
    """A hash that no password is known for, put together from chance: looking one up in it costs what any does."""
    salt, digest = (b64encode(secrets.token_bytes(length)).decode().rstrip("=") for length in (16, 32))
    return f"$argon2id$v=19$m={memory_cost},t={time_cost},p={parallelism}${salt}${digest}"


def delay(count: int) -> timedelta:
    """How long after the last of `count` wrong passwords in a row the next is looked at."""
    if count <= FREE_TRIES:
        return timedelta(0)
    return timedelta(seconds=min(FIRST_DELAY * 2 ** (count - FREE_TRIES - 1), LONGEST_DELAY))


def check_login(login: str) -> None:
    """Raises BadAgent with the reason when it cannot be a login."""
    if not LOGIN.fullmatch(login):
        raise BadAgent("A login has 1 to 64 characters of a-z, 0-9 and . _ @ + -, and begins with a letter or digit.")


def check_password(password: str, login: str) -> None:
    """Raises BadAgent with the reason when it cannot be a password."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise BadAgent(f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters.")
    if login in password.lower() or len(set(password)) < 4:
        raise BadAgent("The password is too easy to guess.")


def form_token(secret: str) -> str:
    """What a form must send back to show that it came from a page of ours (CSRF): derived from the cookie's value."""
    return hmac.new(secret.encode(), b"assistant form", sha256).hexdigest()


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
