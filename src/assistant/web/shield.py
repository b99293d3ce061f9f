"""Who gets in and how much they may ask, put around the application as one plugin."""

from __future__ import annotations

from typing import Any, Final

from litestar.config.app import AppConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins import InitPlugin

from assistant.settings import Settings
from assistant.store import Store
from assistant.web import signin, who
from assistant.web.shared import SharedLimits

BEARER: Final = SecurityScheme(
    type="http",
    scheme="bearer",
    description="A customer's token from the portal (JWT), or a program's key (asst_…). General questions need none.",
)


class Shield(InitPlugin):
    """Gives every request its identity, adds the sign-in pages, the shared limits and what OpenAPI says of them."""

    def __init__(self, settings: Settings, store: Store | None, metrics: Any) -> None:
        self._doors = who.Doors(settings, store)
        self._limits = SharedLimits(settings, metrics.limiter_failures)

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Change the application's configuration before it is built."""
        app_config.state.doors = self._doors
        app_config.middleware.append(who.IdentityMiddleware)
        if self._limits.any:  # a guard costs a request a copy of its handler, even where it has nothing to do
            app_config.guards.append(self._limits.guard)
        app_config.exception_handlers.update(who.HANDLERS)
        app_config.route_handlers.extend(signin.HANDLERS)
        if app_config.openapi_config is not None:
            app_config.openapi_config.components = Components(security_schemes={"bearer": BEARER})
            app_config.openapi_config.security = [{}, {"bearer": []}]
        return app_config
