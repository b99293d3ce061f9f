"""Each calculator of the console in a real browser: filled in, and decided while it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.console import Console

Open = Callable[..., Console]


@pytest.mark.parametrize(
    ("rule", "given", "verdict", "said"),
    [
        (
            "change",
            {"current.grade": "Core", "current.licences": "1000", "set.licences": "1,230"},
            "不可",
            "ライセンス",
        ),
        ("termination", {"arrival": "2026-12-01"}, "計算", "2026年12月31日（木）"),
        ("latest-arrival", {"desired": "2027-03-31"}, "計算", "2027年3月1日（月）"),
        ("minimum-term", {"billing_start": "2026-01-15"}, "計算", "2026年2月14日"),
        ("early-termination", {"billing_start": "2026-11-01", "arrival": "2026-11-02"}, None, "調定金"),
        ("claim-deadline", {"claimable_on": "2026-11-20"}, "計算", "2027年2月20日"),
        ("usage", {"current.concurrent": "2000", "peak": "2100"}, None, "2,100"),
        ("switch", {"to": "fms"}, None, "FMS"),
        ("compare", {"other_service": "fms"}, "説明", "ZTNA"),
    ],
)
def test_a_calculator_decides_while_it_is_filled_in(
    console: Open, rule: str, given: dict[str, str], verdict: str | None, said: str
) -> None:
    agent = console("/console/calculators")
    agent.find(f".tiles a[href='/console/calculators/{rule}']").click()
    assert agent.at(f"/console/calculators/{rule}")
    if rule == "usage":
        agent.page.get_by_role("link", name="FMS", exact=True).click()
        assert agent.at(f"/console/calculators/{rule}?service=fms")
    for path, value in given.items():
        field = agent.field(path)
        if field.evaluate("(it) => it.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)
    expect(agent.result.locator(".said")).to_contain_text(said)
    expect(agent.result.locator(".verdict")).to_have_text(verdict or re.compile("."))
    expect(agent.result.locator(".citations li").first).to_be_visible()


def test_a_contract_is_judged_as_it_is_put_together_with_what_would_make_it_possible(console: Open) -> None:
    agent = console("/console/calculators/configuration")
    verdict, remedies = agent.result.locator(".verdict"), agent.result.locator(".points.remedies li")
    agent.field("configuration.grade").select_option("Starter")
    agent.field("configuration.licences").fill("100")
    agent.field("configuration.region").fill("東京")
    expect(verdict).to_have_text("可能")
    agent.find("input[value=sse]").check()
    expect(verdict).to_have_text("不可")
    expect(remedies).to_have_count(2)
    expect(remedies.first).to_contain_text("グレードをComplete")
    expect(remedies.first.locator("a").first).to_have_text(re.compile("^第"))
    agent.field("configuration.grade").select_option("Complete")
    agent.field("configuration.bandwidth").fill("500")
    agent.field("configuration.log").fill("90")
    expect(verdict).to_have_text("可能")
    agent.field("configuration.licences").fill("12O")  # the letter
    expect(agent.find("#error-configuration-licences")).to_have_text("整数で入力してください。")
    expect(agent.field("configuration.licences")).to_have_attribute("aria-invalid", "true")


def test_several_outages_stand_on_a_timeline_and_are_taken_away_again(console: Open) -> None:
    agent = console("/console/calculators/credit")
    agent.field("monthly_fee").fill("500000")
    agent.field("incidents.0.start").fill("2026-11-20T09:00")
    agent.field("incidents.0.end").fill("2026-11-20T22:40")
    expect(agent.result.locator(".values")).to_contain_text("50,000円")
    agent.button("障害を追加").click()
    agent.field("incidents.1.start").fill("2026-11-22T01:00")
    agent.field("incidents.1.end").fill("2026-11-21T04:30")
    expect(agent.find("#error-incidents-1-end")).to_have_text("終了が開始より前です。")
    agent.field("incidents.1.end").fill("2026-11-22T04:30")
    expect(agent.result.locator(".values")).to_contain_text("2/15")
    bars = agent.result.locator(".timeline .bar")
    first, second = (bars.nth(n).bounding_box() for n in (0, 1))
    assert first
    assert second
    assert first["x"] + first["width"] < second["x"]  # they do not touch
    assert 3.6 < first["width"] / second["width"] < 4.2  # 13:40 and 3:30
    expect(agent.result.locator(".timeline .name")).to_have_text(
        [re.compile("13時間40分 → 1/10"), re.compile("3時間30分 → 1/30")]
    )
    expect(agent.result.locator(".timeline .axis").first).to_have_text("11/20 9:00")
    agent.result.locator(".plot summary").click()
    expect(agent.result.locator(".plot table tbody tr")).to_have_count(2)
    agent.find("fieldset", has_text="障害1").get_by_role("button", name="削除").click()
    expect(agent.field("incidents.0.start")).to_have_value("2026-11-22T01:00")
    expect(agent.field("incidents.1.start")).to_have_count(0)
    agent.button("計算する").click()
    expect(agent.result.locator(".values")).to_contain_text("1/30")


def test_the_other_service_has_its_own_form(console: Open) -> None:
    agent = console("/console/calculators/credit")
    expect(agent.field("incidents.0.vpn_devices")).to_be_visible()
    agent.page.get_by_role("link", name="FMS", exact=True).click()
    assert agent.at("/console/calculators/credit?service=fms")
    expect(agent.field("incidents.0.vpn_devices")).to_have_count(0)
    agent.field("incidents.0.duration").fill("50:00")
    expect(agent.result.locator(".tag")).to_have_text(["FMS"] * agent.result.locator(".tag").count())
    expect(agent.result.locator(".said")).to_contain_text("50時間")
