"""Questions and requests about what a contract consists of: items, options, changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.language import model
from assistant.language.places import same_place
from assistant.rules import ParameterBook

ITEMS = ("grade", "licences", "bandwidth", "log", "region", "concurrent", "servers", "redundancy")
VALUES = model.VALUES
ITEM_SLOTS = (*VALUES, "grade", "grade_to", "region", "redundancy")  # what a contract consists of beside options
CHANGE_INTENTS = frozenset({"grade_change", "change_request", "change_check"})
CONFIG_INTENTS = CHANGE_INTENTS | {"option_eligibility", "value_check", "configuration_check", "usage_excess"}


# How an item may be called in few words, where a request or a correction names it without a value.
ITEM_WORDS = {
    "grade": re.compile(r"グレード|\bgrade\b", re.IGNORECASE),
    "licences": re.compile(r"ライセンス|\blicen[cs]es?\b", re.IGNORECASE),
    "bandwidth": re.compile(r"帯域|\bbandwidth\b", re.IGNORECASE),
    "log": re.compile(
        r"ログ|(?:の|接続|通信|アクセス|利用)(?:記録|履歴)(?!し|を(?:し|お|頼))|\blogs?\b|"
        r"\bretention\b",
        re.IGNORECASE,
    ),
    "region": re.compile(r"リージョン|地域|\bregion\b", re.IGNORECASE),
    "concurrent": re.compile(r"同時|\bconcurren\w*|\bsimultaneous", re.IGNORECASE),
    "servers": re.compile(r"サーバ|\bservers?\b", re.IGNORECASE),
    "redundancy": re.compile(r"冗長|\bredundan\w*", re.IGNORECASE),
}


# How an option may be called in few words, where options are what is being spoken of.
OPTION_WORDS = {
    "multi_region": re.compile(r"マルチ|\bmulti\b|\b(?:second|extra|other) region\b", re.IGNORECASE),
    "transparent_proxy": re.compile(r"透過(?:プロキシ)?|プロキシ|\b(?:transparent )?prox(?:y|ies)\b", re.IGNORECASE),
    "sse": re.compile(r"アドオン|\badd-?on\b|(?<![A-Za-z])SSE(?![A-Za-z])", re.IGNORECASE),
    "config_change": re.compile(
        r"設定(?:の)?変更|\bconfig(?:uration)?(?: change)?s?\b|\bsettings? changes?\b", re.IGNORECASE
    ),
    "intro_support": re.compile(r"導入|\bintro(?:duction)?\b|\bonboarding\b", re.IGNORECASE),
}


# Words that bring an option to its end. Beside a day "end" may be that of a month, so it is none of the first.
_STOPPING = (
    r"停止|解約|やめ|止め|廃止|外(?:す|し|せ)|\b(?:stop\w*|cancel\w*|terminat\w*|discontinu\w*|drop\w*|remov\w*|"
    r"get(?:ting)? rid of|(?:switch|turn)\w* off)\b"
)
STOPS = re.compile(_STOPPING, re.IGNORECASE)
STOPS_OR_ENDS = re.compile(_STOPPING + r"|終了|\bend(?:s|ed|ing)?\b", re.IGNORECASE)


# What two services can be compared on, and the parameters that say how each has it.
POINTS = {
    "grade": ("grades",),
    "licences": ("licences.min", "licences.max", "licences.step"),
    "concurrent": ("concurrent.values",),
    "servers": ("servers.max",),
    "redundancy": ("redundancy",),
    "bandwidth": ("bandwidth.fixed.Starter", "bandwidth.min.Core", "bandwidth.max.Core"),
    "log": ("log.values",),
    "region": ("region.values",),
    "ip": ("ip.versions",),
    "option": ("options",),
    "change": ("change.items", "excess.change"),
    "guarantee": ("availability.guaranteed",),
    "credit": ("credit.table", "credit.threshold", "credit.fault_required", "claim.months"),
    "ending": ("termination.days", "minimum_term.months", "early_charge.contract", "options.stop.days"),
    "other": ("traffic.measured", "settings.liability_excluded", "excess.fee"),
}


@dataclass(slots=True)
class Wanted:
    """What a message wants of a contract: values set, options added, dropped, kept; and what is known of it now.

    `hold` are values that are to stay whatever else changes.
    """

    set: dict[str, Any] = field(default_factory=dict)
    add: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    current: dict[str, Any] = field(default_factory=dict)
    hold: dict[str, Any] = field(default_factory=dict)
    mr_region: str | None = None
    via: str | None = None
    unresolved: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is wanted."""
        return not (self.set or self.add or self.remove or self.keep)


OWN_REGION = "own"  # the region of the contract where nobody has named it


def wanted(slots: Mapping[str, Any], contract: Mapping[str, Any] | None) -> Wanted:
    """What the slots want, with relative values ("four more servers") made absolute on the contract.

    `contract` is the configuration the caller vouches for; what the text tells about the present is laid over it.
    A relative value without a present value is named in `unresolved`.
    """
    want = Wanted(current=dict(contract or {}))
    for source in ("now", "from"):
        want.current.update(slots.get(source, {}))
    for key in ("grade_from", "grade_now", "grade_stay"):
        if key in slots:
            want.current["grade"] = slots[key]
    for item in VALUES:
        if item not in slots:
            continue
        sign = slots.get("relative", {}).get(item)
        if sign is None:
            want.set[item] = slots[item]
        elif item in want.current:
            step = slots[item]
            now = want.current[item]
            want.set[item] = round(now * step) if sign == "*" else now + (step if sign == "+" else -step)
        else:
            want.unresolved.append(item)
    if "grade" in slots and slots["grade"] != slots.get("grade_stay"):
        wishes = bool(slots.get("options") or slots.get("options_remove") or want.set)
        if contract is None and "grade_to" not in slots and "grade" not in want.current and wishes:
            want.current["grade"] = slots["grade"]  # "the proxy for Core": the grade one has, not one to change to
        else:
            want.set["grade"] = slots["grade"]
    for item, value in slots.get("stay", {}).items():
        if "grade" in want.set:  # 「Coreへ変更、ただし帯域は100Mのまま」
            want.hold[item] = want.set[item] = value
        else:
            want.current.setdefault(item, value)
    if "redundancy" in slots:
        want.set["redundancy"] = slots["redundancy"]
    if "ip" in slots:
        want.set["ip"] = slots["ip"]
    want.remove = list(slots.get("options_remove", []))
    want.keep = [o for o in slots.get("options_keep", []) if o not in want.remove]
    unwanted = {*slots.get("options_refused", []), *want.remove, *want.keep}
    want.add = [o for o in slots.get("options", []) if o not in unwanted]
    if slots.get("same_region") and "region" not in slots and "multi_region" in want.add:
        want.mr_region = want.current.setdefault("region", OWN_REGION)
    if "region" in slots:
        region, own = slots["region"], want.current.get("region")
        if own is not None and own != OWN_REGION and same_place(region, own):
            region = own  # "Tokyo" on a contract in 東京
        if "multi_region" in want.add:
            want.mr_region = region
            if slots.get("same_region"):
                want.current.setdefault("region", region)
        else:
            want.set["region"] = region
    if slots.get("via"):
        want.via = slots["via"]
    return want


def given_request(service: str, want: Wanted) -> dict[str, Any]:
    """A configuration judged on what is given only: "may Starter have SSE?"."""
    configuration = {k: v for k, v in want.current.items() if k in (*ITEMS, "options", "mr_region", "ip")}
    configuration.update(want.set)
    options = [*configuration.get("options", []), *[o for o in want.add if o not in configuration.get("options", [])]]
    options = [o for o in options if o not in want.remove]
    if options:
        configuration["options"] = options
    if want.mr_region:
        configuration["mr_region"] = want.mr_region
    return {"service": service, "configuration": configuration, "scope": "given"}


def whole_request(service: str, want: Wanted) -> dict[str, Any]:
    """A new contract judged as a whole: everything it must name is asked for."""
    request = given_request(service, want)
    del request["scope"]
    return request


def change_request(service: str, want: Wanted, *, whole: bool) -> dict[str, Any]:
    """A change of a contract; `whole` when the caller vouches for all of the present contract."""
    moves = "grade" in want.set and want.set["grade"] != want.current.get("grade", want.set["grade"])
    changed = {
        k: v
        for k, v in want.set.items()
        # What the contract has already is no change, unless another grade puts it in question.
        if k != "ip" and (k in want.hold or k not in want.current or want.current[k] != v or (moves and k in VALUES))
    }
    request: dict[str, Any] = {
        "service": service,
        "current": {k: v for k, v in want.current.items() if v is not None},
        "set": changed,
    }
    for key in ("add", "remove", "keep"):
        if getattr(want, key):
            request[key] = list(getattr(want, key))
    if want.mr_region:
        request["mr_region"] = want.mr_region
    if not whole:
        request["scope"] = "given"
    return request


def choices(service: str | None, slot: str, slots: Mapping[str, Any], book: ParameterBook) -> tuple[Any, ...]:
    """The values a missing slot can take, from the parameters of the edition in force; empty when any will do."""
    if slot == "service":
        return ("ztna", "fms")
    if slot in ("sse_fate", "option_fate"):
        return ("keep", "remove")
    if slot == "redundancy":
        return (True, False)
    if service is None:
        return ()
    parameters = book.in_force(service)[0]
    grade = slots.get("grade") or slots.get("grade_now") or "Core"
    named = {
        "grade": ["grades"],
        "log": ["log.values"],
        "concurrent": ["concurrent.values"],
        "bandwidth": [f"bandwidth.min.{grade}", f"bandwidth.max.{grade}"],
        "option": ["options"],
    }.get(slot, [])
    found: list[Any] = []
    for name in named:
        try:
            value = parameters.value(name)
        except KeyError:
            continue
        found.extend(value if isinstance(value, (list, tuple)) else [value])
    return tuple(v for v in found if v is not None)
