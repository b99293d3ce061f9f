"""Agents and keys, on both databases."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, select, text

from assistant.access import Agents, BadToken, Keys, Locked, SignInFailed
from assistant.access.agents import BadAgent, delay
from assistant.access.keys import UnknownScope
from assistant.identity import ADMIN, ROLE_SCOPES, Identity
from assistant.store import Store
from assistant.store.tables import audit

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "walnut-lantern-42"


def agents(store: Store, clock: Any) -> Agents:
    return Agents(store, idle=600, life=3600, clock=clock, hasher=QUICK)


def test_an_agent_signs_in_and_out(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)
        token = await them.sign_in(" Yamada ", PASSWORD)
        session = await them.session(token)
        assert session is not None
        assert session.identity == Identity("agent", "yamada", scopes=ROLE_SCOPES["agent"])
        await them.sign_out(token)
        assert await them.session(token) is None
        assert await them.session("made up") is None

    with_store(story)


def test_an_admin_may_more_than_an_agent(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("root", PASSWORD, "admin")
        session = await them.session(await them.sign_in("root", PASSWORD))
        assert session is not None
        assert ADMIN in session.identity.scopes
        assert ADMIN not in ROLE_SCOPES["agent"]

    with_store(story)


def test_neither_password_nor_token_nor_key_is_in_the_database(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)
        token = await them.sign_in("yamada", PASSWORD)
        key, _ = await Keys(store).add("report", ["requests:read"])

        def dump(connection: Connection) -> str:
            tables = ("agents", "sessions", "api_keys", "sign_in_failures")
            return repr([connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables])  # noqa: S608

        kept = await store.read(dump)
        assert "yamada" in kept
        assert "$argon2id$" in kept
        for secret in (PASSWORD, token, key, key[18:]):
            assert secret not in kept

    with_store(story)


def test_a_session_ends_when_idle_and_at_last_in_any_case(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)
        token = await them.sign_in("yamada", PASSWORD)
        for _ in range(6):
            clock.move(seconds=590)
            assert await them.session(token) is not None
        clock.move(seconds=590)  # 4,130 seconds after signing in, though never idle
        assert await them.session(token) is None
        token = await them.sign_in("yamada", PASSWORD)
        clock.move(seconds=601)
        assert await them.session(token) is None

    with_store(story)


def test_wrong_passwords_are_answered_later_and_later(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)

        async def wait(login: str) -> list[int]:
            waits = []
            for _ in range(4):
                with pytest.raises(SignInFailed):
                    await them.sign_in(login, "wrong")
            for _ in range(3):
                with pytest.raises(SignInFailed):
                    await them.sign_in(login, "wrong")
                with pytest.raises(Locked) as locked:
                    await them.sign_in(login, PASSWORD)  # not even looked at
                waits.append(locked.value.seconds)
                clock.move(seconds=locked.value.seconds)
            return waits

        # An unknown login is treated the same: a lock tells nothing.
        assert await wait("yamada") == await wait("nobody") == [6, 11, 21]
        token = await them.sign_in("yamada", PASSWORD)
        assert await them.session(token) is not None
        with pytest.raises(SignInFailed):  # counted from zero again
            await them.sign_in("yamada", "wrong")
        assert await them.sign_in("yamada", PASSWORD)

    with_store(story)


def test_many_tries_at_once_are_no_way_around_the_delay(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)
        with pytest.raises(SignInFailed):
            await them.sign_in("yamada", "wrong")
        tries = await asyncio.gather(*(them.sign_in("yamada", f"wrong {n}") for n in range(12)), return_exceptions=True)
        assert [type(each) for each in tries].count(SignInFailed) == 4
        assert [type(each) for each in tries].count(Locked) == 8

    with_store(story)


def test_the_delay_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [int(delay(count).total_seconds()) for count in (0, 4, 5, 6, 7, 12, 13, 500)]
    assert waits == [0, 0, 5, 10, 20, 640, 900, 900]


def test_a_disabled_agent_is_out_at_once_and_so_is_one_with_a_new_password(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)
        token = await them.sign_in("yamada", PASSWORD)
        await them.set_password("yamada", "another-lantern-43")
        assert await them.session(token) is None
        token = await them.sign_in("yamada", "another-lantern-43")
        await them.disable("yamada")
        assert await them.session(token) is None
        with pytest.raises(SignInFailed):
            await them.sign_in("yamada", "another-lantern-43")
        with pytest.raises(SignInFailed):
            await them.admit("yamada")
        await them.disable("yamada", disabled=False)
        assert await them.session(await them.admit("YAMADA")) is not None

    with_store(story)


@pytest.mark.parametrize("login", ["", "Yamada", "a b", "-x", "山田", "x" * 65, "x\n"])
def test_a_login_that_cannot_be_used_is_refused(with_store: Any, clock: Any, login: str) -> None:
    async def story(store: Store) -> None:
        with pytest.raises(BadAgent, match="login"):
            await agents(store, clock).add(login, PASSWORD)

    with_store(story)


@pytest.mark.parametrize("password", ["", "short", "x" * 257, "abababababab", "xx-yamada-xx12"])
def test_a_password_that_cannot_be_used_is_refused(with_store: Any, clock: Any, password: str) -> None:
    async def story(store: Store) -> None:
        with pytest.raises(BadAgent, match="password"):
            await agents(store, clock).add("yamada", password)

    with_store(story)


def test_what_is_not_there_or_there_twice_is_told(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = agents(store, clock)
        await them.add("yamada", PASSWORD)
        with pytest.raises(BadAgent, match="already"):
            await them.add("yamada", PASSWORD)
        for change in (them.disable("nobody"), them.set_password("nobody", PASSWORD)):
            with pytest.raises(BadAgent, match="no agent nobody"):
                await change

    with_store(story)


def test_a_hash_of_older_parameters_is_renewed_at_the_next_sign_in(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        await agents(store, clock).add("yamada", PASSWORD)
        stronger = Agents(store, clock=clock, hasher=PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
        await stronger.sign_in("yamada", PASSWORD)
        (agent,) = await stronger.all()
        assert "m=16,t=2" in agent.password_hash

    with_store(story)


def test_a_key_proves_a_program_until_it_is_revoked_or_expires(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        keys = Keys(store, clock)
        key, record = await keys.add("report", ["tickets:read", "requests:read", "tickets:read"], days=1)
        assert key.startswith(f"asst_{record.id}_")
        expected = Identity("program", record.id, scopes=frozenset({"tickets:read", "requests:read"}))
        assert expected == await keys.verify(key)
        (kept,) = await keys.all()
        assert (kept.name, kept.used_at) == ("report", clock.now)
        clock.move(days=1)
        with pytest.raises(BadToken):
            await keys.verify(key)
        lasting, record = await keys.add("lasting", [])
        clock.move(days=5000)
        assert (await keys.verify(lasting)).scopes == frozenset()
        assert await keys.revoke(f"asst_{record.id}")
        with pytest.raises(BadToken):
            await keys.verify(lasting)
        assert not await keys.revoke("000000000000")

    with_store(story)


def test_a_key_that_is_nearly_right_is_refused(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        keys = Keys(store, clock)
        key, record = await keys.add("report", [])
        other, _ = await keys.add("other", [])
        wrong = [key[:-1], key + "x", key.upper(), key[:-2] + "__", f"asst_{record.id}_{other[18:]}", "asst_", "asst__"]
        for each in wrong:
            with pytest.raises(BadToken, match=r"^The key is not known, revoked or expired\.$"):
                await keys.verify(each)

    with_store(story)


def test_an_unknown_scope_is_told_with_the_known_ones(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        with pytest.raises(UnknownScope, match=r"everything; there are .*requests:read"):
            await Keys(store, clock).add("report", ["everything"])

    with_store(story)


def test_who_may_come_in_is_in_the_audit_with_who_said_so(with_store: Any, clock: Any) -> None:
    async def story(store: Store) -> None:
        them = Agents(store, idle=600, life=3600, clock=clock, hasher=QUICK, actor="command:root")
        keys = Keys(store, clock, actor="command:root")
        await them.add("yamada", PASSWORD, "admin")
        await them.sign_in("yamada", PASSWORD)
        with pytest.raises(SignInFailed):
            await them.sign_in("yamada", "wrong")
        await them.set_password("yamada", PASSWORD + "x")
        await them.disable("yamada")
        await them.disable("yamada", disabled=False)
        for unknown in (them.disable("nobody"), them.set_password("nobody", PASSWORD), them.add("yamada", PASSWORD)):
            with pytest.raises(BadAgent):
                await unknown
        key, record = await keys.add("report", ["requests:read"], 90)
        assert await keys.revoke(record.id)
        assert not await keys.revoke("0" * 12)

        def kept(connection: Connection) -> list[tuple[Any, ...]]:
            rows = connection.execute(select(audit.c.kind, audit.c.owner, audit.c.data).order_by(audit.c.id))
            return [tuple(row) for row in rows]

        entries = await store.read(kept)
        assert entries == [
            ("agent.added", "command:root", {"agent": "yamada", "role": "admin"}),
            ("agent.signed_in", "agent:yamada", {"agent": "yamada", "door": "password"}),
            ("agent.password", "command:root", {"agent": "yamada"}),
            ("agent.disabled", "command:root", {"agent": "yamada"}),
            ("agent.enabled", "command:root", {"agent": "yamada"}),
            (
                "key.added",
                "command:root",
                {"key": record.id, "name": "report", "scopes": ["requests:read"], "days": 90},
            ),
            ("key.revoked", "command:root", {"key": record.id}),
        ]
        assert key[18:] not in str(entries)
        assert (await store.audit_verify()).sound

    with_store(story)
