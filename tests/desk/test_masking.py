"""Personal data in what is kept: what is taken out, what never is, and that nothing of it is left in any table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from desk_parts import AGENT, CUSTOMER, HOLDING, Office, nothing_kept
from sqlalchemy import Connection, MetaData, select

from assistant.desk.masking import PLACEHOLDERS, found, masked
from assistant.desk.once import Key
from assistant.language.tongues import locale_of

Run = Callable[..., Any]

EMAILS = ["taro.yamada@example.co.jp", "ＴＡＲＯ＠ｅｘａｍｐｌｅ．ｊｐ", "a+b_c@mail.example.com", "x@a-b.example"]
PHONES = [
    "090-1234-5678",
    "09012345678",
    "０９０－１２３４－５６７８",
    "03-5205-4466",
    "(03)5205-4466",
    "03（5205）4466",
    "03 5205 4466",
    "03ー5205ー4466",
    "0120-123-456",
    "050-1234-5678",
    "+81-3-5205-4466",
    "+81 3 5205 4466",
    "+81 (0)3 5205 4466",
    "＋81-90-1234-5678",
    "+1 650-253-0000",
    "+44 20 7031 3000",
]
CARDS = [
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111111111111111",
    "３７８２８２２４６３１０００５",
    "5555 5555 5555 4444",
]
# Values of contracts, and whatever else has many figures without being anybody's number.
KEPT = [
    "ライセンスを1000から5300に、帯域を200Mから2Gに",
    "200〜60,000の範囲で50単位",
    "2026-12-01に到達、2026/12/31に解約、20261201、令和8年12月1日、R8.12.1、12-01-2026",
    "2026年11月1日10:00-11:30、2026-11-01 10:00:00、2026-11-01T10:00:00+09:00",
    "13時間40分、PT13H40M、P3DT1S、72時間、1440分、86400秒",
    "月額1,234,567円、¥100,000、100000000円、税抜 98 765 432 円",
    "契約番号0312345678、契約番号は 090-1234-5678",
    "契約ID：0120123456、お客様番号 0352054466、注文番号0352054466",
    "C-0312345678 svc0312345678 IIJ-2025-000123 fms0012345678 K1 ZTNA-0901234567",
    "contract number 0312345678, order no. 0352054466, ticket 0901234567",
    "R-5C7F00B2A1E4 T-012345678901",
    "IPは192.168.100.200、203.0.113.10:8443、2001:db8:1:2::1",
    "第7条第2項第3号、別紙1の1(2)、第10条第1項から第3項",
    "200 250 300 350 400 450 500 550 600 650 700 750 800",
    "1000、1050、1100、1150、1200、1250、1300ライセンス",
    "シリアル番号 4111 1111 1111 1112",
    "1234567890123456",
    "0000000000000000",
    "１２３４５６７８９０",
    "100-0004 東京都千代田区大手町1-8-1",
    "@example と user@localhost",
    "電話でもいいですか。メールは？ カードで払えますか",
]


@pytest.mark.parametrize(
    ("kind", "value"), [(k, v) for k, vs in zip(PLACEHOLDERS, (EMAILS, PHONES, CARDS), strict=True) for v in vs]
)
@pytest.mark.parametrize(
    "around", ["連絡先は{}です。", "{}", "（{}）まで、ライセンスは1000です", "We are at {}, please use it."]
)
def test_what_is_personal_is_taken_out(kind: str, value: str, around: str) -> None:
    text = around.format(value)
    said = masked(text)
    assert [each.kind for each in found(text)] == [kind]
    assert said == around.format(PLACEHOLDERS[kind][locale_of(text)])


@pytest.mark.parametrize("text", KEPT)
def test_what_a_contract_is_made_of_stays(text: str) -> None:
    assert masked(text) == text


def test_several_in_one_text_each_get_their_place() -> None:
    text = "090-1234-5678かtaro@example.jp、カードは4111 1111 1111 1111、契約は2026-12-01から1000ライセンス"
    assert masked(text) == "[電話番号]か[メールアドレス]、カードは[カード番号]、契約は2026-12-01から1000ライセンス"


def everything(connection: Connection) -> str:
    """All that is in the database, as one text."""
    tables = MetaData()
    tables.reflect(connection)
    return json.dumps(
        {name: [list(row) for row in connection.execute(select(table))] for name, table in tables.tables.items()},
        ensure_ascii=False,
        default=str,
    )


SECRETS = ("taro@example.jp", "5205", "4466", "4111 1111", "4111", "hanako@example.jp", "090-1234-5678")
CONTACT = "連絡先は+81 3 5205 4466とtaro@example.jp、カードは4111 1111 1111 1111です。"


async def busy(office: Office) -> str:
    """A conversation that leaves something in every table; gives all that is kept."""
    key = Key.of(CUSTOMER, "k-1", "POST /v1/messages", {})
    asked = await office.say(f"{CONTACT}ライセンスを1500にしてください", identity=CUSTOMER, key=key)
    receipt = await office.say("はい", asked["conversation_id"], identity=CUSTOMER)
    why = "電話は090-1234-5678、hanako@example.jpへ"
    await office.desk.requests.withdraw(CUSTOMER, receipt["request"]["id"], nothing_kept, why)
    await office.say(f"FMSに移行できますか。{CONTACT}", receipt["conversation_id"], identity=CUSTOMER)
    await office.say("担当者につないで。090-1234-5678です", receipt["conversation_id"], identity=CUSTOMER)
    await office.say(f"{CONTACT}解約はいつになりますか", identity=HOLDING)  # which contract? The text waits for it
    return await office.store.read(everything)


def left(kept: str) -> list[str]:
    """What of the secrets stands in it; not as a part of a longer number, such as a hash or a moment."""
    return [secret for secret in SECRETS if re.search(rf"(?<![0-9A-Za-z.]){re.escape(secret)}(?![0-9A-Za-z])", kept)]


def test_nothing_of_it_is_in_any_table(run: Run, url: str) -> None:
    kept = run(busy, url, mask="on")
    assert left(kept) == []
    assert all(PLACEHOLDERS[kind]["ja"] in kept for kind in PLACEHOLDERS)


def test_without_the_setting_all_of_it_is_kept(run: Run) -> None:
    assert left(run(busy)) == list(SECRETS)


def test_agents_answers_are_kept_as_they_are_unless_all_is_masked(run: Run) -> None:
    async def story(office: Office) -> str:
        handoff = await office.say("担当者につないで", identity=CUSTOMER)
        await office.desk.tickets.answer(AGENT, handoff["handoff"]["id"], "03-5205-4466へどうぞ", nothing_kept)
        news = await office.desk.tickets.conversation(CUSTOMER, handoff["conversation_id"])
        return str(news["items"][-1]["text"])

    assert run(story, mask="on") == "03-5205-4466へどうぞ"
    assert run(story, mask="all") == "[電話番号]へどうぞ"


def test_the_turn_itself_is_understood_as_it_was_typed(run: Run) -> None:
    async def story(office: Office) -> list[dict[str, Any]]:
        text = "電話は03-5205-4466です。ライセンスを1500にしてください"
        return await office.talk(CUSTOMER, text, "はい")

    def told(replies: list[dict[str, Any]]) -> list[Any]:
        return [(r["kind"], r["understanding"], r["draft"] and r["draft"]["changes"]) for r in replies]

    assert told(run(story)) == told(run(story, mask="all"))
