"""The demo portal's own sign-in: who the sample customers are, and a token to be one. Nobody outside a demo."""

from __future__ import annotations

from typing import Any

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath

from assistant import demo
from assistant.web.problems import Refused


@get("/demo/customers", include_in_schema=False)
async def list_customers(state: State) -> Response[dict[str, Any]]:
    """The sample customers; none outside a demonstration and where a real portal signs the tokens."""
    settings = state.settings
    known = demo.customers().values() if settings.demo and settings.customer_jwt_secret is not None else ()
    return Response({"customers": [{"id": each.id, "name": each.name} for each in known]})


@post("/demo/customers/{customer_id:str}/token", status_code=200, include_in_schema=False)
async def sign_in(customer_id: FromPath[str], state: State) -> Response[dict[str, Any]]:
    """A short-lived token, as a portal would hand it to its page."""
    customer = demo.customers().get(customer_id) if state.settings.demo else None
    token = demo.token(state.settings, customer) if customer else None
    if token is None:
        raise Refused(404, "There is no such sample customer.")
    return Response({"token": token})


def router() -> Router:
    """The routes of this module."""
    return Router("/", route_handlers=[list_customers, sign_in], include_in_schema=False)
