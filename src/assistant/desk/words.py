"""How a contract is called when it is spoken of."""

from __future__ import annotations

from typing import Any, Final

from assistant.answers import Renderer
from assistant.answers.markdown import inline
from assistant.store import ContractRecord

_ORDER: Final = ("grade", "licences", "bandwidth", "log", "concurrent", "servers", "redundancy", "region")
_BARE: Final = ("grade", "region", "licences")  # what is understood without the name of the item


def described(renderer: Renderer, contract: ContractRecord, locale: str, *, whole: bool = False) -> str:
    """A contract by its name and id, and (`whole`) with what it consists of."""
    ja = locale == "ja"
    about = [renderer.name("service_short", contract.service, locale)]
    configuration = contract.configuration
    if whole:
        about += [_value(renderer, item, configuration[item], locale) for item in _ORDER if item in configuration]
        about += [renderer.name("option", option, locale) for option in configuration.get("options") or ()]
    elif "grade" in configuration:
        about.append(str(configuration["grade"]))
    if contract.name != contract.id:
        about.insert(0, contract.id)
    if not whole:  # a label to choose by, not Markdown
        return f"{contract.name}（{'、'.join(about)}）" if ja else f"{contract.name} ({', '.join(about)})"
    name = inline(contract.name)
    return f"「{name}」（{'、'.join(about)}）" if ja else f"“{name}” ({', '.join(about)})"


def brief(contract: ContractRecord) -> dict[str, Any]:
    """Which contract an answer rests on, for programs."""
    return {"id": contract.id, "name": contract.name, "service": contract.service, "version": contract.version}


def _value(renderer: Renderer, item: str, value: Any, locale: str) -> str:
    said = renderer.shown(item, value, locale)
    if item in _BARE or isinstance(value, bool):
        return said
    return f"{renderer.name('item', item, locale)}{'' if locale == 'ja' else ' '}{said}"
