"""Editions: a made-up later edition is one more file, and both stay answerable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.contracts import parameters as own
from assistant.contracts.parameters import UnknownEdition, load_parameters
from assistant.errors import UnknownService
from assistant.rules import ParameterBook, decide, diff, explain
from assistant.rules.editions import sample
from assistant.rules.law import law_of

FILES = Path(own.__file__).parent / "parameters"
CORE = {"grade": "Core", "licences": 25, "bandwidth": 200, "region": "A"}


@pytest.fixture
def later(tmp_path: Path) -> ParameterBook:
    """The editions in hand, and a made-up ZTNA edition of 2030: smaller steps, shorter notice, SSE on Core."""
    for file in FILES.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    text = (FILES / "ztna-2025-04-01.yaml").read_text("utf-8").replace("2025-04-01", "2030-01-01")
    text = _edited(text, "licences.min.Core", "value: 100", "value: 25")
    text = _edited(text, "licences.step", "value: 50", "value: 25")
    text = _edited(text, "termination.days", "value: 30", "value: 20")
    text = _edited(text, "options.grades.sse", "value: [Complete]", "value: [Core, Complete]")
    text = _edited(text, "credit.table", "fraction: 1/90", "fraction: 1/60")
    (tmp_path / "ztna-2030-01-01.yaml").write_text(text, "utf-8")
    return load_parameters(tmp_path)


def _edited(text: str, name: str, old: str, new: str) -> str:
    head, key, rest = text.partition(f"\n  {name}:\n")
    assert key
    assert old in rest
    return head + key + rest.replace(old, new, 1)


def test_what_happens_after_is_judged_by_the_later_edition(later: ParameterBook) -> None:
    ask: Callable[[date], Any] = lambda today: decide(  # noqa: E731
        "configuration", {"service": "ztna", "configuration": CORE}, later, today
    )
    before, after = ask(date(2029, 12, 31)), ask(date(2030, 1, 1))
    assert (before.outcome, before.terms_version) == ("denied", "2025-04-01")
    assert (after.outcome, after.terms_version) == ("allowed", "2030-01-01")


@pytest.mark.parametrize(
    ("arrival", "end", "version"),
    [("2029-12-31", "2030-01-30", "2025-04-01"), ("2030-01-01", "2030-01-21", "2030-01-01")],
)
def test_an_event_between_editions_is_judged_by_the_earlier(
    later: ParameterBook, arrival: str, end: str, version: str
) -> None:
    decision = decide("termination", {"service": "ztna", "arrival": arrival}, later, date(2031, 1, 1))
    assert decision.values["effective_date"] == end
    assert decision.terms_version == version
    assert not [c for c in decision.conditions if c.code == "C:EARLIER_VERSION"]


def test_an_explanation_is_of_the_edition_of_the_day(later: ParameterBook) -> None:
    old, new = (explain("ztna", ["ztna:2.1"], book=later, on=on) for on in (date(2029, 12, 31), None))
    assert (old.terms_version, new.terms_version) == ("2025-04-01", "2030-01-01")
    assert (old.service, new.service) == ("ztna", "ztna")


def test_each_outage_is_judged_by_the_edition_of_its_own_day(later: ParameterBook) -> None:
    incidents = [{"month": m, "duration": "PT45M"} for m in ("2029-12", "2030-01")]
    decision = decide("credit", {"service": "ztna", "incidents": incidents}, later, date(2031, 1, 1))
    assert decision.values["incident_fractions"] == ["1/90", "1/60"]
    assert decision.terms_version == "2030-01-01"


def test_an_outage_of_no_known_day_is_judged_by_the_edition_of_the_others_or_of_today(later: ParameterBook) -> None:
    undated: dict[str, Any] = {"duration": "PT45M"}
    for today, incidents, fractions in (
        (date(2026, 1, 1), [undated], ["1/90"]),
        (date(2031, 1, 1), [undated], ["1/60"]),
        (date(2031, 1, 1), [undated, {**undated, "month": "2029-12"}], ["1/90", "1/90"]),
    ):
        decision = decide("credit", {"service": "ztna", "incidents": incidents}, later, today)
        assert decision.values["incident_fractions"] == fractions


def test_before_the_first_edition_the_first_is_used_and_marked(later: ParameterBook) -> None:
    decision = decide("termination", {"service": "ztna", "arrival": "2024-01-31"}, later, date(2031, 1, 1))
    assert decision.values["effective_date"] == "2024-03-01"
    assert [c.code for c in decision.conditions] == ["C:EARLIER_VERSION"]


def test_diff_lists_the_parameters_and_the_decisions_that_differ(later: ParameterBook) -> None:
    found = diff("ztna-2025-04-01", "ztna-2030-01-01", later)
    assert (found.before, found.after) == ("ztna-2025-04-01", "ztna-2030-01-01")
    assert {p.name for p in found.parameters} == {
        "licences.min.Core",
        "licences.step",
        "termination.days",
        "options.grades.sse",
        "credit.table",
        "history",  # its dates were moved with the rest
    }
    changed = next(p for p in found.parameters if p.name == "termination.days")
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.value, changed.after.value) == (30, 20)
    assert changed.clauses == ("ztna:10.1", "ztna:10.1#form")
    assert {"ztna:10.1", "ztna:4.1.1", "ztna:7.2.3", "ztna:app1.1.2"} <= set(found.clauses)
    rules = {d.rule for d in found.decisions}
    assert {"configuration", "change", "termination", "latest-arrival", "credit"} <= rules
    for decision in found.decisions:
        assert decision.before.terms_version == "2025-04-01"
        assert decision.after.terms_version == "2030-01-01"
    sse = [d for d in found.decisions if d.rule == "change" and d.request.get("add") == ["sse"]]
    assert [(d.request["current"]["grade"], d.before.outcome, d.after.outcome) for d in sse] == [
        ("Starter", "denied", "denied"),
        ("Core", "denied", "allowed"),
    ]


def test_the_sample_asks_about_the_ends_of_both_editions(later: ParameterBook) -> None:
    old, new = (law_of(edition) for edition in later.editions("ztna"))
    for one, two in ((old, new), (new, old)):
        numbers = {
            request["configuration"]["licences"]
            for rule, request in sample(one, two, date(2030, 1, 1))
            if rule == "configuration" and request["configuration"].get("grade") == "Core"
            if "licences" in request["configuration"]
        }
        assert numbers >= {50, 100, 150, 60_000, 60_050, 0, 25, 60_025}


def test_an_option_of_every_grade_needs_its_region_whatever_the_grade(tmp_path: Path) -> None:
    """A made-up edition in which Starter may have the multi-region option as well."""
    text = (FILES / "ztna-2025-04-01.yaml").read_text("utf-8")
    text = _edited(text, "options.grades.multi_region", "value: [Core, Complete]", "value: [Starter, Core, Complete]")
    (tmp_path / "ztna-2025-04-01.yaml").write_text(text, "utf-8")
    book = load_parameters(tmp_path)
    contract = {"licences": 100, "region": "A", "options": ["multi_region"]}
    for scope, codes in (("whole", {"I:grade", "I:mr_region"}), ("given", set())):
        request = {"service": "ztna", "configuration": contract, "scope": scope}
        assert decide("configuration", request, book, date(2026, 1, 1)).codes == codes
    for scope, codes in (("whole", {"I:mr_region"}), ("given", set())):
        request = {"service": "ztna", "add": ["multi_region"], "scope": scope}
        assert decide("change", request, book, date(2026, 1, 1)).codes == codes


def test_an_edition_without_a_limit_of_devices_can_be_compared(tmp_path: Path) -> None:
    """A made-up FMS edition of 2030 that does not have contracts name the devices at once."""
    for file in FILES.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    content = yaml.safe_load((FILES / "fms-2023-02-01.yaml").read_text("utf-8").replace("2023-02-01", "2030-01-01"))
    named = content["parameters"]
    named["concurrent.values"]["value"] = None
    for name in ("items", "items.required", "change.items"):
        named[name]["value"] = [item for item in named[name]["value"] if item != "concurrent"]
    (tmp_path / "fms-2030-01-01.yaml").write_text(yaml.safe_dump(content), "utf-8")
    for names in (("fms-2023-02-01", "fms-2030-01-01"), ("fms-2030-01-01", "fms-2023-02-01")):
        found = diff(*names, load_parameters(tmp_path))
        assert "concurrent.values" in {p.name for p in found.parameters}
        assert [d for d in found.decisions if d.rule == "configuration"]


def test_a_grade_that_only_one_edition_has_is_asked_about(tmp_path: Path) -> None:
    """A made-up edition with a fourth grade that is like Core but for its least number of licences."""
    for file in FILES.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    content = yaml.safe_load((FILES / "ztna-2025-04-01.yaml").read_text("utf-8").replace("2025-04-01", "2031-01-01"))
    named = content["parameters"]
    for name in [name for name in named if name.endswith(".Core")]:
        named[name.replace(".Core", ".Plus")] = named[name]
    named["licences.min.Plus"] = {**named["licences.min.Core"], "value": 450}
    named["grades"]["value"] = ["Starter", "Core", "Plus", "Complete"]
    (tmp_path / "ztna-2031-01-01.yaml").write_text(yaml.safe_dump(content), "utf-8")
    book = load_parameters(tmp_path)
    for names in (("ztna-2025-04-01", "ztna-2031-01-01"), ("ztna-2031-01-01", "ztna-2025-04-01")):
        plus = [d.request for d in diff(*names, book).decisions if "Plus" in str(d.request)]
        new = [q["configuration"] for q in plus if q.get("configuration", {}).get("grade") == "Plus"]
        assert {q.get("licences") for q in new} >= {450, 500, 60_000}
        changes = [q["current"]["licences"] for q in plus if q.get("current", {}).get("grade") == "Plus"]
        assert set(changes) == {450}


def test_an_edition_does_not_differ_from_itself(later: ParameterBook) -> None:
    for service in later.services:
        for edition in later.editions(service):
            found = diff(edition, edition, later)
            assert found.parameters == ()
            assert found.decisions == ()


def test_a_parameter_that_only_one_edition_has_is_a_difference(later: ParameterBook) -> None:
    old, new = later.editions("ztna")
    del new.parameters["traffic.measured"]  # type: ignore[attr-defined]
    assert [p.name for p in diff(old, new, later).parameters if p.after is None] == ["traffic.measured"]
    assert [p.name for p in diff(new, old, later).parameters if p.before is None] == ["traffic.measured"]


def test_editions_that_are_not_there(later: ParameterBook) -> None:
    with pytest.raises(UnknownEdition, match=r"ztna-2025-04-01, ztna-2030-01-01"):
        diff("ztna-2026-01-01", "ztna-2030-01-01", later)
    with pytest.raises(UnknownService):
        diff("mail-2026-01-01", "ztna-2030-01-01", later)
    with pytest.raises(ValueError, match="two services"):
        diff("ztna-2030-01-01", "fms-2023-02-01", later)
