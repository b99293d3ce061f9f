"""A small directory of intents that has nothing to do with any contract."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.language.intents import Intent, load_intents

TOPICS = {
    "opening_hours": {
        "en": [
            "when (do you open|does the shop open|are you open)",
            "opening (hours|times) [please]",
            "(what time|when) do you close",
        ],
        "ja": ["(何時|いつ)に開き(ますか|ます？)", "営業時間(は|を教えて|を教えてください)", "閉店は(何時|いつ)ですか"],
    },
    "refund": {
        "en": [
            "(can|could|may) I get my money back",
            "I want a refund [please]",
            "how do (I|we) return (it|this|the goods)",
        ],
        "ja": ["返金(して|できますか|をお願いします)", "返品の(方法|やり方|手順)", "お金を返して[ほしい|ください]"],
    },
    "delivery": {
        "en": [
            "where is my (parcel|order|package)",
            "track my (parcel|order) [now]",
            "when will (it|the parcel) arrive {date}",
        ],
        "ja": ["荷物は(どこ|今どこ)ですか", "配送状況(は|を確認したい)", "{date}に(届き|到着し)ますか"],
    },
    "payment": {
        "en": [
            "do you take (cards|cash|credit cards)",
            "which (cards|payment methods) are accepted",
            "pay (by|with) {money}",
        ],
        "ja": ["カード(は使えますか|で払えますか|払い)", "支払い方法(は|を知りたい)", "{money}を払い(たい|ます)"],
    },
    "out_of_scope": {
        "en": [
            "tell me (a joke|the news)",
            "who won the (match|game)",
            "what is the weather [like] [today]",
            "write a poem",
        ],
        "ja": ["(冗談|面白い話)を言って", "試合は(どっちが|誰が)勝った", "今日の天気(は|を教えて)", "詩を書いて"],
    },
}


Topics = dict[str, dict[str, list[str]]]


def _write(directory: Path, topics: Topics) -> Path:
    directory.mkdir(exist_ok=True)
    for name, sentences in topics.items():
        lines = [f"intent: {name}", "sentences:"]
        for lang, texts in sentences.items():
            lines += [f"  {lang}:", *(f'    - "{text}"' for text in texts)]
        (directory / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return directory


@pytest.fixture
def topics() -> Topics:
    """The shop's sentences by intent and language, to change and write elsewhere."""
    return copy.deepcopy(TOPICS)


@pytest.fixture(scope="session")
def write_intents() -> Callable[[Path, Topics], Path]:
    return _write


@pytest.fixture(scope="session")
def shop_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("shop") / "intents", TOPICS)


@pytest.fixture(scope="session")
def shop(shop_dir: Path) -> dict[str, Intent]:
    return load_intents(shop_dir)
