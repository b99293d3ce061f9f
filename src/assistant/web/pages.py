"""The pages: the demo portal on / and the API's description on /schema, from files beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from litestar import MediaType, Request, Response, get
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.router import Router
from litestar.static_files import create_static_files_router

from assistant.web.openapi import complete
from assistant.web.problems import problem

STATIC: Final = Path(__file__).parent / "static"


def _page(name: str) -> Response[bytes]:
    return Response((STATIC / name).read_bytes(), media_type=MediaType.HTML)


@get("/", include_in_schema=False, sync_to_thread=False)
def portal() -> Response[bytes]:
    """The demo portal: a customer's page with the widget on it."""
    return _page("index.html")


@get("/favicon.ico", include_in_schema=False, sync_to_thread=False)
def favicon() -> Response[bytes]:
    """The icon browsers ask for by themselves."""
    return Response((STATIC / "icon.svg").read_bytes(), media_type="image/svg+xml")


def static_files() -> Router:
    """Scripts, styles and images under /static."""
    return create_static_files_router(
        "/static", directories=[STATIC], include_in_schema=False, cache_control=None, name="static"
    )


def schema_router() -> Router:
    """Where Litestar puts its document and pages; its own page for what is not there becomes a problem reply."""

    def not_found(response: Response[Any]) -> Response[Any]:
        return problem(404) if response.status_code == 404 else response

    return Router("/schema", route_handlers=[], include_in_schema=False, after_request=not_found)


class SchemaDocument(JsonRenderPlugin):
    """The OpenAPI document at /schema/openapi.json, with our errors and the rules' requests."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        return self.render_json(request, complete(openapi_schema))


class SchemaPage(OpenAPIRenderPlugin):
    """A page at /schema that shows the document and sends trial requests, with nothing loaded from elsewhere."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The page; its script reads the document."""
        return (STATIC / "schema.html").read_bytes()
