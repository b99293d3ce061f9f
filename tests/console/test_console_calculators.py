"""The calculators: the same decision as the rules core, with mistakes at the field they are in."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.rules.requests import RULES as ALL
from assistant.web.console.fields import RULES

HTMX = {"hx-request": "true"}


def calculated(world: Any, rule: str, **given: Any) -> str:
    response = world.post(f"/console/calculators/{rule}", given, **HTMX)
    assert response.status_code == 200, response.text[:300]
    return str(response.text)


def told(page: str) -> dict[str, str]:
    return dict(re.findall(r'id="error-([\w-]+)"[^>]*>([^<]+)<', page))


def test_every_rule_has_a_calculator(world: Any) -> None:
    assert set(RULES) == set(ALL)
    for rule in RULES:
        for service in ("ztna", "fms"):
            page = world.get(f"/console/calculators/{rule}?service={service}").text
            assert '<form method="post"' in page
            needed = {"to": "new_starter"} if rule == "switch" else {}
            assert calculated(world, rule, service=service, **needed).count('class="verdict ') == 1
    assert told(calculated(world, "switch", service="ztna")) == {"to": "この項目が必要です。"}
    assert world.get("/console/calculators/nothing").status_code == 404


@pytest.mark.parametrize(
    ("rule", "given", "parts"),
    [
        ("termination", {"arrival": "2026-12-01"}, ["2026年12月31日（木）"]),
        ("latest-arrival", {"desired": "2027-03-31"}, ["2027年3月1日（月）"]),
        ("minimum-term", {"billing_start": "2026-01-15"}, ["2026年2月14日"]),
        (
            "configuration",
            {"configuration.grade": "Starter", "configuration.options": "sse"},
            ["不可", "可能にする方法"],
        ),
        ("change", {"current.grade": "Core", "current.licences": "1000", "set.licences": "1,230"}, ["D:LIC_STEP"]),
        ("credit", {"incidents.0.duration": "13:40", "monthly_fee": "100000"}, ["10,000円", "1/10", "<svg"]),
    ],
)
def test_the_decision_is_that_of_the_rules(world: Any, rule: str, given: dict[str, str], parts: list[str]) -> None:
    page = calculated(world, rule, service="ztna", **given)
    for part in parts:
        assert part in page


def test_mistakes_stand_at_their_fields(world: Any) -> None:
    given = {"monthly_fee": "much", "incidents.0.duration": "long", "incidents.1.start": "2026-11-02T10:00"}
    page = calculated(world, "credit", service="ztna", **given, **{"incidents.1.end": "2026-11-01T10:00"})
    said = dict(re.findall(r'id="error-([\w-]+)"[^>]*>([^<]+)<', page))
    assert said == {
        "monthly_fee": "整数で入力してください。",
        "incidents-0-duration": "「13:40」のように時間:分で入力してください。",
    }
    page = calculated(
        world,
        "credit",
        service="ztna",
        **{"incidents.2.start": "2026-11-02T10:00", "incidents.2.end": "2026-11-01T10:00"},
    )
    assert dict(re.findall(r'id="error-([\w-]+)"[^>]*>([^<]+)<', page)) == {"incidents-2-end": "終了が開始より前です。"}


def test_outages_are_added_and_removed_and_keep_what_was_entered(world: Any) -> None:
    given = {"service": "ztna", "incidents.0.duration": "1:00", "incidents.1.duration": "5:00"}
    page = world.post("/console/calculators/credit?rows=3", given, **HTMX).text
    assert 'name="incidents.2.duration"' in page
    page = world.post("/console/calculators/credit?drop=0&rows=1", given, **HTMX).text
    assert re.search(r'name="incidents.0.duration" value="5:00"', page)
    assert "incidents.1." not in page


def test_what_is_no_field_of_the_form_is_left_out(world: Any) -> None:
    page = calculated(
        world, "termination", service="ztna", arrival="2026-12-01", nonsense="1", **{"current.grade": "x"}
    )
    assert "2026年12月31日（木）" in page
