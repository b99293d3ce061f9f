"""The agents' console: pages made on the server, on /console."""

from __future__ import annotations

from typing import Any, Final

from litestar import Router, get
from litestar.config.app import AppConfig
from litestar.params import FromPath, FromQuery
from litestar.plugins import InitPlugin
from litestar.plugins.htmx import HTMXRequest
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect
from litestar.template.config import TemplateConfig

from assistant.web import who
from assistant.web.console import ask, calculators, customers, dashboard, learn, queue, terms
from assistant.web.console.parts import TEMPLATES, Asked, handlers, language_cookie
from assistant.web.console.words import LOCALES, load
from assistant.web.problems import Refused


@get("/language/{locale:str}", sync_to_thread=False)
def language(request: Asked, locale: FromPath[str], back: FromQuery[str] = "/console") -> Redirect:
    """Show the console in the other language, and go back to where the agent was."""
    if locale not in LOCALES:
        raise Refused(404, "The console is in Japanese and English.")
    return Redirect(who.safe_next(back), status_code=303, cookies=[language_cookie(request, locale)])


ROOMS: Final = (ask, terms, calculators, queue, customers, learn, dashboard)
HANDLERS: Final[tuple[Any, ...]] = (language, *(handler for room in ROOMS for handler in room.HANDLERS))


class Console(InitPlugin):
    """Adds the console's pages, and the templates they are made from."""

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Change the application's configuration before it is built."""
        load()  # a broken file is told before anything listens
        app_config.template_config = TemplateConfig(instance=JinjaTemplateEngine.from_environment(TEMPLATES))
        app_config.route_handlers.append(
            Router(
                "/console",
                route_handlers=list(HANDLERS),
                guards=[who.agents_only],
                request_class=HTMXRequest,
                exception_handlers=handlers(),
                include_in_schema=False,
            )
        )
        return app_config
