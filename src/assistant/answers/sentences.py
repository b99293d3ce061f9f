"""The sentences of the findings, conditions, assumptions and remedies of decisions, in one locale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2

from assistant.answers.environment import Responses
from assistant.answers.markdown import inline
from assistant.errors import ContentError, Fault

_PLACES = frozenset({"region", "mr_region", "regions", "other_region"})
_KEPT = 4096  # sentences: a few hundred codes and services, the rest those whose values were told


class Sentences:
    """Says codes. One said before of the same service with the same params is not made again.

    `helpers` are the functions every template has, `of_service` gives those of a service.
    """

    def __init__(
        self,
        responses: Responses,
        helpers: Mapping[str, Any],
        of_service: Callable[[str | None], Mapping[str, Any]],
    ) -> None:
        self.responses = responses
        self.helpers = helpers
        self.of_service = of_service
        self._made: dict[tuple[str | None, str, str], str] = {}

    def say(self, service: str | None, code: str, params: Mapping[str, Any]) -> str:
        """The sentence for a code; raises ContentError when it needs a value that is not among the params."""
        key = (service, code, repr(params))  # params are plain data
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            made = self._made[key] = self._say(service, code, params)
        return made

    def _say(self, service: str | None, code: str, params: Mapping[str, Any]) -> str:
        context = {**self.helpers, **self.of_service(service), "service": service, **_inert(params), "code": code}
        try:
            return self.responses.code(code, context)
        except jinja2.UndefinedError as error:
            line, source = self.responses.line_of(code)
            path = self.responses.directory / "codes.yaml"
            mend = "use only the params that assistant.rules.codes lists for it"
            raise ContentError([Fault(path, line, source, str(error), mend)]) from error


def _inert(params: Mapping[str, Any]) -> dict[str, Any]:
    """Params with the one kind of free text among them, places as the caller wrote them, as literal Markdown."""
    safe = dict(params)
    for key in _PLACES & params.keys():
        value = params[key]
        if isinstance(value, str):
            safe[key] = inline(value)
        elif isinstance(value, list | tuple):
            safe[key] = [inline(v) if isinstance(v, str) else v for v in value]
    return safe
