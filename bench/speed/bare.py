"""A bare Litestar + pydantic endpoint: the same body in, a reply of the same size out, and nothing thought.

`BARE_KEEPS`: nothing; `row` keeps text and reply in one row; `turn` keeps the rows that a turn of the assistant comes
to (the conversation, the turn, the audit's entry) in one commit. Each commit is on the disk before the reply is sent,
and is made by SQLAlchemy Core in one writer thread, as in the assistant's store.
"""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from litestar import Litestar, post
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Column, MetaData, String, Table, Text, create_engine, event, insert


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=4000)
    conversation_id: str | None = None
    locale: str | None = None
    context: dict[str, Any] | None = None


class Reply(BaseModel):
    model_config = ConfigDict(extra="allow")

    conversation_id: str
    turn: int
    locale: str
    kind: str
    text: str
    html: str
    answers: list[dict[str, Any]]


metadata = MetaData()
MESSAGES = Table(
    "messages", metadata, Column("id", String(64), primary_key=True), Column("text", Text), Column("reply", Text)
)
PARTS = [
    Table(name, metadata, Column("id", String(64), primary_key=True), Column("at", String(32)), Column("data", Text))
    for name in ("conversations", "turns", "audit")
]


def _opened(database: str) -> Any:
    engine = create_engine(
        f"sqlite:///{database}", connect_args={"check_same_thread": False, "isolation_level": None}, pool_size=1
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    metadata.create_all(engine)
    return engine


def create_app() -> Litestar:
    known = json.loads(Path(os.environ["BARE_REPLY"]).read_text("utf-8"))
    keeps = os.environ["BARE_KEEPS"]
    engine = _opened(os.environ["BARE_DATABASE"]) if keeps != "nothing" else None
    writer = ThreadPoolExecutor(1)
    state = json.dumps(known["understanding"], ensure_ascii=False)

    def keep(message: Message, reply: Reply) -> None:
        said = json.dumps(reply.model_dump(mode="json"), ensure_ascii=False)
        key = uuid.uuid4().hex
        with engine.begin() as connection:
            if keeps == "row":
                connection.execute(insert(MESSAGES).values(id=key, text=message.text, reply=said))
                return
            at = datetime.now(UTC).isoformat()
            for table, data in zip(PARTS, (state, message.text + said, reply.kind), strict=True):
                connection.execute(insert(table).values(id=key, at=at, data=data))

    @post("/v1/messages")
    async def send_message(data: Message) -> Reply:
        reply = Reply.model_validate({**known, "conversation_id": data.conversation_id or uuid.uuid4().hex})
        if engine is not None:
            await asyncio.get_running_loop().run_in_executor(writer, keep, data, reply)
        return reply

    @asynccontextmanager
    async def life(_: Litestar) -> AsyncIterator[None]:
        yield
        writer.shutdown()
        if engine is not None:
            engine.dispose()

    return Litestar([send_message], lifespan=[life], openapi_config=None)
