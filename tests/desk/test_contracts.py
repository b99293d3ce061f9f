"""Contracts of customers: what is kept, from where, and how answers use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_parts import ADMIN, AGENT, CONTRACTS, CORE, CUSTOMER, HOLDING, PROGRAM, STRANGER, Office, nothing_kept

from assistant import demo
from assistant.cli.desk import load
from assistant.desk import BadContract, NotFound
from assistant.identity import ANONYMOUS, Identity, NotAllowed

Run = Callable[..., Any]
HEAD = "id,customer,service,name,grade,licences,bandwidth,log,region,options,billing_start,monthly_fee\n"


def test_a_contract_is_kept_and_read_by_those_who_may(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        contracts = office.desk.contracts
        assert [c["id"] for c in await contracts.all(CUSTOMER)] == ["C-1"]
        assert [c["id"] for c in await contracts.all(PROGRAM)] == ["C-1", "C-2", "F-1"]
        assert [c["id"] for c in await contracts.all(PROGRAM, after="C-1", limit=1)] == ["C-2"]
        one = await contracts.one(CUSTOMER, "C-1")
        assert (one["name"], one["configuration"], one["monthly_fee"]) == ("本社", CORE, 500_000)
        assert (one["edition"], one["billing_start"]) == ("2025-04-01", "2026-10-01")
        for identity, error in ((STRANGER, NotFound), (ANONYMOUS, NotAllowed)):
            with pytest.raises(error):
                await contracts.one(identity, "C-1")
        with pytest.raises(NotFound):
            await contracts.one(PROGRAM, "nowhere")
        for identity in (CUSTOMER, PROGRAM, AGENT):
            with pytest.raises(NotAllowed):
                await contracts.put(identity, "C-1", CONTRACTS["C-1"], nothing_kept)

    run(story, url)


def test_a_contract_put_again_counts_its_changes(run: Run) -> None:
    async def story(office: Office) -> None:
        async def put(**changes: Any) -> tuple[int, int]:
            reply = await office.desk.contracts.put(ADMIN, "N-1", {**CONTRACTS["C-1"], **changes}, nothing_kept)
            return reply.status, reply.body["version"]

        assert [await put(), await put(), await put(name="支社")] == [(201, 1), (200, 1), (200, 2)]

    run(story)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"configuration": {**CORE, "licences": 120}}, "steps of 50"),
        ({"configuration": {**CORE, "options": ["sse"]}}, "Complete"),
        ({"configuration": {"grade": "Core"}}, "bandwidth must be named"),
        ({"configuration": {**CORE, "colour": 1}}, "Unknown field"),
        ({"configuration": {**CORE, "licences": True}}, "valid integer"),
        ({"monthly_fee": -1}, "greater than or equal"),
        ({"billing_start": "2026-02-30"}, "calendar"),
        ({"edition": "2024-04-01"}, "no edition"),
        ({"service": "abc"}, "'ztna' or 'fms'"),
    ],
)
def test_a_contract_the_terms_do_not_allow_is_refused_with_the_reason(
    run: Run, changes: dict[str, Any], said: str
) -> None:
    async def story(office: Office) -> None:
        with pytest.raises(BadContract, match=said):
            await office.desk.contracts.put(ADMIN, "N-1", {**CONTRACTS["C-1"], **changes}, nothing_kept)

    run(story)


# -- files -------------------------------------------------------------------------------------------------------------


def imported(run: Run, file: Path, url: str | None = None, times: int = 1) -> list[tuple[dict[str, int], list[Any]]]:
    async def story(office: Office) -> Any:
        return [await load(office.desk, file) for _ in range(times)]

    return list(run(story, url))


def test_the_samples_are_whole_and_imported_once(run: Run) -> None:
    (first, bad), (again, _) = imported(run, demo.CONTRACTS, times=2)
    assert (first, bad) == ({"added": 6, "updated": 0, "unchanged": 0}, [])
    assert again == {"added": 0, "updated": 0, "unchanged": 6}


def test_the_demonstration_keeps_a_sample_that_was_changed(run: Run) -> None:
    async def story(office: Office) -> list[int]:
        await demo.prepare(office.desk)
        first = next(iter(demo.customers().values()))
        key, data = next(iter(first.contracts.items()))
        changed = {**data, "configuration": {**data["configuration"], "licences": 1100}}
        await office.desk.contracts.bring(office.desk.contracts.checked(key, changed), "test")
        await demo.prepare(office.desk)
        own = await office.desk.contracts.of(Identity("customer", first.id, frozenset(first.contracts)))
        return sorted(each.configuration["licences"] for each in own)

    assert [300, 1100, 2000] == run(story)


def test_good_rows_of_a_table_are_kept_and_bad_ones_told_with_their_line(run: Run, tmp_path: Path, url: str) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(
        "\ufeff"
        + HEAD
        + 'N-1,甲,ztna,"二\n行",Complete,"1,200",500,180,東京,sse;transparent_proxy,2026-10-01,"750,000"\n'
        "N-2,甲,ztna,,Core,120,500,,東京,なし,,\n"
        "\n"
        ",甲,ztna,,Core,100,500,,東京,,,\n"
        "N-1,甲,ztna,,Core,100,500,,東京,,,\n"
        "N-3,甲,ztna,,Core,abc,500,,東京,,2026-13-01,\n"
        "N-4,甲,ztna,,Core,100,500,,東京,,,,,too,many\n"
        "C-1,甲商事,ztna,本社,Core,1500,500,,東京,なし,2026-10-01,500000\n",
        "utf-8",
    )
    ((counts, bad),) = imported(run, file, url)
    assert counts == {"added": 1, "updated": 1, "unchanged": 0}
    assert [(each["line"], each["id"]) for each in bad] == [(4, "N-2"), (6, ""), (7, "N-1"), (8, "N-3"), (9, "")]
    assert "steps of 50" in bad[0]["reason"]
    assert "line 2" in bad[2]["reason"]
    assert "licences" in bad[3]["reason"]
    assert "billing_start" in bad[3]["reason"]


@pytest.mark.parametrize("name", ["c.json", "c.yaml"])
def test_lists_of_objects_are_read_with_their_lines(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(
        """[
  {"id": "N-1", "customer": "乙", "service": "ztna",
   "configuration": {"grade": "Starter", "licences": 100, "bandwidth": 100, "region": "東京"}},
  {"id": "N-2", "customer": "乙", "service": "fms", "configuration": {"licences": 150}},
  7
]
""",
        "utf-8",
    )
    ((counts, bad),) = imported(run, file)
    assert counts["added"] == 1
    assert [(each["line"], each["id"]) for each in bad] == [(4, "N-2"), (5, "")]


# -- in answers --------------------------------------------------------------------------------------------------------


def test_an_answer_rests_on_the_customers_own_contract_and_says_so(run: Run) -> None:
    async def story(office: Office) -> None:
        body = await office.say("SSEアドオンは追加できますか", identity=CUSTOMER)
        assert body["answers"][0]["decision"]["outcome"] == "denied"
        assert body["contract"] == {"id": "C-1", "name": "本社", "service": "ztna", "version": 1}
        first = body["text"].splitlines()[0]
        for part in ("本社", "C-1", "Core", "1,000ライセンス"):
            assert part in first
        english = await office.say("Can we raise the licences to 1,200?", identity=CUSTOMER)
        assert "C-1" in english["text"].splitlines()[0]

    run(story)


def test_a_context_adds_to_the_contract_and_never_overrides_it(run: Run) -> None:
    async def story(office: Office) -> None:
        context = {
            "service": "ztna",
            "configuration": {**CORE, "grade": "Complete", "licences": 50_000, "ip": "ipv4"},
            "monthly_fee": 1,
        }
        body = await office.say("ライセンスを1200にしてください", identity=CUSTOMER, context=context)
        (turn,) = await office.store.turns(body["conversation_id"])
        facts = turn.request["judged"]["facts"]
        assert facts["configuration"] == {**CORE, "ip": "ipv4"}
        assert (facts["monthly_fee"], facts["billing_start"]) == (500_000, "2026-10-01")
        assert body["draft"]["changes"][0]["before"] == 1000

    run(story)


def test_of_several_contracts_it_is_asked_which_and_gone_on(run: Run) -> None:
    async def story(office: Office) -> None:
        asked = await office.say("ライセンスを2000に増やせますか", identity=HOLDING)
        assert (asked["kind"], [m["slot"] for m in asked["missing"]]) == ("question", ["contract"])
        assert len(asked["missing"][0]["choices"]) == 3
        answered = await office.say(asked["suggestions"][1]["text"], asked["conversation_id"], identity=HOLDING)
        assert (answered["kind"], answered["contract"]["id"]) == ("answer", "C-2")
        assert "2,000" in answered["text"]
        later = await office.say("ログ保存期間を360日にできますか", asked["conversation_id"], identity=HOLDING)
        assert later["contract"]["id"] == "C-2"

    run(story)


@pytest.mark.parametrize(
    ("asked", "answer", "meant"),
    [
        ("ライセンスを2000に増やせますか", "2番目です", "C-2"),
        ("ライセンスを2000に増やせますか", "FMSのほうで", "F-1"),
        ("ライセンスを2000に増やせますか", "Completeのほうです", "C-2"),
        ("ライセンスを2000に増やせますか", "ライセンスが1000のほうです", "C-1"),
        ("Can we go up to 2,000 licences?", "the first one", "C-1"),
        ("Can we go up to 2,000 licences?", "the Complete one please", "C-2"),
        ("Can we go up to 2,000 licences?", "FMS", "F-1"),
    ],
)
def test_which_contract_is_told_by_what_it_is(run: Run, asked: str, answer: str, meant: str) -> None:
    async def story(office: Office) -> None:
        first = await office.say(asked, identity=HOLDING)
        assert [m["slot"] for m in first["missing"]] == ["contract"]
        reply = await office.say(answer, first["conversation_id"], identity=HOLDING)
        assert (reply["kind"], reply["contract"]["id"]) == ("answer", meant)
        assert "2,000" in reply["text"]

    run(story)


def test_what_fits_several_is_asked_once_more(run: Run) -> None:
    async def story(office: Office) -> None:
        first = await office.say("ライセンスを2000に増やせますか", identity=HOLDING)
        reply = await office.say("ZTNAのほうです", first["conversation_id"], identity=HOLDING)
        assert len(reply["missing"][0]["choices"]) == 2
        again = await office.say("1番で", first["conversation_id"], identity=HOLDING)
        assert again["contract"]["id"] == "C-1"

    run(story)


def test_a_question_of_its_own_is_no_answer_to_which_contract(run: Run) -> None:
    async def story(office: Office) -> None:
        first = await office.say("ライセンスを2000に増やせますか", identity=HOLDING)
        reply = await office.say("ZTNAとFMSの違いは何ですか", first["conversation_id"], identity=HOLDING)
        assert ["service_compare"] == list({a["intent"] for a in reply["answers"]})

    run(story)


def test_the_service_or_the_name_settles_which_contract(run: Run) -> None:
    async def story(office: Office) -> None:
        by_service = await office.say("FMSのサーバを5台にできますか", identity=HOLDING)
        assert by_service["contract"]["id"] == "F-1"
        by_name = await office.say("工場のライセンスを500にできますか", identity=HOLDING)
        assert by_name["contract"]["id"] == "C-2"
        by_context = await office.say("ライセンスは何本まで増やせますか", identity=HOLDING, context={"service": "fms"})
        assert by_context["contract"]["id"] == "F-1"

    run(story)


def test_a_question_that_needs_no_contract_is_answered_at_once(run: Run) -> None:
    async def story(office: Office) -> None:
        body = await office.say("FMSとZTNAの違いは何ですか", identity=HOLDING)
        assert body["kind"] == "answer"

    run(story)


@pytest.mark.parametrize(
    ("text", "kind", "said", "unsaid"),
    [
        ("Z-1001のライセンスを1200に変更したい", "confirmation", "1,200ライセンス", "1,001"),
        ("Ｚ－１００１のライセンスを1200にしてください", "confirmation", "1,200ライセンス", "1,001"),
        ("Please change z-1001 to 1,200 licences", "confirmation", "1,200 licences", "1,001"),
        ("F-2001を2026年12月31日で解約したい", "confirmation", "2026年12月31日", "2,001"),
        ("F-2001のサーバを5台にできますか", "answer", "5", "2,001"),
    ],
)
def test_the_figures_of_a_contracts_id_are_no_number_of_licences(
    run: Run, text: str, kind: str, said: str, unsaid: str
) -> None:
    async def story(office: Office) -> None:
        await demo.prepare(office.desk)
        first = next(iter(demo.customers().values()))
        reply = await office.say(text, identity=Identity("customer", first.id, frozenset(first.contracts)))
        assert reply["kind"] == kind, reply["text"]
        assert reply["contract"]["id"] in ("Z-1001", "F-2001")
        assert said in reply["text"]
        assert unsaid not in str(reply["answers"])

    run(story)
