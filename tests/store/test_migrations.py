"""Migrations without a stop: what servers of the release before write and read stays possible on the new schema."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from assistant.store import create_store, migrate

# The schema of the first release: from here on a migration only adds.
FIRST = "0005"

Schema = dict[str, dict[str, tuple[bool, bool]]]


def schema(connection: Connection) -> Schema:
    """Tables with their columns: whether each may be null, and whether it has a default."""
    found = inspect(connection)
    return {
        table: {each["name"]: (each["nullable"], each["default"] is not None) for each in found.get_columns(table)}
        for table in found.get_table_names()
    }


def narrowed(before: Schema, after: Schema) -> list[str]:
    """What servers that know only the schema before cannot write or read any more."""
    found = [f"{table} is gone" for table in before if table not in after]
    for table in before.keys() & after.keys():
        old, new = before[table], after[table]
        found += [f"{table}.{name} is gone" for name in old if name not in new]
        for name, (nullable, default) in new.items():
            free = old.get(name, (False, False))[0] if name in old else False
            if not nullable and not default and (name not in old or free):
                found.append(f"{table}.{name} must be given")
    return sorted(found)


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(migrate._config())
    return [each.revision for each in reversed(list(script.walk_revisions()))]


def steps(url: str, wanted: Sequence[str]) -> list[Schema]:
    """The schema at each of these revisions."""

    def to(connection: Connection, revision: str) -> Schema:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        return schema(connection)

    async def main() -> list[Schema]:
        store = create_store(url)
        try:
            return [await store.write(to, revision) for revision in wanted]
        finally:
            await store.close()

    return asyncio.run(main())


def test_the_newest_file_is_the_newest_revision() -> None:
    assert revisions()[-1] == migrate.head()


def test_after_the_first_release_a_migration_only_adds(bare_url: str) -> None:
    released = [revision for revision in revisions() if revision >= FIRST]
    assert released[0] == FIRST
    schemas = steps(bare_url, released)
    for revision, before, after in zip(released[1:], schemas, schemas[1:], strict=False):
        assert narrowed(before, after) == [], revision


def test_what_would_stop_older_servers_is_told() -> None:
    before: Schema = {"audit": {"id": (False, True), "owner": (True, False)}, "old": {}}
    after: Schema = {"audit": {"id": (False, True), "hash": (False, False), "mark": (True, False)}}
    assert narrowed(before, after) == ["audit.hash must be given", "audit.owner is gone", "old is gone"]
    assert narrowed(before, {**before, "new": {"x": (False, False)}}) == []
    assert narrowed(before, {**before, "audit": {**before["audit"], "owner": (False, False)}}) == [
        "audit.owner must be given"
    ]


def test_servers_that_start_together_bring_one_database_up_once(bare_url: str) -> None:
    async def main() -> list[Any]:
        stores = [create_store(bare_url) for _ in range(3)]
        try:
            await asyncio.gather(*(store.open() for store in stores))
            return [await store.read(schema) for store in stores]
        finally:
            await asyncio.gather(*(store.close() for store in stores))

    first, *others = asyncio.run(main())
    assert "turns" in first
    assert all(other == first for other in others)
