"""The calculators: modals whose fields become a request to a rule, and whose mistakes are shown at the field."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from assistant.answers import to_mrkdwn
from assistant.slack.blocks import BLOCKS, KINDS, Block, actions, button, calculators, mrkdwn, plain_text, sections
from assistant.slack.words import WORDS, Words

Names = Callable[[str, str], Mapping[str, str]]
Fields = dict[str, Any]

TITLE: Final = 24  # characters Slack takes for a title or a button of a view
METADATA: Final = 3000
ERROR: Final = 150
INCIDENTS: Final = 50

# What each calculator asks for; the first ones, up to the number given, cannot be left out.
FORMS: Final[Mapping[str, tuple[int, tuple[str, ...]]]] = {
    "termination": (3, ("service", "subject", "arrival", "designated")),
    "credit": (2, ("service", "duration", "cause", "total", "monthly_fee")),
    "minimum-term": (3, ("service", "subject", "billing_start")),
    "claim-deadline": (2, ("service", "claimable_on", "claimed_on")),
    "configuration": (
        1,
        (
            *("service", "grade", "licences", "bandwidth", "log", "concurrent", "servers", "redundancy"),
            *("region", "options", "mr_region"),
        ),
    ),
}
DAYS: Final = frozenset({"arrival", "designated", "billing_start", "claimable_on", "claimed_on"})
NUMBERS: Final = frozenset({"licences", "bandwidth", "log", "concurrent", "servers", "monthly_fee"})
FLAGS: Final = frozenset({"total", "redundancy"})
CHOICES: Final = {
    ("termination", "subject"): ("contract", "option"),
    ("minimum-term", "subject"): ("contract", "multi_region"),
    ("credit", "cause"): ("iij", "customer", "customer_line", "third_party", "unknown"),
    ("credit", "total"): ("true", "false"),
    ("configuration", "redundancy"): ("true", "false"),
}
NAMED: Final = {"service": "service_short", "grade": "grade", "options": "option"}

CLOCK: Final = re.compile(r"(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?")


class Mistakes(Exception):
    """Fields that cannot be used, each with a sentence for the one who filled them in."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__(", ".join(fields))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a view carries along: where its result can be shared, and the request once it is decided."""

    locale: str
    url: str = ""
    request: Fields | None = None

    def packed(self) -> str:
        """As Slack keeps it; the request is left out when it would not fit, and then cannot be shared."""
        full = json.dumps([self.locale, self.url, self.request], ensure_ascii=False, separators=(",", ":"))
        return full if len(full) <= METADATA else json.dumps([self.locale, "", None])

    @classmethod
    def unpacked(cls, text: str) -> Metadata:
        """Raises ValueError for anything that is not ours."""
        locale, url, request = json.loads(text)
        if locale not in WORDS or not isinstance(url, str):
            raise ValueError("not a view of ours")
        return cls(locale, url, request)


def form(kind: str, metadata: Metadata, names: Names) -> Block:
    """The view of one calculator."""
    words = WORDS[metadata.locale]
    needed, fields = FORMS[kind]
    blocks = []
    for number, field in enumerate(fields):
        block: Block = {
            "type": "input",
            "block_id": field,
            "optional": number >= needed,
            "label": plain_text(words.fields[field], 2000),
            "element": _element(kind, field, words, names, metadata.locale),
        }
        if hint := words.hints.get(field):
            block["hint"] = plain_text(hint, 2000)
        blocks.append(block)
    return _view(words.kinds[kind], words, metadata, blocks, submit=words.calculate, callback=f"calc:{kind}")


def picker(locale: str) -> Block:
    """A view that offers the calculators, where there is no channel to offer them in."""
    words = WORDS[locale]
    blocks = [*sections(words.calculators, 1), calculators(locale)]
    return _view(words.calculate, words, Metadata(locale), blocks)


def result(kind: str, text: str, metadata: Metadata, *, shared: bool = False) -> Block:
    """The view of a decision, with a button to share it where it can be; `text` is Markdown."""
    words = WORDS[metadata.locale]
    blocks = sections(to_mrkdwn(text), BLOCKS - 1)
    if shared:
        blocks.append({"type": "context", "elements": [mrkdwn(words.shared)]})
    elif metadata.url and Metadata.unpacked(metadata.packed()).request is not None:
        blocks.append(actions([button("share", words.share, kind)]))
    return _view(words.result, words, metadata, blocks)


def read(kind: str, values: Mapping[str, Any], words: Words) -> Fields:
    """The request that the fields of a submitted view make. Raises Mistakes."""
    if kind not in KINDS:
        raise ValueError("not a calculator of ours")
    given: Fields = {}
    wrong: dict[str, str] = {}
    for field in FORMS[kind][1]:
        try:
            value = _value(field, values.get(field, {}).get(field, {}), words)
        except ValueError as mistake:
            wrong[field] = str(mistake)
            continue
        if value not in (None, "", []):
            given[field] = value
    if wrong:
        raise Mistakes(wrong)
    if kind == "configuration":
        service = {"service": given.pop("service")} if "service" in given else {}
        return {**service, "configuration": given}
    if kind == "credit":
        same = {name: given.pop(name) for name in ("cause", "total") if name in given}
        given["incidents"] = [{"duration": each, **same} for each in given.pop("duration", ())]
    return given


def mistakes(kind: str, error: ValidationError, words: Words) -> dict[str, str]:
    """What a rule refused, at the fields it came from."""
    fields = FORMS[kind][1]
    found = {}
    for each in error.errors():
        field = next((str(part) for part in reversed(each["loc"]) if part in fields), fields[0])
        found[field] = words.unusable
    return found


def lacking(kind: str, decision: Mapping[str, Any]) -> dict[str, str]:
    """What is still needed to decide, in the decision's own words, at the fields where it can be given."""
    if decision["outcome"] != "needs_info":
        return {}
    fields = FORMS[kind][1]
    return {each["item"]: each["text"][:ERROR] for each in decision["findings"] if each["item"] in fields}


def _view(
    title: str, words: Words, metadata: Metadata, blocks: list[Block], *, submit: str = "", callback: str = "show"
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, TITLE),
        "close": plain_text(words.close, TITLE),
        "private_metadata": metadata.packed(),
        "blocks": blocks,
    }
    if submit:
        view["submit"] = plain_text(submit, TITLE)
    return view


def _element(kind: str, field: str, words: Words, names: Names, locale: str) -> Block:
    if field in DAYS:
        return {"type": "datepicker", "action_id": field}
    if field in NUMBERS:
        return {"type": "number_input", "action_id": field, "is_decimal_allowed": False, "min_value": "0"}
    if field in NAMED:
        labels = dict(names(NAMED[field], locale))
    elif choices := CHOICES.get((kind, field)):
        labels = {choice: words.choices[choice] for choice in choices}
    else:
        multiline = field == "duration"
        return {
            "type": "plain_text_input",
            "action_id": field,
            "multiline": multiline,
            "max_length": 1000 if multiline else 100,
        }
    return {
        "type": "multi_static_select" if field == "options" else "static_select",
        "action_id": field,
        "placeholder": plain_text(words.choose),
        "options": [{"text": plain_text(label), "value": value} for value, label in labels.items()],
    }


def _value(field: str, state: Mapping[str, Any], words: Words) -> Any:
    """The value of one field. Raises ValueError with a sentence for the one who filled it in."""
    if state.get("type") == "multi_static_select":
        return [option["value"] for option in state.get("selected_options") or ()]
    selected = (state.get("selected_option") or {}).get("value")
    value = selected or state.get("selected_date") or str(state.get("value") or "").strip()
    if field in NUMBERS and value:
        number = unicodedata.normalize("NFKC", value).replace(",", "")
        if not re.fullmatch("-?[0-9]{1,15}", number):
            raise ValueError(words.unusable)
        return int(number)
    if field in FLAGS and value:
        return value == "true"
    return _durations(value, words) if field == "duration" else value


def _durations(text: str, words: Words) -> list[str]:
    lines = [(n, line) for n, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1) if line.strip()]
    if len(lines) > INCIDENTS:
        raise ValueError(words.too_many.format(most=INCIDENTS))
    found = []
    for number, line in lines:
        if (read := CLOCK.fullmatch(line.strip())) is None:
            raise ValueError(words.bad_duration.format(line=number))
        found.append(f"PT{int(read['hours'])}H{int(read['minutes'])}M{int(read['seconds'] or 0)}S")
    return found
