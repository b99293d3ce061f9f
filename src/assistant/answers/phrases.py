"""What was asked for, as a noun phrase that an answer can begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_MANY = 3  # more values than this are said as "this content"

Name = Callable[[str, object], str]
Shown = Callable[[str, object], str]


def asked(locale: str, rule: str, request: Mapping[str, Any], name: Name, shown: Shown) -> str:
    """The wish of a configuration or change request: CompleteでのSSEアドオンの利用, the SSE add-on on Complete."""
    if rule == "change":
        return _change(locale, request, name, shown)
    return _configuration(locale, request.get("configuration", {}), name, shown)


def part(locale: str, change: Mapping[str, Any], name: Name, shown: Shown) -> str:
    """One change of a request: ライセンス数 1,000ライセンス→1,200ライセンス, the SSE add-on: added."""
    item, before, after = str(change["item"]), change["before"], change["after"]
    if item.startswith("option:"):
        option = name("option", item.removeprefix("option:"))
        if locale == "ja":
            return f"{option}の{'追加' if after else '停止'}"
        return f"{'adding' if after else 'stopping'} the {option}"
    said = shown(item, after)
    arrow = said if before is None else f"{shown(item, before)} → {said}"
    return f"{name('item', item)} {arrow}"


def _listed(parts: list[str]) -> str:
    """A, B and C."""
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def ending(locale: str, day: str) -> str:
    """The wish to cancel, with its day in words when there is one."""
    if locale == "ja":
        return f"{day}付の解約のご希望" if day else "解約のご希望"
    return f"cancelling the contract as of {day}" if day else "cancelling the contract"


def _change(locale: str, request: Mapping[str, Any], name: Name, shown: Shown) -> str:
    changed = {k: v for k, v in request.get("set", {}).items() if v is not None}
    added, removed = request.get("add", ()), request.get("remove", ())
    if locale == "ja":
        parts = [f"{name('item', k)}の{shown(k, v)}への変更" for k, v in changed.items()]
        parts += [f"{name('option', o)}の追加" for o in added] + [f"{name('option', o)}の停止" for o in removed]
        return "、".join(parts) or "この変更"
    parts = [f"changing the {name('item', k)} to {shown(k, v)}" for k, v in changed.items()]
    parts += [f"adding the {name('option', o)}" for o in added] + [f"stopping the {name('option', o)}" for o in removed]
    return _listed(parts) or "this change"


def _configuration(locale: str, wanted: Mapping[str, Any], name: Name, shown: Shown) -> str:
    grade = wanted.get("grade")
    options = wanted.get("options") or ()
    values = {
        k: v for k, v in wanted.items() if k not in ("grade", "options", "mr_region", "region", "ip") and v is not None
    }
    if len(values) + len(options) > _MANY:
        return "この内容でのお申し込み" if locale == "ja" else "an application as you describe it"
    if locale == "ja":
        parts = [f"{name('option', o)}の利用" for o in options]
        parts += [
            f"{shown(k, v) if k == 'redundancy' else name('item', k) + 'を' + shown(k, v)}とすること"
            for k, v in values.items()
        ]
        parts += ["IPv6アドレスの利用" if wanted["ip"] == "ipv6" else "IPv4アドレスの利用"] if wanted.get("ip") else []
        body = "、".join(parts) or "ご契約"
        return f"グレード{grade}での{body}" if grade else body
    parts = [f"the {name('option', o)}" for o in options]
    parts += [_value_en(k, v, name, shown) for k, v in values.items()]
    parts += [f"{'IPv6' if wanted['ip'] == 'ipv6' else 'IPv4'} addresses"] if wanted.get("ip") else []
    body = _listed(parts) or "a contract"
    return f"{body} on {grade}" if grade else body


def _value_en(item: str, value: object, name: Name, shown: Shown) -> str:
    said = shown(item, value)
    if item == "redundancy":
        return "a redundant gateway" if value else "a gateway without redundancy"
    if item in ("bandwidth", "log"):
        return f"a {name('item', item)} of {said}"
    return said
