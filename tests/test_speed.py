"""What `make bench` writes: the page says what the file of figures says; a figure is judged by what is asked of it."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

TOP = Path(__file__).parents[1]
sys.path.insert(0, str(TOP / "bench"))

from speed import client, page, servers  # noqa: E402
from speed.figures import Figure, median, missing, quantile  # noqa: E402

REPLY = {
    "turn": 1,
    "locale": "ja",
    "kind": "answer",
    "text": "a",
    "html": "<p>a</p>",
    "answers": [],
    "understanding": {},
}

RUN = json.loads((TOP / "docs/speed.json").read_text("utf-8"))


def test_the_page_holds_the_figures_of_the_file() -> None:
    text = (TOP / "docs/speed.md").read_text("utf-8")
    assert page.page(text, RUN) == text
    rows = re.findall(r"(?m)^\| ([^|-][^|]*?) \|", text.partition(page.START)[2])
    assert sorted(figure["name"] for figure in RUN["figures"]) == sorted(row for row in rows if row != "figure")


def test_the_plot_is_that_of_the_file_and_draws_each_figure_that_has_a_limit() -> None:
    text = (TOP / "docs/images/speed.svg").read_text("utf-8")
    assert page.plot(RUN["figures"]) == text
    bars = ET.fromstring(text).findall(".//{*}rect")  # noqa: S314 - our own file
    assert len(bars) - 1 == len([row for row in RUN["figures"] if row["limit"] is not None and row["value"]])


@pytest.mark.parametrize(
    ("value", "limit", "least", "held"),
    [
        (1.0, 1.0, False, True),
        (1.1, 1.0, False, False),
        (1.7, 1.7, True, True),
        (1.6, 1.7, True, False),
        (9.0, None, False, None),
    ],
)
def test_a_figure_is_held_to_its_limit(value: float, limit: float | None, least: bool, held: bool | None) -> None:
    assert held is Figure("q", "n", value, "s", limit, least).held


def test_what_was_not_measured_says_why_and_fails_nothing() -> None:
    figure = missing("HTTP on PostgreSQL", "two workers beside one", "no PostgreSQL here", limit=1.7, least=True)
    assert figure.held is None
    assert "| two workers beside one | not measured: no PostgreSQL here | ≥ 1.7 |  |" in page.table([figure.data()])


def test_a_median_keeps_its_rounds_and_a_quantile_is_one_of_the_values() -> None:
    figure = median("q", "n", [3.0, 1.0, 2.0], "ms")
    assert (2.0, (3.0, 1.0, 2.0)) == (figure.value, figure.rounds)
    assert [quantile([5, 1, 4, 2, 3], share) for share in (0.0, 0.5, 0.99)] == [1, 3, 5]


def test_the_client_goes_on_in_every_second_conversation_and_counts_what_it_was_answered(tmp_path: Path) -> None:
    (tmp_path / "reply.json").write_text(json.dumps(REPLY), "utf-8")
    with servers.bare("turn", tmp_path / "bare.db", tmp_path / "reply.json") as server:
        before = server.cpu()
        found = client.run(server.port, 2, 0.3, ["解約したい", "はい"])
        assert server.cpu() > before
        assert server.resident() > 1
    assert found["messages"] == len(found["taken"]) > 2
    with sqlite3.connect(tmp_path / "bare.db") as kept:
        assert kept.execute("SELECT count(*) FROM turns").fetchone() == (found["messages"] + 1,)


def test_a_reply_that_is_not_right_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "reply.json").write_text(json.dumps(REPLY), "utf-8")
    bare = servers.bare("nothing", tmp_path / "bare.db", tmp_path / "reply.json")
    with bare as server, pytest.raises(RuntimeError, match="400 for ''"):
        client.run(server.port, 1, 0.1, [""])
