"""Messages that nobody should send, and that must cost nothing but an answer.

Used by tests/web/test_hostile_messages.py (few) and by `make soak` (many); the same number gives the same messages.

    .venv/bin/python bench/hostile.py --messages 5000
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from assistant.service import Assistant, MessageRequest
from assistant.settings import content_dir, load_settings

MOST = 4000
NAUGHTY = (
    "undefined",
    "null",
    "NaN",
    "-1",
    "0",
    "1e309",
    "0x0",
    "٣٤",
    "１２３",
    "½",
    "∞",
    "00000000000000000001",
    "9" * 300,
    "1/0",
    "--",
    "' OR 1=1 --",
    "'; DROP TABLE conversations; --",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "<!--",
    "{{ 7*7 }}",
    "{% raw %}{% endraw %}",
    "{{ self.__init__.__globals__ }}",
    "${7*7}",
    "#{7*7}",
    "%s%n%x",
    "%00",
    "../../etc/passwd",
    "$(id)",
    "`id`",
    "\\u0000",
    "[x](javascript:alert(1))",
    "\x00",
    "\x07\x08\x1b[31m",
    "\ufeff",
    "\ufffe\uffff",
    "\u202e逆",
    "\u200b\u200d\u2060",
    "\ud7ff",
    "e\u0301\u0323",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇯🇵🇯",
    "﷽",
    "ﬃ",
    "㍻㍼㌢",
    "㈱①Ⅻ",
    "ｶﾞﾊﾟｯ",
    "゙゚",
    "〜～−―ー",
    "々々々",
    "ﾟﾟﾟ",
    "2月30日",
    "13月45日",
    "0000-00-00",
    "9999-12-31",
    "99999年",
    "令和0年",
    "平成99年13月",
    "昭和64年1月8日",
    "R99.99.99",
    "31st February",
    "1 BC",
    "10000000000日後",
    "無量大数",
    "十十十",
    "千千万億",
    "一二三四五六七八九〇" * 5,
    "PT99999999999H",
    "25時間61分",
    "0日",
    "-5日",
    "第0条第0項",
    "第9999999999999999999条",
    "Art. 99999999(99999999)",
    "7条2項3号" * 40,
)
TONGUES = (
    "هل يمكنني تغيير العقد؟",
    "Можно ли изменить договор?",
    "这个合同可以取消吗？",
    "계약을 해지할 수 있나요?",
    "¿Puedo cancelar el contrato?",
    "Kann ich den Vertrag kündigen?",
    "האם אפשר לבטל את החוזה?",
    "क्या मैं अनुबंध बदल सकता हूँ?",
    "ยกเลิกสัญญาได้ไหม",
    "Μπορώ να ακυρώσω;",
    "Sözleşmeyi iptal İıĞğ",
    "Peut-on résilier avant terme ?",
    "契約を変更したいです",
    "Can I change the contract?",
)
VALUES = (
    "200M",
    "2G",
    "1.5ギガ",
    "500 Mbps",
    "90日",
    "180 days",
    "Starter",
    "Core",
    "Complete",
    "1000",
    "1,050",
    "1万2千",
    "ZTNA",
    "FMS",
    "SSE",
    "東京",
    "来月末",
    "昨日",
    "12月1日",
    "45分",
    "3営業日",
    "13時間40分",
    "10万円",
    "yes",
    "no",
    "はい",
    "いいえ",
    "1つ目",
    "やっぱり",
    "AからBに",
    "ではなく",
    "以外",
    "と",
    "or",
    "and",
    "、",
    "。",
    "？",
    "?",
    "\n",
    "- ",
    "第7条",
    "解約",
    "cancel",
    "減額",
    "credit",
)
CONTEXTS: tuple[dict[str, Any] | None, ...] = (
    None,
    None,
    {"service": "ztna", "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "options": ["sse"]}},
    {"service": "ztna", "configuration": {"grade": "nothing", "licences": -5, "bandwidth": 10**12, "log": 1}},
    {"service": "fms", "configuration": {"licences": 100, "concurrent": 50, "servers": 2}, "monthly_fee": "123456"},
    {"billing_start": "2026-01-31", "monthly_fee": "0"},
)


def sentences(folder: Path) -> list[str]:
    """Every sentence of our own intents, as written."""
    found: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        found += [text for texts in yaml.safe_load(file.read_text("utf-8"))["sentences"].values() for text in texts]
    return found


def messages(number: int, own: list[str]) -> Iterator[str]:
    """Texts without end, each of 1 to 4,000 characters that are not all white space."""
    chance = random.Random(number)  # noqa: S311 - which text, not a secret
    everything = (*NAUGHTY, *TONGUES, *VALUES)

    def words() -> str:
        parts = [chance.choice(chance.choice((everything, own))) for _ in range(chance.randint(1, 12))]
        return chance.choice(("", " ", "、")).join(parts)

    def cut() -> str:
        text = chance.choice(own) + chance.choice(own)
        start = chance.randrange(len(text))
        return text[start : start + chance.randint(1, 60)]

    def shaken() -> str:
        letters = list(chance.choice(own))
        for _ in range(chance.randint(1, 6)):
            letters.insert(chance.randint(0, len(letters)), chance.choice(chance.choice(everything)))
        return "".join(letters)

    def noise() -> str:
        blocks = (range(1, 0x300), range(0x3000, 0x3100), range(0x110000))
        points = [chance.choice(chance.choice(blocks)) for _ in range(chance.randint(1, 80))]
        return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)

    def long() -> str:
        return (chance.choice((chance.choice(everything), chance.choice(own), words())) * MOST)[:MOST]

    for text in everything:
        yield text
    while True:
        text = chance.choices((words, cut, shaken, noise, long), (40, 20, 25, 14, 1))[0]()
        yield text


def requests(number: int, own: list[str]) -> Iterator[tuple[str, str | None, dict[str, Any] | None, bool]]:
    """Each message with its locale, its context, and whether it goes on in the conversation before."""
    chance = random.Random(number + 1)  # noqa: S311 - as above
    for text in messages(number, own):
        if text.strip():
            yield text[:MOST], chance.choice((None, "ja", "en")), chance.choice(CONTEXTS), chance.random() < 0.7


async def crashes(assistant: Assistant, number: int, count: int, seconds: float = 1e9) -> tuple[int, float, list[str]]:
    """How many were answered, the longest time in seconds, and each failure with the place it came from."""
    own, found, slowest, answered = sentences(content_dir("intents")), [], 0.0, 0
    conversation: str | None = None
    began = time.monotonic()
    for text, locale, context, goes_on in requests(number, own):
        if answered >= count or time.monotonic() - began > seconds:
            break
        at = time.perf_counter()
        try:
            sent = MessageRequest(text, conversation if goes_on else None, locale, context=context)
            reply = (await assistant.message(sent)).body
            json.dumps(reply, ensure_ascii=False).encode()
            conversation = reply["conversation_id"]
            if not reply["text"].strip():
                found.append(f"no text for {text[:200]!r}")
            if any(tag in reply["html"].lower() for tag in ("<script", "<img", 'javascript:alert(1)"')):
                found.append(f"markup of the message in the reply to {text[:200]!r}")
        except Exception as failure:
            place = traceback.extract_tb(failure.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            found.append(f"{type(failure).__name__}: {failure} at {where} for {text[:200]!r}")
            conversation = None
        answered += 1
        slowest = max(slowest, time.perf_counter() - at)
    return answered, slowest, found


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--messages", type=int, default=5000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--seconds", type=float, default=1e9, help="stop after this long")
    options = given.parse_args()
    assistant = Assistant.from_settings(load_settings())
    began = time.monotonic()
    answered, slowest, found = asyncio.run(crashes(assistant, options.seed, options.messages, options.seconds))
    took = time.monotonic() - began
    print(f"messages: {answered} in {took:.0f} s, slowest {slowest * 1000:.0f} ms, failures: {len(found)}")
    print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
