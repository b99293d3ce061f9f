"""A month at the demonstration's desk, for the pictures: customers ask, some of it goes to agents, agents answer.

Nothing is put into the database by hand: the assistant answers every message, on the day it is said to be asked.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import time_machine

from assistant import demo
from assistant.access import Agents
from assistant.desk import Desk
from assistant.identity import ROLE_SCOPES, Identity
from assistant.service import Assistant, MessageRequest
from assistant.settings import load_settings
from assistant.store import create_store

DAYS: Final = 30
OPENS: Final = time(0, 20)  # UTC: 9:20 in Japan
AGENT: Final = ("yamada", "agent")
ADMIN: Final = ("sato", "admin")

ASKED: Final = (
    ("StarterでSSEアドオンは使えますか",),
    ("Coreで250ライセンスにできますか", "300ならどうですか"),
    ("ZTNAが昨日3時間止まりました。減額はいくらですか", "月額は50万円です"),
    ("解約申込書が12月10日に届いたら、いつ解約になりますか", "ZTNAです"),
    ("課金開始日が11月1日です。最低利用期間はいつまでですか", "FMSです"),
    ("減額の請求はいつまでにすればよいですか", "ZTNAです"),
    ("ログは何日保存されますか",),
    ("Completeの帯域はどこまで選べますか",),
    ("ZTNAとFMSはどう違いますか",),
    ("FMSからZTNAに移れますか",),
    ("FMSのMobilityサーバは何台まで使えますか",),
    ("Can we use the transparent proxy on Core?",),
    ("What credit do we get for a 50 hour FMS outage?",),
    ("7条2項3号を見せて",),
    ("初期費用はいつ支払うのですか",),
    ("こんにちは", "最低何ライセンスから契約できますか"),
)
NOT_UNDERSTOOD: Final = (
    ("端末の電池の減りがやたらに早いのですが",),
    ("最近、端末の電池の減りが早いです",),
    ("スマホの電池がすぐ減ります",),
    ("請求書の宛名を部署名に変えられますか",),
    ("請求書の宛名に部署名を入れたい",),
    ("御社の株価を教えてください",),
)
HANDED: Final = (
    (
        ("リージョンを大阪に変更できますか", "ZTNAです", "担当者につないでください"),
        "変更事項に当たるかを確認し、明日までにご連絡します。",
    ),
    (("担当者と話したいです",), "お電話いたします。ご都合のよい時間帯をお知らせください。"),
    (
        ("FMSの障害の原因を担当者から説明してほしい", "担当者につないでください"),
        "原因の調査結果をメールでお送りしました。",
    ),
)
MOMENTS: Final = (25, 50, 95, 180, 320, 700)  # minutes until an agent's first reply


class Office:
    """The assistant with its desk, and the customers who write to it."""

    def __init__(self, service: Assistant, seed: int = 7) -> None:
        self.service = service
        self.chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
        self.customers = list(demo.customers().values())

    @property
    def desk(self) -> Desk:
        """Its desk, which a service with a store has."""
        if self.service.desk is None:
            raise SystemExit("A desk needs a store.")
        return self.service.desk

    async def talk(self, who: Identity, *texts: str) -> dict[str, Any]:
        """One conversation; gives the last reply."""
        body: dict[str, Any] = {"conversation_id": None}
        for text in texts:
            asked = MessageRequest(text, conversation_id=body["conversation_id"], channel="web", identity=who)
            body = (await self.service.message(asked)).body
        return body

    def someone(self) -> Identity:
        """A customer, or a visitor."""
        return self.customer(self.chance.choice(self.customers).id) if self.chance.random() < 0.6 else Identity()

    def customer(self, name: str) -> Identity:
        """A sample customer by id."""
        return Identity("customer", name, frozenset(demo.customers()[name].contracts))

    async def day(self, day: date) -> None:
        """One day of questions; at the weekend hardly any."""
        for _ in range(self.chance.randint(1, 3) if day.weekday() > 4 else self.chance.randint(6, 15)):
            with at(day, self.chance.randint(0, 520)):
                await self.talk(self.someone(), *self.chance.choice(ASKED))
        if self.chance.random() < 0.5:
            with at(day, 300):
                await self.talk(Identity(), *self.chance.choice(NOT_UNDERSTOOD))
        if self.chance.random() < 0.4 and day.weekday() < 5:
            texts, answer = self.chance.choice(HANDED)
            minutes = self.chance.randint(0, 300)
            with at(day, minutes):
                handed = (await self.talk(self.someone(), *texts))["handoff"]
            if handed:
                with at(day, minutes + self.chance.choice(MOMENTS)):
                    await self.desk.tickets.answer(agent(), handed["id"], answer, nothing_kept)

    async def today(self, day: date) -> None:
        """What waits for an agent this morning."""
        aoba, minato, northwind = (self.customer(each.id) for each in self.customers[:3])
        for minutes, who, texts in (
            (5, aoba, ("Z-1001のライセンスを1200に変更したい", "はい")),
            (21, minato, ("Z-3001のグレードをCompleteに変えて、SSEアドオンを追加したい", "はい")),
            (44, northwind, ("Please change Z-4001 to 3,000 licences", "yes")),
            (63, aoba, ("F-2001を解約したい", "2026年12月1日", "はい")),
            (70, minato, HANDED[0][0]),
            (92, aoba, ("Z-1002のリージョンを大阪に変更できますか", "担当者につないでください")),
            (93, Identity(), NOT_UNDERSTOOD[0]),
            (94, Identity(), NOT_UNDERSTOOD[1]),
            (95, Identity(), NOT_UNDERSTOOD[3]),
            (96, Identity(), NOT_UNDERSTOOD[4]),
            (97, Identity(), NOT_UNDERSTOOD[5]),
        ):
            with at(day, minutes):
                await self.talk(who, *texts)


@contextmanager
def at(day: date, minutes: int) -> Iterator[None]:
    """The clock at so many minutes after the office has opened."""
    moment = datetime.combine(day, OPENS, UTC) + timedelta(minutes=minutes)
    with time_machine.travel(min(moment, NOW), tick=True):
        yield


NOW: Final = datetime.now(UTC)


def agent() -> Identity:
    """The agent who answers."""
    return Identity("agent", AGENT[0], scopes=ROLE_SCOPES["agent"])


def nothing_kept(_status: int, _body: Any) -> tuple[Any, ...]:
    """No idempotency keys."""
    return ()


async def fill(database_url: str, password: str, last: date) -> None:
    """Fill an empty database; both agents have this password. `last` is the contracts' today."""
    settings = load_settings(database_url=database_url, today=last, log_level="error")
    store = create_store(database_url)
    service = Assistant.from_settings(settings, store)
    await store.open()
    try:
        office = Office(service)
        await demo.prepare(office.desk)
        for login, role in (AGENT, ADMIN):
            await Agents(store).add(login, password, role)  # type: ignore[arg-type]
        first = NOW.date() - timedelta(days=DAYS - 1)
        for number in range(DAYS - 1):
            await office.day(first + timedelta(days=number))
        await office.today(NOW.date())
    finally:
        await store.close()
